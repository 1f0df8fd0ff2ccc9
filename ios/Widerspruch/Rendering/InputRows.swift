import SwiftUI
import WiderspruchCore

/// Yes or no.
struct ToggleRow: View {
    let label: String
    let detail: String?
    let isOn: Binding<Bool>

    var body: some View {
        Toggle(isOn: isOn) { Words(title: label, detail: detail) }
            .frame(minHeight: 44)
    }
}

/// One of several.
struct ChoiceRow: View {
    let label: String
    let options: [ChoiceOption]
    let chosen: Binding<String>

    var body: some View {
        Picker(selection: chosen) {
            ForEach(options, id: \.id) { Text(verbatim: $0.label).tag($0.id) }
        } label: {
            Text(verbatim: label)
        }
        .frame(minHeight: 44)
    }
}

/// A text to write. Label and hint stand above the field: inside it they would be gone where they are needed.
struct TextRow: View {
    let name: String
    let label: String
    let hint: String?
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

/// A day. Without one, what the core says stands there until a day is chosen.
struct DateRow: View {
    let label: String
    let shown: String
    let value: Binding<String>

    var body: some View {
        DatePicker(
            selection: Binding(
                reading: { CivilText.day(value.wrappedValue) ?? .now }, writing: { value.wrappedValue = CivilText.text(ofDay: $0) }),
            displayedComponents: .date
        ) {
            Words(title: label, detail: value.wrappedValue.isEmpty ? shown : nil)
        }
        .frame(minHeight: 44)
    }
}

/// A time of day.
struct TimeRow: View {
    let label: String
    let shown: String
    let earliest: String
    let latest: String
    let value: Binding<String>

    var body: some View {
        if let first = CivilText.time(earliest), let last = CivilText.time(latest), first <= last {
            DatePicker(
                selection: Binding(
                    reading: { CivilText.time(value.wrappedValue) ?? first }, writing: { value.wrappedValue = CivilText.text(ofTime: $0) }),
                in: first...last, displayedComponents: .hourAndMinute
            ) {
                Words(title: label, detail: shown)
            }
            .frame(minHeight: 44)
        } else {
            Words(title: label, detail: shown)
        }
    }
}

/// Between the text of a form (`2026-11-23`, `18:00`: ASCII and Gregorian in every language) and what the system's wheels turn.
nonisolated enum CivilText {
    private static let calendar = Calendar(identifier: .gregorian)

    static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
    }

    static func text(ofDay date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// On a day on which every time exists once.
    static func time(_ text: String) -> Date? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        return calendar.date(from: DateComponents(year: 2026, month: 1, day: 1, hour: parts[0], minute: parts[1]))
    }

    static func text(ofTime date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return String(format: "%02d:%02d", parts.hour ?? 0, parts.minute ?? 0)
    }
}
