import Foundation
import Synchronization
import WiderspruchCore

/// Returns the screens that a test gives it and records the calls.
final class FakeCore: CoreProtocol {
    private let state: Mutex<State>

    struct State {
        var screens: [String: Screen]
        var performed: [(command: String, form: [String: String])] = []
        /// Content of the file that came with the last command.
        var file: Data?
        var reports = 0
        var failed: [Action] = []
        var outcome = Outcome(then: [], notice: nil, planChanged: false)
        var failure: CoreError?
    }

    static let didNotWork = "That did not work."

    init(_ shown: Screen...) {
        state = Mutex(State(screens: Dictionary(uniqueKeysWithValues: shown.map { ($0.route, $0) })))
    }

    func change(_ change: (inout sending State) -> Void) { state.withLock { change(&$0) } }
    var now: State { state.withLock { $0 } }

    func screen(route: String, now: Moment) throws -> Screen {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard let screen = state.screens[route] else { throw CoreError.UnknownRoute(explanation: "There is no \(route).") }
            return screen
        }
    }

    func perform(command: String, form: [String: String], now: Moment) throws -> Outcome {
        try state.withLock { state in
            state.performed.append((command, form))
            state.file = form["file"].flatMap { try? Data(contentsOf: URL(filePath: $0)) }
            if let failure = state.failure { throw failure }
            return state.outcome
        }
    }

    func reminders(now: Moment) throws -> ReminderPlan {
        ReminderPlan(due: nil, dueShown: false, upcoming: [], categories: [])
    }

    func report(report: DeviceReport, now: Moment) throws -> Outcome {
        state.withLock { state in
            state.reports += 1
            guard let action = report.failedAction else { return Outcome(then: [], notice: nil, planChanged: false) }
            state.failed.append(action)
            return Outcome(then: [], notice: Notice(text: Self.didNotWork, undo: nil), planChanged: false)
        }
    }
}

func screen(_ rows: [Row], route: String = "/", parent: String? = nil, tabs: [String] = ["/", "/other"]) -> Screen {
    Screen(
        route: route, parent: parent, title: "The title", language: "en", direction: .leftToRight, hidePreview: false,
        tabs: tabs.map { ScreenTab(route: $0, label: "Tab \($0)", icon: .home, selected: $0 == route) },
        sections: [ScreenSection(header: nil, footer: nil, rows: rows)], primary: nil, notice: nil)
}

/// Rows of every kind. An input is named after its kind.
enum Rows {
    static func inputs(sentOnChange: Bool = false) -> [Row] {
        [
            .toggle(name: "toggle", label: "Yes?", detail: nil, value: false, onChange: sentOnChange ? "toggled" : nil),
            .choice(
                name: "choice", label: "Which?", value: "a",
                options: [ChoiceOption(id: "a", label: "A"), ChoiceOption(id: "b", label: "B")],
                onChange: sentOnChange ? "chosen" : nil),
            .textField(
                name: "text", label: "Name", hint: nil, value: "Ada", maxLength: 20, multiline: false, secret: false),
            .textField(
                name: "secret", label: "Word", hint: nil, value: "", maxLength: 20, multiline: false, secret: true),
            .dateField(
                name: "date", label: "Day", value: "2026-11-23", shown: "23 November", onChange: sentOnChange ? "dated" : nil),
            .timeField(
                name: "time", label: "Hour", value: "18:00", shown: "6 pm", earliest: "08:00", latest: "21:00",
                onChange: sentOnChange ? "timed" : nil),
        ]
    }

    static let others: [Row] = [
        .paragraph(text: "Some words."),
        .callout(tone: .warning, icon: .warning, text: "Set off.", more: "On", action: .perform(command: "callout")),
        .status(tone: .good, icon: .check, text: "A status", detail: "how it stands"),
        .item(tone: .info, icon: .document, title: "An item", detail: nil, state: nil, action: .perform(command: "item")),
        .step(number: 3, text: "Do this."),
        .trail(caption: "If the link fails", parts: ["Menu", "Data"], spoken: "Menu, then Data."),
        .settingPicture(
            label: "Use my data", text: nil, positions: [SettingPosition(word: "On", meaning: "They may.", isOn: true)],
            spoken: "A switch."),
        .actionButton(tone: .neutral, icon: nil, label: "Press here", action: .perform(command: "button")),
        .document(title: "A letter", paragraphs: ["Dear all,"]),
        .picture(path: "outbox/picture.png", description: "What it shows"),
    ]
}
