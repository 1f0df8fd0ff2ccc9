import SwiftUI
import WiderspruchCore

/// Draws a text on a tinted card, under a short title if there is one, with links below it.
struct CalloutRow<Links: View>: View {
    let tone: Tone
    let icon: Icon
    let title: String?
    let text: String
    let links: Links

    init(tone: Tone, icon: Icon, title: String? = nil, text: String, @ViewBuilder links: () -> Links) {
        (self.tone, self.icon, self.title, self.text) = (tone, icon, title, text)
        self.links = links()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            AdaptiveStack(alignment: .firstTextBaseline) {
                IconView(icon: icon, tone: tone)
                VStack(alignment: .leading, spacing: 4) {
                    if let title { Text(verbatim: title).font(.headline) }
                    Text(verbatim: text).textSelection(.enabled)
                }
            }
            .accessibilityElement(children: .combine)
            links
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .listRowBackground(tone.color.opacity(0.12))
    }
}

/// Draws a link inside a row. The style keeps the rest of the row from being tapped with it.
struct LinkButton: View {
    let words: Text
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) { words.fullTapTarget() }
            .buttonStyle(.borderless)
    }
}

/// Draws how much is done as a bar. VoiceOver says the words only.
struct ProgressRow: View {
    let done: UInt32
    let total: UInt32
    let label: String

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            ProgressView(value: Double(done), total: Double(max(total, 1)))
            Text(verbatim: label).font(.subheadline)
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: label))
    }
}

/// Draws a sentence, and below it the folded line that unfolds its sources.
struct ClaimRows: View {
    let text: String
    let sources: [ClaimSource]
    let readOn: String
    let stale: String?
    let isUnfolded: Binding<Bool>
    let tap: @MainActor (Action) -> Void

    var body: some View {
        Text(verbatim: text)
            .textSelection(.enabled)
            .listRowSeparator(.hidden, edges: .bottom)
        DisclosureGroup(isExpanded: isUnfolded) {
            ForEach(Array(sources.enumerated()), id: \.offset) { source in
                SourceRow(source: source.element, tap: tap)
            }
        } label: {
            VStack(alignment: .leading, spacing: 4) {
                Text(verbatim: readOn).foregroundStyle(Color.secondary)
                if let stale {
                    AdaptiveStack(alignment: .firstTextBaseline) {
                        IconView(icon: .warning, tone: .warning)
                        Text(verbatim: stale).foregroundStyle(Color.primary)
                    }
                }
            }
            .font(.subheadline)
            .frame(minHeight: 44, alignment: .leading)
        }
    }
}

/// Draws a source of a claim: a link that leaves the app, or only its name.
private struct SourceRow: View {
    let source: ClaimSource
    let tap: @MainActor (Action) -> Void

    var body: some View {
        if let action = source.action {
            Button {
                tap(action)
            } label: {
                HStack(spacing: 12) {
                    words
                    Image(systemName: Icon.external.symbol)
                        .imageScale(.small)
                        .accessibilityHidden(true)
                }
                .frame(minHeight: 44)
            }
            .accessibilityAddTraits(.isLink)
        } else {
            words
        }
    }

    private var words: some View {
        Text(verbatim: source.title)
            .font(.subheadline)
            .multilineTextAlignment(.leading)
            .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// Draws a state with its detail.
struct StatusRow: View {
    let tone: Tone
    let icon: Icon
    let text: String
    let detail: String?

    var body: some View {
        AdaptiveStack {
            IconView(icon: icon, tone: tone)
            TitleAndDetail(title: text, detail: detail)
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: text))
        .accessibilityValue(Text(verbatim: detail ?? ""))
    }
}

/// Draws a row that leads to another screen or out of the app, or an answer to a question. The good answer is tinted, and the
/// words of all answers begin at one edge.
struct ItemRow: View {
    let tone: Tone
    let icon: Icon?
    let title: String
    let detail: String?
    let state: String?
    let card: Card
    let destination: Destination
    let act: @MainActor () -> Void
    @ScaledMetric var iconWidth: CGFloat = 28
    @Environment(\.dynamicTypeSize) private var size

    /// Where a tap leads, which the icon at the end shows.
    enum Destination {
        case screen
        case outside
        /// Nowhere: it does something.
        case none
    }

    init(
        tone: Tone, icon: Icon?, title: String, detail: String? = nil, state: String? = nil, card: Card, destination: Destination,
        act: @escaping @MainActor () -> Void
    ) {
        (self.tone, self.icon, self.title, self.detail, self.state) = (tone, icon, title, detail, state)
        (self.card, self.destination, self.act) = (card, destination, act)
    }

