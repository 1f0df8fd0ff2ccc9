import SwiftUI
import WiderspruchCore

/// A set-off text, with a way on where there is one.
struct CalloutRow: View {
    let tone: Tone
    let icon: Icon
    let text: String
    let more: String?
    let act: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Beside(alignment: .firstTextBaseline) {
                Sign(icon: icon, tone: tone)
                Text(verbatim: text).textSelection(.enabled)
            }
            .accessibilityElement(children: .combine)
            if let more {
                Button(action: act) { Text(verbatim: more).reachable() }
                    .buttonStyle(.borderless)
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .listRowBackground(tone.color.opacity(0.12))
    }
}

/// A state: what, and how it stands.
struct StatusRow: View {
    let tone: Tone
    let icon: Icon
    let text: String
    let detail: String?

    var body: some View {
        Beside {
            Sign(icon: icon, tone: tone)
            Words(title: text, detail: detail)
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: text))
        .accessibilityValue(Text(verbatim: detail ?? ""))
    }
}

/// A line that leads somewhere.
struct ItemRow: View {
    let tone: Tone
    let icon: Icon?
    let title: String
    let detail: String?
    let state: String?
    let leaves: Bool
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            HStack(spacing: 12) {
                Beside {
                    if let icon { Sign(icon: icon, tone: tone) }
                    VStack(alignment: .leading, spacing: 2) {
                        Words(title: title, detail: detail, tone: tone)
                        if isLong { stateWords }
                    }
                    if !isLong { stateWords }
                }
                Image(systemName: leaves ? Icon.external.symbol : "chevron.forward")
                    .imageScale(.small)
                    .foregroundStyle(.secondary)
                    .accessibilityHidden(true)
            }
            .frame(minHeight: 44)
        }
        .accessibilityValue(Text(verbatim: state ?? ""))
        // The picture at its end says so to the eye.
        .accessibilityAddTraits(leaves ? .isLink : [])
    }

    /// Beside a long one the title would have no room.
    private var isLong: Bool { (state?.count ?? 0) > 12 }

    private var stateWords: some View {
        Text(verbatim: state ?? "")
            .font(.subheadline)
            .foregroundStyle(.secondary)
            .accessibilityHidden(true)
    }
}

/// A numbered step.
struct StepRow: View {
    let number: UInt32
    let text: String
    @ScaledMetric var side: CGFloat = 32

    var body: some View {
        Beside(alignment: .top) {
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

/// The written way to a setting, in as many lines as it needs. The sign between its parts turns round with the script.
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

/// A longer text as a whole.
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
        .bare()
    }
}

/// A picture of the person's. It takes its room before it is drawn, so that what stands below does not jump.
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
            // What went out of sight is not broken.
            if !Task.isCancelled { (image, isUnreadable) = (read, read == nil) }
        }
    }
}
