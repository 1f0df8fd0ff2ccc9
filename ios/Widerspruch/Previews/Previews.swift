import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Three screens made by hand, for Xcode's canvas: neither library nor records are needed.
struct Previews: PreviewProvider {
    static var previews: some View {
        view(of: Sample.start)
        view(of: Sample.guide).environment(\.dynamicTypeSize, .accessibility3)
        view(of: Sample.settings).environment(\.layoutDirection, .rightToLeft)
    }

    private static func view(of screen: Screen) -> some View {
        let surroundings = Surroundings(folder: Records().folder, appVersion: "0", loadFailure: "It did not start.")
        let core = CoreActor(surroundings: surroundings) { Sample(shown: screen) }
        let reminders = ReminderReconciler(core: core, center: SystemReminders(), surroundings: surroundings)
        let app = AppModel(core: core, reminders: reminders, phone: SystemActions(), surroundings: surroundings)
        return ScreenView(app: app, model: app.screen("/"))
    }
}

/// A core that has one screen.
nonisolated private final class Sample: CoreProtocol {
    let shown: Screen

    init(shown: Screen) { self.shown = shown }

    func screen(route: String, now: Moment) -> Screen { shown }
    func perform(command: String, form: [String: String], now: Moment) -> Outcome {
        Outcome(then: [], notice: Notice(text: "Noted.", undo: "undo"), planChanged: false)
    }
    func reminders(now: Moment) -> ReminderPlan { ReminderPlan(due: nil, dueShown: false, upcoming: [], categories: []) }
    func report(report: DeviceReport, now: Moment) -> Outcome { Outcome(then: [], notice: nil, planChanged: false) }

    static let start = screen(
        "Where you stand", primary: "Switch it off · a few minutes",
        [
            .callout(tone: .info, icon: .info, text: "You can object at any time.", more: "More on this", action: .back),
            .status(tone: .good, icon: .check, text: "AI training", detail: "Off since 23 November 2026"),
            .item(tone: .neutral, icon: .circle, title: "Research", detail: "Switch beside it", state: "open", action: .back),
            .document(title: "Objection", paragraphs: ["Dear Sir or Madam,", "I object."]),
        ])

    static let guide = screen(
        "AI training: switch it off", primary: "Open LinkedIn",
        [
            .settingPicture(
                label: "Data for Generative AI Improvement", text: "Use my data",
                positions: [
                    SettingPosition(word: "On", meaning: "trains AI with your data", isOn: true),
                    SettingPosition(word: "Off", meaning: "from then on it does not", isOn: false),
                ], spoken: "A switch with On and Off."),
            .trail(caption: "If you land somewhere else:", parts: ["Me", "Settings & Privacy", "Data privacy"], spoken: "The way"),
            .step(number: 1, text: "Set the switch to “Off”."),
            .actionButton(tone: .good, icon: .check, label: "It is Off now", action: .back),
        ])

    static let settings = screen(
        "Settings", primary: nil,
        [
            .toggle(name: "nudging", label: "Reminders", detail: "At most one a day", value: true, onChange: "nudging"),
            .choice(
                name: "country", label: "Where do you live?", value: "DE",
                options: [ChoiceOption(id: "DE", label: "Germany"), ChoiceOption(id: "AT", label: "Austria")], onChange: nil),
            .textField(name: "reason", label: "Reason", hint: nil, value: "", maxLength: 500, multiline: true, secret: false),
            .dateField(name: "since", label: "Since when?", value: "2026-11-23", shown: "23 November", onChange: nil),
            .timeField(
                name: "hour", label: "When?", value: "18:00", shown: "around 6 pm", earliest: "08:00", latest: "21:00", onChange: nil),
            .actionButton(tone: .danger, icon: .trash, label: "Erase records", action: .back),
        ])

    private static func screen(_ title: String, primary: String?, _ rows: [Row]) -> Screen {
        Screen(
            route: "/", parent: nil, title: title, language: "en", direction: .leftToRight, hidePreview: false, tabs: [],
            sections: [ScreenSection(header: "Made by hand", footer: "For the canvas only.", rows: rows)],
            primary: primary.map { ScreenButton(label: $0, action: .back) }, notice: nil)
    }
}