    var body: some View {
        Button(action: act) {
            HStack(spacing: 12) {
                AdaptiveStack(alignment: .firstTextBaseline) {
                    if let icon {
                        IconView(icon: icon, tone: tone).frame(minWidth: card == .rows ? nil : iconWidth)
                    } else if card == .answersWithIcons, !size.isAccessibilitySize {
                        Color.clear.frame(width: iconWidth, height: 0)
                    }
                    VStack(alignment: .leading, spacing: 2) {
                        TitleAndDetail(title: title, detail: detail, tone: tone)
                        if isStateBelow { stateText }
                    }
                    if !isStateBelow { stateText }
                }
                if destination != .none {
                    Image(systemName: destination == .outside ? Icon.external.symbol : "chevron.forward")
                        .imageScale(.small)
                        .foregroundStyle(.secondary)
                        .accessibilityHidden(true)
                }
            }
            .frame(minHeight: 44)
        }
        .accessibilityValue(Text(verbatim: state ?? ""))
        // The trailing icon shows the same to those who see.
        .accessibilityAddTraits(destination == .outside ? .isLink : [])
        .listRowBackground(card != .rows && tone == .good ? tint : nil)
    }

    private var tint: some View {
        Color(uiColor: .secondarySystemGroupedBackground).overlay { tone.color.opacity(0.16) }
    }

    /// Whether the state is too long to stand beside the title.
    private var isStateBelow: Bool { (state?.count ?? 0) > 12 }

    private var stateText: some View {
        Text(verbatim: state ?? "")
            .font(.subheadline)
            .foregroundStyle(.secondary)
            .accessibilityHidden(true)
    }
}

/// Draws a numbered step.
struct StepRow: View {
    let number: UInt32
    let text: String
    @ScaledMetric var side: CGFloat = 32

    var body: some View {
        AdaptiveStack(alignment: .top) {
            Text(verbatim: String(number))
                .font(.headline)
                .frame(minWidth: side, minHeight: side)
                .background(Color.accentColor.opacity(0.15), in: Circle())
            Text(verbatim: text)
                .frame(minHeight: side, alignment: .leading)
        }
        .accessibilityElement(children: .combine)
    }
}

/// Draws the menu path to a setting. The separator of its parts is mirrored from right to left.
struct TrailRow: View {
    let caption: String
    let parts: [String]
    let spoken: String

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(verbatim: caption)
                .font(.subheadline)
                .foregroundStyle(.secondary)
            Text(verbatim: parts.joined(separator: " › "))
                .font(.headline)
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: spoken))
    }
}

/// Draws a title with paragraphs in their own language, in which VoiceOver reads them.
struct DocumentRow: View {
    let title: String
    let language: String
    let paragraphs: [String]

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            Text(verbatim: title)
                .font(.headline)
                .accessibilityAddTraits(.isHeader)
            ForEach(Array(paragraphs.enumerated()), id: \.offset) { paragraph in
                Text(verbatim: paragraph.element).textSelection(.enabled)
            }
        }
        .environment(\.locale, Locale(identifier: language))
        .typesettingLanguage(Locale.Language(identifier: language))
        .withoutCard()
    }
}

/// Draws a picture that the person added. Reserves its space before decoding, so that the rows below do not jump.
struct PictureRow: View {
    let path: String
    let description: String
    @State private var ratio: CGFloat = 1
    @State private var image: UIImage?
    @State private var isUnreadable = false

    init(path: String, description: String) {
        self.path = path
        self.description = description
    }

    var body: some View {
        ZStack {
            if isUnreadable {
                Label(description, systemImage: "photo").foregroundStyle(.secondary)
            } else {
                Color.clear.aspectRatio(ratio, contentMode: .fit).overlay {
                    if let image {
                        Image(uiImage: image).resizable()
                    } else {
                        Image(systemName: "photo").foregroundStyle(.secondary)
                    }
                }
            }
        }
        .frame(maxWidth: .infinity, minHeight: 44)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: description))
        .accessibilityAddTraits(isUnreadable ? [] : .isImage)
        .task {
            guard image == nil else { return }
            let read = await PictureFile.read(Records().file(path)) { ratio = $0.ratio }
            // A cancelled task returns `nil`, too: the view went out of sight and the file may be fine.
            if !Task.isCancelled { (image, isUnreadable) = (read, read == nil) }
        }
    }
}
