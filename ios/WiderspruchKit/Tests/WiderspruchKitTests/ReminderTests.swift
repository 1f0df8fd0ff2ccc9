import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests that the system follows the plan, whatever happens to the phone.
@MainActor @Suite struct ReminderTests {
    private let first = "p1/linkedin/ai-training/nudge/2026-11-24"

    @Test func `planned reminders are pending with all that an answer needs`() async throws {
        let phone = await Phone().begun()
        let plan = try await phone.plan()
        #expect(await phone.center.ids == plan.upcoming.map(\.id).sorted())
        let request = try #require(await phone.center.request(first))
        #expect(request.title == "LinkedIn")
        #expect(request.body == "AI training at LinkedIn: one step, a few minutes.")
        #expect(request.category == "nudge-switch")
        #expect(request.target(of: nil) == .route(route: "/p1/services/linkedin/ai-training"))
        #expect(request.target(of: "0") == .command(command: "notification/later/p1/linkedin/ai-training/2026-11-27"))
        #expect(request.target(of: "1") == .command(command: "notification/confirm/p1/linkedin/ai-training"))
        let time = try #require(await phone.center.time(of: first))
        #expect(time == moment("2026-11-24T18:00:00+01:00").0)
    }

    @Test func `a second reconciliation in a row changes nothing`() async throws {
        let phone = await Phone().begun()
        #expect(await phone.center.log.contains("register"))
        await phone.center.forgetLog()
        try await phone.reminders.reconcile()
        await phone.app.resume()
        #expect(await phone.center.log == [])
        // A new process only registers its categories, once.
        phone.restart()
        await phone.app.resume()
        await phone.app.resume()
        #expect(await phone.center.log == ["register"])
    }

