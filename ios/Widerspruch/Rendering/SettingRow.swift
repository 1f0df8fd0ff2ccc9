import SwiftUI
import WiderspruchCore

/// A switch of the service as a picture of our own, in each of its positions, with what each means.
struct SettingRow: View {
    let label: String
    let text: String?
    let positions: [SettingPosition]
    let spoken: String

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            Words(title: label, detail: text, font: .headline)
            ForEach(Array(positions.enumerated()), id: \.offset) { position in
                Beside(alignment: .top) {
                    SwitchPicture(isOn: position.element.isOn)
                    Words(title: position.element.word, detail: position.element.meaning, font: .headline)
                }
            }
        }
        .padding(.vertical, 8)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: spoken))
    }
}

/// Drawn, and not to be touched. Both positions have the same colour: which one it is shows by the side on which the knob
/// stands, and by the word beside it. "On" is at the end of the line in each direction of reading.
struct SwitchPicture: View {
    let isOn: Bool
    @ScaledMetric var height: CGFloat = 32

    var body: some View {
        Capsule()
            .strokeBorder(.primary, lineWidth: height / 16)
            .frame(width: height * 1.6, height: height)
            .overlay(alignment: isOn ? .trailing : .leading) {
                Circle()
                    .fill(.primary)
                    .padding(height / 5)
                    .frame(width: height, height: height)
            }
            .accessibilityHidden(true)
    }
}
