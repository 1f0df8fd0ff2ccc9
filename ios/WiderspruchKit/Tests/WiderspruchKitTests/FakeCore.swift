import Foundation
import Synchronization
import WiderspruchCore

/// Returns the screens that a test gives it and records the calls.
final class FakeCore: CoreProtocol {
    private let state: Mutex<State>
    private let gates = Mutex<[String: DispatchSemaphore]>([:])

    struct State {
        var screens: [String: Screen]
        /// Routes that were asked for, in order.
        var asked: [String] = []
        var performed: [(command: String, form: [String: String])] = []
        /// Content of the file that came with the last command.
        var file: Data?
        var reports: [DeviceReport] = []
        var outcome = Outcome.nothing
        /// Outcomes of single commands, before `outcome`.
        var outcomes: [String: Outcome] = [:]
        /// Fails every call.
        var failure: (any Error)?
        /// Fail single routes and commands.
        var failures: [String: any Error] = [:]

        var failed: [FailedAction] { reports.compactMap(\.failedAction) }
    }

    static let didNotWork = "That did not work."

    init(_ shown: Screen...) {
        state = Mutex(State(screens: Dictionary(uniqueKeysWithValues: shown.map { ($0.route, $0) })))
    }

    func change(_ change: (inout sending State) -> Void) { state.withLock { change(&$0) } }
    var now: State { state.withLock { $0 } }

    /// Lets calls with this route or command wait, once they were noted, until ``release(_:)``.
    func hold(_ call: String) { gates.withLock { $0[call] = DispatchSemaphore(value: 0) } }

    func release(_ call: String) { gates.withLock { $0.removeValue(forKey: call) }?.signal() }

    /// Lets time pass until the call was noted.
    func arrival(of call: String) async {
        await eventually("a call of \(call)") { now.asked.contains(call) || now.performed.contains { $0.command == call } }
    }

    private func wait(at call: String) { gates.withLock { $0[call] }?.wait() }

    func screen(route: String, now: Moment) throws -> Screen {
        state.withLock { $0.asked.append(route) }
        wait(at: route)
        return try state.withLock { state in
            if let failure = state.failures[route] ?? state.failure { throw failure }
            guard let screen = state.screens[route] else {
                throw CoreError.UnknownRoute(explanation: "There is no \(route).", details: "no such route")
            }
            return screen
        }
    }

    func perform(command: String, form: [String: String], now: Moment) throws -> Outcome {
        state.withLock { state in
            state.performed.append((command, form))
            state.file = form["file"].flatMap { try? Data(contentsOf: URL(filePath: $0)) }
        }
        wait(at: command)
        return try state.withLock { state in
            if let failure = state.failures[command] ?? state.failure { throw failure }
            return state.outcomes[command] ?? state.outcome
        }
    }

    func reminders(now: Moment) throws -> ReminderPlan {
        ReminderPlan(due: nil, dueShown: false, dueDismissed: false, upcoming: [], categories: [])
    }

    func report(report: DeviceReport, now: Moment) throws -> Outcome {
        try state.withLock { state in
            if let failure = state.failures["report"] { throw failure }
            state.reports.append(report)
            guard let action = report.failedAction else { return .nothing }
            let notice = Notice(text: Self.didNotWork, undo: nil, details: action.details)
            return Outcome(then: [], notice: notice, planChanged: false, longAct: nil)
        }
    }
}

extension Outcome {
    static let nothing = Outcome(then: [], notice: nil, planChanged: false, longAct: nil)
}

func screen(_ rows: [Row], route: String = "/", parent: String? = nil, tabs: [String] = ["/", "/other"]) -> Screen {
    Screen(
        route: route, parent: parent, title: "The title", language: "en", direction: .leftToRight, hidePreview: false,
        tabs: tabs.map { ScreenTab(route: $0, label: "Tab \($0)", icon: .home, selected: $0 == route) },
        sections: [ScreenSection(kind: .rows, header: nil, footer: nil, rows: rows)], primary: nil, notice: nil)
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
                name: "text", label: "Name", hint: nil, value: "Ada", kind: .name, maxLength: 20, multiline: false),
            .textField(
                name: "secret", label: "Word", hint: nil, value: "", kind: .secret, maxLength: 20, multiline: false),
            .dateField(
                name: "date", label: "Day", value: "2026-11-23", shown: "23 November", earliest: "2026-01-01",
                latest: "2027-12-31", onChange: sentOnChange ? "dated" : nil),
        ]
    }

    static let others: [Row] = [
        .paragraph(text: "Some words."),
        .callout(
            tone: .warning, icon: .warning, title: "A title", text: "Set off.", more: "On", action: .perform(command: "callout")),
        .progress(done: 1, total: 3, label: "1 of 3"),
        .claim(
            text: "So it is.", sources: [ClaimSource(title: "A source", action: .perform(command: "source"))],
            readOn: "1 source", stale: "It may have changed."),
        .search(name: "search", label: "Find", value: "", found: nil, route: "/find/"),
        .status(tone: .good, icon: .check, text: "A status", detail: "how it stands"),
        .item(tone: .info, icon: .document, title: "An item", detail: nil, state: nil, action: .perform(command: "item")),
        .step(number: 3, text: "Do this."),
        .trail(caption: "If the link fails", parts: ["Menu", "Data"], spoken: "Menu, then Data."),
        .settingPicture(
            label: "Use my data", text: nil, positions: [SettingPosition(word: "On", meaning: "They may.", isOn: true)],
            spoken: "A switch."),
        .actionButton(tone: .neutral, icon: nil, label: "Press here", action: .perform(command: "button")),
        .document(title: "A letter", language: "en-GB", paragraphs: ["Dear all,"]),
        .picture(path: "outbox/picture.png", description: "What it shows"),
    ]
}
