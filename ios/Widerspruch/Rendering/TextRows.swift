import SwiftUI
import WiderspruchCore

/// Draws a text on a tinted card, with a link below it if there is one.
struct CalloutRow: View {
    let tone: Tone
    let icon: Icon
    let text: String
    let more: String?
    let act: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            AdaptiveStack(alignment: .firstTextBaseline) {
                IconView(icon: icon, tone: tone)
                Text(verbatim: text).textSelection(.enabled)
            }
            .accessibilityElement(children: .combine)
            if let more {
                Button(action: act) { Text(verbatim: more).fullTapTarget() }
                    .buttonStyle(.borderless)
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .listRowBackground(tone.color.opacity(0.12))
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

/// Draws a row that leads to another screen or out of the app.
struct ItemRow: View {
    let tone: Tone
    let icon: Icon?
    let title: String
    let detail: String?
    let state: String?
    let leavesApp: Bool
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            HStack(spacing: 12) {
                AdaptiveStack {
                    if let icon { IconView(icon: icon, tone: tone) }
                    VStack(alignment: .leading, spacing: 2) {
                        TitleAndDetail(title: title, detail: detail, tone: tone)
                        if isStateBelow { stateText }
                    }
                    if !isStateBelow { stateText }
                }
                Image(systemName: leavesApp ? Icon.external.symbol : "chevron.forward")
                    .imageScale(.small)
                    .foregroundStyle(.secondary)
                    .accessibilityHidden(true)
            }
            .frame(minHeight: 44)
        }
        .accessibilityValue(Text(verbatim: state ?? ""))
        // The trailing icon shows the same to those who see.
        .accessibilityAddTraits(leavesApp ? .isLink : [])
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

/// Draws a title with paragraphs.
struct DocumentRow: View {
    let title: String
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
