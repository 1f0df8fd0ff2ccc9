import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Draws a row. Its `switch` over all kinds does not compile until a new kind can be drawn.
struct RowView: View {
    let row: Row
    let app: AppModel
    let model: ScreenModel
    let focused: FocusState<String?>.Binding
    var card = Card.rows

    var body: some View {
        switch row {
        case .paragraph(let text):
            Text(verbatim: text).textSelection(.enabled).withoutCard()
        case .callout(let tone, let icon, let title, let text, let more, let action):
            CalloutRow(tone: tone, icon: icon, title: title, text: text) {
                if let more, let action { LinkButton(words: Text(verbatim: more)) { tap(action) } }
            }
        case .progress(let done, let total, let label):
            ProgressRow(done: done, total: total, label: label)
        case .claim(let text, let sources, let readOn, let stale):
            ClaimRows(
                text: text, sources: sources, readOn: readOn, stale: stale,
                isUnfolded: Binding(reading: { model.isUnfolded(text) }, writing: { model.unfold(text, $0) }), tap: tap)
        case .search(let name, let label, let value, let found, let route):
            SearchRow(name: name, label: label, words: searchBinding(name, value, route), found: found, focused: focused) {
                search(model.value(name, preset: value), name, route, isComplete: true)
            }
            .id(name)
        case .status(let tone, let icon, let text, let detail):
            StatusRow(tone: tone, icon: icon, text: text, detail: detail)
        case .item(let tone, let icon, let title, let detail, let state, let action):
            ItemRow(
                tone: tone, icon: icon, title: title, detail: detail, state: state, card: card,
                destination: action.leavesApp ? .outside : .screen
            ) { tap(action) }
        case .step(let number, let text):
            StepRow(number: number, text: text)
        case .trail(let caption, let parts, let spoken):
            TrailRow(caption: caption, parts: parts, spoken: spoken)
        case .settingPicture(let label, let text, let positions, let spoken):
            SettingRow(label: label, text: text, positions: positions, spoken: spoken)
        case .actionButton(let tone, let icon, let label, let action) where card != .rows:
            ItemRow(tone: tone, icon: icon, title: label, card: card, destination: action.leavesApp ? .outside : .none) { tap(action) }
        case .actionButton(let tone, let icon, let label, let action):
            Button(role: tone == .danger ? .destructive : nil) {
                tap(action)
            } label: {
                HStack(spacing: 12) {
                    if let icon { Image(systemName: icon.symbol).accessibilityHidden(true) }
                    Text(verbatim: label)
                }
                .frame(minHeight: 44)
            }
        case .toggle(let name, let label, let detail, let value, let command):
            Toggle(isOn: toggleBinding(name, value, command)) { TitleAndDetail(title: label, detail: detail) }
                .frame(minHeight: 44)
                .id(name)
        case .choice(let name, let label, let value, let options, let command):
            Picker(selection: textBinding(name, value, command)) {
                ForEach(options, id: \.id) { Text(verbatim: $0.label).tag($0.id) }
            } label: {
                Text(verbatim: label)
            }
            .frame(minHeight: 44)
            .id(name)
        case .textField(let name, let label, let hint, let value, let kind, let most, let multiline):
            TextRow(
                name: name, label: label, hint: hint, kind: kind, maxLength: Int(most), isMultiline: multiline,
                text: textBinding(name, value, nil), focused: focused
            )
            .id(name)
        case .dateField(let name, let label, let value, let shown, let earliest, let latest, let command):
            DateRow(
                label: label, shown: shown, value: textBinding(name, value, command),
                range: CivilDay.range(earliest: earliest, latest: latest)
            )
            .id(name)
        case .document(let title, let language, let paragraphs):
            DocumentRow(title: title, language: language, paragraphs: paragraphs)
        case .picture(let path, let description):
            PictureRow(path: path, description: description).id(path)
        }
    }

    private func tap(_ action: Action) {
        Task { await app.tap(action) }
    }

    /// Makes the binding of an input. A change is sent at once if it has an `on_change` command, else with the next command.
    private func textBinding(_ name: String, _ preset: String, _ command: String?) -> Binding<String> {
        Binding(
            reading: { model.value(name, preset: preset) },
            writing: { value in
                // Kept before the core answers: a switch would flip back meanwhile.
                model.type(value, into: name)
                if let command { Task { await app.change(name, to: value, command: command) } }
            })
    }

    private func searchBinding(_ name: String, _ preset: String, _ route: String) -> Binding<String> {
        Binding(
            reading: { model.value(name, preset: preset) },
            writing: { words in
                // A field also writes when it only gets the focus.
                guard words != model.value(name, preset: preset) else { return }
                model.type(words, into: name)
                search(words, name, route, isComplete: false)
            })
    }

    private func search(_ words: String, _ name: String, _ route: String, isComplete: Bool) {
        Task { await app.search(words, in: name, route: route, isComplete: isComplete) }
    }

    private func toggleBinding(_ name: String, _ preset: Bool, _ command: String?) -> Binding<Bool> {
        let text = textBinding(name, String(preset), command)
        return Binding(reading: { text.wrappedValue == String(true) }, writing: { text.wrappedValue = String($0) })
    }
}

/// What the rows of a card are to each other, and whether one of the answers has an icon.
enum Card {
    case rows
    case answers
    case answersWithIcons

    init(of section: ScreenSection) {
        switch section.kind {
        case .rows: self = .rows
        case .answers: self = section.rows.contains(where: \.hasIcon) ? .answersWithIcons : .answers
        }
    }
}

extension Row {
    fileprivate var hasIcon: Bool {
        switch self {
        case .item(_, let icon, _, _, _, _), .actionButton(_, let icon, _, _): icon != nil
        default: false
        }
    }

    /// Name of the input, if it is one.
    var inputName: String? {
        switch self {
        case .toggle(let name, _, _, _, _), .choice(let name, _, _, _, _), .textField(let name, _, _, _, _, _, _),
            .dateField(let name, _, _, _, _, _, _), .search(let name, _, _, _, _):
            name
        default: nil
        }
    }
}

extension Action {
    /// Whether it leads out of the app.
    fileprivate var leavesApp: Bool {
        switch self {
        case .openUrl, .openSystemSettings: true
        case .go, .back, .perform, .copy, .share, .print, .saveFile, .pick, .askNotificationPermission: false
        }
    }
}
