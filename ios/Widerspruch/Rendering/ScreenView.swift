import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// How wide lines may become, in points.
private let widest: CGFloat = 680

/// One screen: its rows, and below them what the last command said and the next thing to do.
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
            List { CalloutRow(tone: .warning, icon: .warning, text: failure, more: nil) {} }
        } else if let screen = model.screen {
            ScrollViewReader { scroll in
                rows(of: screen)
                    .onChange(of: model.refused) { _, input in
                        // What is corrected is refused no longer, and keeps the keyboard.
                        guard let input else { return }
                        focused = input
                        scroll.scrollTo(input)
                    }
            }
            .safeAreaInset(edge: .bottom) {
                if app.notice != nil || screen.primary != nil { Footer(app: app, next: screen.primary) }
            }
        } else {
            StartingView()
        }
    }

    private func rows(of screen: Screen) -> some View {
        List {
            if !titleFits {
                Text(verbatim: screen.title)
                    .font(.title)
                    .accessibilityAddTraits(.isHeader)
                    .bare()
            }
            if let notice = screen.notice {
                CalloutRow(tone: .info, icon: .info, text: notice.text, more: nil) {}
            }
            ForEach(Array(screen.sections.enumerated()), id: \.offset) { section in
                Section {
                    ForEach(Array(section.element.rows.enumerated()), id: \.offset) { row in
                        RowView(row: row.element, app: app, model: model, focused: $focused)
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

    /// The bar cuts a long title; it stands above the rows then.
    private var titleFits: Bool { (model.screen?.title.count ?? 0) <= (size > .xLarge ? 14 : 18) && !size.isAccessibilitySize }

    /// Long lines are hard to read.
    private var margin: CGFloat? { width > widest + 40 ? (width - widest) / 2 : nil }
}

/// What the last command said, with the way back, and the screen's one button.
private struct Footer: View {
    let app: AppModel
    let next: ScreenButton?
    @AccessibilityFocusState var heard: Bool

    var body: some View {
        VStack(spacing: 12) {
            if let notice = app.notice {
                said(notice)
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
        .frame(maxWidth: widest)
        .padding(.horizontal)
        .padding(.vertical, 8)
        .frame(maxWidth: .infinity)
        .background(.bar)
        // Twice the usual size: with larger letters a sentence here would cover the rows, and push the button off the screen.
        .dynamicTypeSize(...DynamicTypeSize.accessibility2)
        .task(id: app.notice) {
            // VoiceOver finds it only when it stands there, and when what the tap itself moved has come to rest.
            guard app.notice != nil, (try? await Task.sleep(for: .milliseconds(600))) != nil else { return }
            heard = true
        }
    }

    private func said(_ notice: Notice) -> some View {
        Beside {
            Text(verbatim: notice.text)
                .frame(maxWidth: .infinity, alignment: .leading)
                .accessibilityFocused($heard)
                .accessibilityAction(named: Text("close")) { app.hush() }
            if notice.undo != nil {
                Button {
                    Task { await app.undo() }
                } label: {
                    Text("undo").reachable()
                }
            }
        }
        .font(.subheadline)
    }
}

/// A calm first frame: the ground alone, and a sign that something is going on when somebody could notice.
private struct StartingView: View {
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
