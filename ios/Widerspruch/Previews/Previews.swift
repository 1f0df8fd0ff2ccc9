import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Shows a made-up screen in Xcode's canvas, without library and records.
struct Previews: PreviewProvider {
    static var previews: some View {
        view
        view.environment(\.dynamicTypeSize, .accessibility3).environment(\.layoutDirection, .rightToLeft)
    }

    private static var view: some View {
        let environment = DeviceEnvironment(folder: Records().folder, appVersion: "0", loadFailure: "It did not start.")
        let core = CoreActor(environment: environment) { PreviewCore() }
        let reminders = ReminderReconciler(core: core, center: SystemReminders(), environment: environment)
        let app = AppModel(core: core, reminders: reminders, phone: SystemActions(), environment: environment)
        return ScreenView(app: app, model: app.screen("/"))
    }
}

/// Stands in for the core with one screen.
nonisolated private final class PreviewCore: CoreProtocol {
    func screen(route: String, now: Moment) -> Screen {
        let on = SettingPosition(word: "On", meaning: "trains AI with your data", isOn: true)
        let off = SettingPosition(word: "Off", meaning: "from then on it does not", isOn: false)
        let rows: [Row] = [
            .callout(tone: .info, icon: .info, text: "You can object at any time.", more: "More on this", action: .back),
            .settingPicture(label: "Use my data", text: nil, positions: [on, off], spoken: "A switch with On and Off."),
            .toggle(name: "nudging", label: "Reminders", detail: "At most one a day", value: true, onChange: "nudging"),
            .actionButton(tone: .good, icon: .check, label: "It is Off now", action: .back),
        ]
        return Screen(
            route: "/", parent: nil, title: "Where you stand", language: "en", direction: .leftToRight, hidePreview: false,
            tabs: [], sections: [ScreenSection(header: "Made by hand", footer: "For the canvas only.", rows: rows)],
            primary: ScreenButton(label: "Switch it off", action: .back), notice: nil)
    }
    func perform(command: String, form: [String: String], now: Moment) -> Outcome {
        Outcome(then: [], notice: Notice(text: "Noted.", undo: "undo"), planChanged: false)
    }
    func reminders(now: Moment) -> ReminderPlan { ReminderPlan(due: nil, dueShown: false, upcoming: [], categories: []) }
    func report(report: DeviceReport, now: Moment) -> Outcome { Outcome(then: [], notice: nil, planChanged: false) }
}
