import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Draws a row. Its `switch` over all kinds does not compile until a new kind can be drawn.
struct RowView: View {
    let row: Row
    let app: AppModel
    let model: ScreenModel
    let focused: FocusState<String?>.Binding

    var body: some View {
        switch row {
        case .paragraph(let text):
            Text(verbatim: text).textSelection(.enabled).withoutCard()
        case .callout(let tone, let icon, let text, let more, let action):
            CalloutRow(tone: tone, icon: icon, text: text, more: action == nil ? nil : more) { action.map(tap) }
        case .status(let tone, let icon, let text, let detail):
            StatusRow(tone: tone, icon: icon, text: text, detail: detail)
        case .item(let tone, let icon, let title, let detail, let state, let action):
            ItemRow(tone: tone, icon: icon, title: title, detail: detail, state: state, leavesApp: action.leavesApp) { tap(action) }
        case .step(let number, let text):
            StepRow(number: number, text: text)
        case .trail(let caption, let parts, let spoken):
            TrailRow(caption: caption, parts: parts, spoken: spoken)
        case .settingPicture(let label, let text, let positions, let spoken):
            SettingRow(label: label, text: text, positions: positions, spoken: spoken)
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
        case .textField(let name, let label, let hint, let value, let most, let multiline, let secret):
            TextRow(
                name: name, label: label, hint: hint, maxLength: Int(most), isMultiline: multiline, isSecret: secret,
                text: textBinding(name, value, nil), focused: focused
            )
            .id(name)
        case .dateField(let name, let label, let value, let shown, let command):
            DateTimeRow(label: label, shown: shown, format: .day, value: textBinding(name, value, command)).id(name)
        case .timeField(let name, let label, let value, let shown, let earliest, let latest, let command):
            DateTimeRow(
                label: label, shown: shown, format: .time, value: textBinding(name, value, command), earliest: earliest, latest: latest
            )
            .id(name)
        case .document(let title, let paragraphs):
            DocumentRow(title: title, paragraphs: paragraphs)
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

    private func toggleBinding(_ name: String, _ preset: Bool, _ command: String?) -> Binding<Bool> {
        let text = textBinding(name, String(preset), command)
        return Binding(reading: { text.wrappedValue == String(true) }, writing: { text.wrappedValue = String($0) })
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
