import SwiftUI
import WiderspruchCore

/// A text to write. Label and hint stand above the field: inside it they would be gone where they are needed.
struct TextRow: View {
    let name: String
    let label: String
    let hint: String?
    let most: Int
    let isLong: Bool
    let isSecret: Bool
    let text: Binding<String>
    let focused: FocusState<String?>.Binding

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Words(title: label, detail: hint)
                .accessibilityHidden(true)
            field
                .focused(focused, equals: name)
                .frame(minHeight: 44)
                .accessibilityLabel(Text(verbatim: label))
                .accessibilityHint(Text(verbatim: hint ?? ""))
        }
        // The field itself is as high as one line of letters.
        .contentShape(Rectangle())
        .onTapGesture { focused.wrappedValue = name }
        .onChange(of: text.wrappedValue) { _, written in
            // Cut afterwards: a field goes on showing what its binding has swallowed.
            if written.count > most { text.wrappedValue = String(written.prefix(most)) }
        }
    }

    @ViewBuilder private var field: some View {
        if isSecret {
            SecureField(text: text) { Text(verbatim: label) }
        } else {
            TextField(text: text, axis: isLong ? .vertical : .horizontal) { Text(verbatim: label) }
                .lineLimit((isLong ? 3 : 1)...)
        }
    }
}

/// A day or a time of day, turned on the system's own wheels. The core's words for it stand below the label.
struct WheelRow: View {
    let label: String
    let shown: String
    let form: CivilForm
    let value: Binding<String>
    var earliest: String?
    var latest: String?

    var body: some View {
        let chosen = Binding(
            reading: { form.date(value.wrappedValue) ?? earliest.flatMap(form.date) ?? .now },
            writing: { value.wrappedValue = form.text($0) })
        let first = earliest.flatMap(form.date) ?? .distantPast
        let last = latest.flatMap(form.date) ?? .distantFuture
        Beside {
            Words(title: label, detail: shown)
                .accessibilityHidden(true)
            DatePicker(selection: chosen, in: first...max(first, last), displayedComponents: form == .day ? .date : .hourAndMinute) {
                Text(verbatim: label)
            }
            .labelsHidden()
        }
        .frame(minHeight: 44)
    }
}

/// Between the text of a form (ASCII and Gregorian in every language) and what the system's wheels turn.
nonisolated enum CivilForm {
    /// `2026-11-23`.
    case day
    /// `18:00`.
    case time

    func date(_ text: String) -> Date? {
        let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
        switch (self, parts.count) {
        case (.day, 3): return Self.calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        // On a day on which every time exists once.
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

    /// Made anew each time: it keeps the zone in which it was made, and wheels turn in the phone's.
    private static var calendar: Calendar { Calendar(identifier: .gregorian) }
}
