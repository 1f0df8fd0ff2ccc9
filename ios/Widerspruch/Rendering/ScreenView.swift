import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Largest width of a line, in points.
private let maxLineWidth: CGFloat = 680

/// Draws one screen: its rows, and below them the last notice and the primary button.
struct ScreenView: View {
    let app: AppModel
    let model: ScreenModel
    @State private var width: CGFloat = 0
    @FocusState private var focused: String?
    @Environment(\.dynamicTypeSize) private var size

    init(app: AppModel, model: ScreenModel) {
        self.app = app
        self.model = model
        _focused = FocusState()
    }

    var body: some View {
        content
            .navigationTitle(model.screen?.title ?? "")
            .navigationBarTitleDisplayMode(titleFits ? .large : .inline)
            .task { await model.load() }
    }

    @ViewBuilder private var content: some View {
        if let failure = model.failure {
            List {
                CalloutRow(tone: .warning, icon: .warning, text: failure.text) { DetailsButton(app: app, details: failure.details) }
            }
        } else if let screen = model.screen {
            ScrollViewReader { scroll in
                rows(of: screen)
                    .onChange(of: model.refusedInput) { _, input in
                        // `nil` once the person corrects the input, which must keep the focus.
                        guard let input else { return }
                        focused = input
                        scroll.scrollTo(input)
                    }
            }
            .safeAreaInset(edge: .bottom) {
                if app.notice != nil || model.longAct != nil || screen.primary != nil {
                    Footer(app: app, longAct: model.longAct, next: screen.primary)
                }
            }
        } else {
            LoadingView()
        }
    }

    private func rows(of screen: Screen) -> some View {
        List {
            if !titleFits {
                Text(verbatim: screen.title)
                    .font(.title)
                    .accessibilityAddTraits(.isHeader)
                    .withoutCard()
            }
            if let notice = screen.notice {
                CalloutRow(tone: .info, icon: .info, text: notice.text) { DetailsButton(app: app, details: notice.details) }
            }
            ForEach(Array(screen.sections.enumerated()), id: \.offset) { section in
                Section {
                    ForEach(keyed(section.element.rows), id: \.key) { row in
                        RowView(row: row.row, app: app, model: model, focused: $focused, card: Card(of: section.element))
                    }
                } header: {
                    if let header = section.element.header {
                        Text(verbatim: header)
                            .font(.headline)
                            .textCase(nil)
                            .accessibilityAddTraits(.isHeader)
                    }
                } footer: {
                    if let footer = section.element.footer { Text(verbatim: footer) }
                }
            }
        }
        .listStyle(.insetGrouped)
        .contentMargins(.horizontal, margin, for: .scrollContent)
        .onGeometryChange(for: CGFloat.self, of: \.size.width) { width = $0 }
    }

    /// Rows with their identities: an input keeps its focus and cursor when rows above it come or go.
    private func keyed(_ rows: [Row]) -> [(key: String, row: Row)] {
        rows.enumerated().map { ($0.element.inputName ?? String($0.offset), $0.element) }
    }

    /// Whether the navigation bar shows the whole title. Otherwise the title is also a row.
    private var titleFits: Bool { (model.screen?.title.count ?? 0) <= (size > .xLarge ? 14 : 18) && !size.isAccessibilitySize }

    /// Margin that limits the length of lines in a wide window; `nil` for the usual one.
    private var margin: CGFloat? { width > maxLineWidth + 40 ? (width - maxLineWidth) / 2 : nil }
}

/// Draws the notice of the last command with its undo button, how far a long act is, and the screen's primary button.
private struct Footer: View {
    let app: AppModel
    let longAct: LongAct?
    let next: ScreenButton?
    @AccessibilityFocusState var isNoticeFocused: Bool

    var body: some View {
        VStack(spacing: 12) {
            if let notice = app.notice {
                noticeRow(notice)
            }
            if let longAct {
                ProgressRow(done: longAct.done, total: longAct.total, label: longAct.label)
            }
            if let next {
                Button {
                    Task { await app.tap(next.action) }
                } label: {
                    Text(verbatim: next.label)
                        .font(.headline)
                        .foregroundStyle(Color("on_accent"))
                        .multilineTextAlignment(.center)
                        .frame(maxWidth: .infinity, minHeight: 44)
                }
                .buttonStyle(.borderedProminent)
            }
        }
        .frame(maxWidth: maxLineWidth)
        .padding(.horizontal)
        .padding(.vertical, 8)
        .frame(maxWidth: .infinity)
        .background(.bar)
        // Limited to about twice the usual size: with larger letters a notice would cover the rows and push out the button.
        .dynamicTypeSize(...DynamicTypeSize.accessibility2)
        .onChange(of: longAct?.label, initial: true) { _, label in
            if let label { announcePolitely(label) }
        }
        .task(id: app.notice) {
            // VoiceOver moves to the notice only once it is displayed and the animations of the tap have ended.
            guard app.notice != nil, (try? await Task.sleep(for: .milliseconds(600))) != nil else { return }
            isNoticeFocused = true
        }
    }

    private func noticeRow(_ notice: Notice) -> some View {
        AdaptiveStack {
            Text(verbatim: notice.text)
                .frame(maxWidth: .infinity, alignment: .leading)
                .accessibilityFocused($isNoticeFocused)
                .accessibilityAction(named: Text("close")) { app.dismissNotice() }
            DetailsButton(app: app, details: notice.details)
            if notice.undo != nil {
                Button {
                    Task { await app.undo() }
                } label: {
                    Text("undo").fullTapTarget()
                }
            }
        }
        .font(.subheadline)
    }
}

/// Draws a calm first frame: the background only, and after a while a progress sign.
private struct LoadingView: View {
    @State private var isLong = false

    init() {}

    var body: some View {
        ZStack {
            Color(uiColor: .systemGroupedBackground).ignoresSafeArea()
            if isLong { ProgressView() }
        }
        .task {
            try? await Task.sleep(for: .milliseconds(300))
            isLong = !Task.isCancelled
        }
    }
}

/// Lets VoiceOver say something once it has said everything else.
@MainActor func announcePolitely(_ words: String) {
    let polite = NSAttributedString(
        string: words, attributes: [.accessibilitySpeechAnnouncementPriority: UIAccessibilityPriority.low])
    UIAccessibility.post(notification: .announcement, argument: polite)
}
