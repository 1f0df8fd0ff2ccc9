import SwiftUI
import WiderspruchCore

/// Draws a text field. Label and hint are above it, since inside the field they would be hidden while typing.
struct TextRow: View {
    let name: String
    let label: String
    let hint: String?
    let maxLength: Int
    let isMultiline: Bool
    let isSecret: Bool
    let text: Binding<String>
    let focused: FocusState<String?>.Binding

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            TitleAndDetail(title: label, detail: hint)
                .accessibilityHidden(true)
            field
                .focused(focused, equals: name)
                .frame(minHeight: 44)
                .accessibilityLabel(Text(verbatim: label))
                .accessibilityHint(Text(verbatim: hint ?? ""))
        }
        // Extends the tap target: the field itself is only one line high.
        .contentShape(Rectangle())
        .onTapGesture { focused.wrappedValue = name }
        .onChange(of: text.wrappedValue) { _, written in
            // Not cut in the binding: the field would go on showing the rest.
            if written.count > maxLength { text.wrappedValue = String(written.prefix(maxLength)) }
        }
    }

    @ViewBuilder private var field: some View {
        if isSecret {
            SecureField(text: text) { Text(verbatim: label) }
        } else {
            TextField(text: text, axis: isMultiline ? .vertical : .horizontal) { Text(verbatim: label) }
                .lineLimit((isMultiline ? 3 : 1)...)
        }
    }
}

/// Draws the system's picker for a day or a time of day, with the core's words for it below the label.
struct DateTimeRow: View {
    let label: String
    let shown: String
    let format: CivilFormat
    let value: Binding<String>
    var earliest: String?
    var latest: String?

    var body: some View {
        let chosen = Binding(
            reading: { format.date(value.wrappedValue) ?? earliest.flatMap(format.date) ?? .now },
            writing: { value.wrappedValue = format.text($0) })
        let first = earliest.flatMap(format.date) ?? .distantPast
        let last = latest.flatMap(format.date) ?? .distantFuture
        AdaptiveStack {
            TitleAndDetail(title: label, detail: shown)
                .accessibilityHidden(true)
            DatePicker(selection: chosen, in: first...max(first, last), displayedComponents: format == .day ? .date : .hourAndMinute) {
                Text(verbatim: label)
            }
            .labelsHidden()
        }
        .frame(minHeight: 44)
    }
}

/// Converts between the values of a form, which are ASCII and Gregorian in every language, and the dates of a picker.
nonisolated enum CivilFormat {
    /// `2026-11-23`.
    case day
    /// `18:00`.
    case time

    func date(_ text: String) -> Date? {
        let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
        switch (self, parts.count) {
        case (.day, 3): return Self.calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        // On a day without a change of daylight saving.
        case (.time, 2):
            return Self.calendar.date(from: DateComponents(year: 2026, month: 1, day: 1, hour: parts[0], minute: parts[1]))
        default: return nil
        }
    }

    func text(_ date: Date) -> String {
        let parts = Self.calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return switch self {
        case .day: String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        case .time: String(format: "%02d:%02d", parts.hour ?? 0, parts.minute ?? 0)
        }
    }

    /// Not stored: a calendar keeps the zone in which it was made, and pickers use the current one.
    private static var calendar: Calendar { Calendar(identifier: .gregorian) }
}
