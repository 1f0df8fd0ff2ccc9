import SwiftUI
import WiderspruchCore

/// Draws the service's switch in each of its positions, with what each means.
struct SettingRow: View {
    let label: String
    let text: String?
    let positions: [SettingPosition]
    let spoken: String

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            TitleAndDetail(title: label, detail: text, font: .headline)
            ForEach(Array(positions.enumerated()), id: \.offset) { position in
                AdaptiveStack(alignment: .top) {
                    SwitchPicture(isOn: position.element.isOn)
                    TitleAndDetail(title: position.element.word, detail: position.element.meaning, font: .headline)
                }
            }
        }
        .padding(.vertical, 8)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(verbatim: spoken))
    }
}

/// Draws a switch that cannot be tapped. Both positions have the same colour: the side of the knob and the word beside it tell
/// them apart. On is at the end of the reading direction.
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
