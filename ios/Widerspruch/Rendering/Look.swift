import SwiftUI
import WiderspruchCore

/// Draws a title, and a detail in smaller letters below it.
struct TitleAndDetail: View {
    let title: String
    let detail: String?
    var tone = Tone.neutral
    var font = Font.body

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(verbatim: title)
                .font(font)
                .foregroundStyle(tone == .danger ? Color.red : Color.primary)
            if let detail {
                Text(verbatim: detail)
                    .font(.subheadline)
                    .foregroundStyle(.secondary)
            }
        }
        .multilineTextAlignment(.leading)
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// Draws an icon beside words. VoiceOver skips it, since the words say the same.
struct IconView: View {
    let icon: Icon
    let tone: Tone

    var body: some View {
        Image(systemName: icon.symbol)
            .imageScale(.large)
            .foregroundStyle(tone.color)
            .accessibilityHidden(true)
    }
}

/// Lays out views side by side, or below each other at accessibility text sizes.
struct AdaptiveStack<Content: View>: View {
    let alignment: VerticalAlignment
    let content: Content
    @Environment(\.dynamicTypeSize) private var size

    init(alignment: VerticalAlignment = .center, @ViewBuilder content: () -> Content) {
        self.alignment = alignment
        self.content = content()
    }

    var body: some View {
        let layout =
            size.isAccessibilitySize
            ? AnyLayout(VStackLayout(alignment: .leading, spacing: 8)) : AnyLayout(HStackLayout(alignment: alignment, spacing: 12))
        layout { content }
    }
}

extension Binding {
    /// Makes a binding whose closures run on the main actor, which the system's initialiser does not declare.
    init(reading: @escaping @MainActor () -> Value, writing: @escaping @MainActor (Value) -> Void) {
        self.init(get: reading, set: writing)
    }
}

extension View {
    /// Makes the label of a button tappable over the smallest allowed target, not only on its letters.
    func fullTapTarget() -> some View {
        frame(minWidth: 44, minHeight: 44, alignment: .leading).contentShape(Rectangle())
    }

    /// Draws a row on the background of the list instead of a card.
    func withoutCard() -> some View {
        frame(maxWidth: .infinity, alignment: .leading)
            .listRowBackground(Color.clear)
            .listRowInsets(EdgeInsets(top: 4, leading: 0, bottom: 4, trailing: 0))
            .listRowSeparator(.hidden)
    }
}

extension Tone {
    /// The colour of icons. An icon or words always say the same.
    var color: Color {
        switch self {
        case .neutral: .secondary
        case .info: .accentColor
        case .good: .green
        case .warning: .orange
        case .danger: .red
        }
    }
}

extension Icon {
    /// The name of the SF Symbol.
    var symbol: String {
        switch self {
        case .home: "house"
        case .services: "square.grid.2x2"
        case .bell: "bell"
        case .gear: "gearshape"
        case .check: "checkmark.circle.fill"
        case .circle: "circle"
        case .dash: "minus.circle"
        case .info: "info.circle"
        case .warning: "exclamationmark.triangle"
        case .question: "questionmark.circle"
        case .external: "arrow.up.forward.square"
        case .browser: "safari"
        case .computer: "desktopcomputer"
        case .phone: "iphone"
        case .share: "square.and.arrow.up"
        case .copy: "doc.on.doc"
        case .person: "person"
        case .calendar: "calendar"
        case .document: "doc.text"
        case .trash: "trash"
        case .language: "globe"
        }
    }
}