    @Test func `concurrent reconciliations duplicate no change`() async throws {
        let phone = await Phone().begun()
        await phone.app.current.load()
        let reminders = phone.reminders
        _ = try await phone.core.perform("later/p1/linkedin/ai-training/2026-12-01")
        await phone.center.forgetLog()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { try? await reminders.reconcile() } }
        }
        let log = await phone.center.log
        #expect(log.count == Set(log).count && !log.isEmpty, "each change was made once: \(log)")
    }

    @Test func `a full plan is scheduled and foreign notifications stay`() async throws {
        let phone = await Phone().begun()
        let foreign = (1...14).map { "foreign \($0)" }
        await phone.center.addForeign(foreign)
        for account in 2...7 { _ = try await phone.core.perform("account/p1/linkedin/add/\(account)") }
        for account in ["linkedin"] + (2...7).map({ "linkedin-\($0)" }) {
            for kind in ["objection", "access", "erasure", "advertising"] { try await phone.send(kind, account: account) }
        }
        try await phone.reminders.reconcile()
        let plan = try await phone.plan()
        #expect(plan.upcoming.count == 50)
        let waiting = await phone.center.ids
        #expect(waiting.filter { !foreign.contains($0) } == plan.upcoming.map(\.id).sorted())
        #expect(waiting.count == 64)
        await phone.center.forgetLog()
        try await phone.reminders.reconcile()
        #expect(await phone.center.log == [])
        #expect(await phone.center.shownIds.count == foreign.count)
        // A reminder leaves the plan and others follow.
        _ = try await phone.core.perform("nudging/all/stopped")
        try await phone.reminders.reconcile()
        let ids = await phone.center.ids
        let upcoming = try await phone.plan().upcoming
        #expect(ids.filter { !foreign.contains($0) } == upcoming.map(\.id).sorted())
        #expect(ids.filter { foreign.contains($0) }.count == foreign.count)
        #expect(await phone.center.log.contains("cancel \(plan.upcoming[0].id)"))
    }

    @Test func `stale requests are cancelled, changed ones replaced, others untouched`() async throws {
        let phone = await Phone().begun()
        await phone.app.tap(.perform(command: "confirm/p1/linkedin/ai-training"))
        let ids = await phone.center.ids
        #expect(!ids.contains(first))
        #expect(ids.contains { $0.contains("/check/") })
        await phone.center.forgetLog()
        await phone.app.undo()
        let log = await phone.center.log
        #expect(log.contains("add \(first)"))
        #expect(log.allSatisfy { $0.hasPrefix("add ") || $0.hasPrefix("cancel ") })
        #expect(await phone.center.ids == (try await phone.plan()).upcoming.map(\.id).sorted())
    }

    @Test func `another hour replaces all requests under the same ids`() async throws {
        let phone = await Phone().begun()
        let before = await phone.center.ids
        await phone.center.forgetLog()
        _ = try await phone.core.perform("set/hour", form: ["hour": "09:00"])
        try await phone.reminders.reconcile()
        #expect(await phone.center.ids == before)
        #expect(await phone.center.log.sorted() == before.map { "add \($0)" }.sorted())
        #expect(await phone.center.time(of: first) == moment("2026-11-24T09:00:00+01:00").0)
    }

    @Test(arguments: [PermissionState.denied, .notAsked, .unknown])
    func `without permission nothing is scheduled and the plan is kept`(state: PermissionState) async throws {
        let phone = await Phone(permission: state).begun()
        #expect(await phone.center.ids == [])
        #expect(try await !phone.plan().upcoming.isEmpty)
        await phone.center.allow(.granted)
        await phone.app.resume()
        #expect(await phone.center.ids.contains(first))
    }

    @Test func `a revoked permission is reported and cancels pending requests`() async throws {
        let phone = await Phone().begun()
        await phone.center.allow(.denied)
        await phone.app.resume()
        #expect(await phone.center.ids == [])
        await phone.app.open("/reminders/reliability")
        #expect(phone.words.contains("Blocked in the phone’s settings"), "\(phone.words)")
    }

    @Test(arguments: [PermissionState.granted, .denied])
    func `turning reminders on asks for permission`(answer: PermissionState) async throws {
        let phone = await Phone(permission: .notAsked).begun()
        await phone.center.willAnswer(answer)
        await phone.app.open("/reminders")
        try await phone.tap("Turn reminders on")
        #expect(await phone.center.permission() == answer)
        #expect(await phone.center.ids.isEmpty == (answer == .denied))
        // The screen was loaded again after the answer.
        #expect(!phone.words.contains("Turn reminders on"), "\(phone.words)")
    }

    @Test func `a zone change replaces all requests at the same local hour`() async throws {
        let phone = await Phone(zone: "Europe/Berlin").begun()
        let before = await phone.center.ids
        await phone.center.forgetLog()
        phone.clock.zone = TimeZone(identifier: "America/New_York")!
        try await phone.reminders.reconcile()
        #expect(await phone.center.log.sorted() == before.map { "add \($0)" }.sorted())
        #expect(await phone.center.time(of: first) == moment("2026-11-24T18:00:00-05:00").0)
        await phone.center.forgetLog()
        try await phone.reminders.reconcile()
        #expect(await phone.center.log == [])
    }

    @Test(arguments: [
        ("2027-03-26T12:00:00+01:00", ["2027-03-27T17:00:00Z", "2027-03-30T16:00:00Z"]),
        ("2027-10-29T12:00:00+02:00", ["2027-10-30T16:00:00Z", "2027-11-02T17:00:00Z"]),
    ])
    func `daylight saving changes keep the local hour`(now: String, wanted: [String]) async throws {
        let phone = await Phone(now: now, zone: "Europe/Berlin").begun()
        await phone.app.open("/settings")
        try await phone.fill("weekdays", with: "every-day")
        var times: [Date] = []
        for id in await phone.center.ids { times.append(try #require(await phone.center.time(of: id))) }
        #expect(times.sorted().prefix(2).map { $0.ISO8601Format() } == wanted)
    }

    @Test func `a snooze survives a restart`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:30:00+01:00")
        let shown = try #require(await phone.center.take(first))
        phone.restart()
        #expect(await phone.reminders.answer(shown, button: "0") == nil)
        let snoozed = await phone.center.ids
        #expect(snoozed.contains("p1/linkedin/ai-training/nudge/2026-11-27"), "\(snoozed)")
        #expect(await phone.center.shownIds == [])
        phone.restart()
        await phone.center.forgetLog()
        await phone.app.resume()
        #expect(await phone.center.log == ["register"])
        #expect(await phone.center.ids == snoozed)
    }

    @Test func `an answer is stored while the app is not running`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        let shown = try #require(await phone.center.take(first))
        phone.restart()
        #expect(await phone.reminders.answer(shown, button: "1") == nil)
        let journal = try String(
            contentsOf: phone.folder.url.appending(path: "profiles/p1/journal.jsonl"), encoding: .utf8)
        #expect(journal.contains(#""answer":"done","via":"notification""#))
        #expect(await phone.center.ids.contains { $0.contains("/check/") })
        #expect(await !phone.center.ids.contains { $0.contains("ai-training/nudge") })
        #expect(await phone.center.shownIds == [])
    }

    @Test func `an answer that cannot be stored shows the notification again`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        let shown = try #require(await phone.center.take(first))
        let lock = phone.folder.url.appending(path: "lock")
        try FileManager.default.removeItem(at: lock)
        try FileManager.default.createDirectory(at: lock, withIntermediateDirectories: false)
        phone.restart()
        #expect(await phone.reminders.answer(shown, button: "1") == nil)
        #expect(await phone.center.shownIds == [first])
        #expect(await phone.center.request(first) == shown.request)
        try FileManager.default.removeItem(at: lock)
        let again = try #require(await phone.center.take(first))
        _ = await phone.reminders.answer(again, button: "1")
        #expect(await phone.center.shownIds == [])
    }

    @Test func `an answer with a broken core shows the notification again`() async throws {
        let phone = Phone(open: { _ in throw ActionFailure.notOpened })
        let request = ReminderRequest(
            id: "x", title: "t", body: "b", category: "nudge-switch", info: ["fingerprint": "f", "command 0": "c"])
        #expect(await phone.reminders.answer(DeliveredReminder(request, shown: phone.clock.date), button: "0") == nil)
        #expect(await phone.center.shownIds == ["x"])
    }

    @Test func `a tapped notification opens its screen in front of its parents and counts as shown`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        let shown = try #require(await phone.center.take(first))
        phone.restart()
        let route = try #require(await phone.reminders.answer(shown, button: nil))
        await phone.app.open(route)
        #expect(phone.app.tab == "/p1/services")
        #expect(phone.app.path(of: "/p1/services") == ["/p1/services/linkedin", "/p1/services/linkedin/ai-training"])
        #expect(phone.app.current.screen?.route == "/p1/services/linkedin/ai-training")
        await phone.app.open("/reminders/reliability")
        #expect(phone.words.contains("Shown"), "\(phone.words)")
    }

    @Test func `every button has its target, and an unknown one has none`() {
        let at = CivilTime(year: 2026, month: 11, day: 24, hour: 18, minute: 0)
        let actions = [
            ReminderAction(label: "Look", target: .route(route: "/there")),
            ReminderAction(label: "Done", target: .command(command: "done")),
        ]
        let reminder = Reminder(
            id: "x", fingerprint: "f", at: at, title: "t", body: "b", publicText: "p", route: "/here", category: "check",
            actions: actions)
        let request = ReminderRequest(reminder, zone: .gmt)
        #expect(request.target(of: nil) == .route(route: "/here"))
        #expect(request.target(of: "0") == .route(route: "/there"))
        #expect(request.target(of: "1") == .command(command: "done"))
        #expect(request.target(of: "2") == nil)
    }

    @Test func `a foreign notification is not answered`() async throws {
        let phone = await Phone().begun()
        let request = ReminderRequest(id: "x", title: "", body: "", category: "", info: [:])
        #expect(await phone.reminders.answer(DeliveredReminder(request, shown: phone.clock.date), button: "0") == nil)
        #expect(await phone.center.shownIds == [])
    }

    @Test func `a notification that was swept away counts as shown and dismissed`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        let shown = try #require(await phone.center.take(first))
        phone.restart()
        await phone.center.forgetLog()
        await phone.reminders.sweepAway(shown)
        let plan = try await phone.plan()
        #expect(plan.due?.id == first && plan.dueShown && plan.dueDismissed)
        #expect(await phone.center.log == ["register"], "it does not come back")
        await phone.app.open("/reminders/reliability")
        #expect(phone.words.contains("Shown"), "\(phone.words)")
    }

    @Test func `a notification that was taken away otherwise is not called dismissed`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        let shown = try #require(await phone.center.take(first))
        _ = await phone.reminders.answer(shown, button: nil)
        #expect(try await !phone.plan().dueDismissed)
    }

    @Test func `a swept-away notification is reported once, by the next run if the first fails`() async throws {
        let core = FakeCore(screen([]))
        let phone = Phone(open: { _ in core })
        let request = ReminderRequest(id: "x", title: "", body: "", category: "", info: ["fingerprint": "f"])
        let foreign = ReminderRequest(id: "y", title: "", body: "", category: "", info: [:])
        core.change { $0.failures["report"] = CoreError.Storage(explanation: "Full.", details: "") }
        for one in [request, foreign] { await phone.reminders.sweepAway(DeliveredReminder(one, shown: phone.clock.date)) }
        core.change { $0.failures = [:] }
        for _ in 1...2 { try await phone.reminders.reconcile() }
        #expect(core.now.reports.map(\.dismissed) == [["x"], []])
        #expect(core.now.reports.map { $0.shown.map(\.id) } == [["x"], []])
    }

    @Test func `answering in the app removes the notification`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        await phone.app.resume()
        #expect(await phone.center.shownIds == [first])
        await phone.app.tap(.perform(command: "confirm/p1/linkedin/ai-training"))
        #expect(await phone.center.shownIds == [])
    }

    @Test func `of several shown notifications one is left, with words for all`() async throws {
        let phone = await Phone().begun()
        _ = try await phone.core.perform("nudging/all/stopped")
        for kind in ["objection", "access"] { try await phone.send(kind) }
        try await phone.reminders.reconcile()
        await phone.travel("2026-12-24T18:00:20+01:00")
        #expect(await phone.center.shownIds.count == 2)
        await phone.app.resume()
        let left = await phone.center.shownIds
        #expect(left.count == 1)
        let request = try #require(await phone.center.request(left[0]))
        #expect(request.body.hasSuffix("One more thing is waiting."), "\(request.body)")
        #expect(request.category == "several")
        await phone.center.forgetLog()
        await phone.app.resume()
        #expect(await phone.center.log == [])
    }

    @Test func `shown, presumably shown and missed reminders are distinguished`() async throws {
        func lines(_ phone: Phone) async -> [String] {
            await phone.app.resume()
            await phone.app.open("/reminders/reliability")
            return phone.words
        }
        let seen = await Phone().begun()
        await seen.travel("2026-11-24T18:00:20+01:00")
        #expect(await lines(seen).contains("Shown"))

        let dismissed = await Phone().begun()
        await dismissed.travel("2026-11-24T18:00:20+01:00")
        await dismissed.center.dismissAll()
        let presumed = await lines(dismissed)
        #expect(presumed.contains("Probably shown"), "\(presumed)")
        #expect(!presumed.contains("Shown"))

        // Permission came after the time of the reminder, so it never was pending.
        let late = await Phone(permission: .denied).begun()
        await late.travel("2026-11-24T18:00:20+01:00")
        await late.center.allow(.granted)
        let missed = await lines(late)
        #expect(missed.contains("Did not arrive. Perhaps the phone was off."), "\(missed)")
        #expect(!missed.contains("Probably shown"))
        #expect(await late.center.shownIds == [], "what was missed is told on the screen")
    }

    @Test func `a due reminder that is still pending is not presumed shown`() async throws {
        let phone = await Phone().begun()
        phone.clock.travel("2026-11-24T18:00:01+01:00")
        await phone.app.resume()
        #expect(await phone.center.ids.contains(first))
        await phone.app.open("/reminders/reliability")
        #expect(!phone.words.contains("Probably shown"), "\(phone.words)")
        await phone.center.fire()
        #expect(await phone.center.shownIds == [first])
        await phone.app.resume()
        #expect(phone.words.contains("Shown"))
    }

    @Test func `a request that the system refused counts as missed`() async throws {
        let phone = Phone()
        await phone.center.refuse([first])
        _ = await phone.begun()
        #expect(await !phone.center.ids.contains(first))
        #expect(await phone.center.ids.count > 1, "the others are armed")
        await phone.travel("2026-11-24T18:00:20+01:00")
        await phone.app.resume()
        await phone.app.open("/reminders/reliability")
        #expect(phone.words.contains("Did not arrive. Perhaps the phone was off."), "\(phone.words)")
    }

    @Test func `a language change replaces words and buttons`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        phone.clock.languages = ["de-DE", "en"]
        await phone.app.resume()
        #expect(phone.app.current.screen?.language == "de")
        let shown = try #require(await phone.center.request(first))
        #expect(shown.body == "KI-Training bei LinkedIn: ein Schritt, wenige Minuten.")
        let next = try #require(await phone.center.request("p1/linkedin/ai-training/nudge/2026-11-27"))
        #expect(next.body == shown.body)
        let buttons = await phone.center.categories.first { $0.id == "nudge-switch" }
        #expect(buttons?.labels == ["Später", "Steht auf Aus"], "\(String(describing: buttons))")
        #expect(buttons?.opensApp == [false, false])
    }

    @Test func `a test reminder uses the system and its delay is measured`() async throws {
        let phone = await Phone().begun()
        await phone.app.open("/reminders/reliability")
        try await phone.tap("Send a test reminder")
        let id = try #require(await phone.center.ids.first { $0.hasPrefix("test/") })
        #expect(await phone.center.time(of: id) == moment("2026-11-23T20:02:00+01:00").0)
        await phone.travel("2026-11-23T20:02:30+01:00")
        await phone.app.resume()
        #expect(phone.words.contains { $0.contains("on time") }, "\(phone.words)")
        #expect(await phone.center.shownIds == [], "it was seen")
    }

    /// Taps random commands at random hours.
    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `over months no reminder is duplicated, at night, or second of its day`(seed: UInt64) async throws {
        let phone = await Phone().begun()
        for account in 2...3 { _ = try await phone.core.perform("account/p1/linkedin/add/\(account)") }
        var random = SeededGenerator(state: seed &* 104_729)
        let excluded = ["erase", "stopped", "test", "add", "person", "undo", "membership", "set/"]
        for _ in 0..<15 {
            let hours = [0.2, 2, 20, 24, 72, 480].randomElement(using: &random)!
            await phone.wait(hours)
            await phone.app.resume()
            let commands = try await everyCommand(of: phone)
            let choice = commands.filter { command in !excluded.contains { command.contains($0) } }.sorted()
            await phone.app.tap(.perform(command: choice.randomElement(using: &random)!))
        }
        await phone.wait(100 * 24)
        let fired = await phone.center.fired
        #expect(fired.count > 8, "\(fired)")
        #expect(Set(fired.map(\.id)).count == fired.count, "one was shown twice: \(fired)")
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = phone.clock.zone
        #expect(Set(fired.map { calendar.startOfDay(for: $0.at) }).count == fired.count, "two on one day: \(fired)")
        #expect(fired.allSatisfy { (8...21).contains(calendar.component(.hour, from: $0.at)) })
    }

    /// Returns the commands of all screens that can be reached.
    private func everyCommand(of phone: Phone) async throws -> Set<String> {
        var commands: Set<String> = []
        var seen: Set<String> = []
        var ways = ["/"]
        while let route = ways.popLast() {
            guard seen.insert(route).inserted else { continue }
            for (_, action) in taps(of: try await phone.core.screen(route)) {
                switch action {
                case .go(let route): ways.append(route)
                case .perform(let command): commands.insert(command)
                default: break
                }
            }
        }
        return commands
    }

    @Test func `erasing removes all notifications`() async throws {
        let phone = await Phone().begun()
        await phone.travel("2026-11-24T18:00:20+01:00")
        await phone.app.resume()
        await phone.app.open("/p1/erase")
        try await phone.fill("sure", with: "true")
        try await phone.tap("Delete for good")
        #expect(await phone.center.shownIds == [])
        #expect(await phone.center.ids == [])
        #expect(phone.app.tab == "/" && phone.app.path(of: "/") == [])
        #expect(phone.app.tabs == [])
    }
}

/// Generates the same numbers for the same seed (xorshift).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
