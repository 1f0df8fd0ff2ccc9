import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Draws a text field. Label and hint are above it, since inside the field they would be hidden while typing.
struct TextRow: View {
    let name: String
    let label: String
    let hint: String?
    let kind: TextKind
    let maxLength: Int
    let isMultiline: Bool
    let text: Binding<String>
    let focused: FocusState<String?>.Binding

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            TitleAndDetail(title: label, detail: hint)
                .accessibilityHidden(true)
            field
                .textContentType(kind.content)
                .keyboardType(kind.keyboard)
                .textInputAutocapitalization(kind.capitals)
                .autocorrectionDisabled(kind != .freeText)
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
            let limit = limited(written, toCodePoints: maxLength)
            if limit != written { text.wrappedValue = limit }
        }
    }

    @ViewBuilder private var field: some View {
        if kind == .secret {
            SecureField(text: text) { Text(verbatim: label) }
        } else {
            TextField(text: text, axis: isMultiline ? .vertical : .horizontal) { Text(verbatim: label) }
                .lineLimit((isMultiline ? 3 : 1)...)
        }
    }
}

extension TextKind {
    /// What the system may offer to fill in. Nothing for a secret: as a password, it would be offered to be saved.
    fileprivate var content: UITextContentType? {
        switch self {
        case .name: .name
        case .email: .emailAddress
        case .address: .fullStreetAddress
        case .webAddress: .URL
        case .freeText, .secret: nil
        }
    }

    fileprivate var keyboard: UIKeyboardType {
        switch self {
        case .email: .emailAddress
        case .webAddress: .URL
        case .name, .address, .freeText, .secret: .default
        }
    }

    fileprivate var capitals: TextInputAutocapitalization {
        switch self {
        case .name, .address: .words
        case .freeText: .sentences
        case .email, .webAddress, .secret: .never
        }
    }
}

/// Draws a field for words to look for.
struct SearchRow: View {
    let name: String
    let label: String
    let words: Binding<String>
    let found: String?
    let focused: FocusState<String?>.Binding
    let submit: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            TitleAndDetail(title: label, detail: nil)
                .accessibilityHidden(true)
            HStack(spacing: 12) {
                Image(systemName: "magnifyingglass")
                    .foregroundStyle(.secondary)
                    .accessibilityHidden(true)
                TextField(text: words, axis: .horizontal) { Text(verbatim: label) }
                    .textInputAutocapitalization(.never)
                    .autocorrectionDisabled(true)
                    .submitLabel(.search)
                    .onSubmit { submit() }
                    .focused(focused, equals: name)
                    .accessibilityLabel(Text(verbatim: label))
                    .accessibilityAddTraits(.isSearchField)
            }
            .frame(minHeight: 44)
            if let found { Text(verbatim: found).font(.subheadline).foregroundStyle(.secondary) }
        }
        .onChange(of: found) { _, found in
            if let found { announcePolitely(found) }
        }
        // Extends the tap target, as above.
        .contentShape(Rectangle())
        .onTapGesture { focused.wrappedValue = name }
    }
}

/// Draws the system's picker for a day, with the core's words for it below the label. Other days than the command takes cannot
/// be chosen.
struct DateRow: View {
    let label: String
    let shown: String
    let value: Binding<String>
    let range: ClosedRange<Date>

    var body: some View {
        let chosen = Binding(
            reading: { CivilDay.date(value.wrappedValue) ?? .now },
            writing: { value.wrappedValue = CivilDay.text($0) })
        AdaptiveStack {
            TitleAndDetail(title: label, detail: shown)
                .accessibilityHidden(true)
            DatePicker(selection: chosen, in: range, displayedComponents: .date) {
                Text(verbatim: label)
            }
            .labelsHidden()
        }
        .frame(minHeight: 44)
    }
}
