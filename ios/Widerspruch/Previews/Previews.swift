import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Shows made-up screens in Xcode's canvas, without library and records.
struct Previews: PreviewProvider {
    static var previews: some View {
        view(of: "/").previewDisplayName("a screen")
        view(of: "/").environment(\.dynamicTypeSize, .accessibility3).environment(\.layoutDirection, .rightToLeft)
            .previewDisplayName("large, from right to left")
        view(of: "/new").previewDisplayName("new rows")
    }

    private static func view(of route: String) -> some View {
        let environment = DeviceEnvironment(
            folder: Records().folder, appVersion: "0", loadFailure: "It did not start.", panic: "Something went wrong.")
        let core = CoreActor(environment: environment, open: { PreviewCore() })
        let reminders = ReminderReconciler(core: core, center: SystemReminders(), environment: environment)
        let app = AppModel(core: core, reminders: reminders, phone: SystemActions(), environment: environment)
        let model = app.screen(route)
        model.unfold(PreviewCore.unfoldedClaim, true)
        return ScreenView(app: app, model: model)
    }
}

/// Stands in for the core with two screens.
nonisolated private final class PreviewCore: CoreProtocol {
    static let unfoldedClaim = "The switch is on unless you turn it off."

    func screen(route: String, now: Moment) -> Screen {
        let sections = route == "/" ? usual : new
        return Screen(
            route: route, parent: nil, title: "Where you stand", language: "en", direction: .leftToRight, hidePreview: false,
            tabs: [], sections: sections, primary: ScreenButton(label: "Switch it off", action: .back),
            notice: route == "/" ? nil : Notice(text: "A picture is missing.", undo: nil, details: "open p1/evidence: ENOENT"))
    }

    private var usual: [ScreenSection] {
        let on = SettingPosition(word: "On", meaning: "trains AI with your data", isOn: true)
        let off = SettingPosition(word: "Off", meaning: "from then on it does not", isOn: false)
        let rows: [Row] = [
            .callout(
                tone: .info, icon: .info, title: nil, text: "You can object at any time.", more: "More on this", action: .back),
            .settingPicture(label: "Use my data", text: nil, positions: [on, off], spoken: "A switch with On and Off."),
            .toggle(name: "nudging", label: "Reminders", detail: "At most one a day", value: true, onChange: "nudging"),
            .actionButton(tone: .good, icon: .check, label: "It is Off now", action: .back),
        ]
        return [ScreenSection(kind: .rows, header: "Made by hand", footer: "For the canvas only.", rows: rows)]
    }

    private var new: [ScreenSection] {
        let page = ClaimSource(
            title: "LinkedIn, help page, 23 November", action: .openUrl(url: "https://example.org", browserOnly: true))
        let paper = ClaimSource(title: "A letter of the company, 2 October", action: nil)
        let rows: [Row] = [
            .search(name: "search", label: "Find an authority", value: "Würt", found: "1 result", route: "/new/"),
            .callout(
                tone: .good, icon: .check, title: "You are done here.", text: "The next look is in March.", more: nil, action: nil),
            .progress(done: 2, total: 5, label: "2 of 5 steps"),
            .claim(
                text: Self.unfoldedClaim, sources: [page, paper], readOn: "2 sources, read on 23 November",
                stale: "This may have changed since."),
            .claim(text: "It covers posts, not messages.", sources: [page], readOn: "1 source, read on 23 November", stale: nil),
            .dateField(
                name: "day", label: "Day of the answer", value: "2026-11-23", shown: "Monday, 23 November", earliest: "2026-11-01",
                latest: "2026-11-30", onChange: nil),
            .textField(
                name: "email", label: "Their e-mail address", hint: "As in the letter", value: "", kind: .email, maxLength: 100,
                multiline: false),
        ]
        let answers: [Row] = [
            .actionButton(tone: .good, icon: .check, label: "It is off now", action: .back),
            .item(tone: .neutral, icon: nil, title: "I do not see it", detail: "What to do then", state: nil, action: .back),
            .actionButton(tone: .danger, icon: nil, label: "Leave it on for good", action: .back),
        ]
        return [
            ScreenSection(kind: .rows, header: "New rows", footer: nil, rows: rows),
            ScreenSection(kind: .answers, header: "What do you see?", footer: nil, rows: answers),
        ]
    }

    func perform(command: String, form: [String: String], now: Moment) -> Outcome {
        Outcome(then: [], notice: Notice(text: "Noted.", undo: "undo", details: nil), planChanged: false, longAct: nil)
    }
    func reminders(now: Moment) -> ReminderPlan {
        ReminderPlan(due: nil, dueShown: false, dueDismissed: false, upcoming: [], categories: [])
    }
    func report(report: DeviceReport, now: Moment) -> Outcome { Outcome(then: [], notice: nil, planChanged: false, longAct: nil) }
}
