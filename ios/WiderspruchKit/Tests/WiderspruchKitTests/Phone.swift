import Foundation
import Synchronization
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Simulates a phone: folder, clock, notifications, and the app, which can be killed and restarted.
@MainActor final class Phone {
    let folder: Folder
    let clock: Clock
    let center: FakeCenter
    let actions = FakeActions()
    let pauses = Pauses()
    private(set) var core: CoreActor
    private(set) var reminders: ReminderReconciler
    private(set) var app: AppModel
    private let open: (@Sendable (DeviceEnvironment) throws -> any CoreProtocol)?

    static let now = "2026-11-23T20:00:00+01:00"

    /// - Parameter open: Opens another core instead of the real one.
    init(
        _ language: String = "en", country: String = "DE", now: String = Phone.now, zone: String? = nil,
        permission: PermissionState = .granted, open: (@Sendable (DeviceEnvironment) throws -> any CoreProtocol)? = nil
    ) {
        folder = Folder()
        clock = Clock(now, languages: [language], region: country)
        if let zone { clock.zone = TimeZone(identifier: zone)! }
        center = FakeCenter(clock: clock, permission: permission)
        self.open = open
        (core, reminders, app) = Self.start(folder, clock, center, actions, pauses, open)
    }

    var environment: DeviceEnvironment { Self.environment(folder, clock, pauses) }

    /// Kills the process and starts another one, which restores the saved state.
    func restart(keeping saved: String? = nil) {
        (core, reminders, app) = Self.start(folder, clock, center, actions, pauses, open)
        if let saved { app.restore(saved) }
    }

    private static func environment(_ folder: Folder, _ clock: Clock, _ pauses: Pauses) -> DeviceEnvironment {
        DeviceEnvironment(
            folder: folder.url, appVersion: "0.1.0", loadFailure: "The app could not start.", panic: "Something went wrong inside the app.",
            date: { clock.date }, zone: { clock.zone }, languages: { clock.languages }, region: { clock.region },
            pause: { try await pauses.wait($0) })
    }

    private static func start(
        _ folder: Folder, _ clock: Clock, _ center: FakeCenter, _ actions: FakeActions, _ pauses: Pauses,
        _ open: (@Sendable (DeviceEnvironment) throws -> any CoreProtocol)?
    ) -> (CoreActor, ReminderReconciler, AppModel) {
        let environment = environment(folder, clock, pauses)
        let core =
            open.map { open in CoreActor(environment: environment, open: { try open(environment) }) }
            ?? CoreActor(environment: environment)
        let reminders = ReminderReconciler(core: core, center: center, environment: environment)
        let app = AppModel(core: core, reminders: reminders, phone: actions, environment: environment)
        return (core, reminders, app)
    }

    /// Opens the app and begins the list.
    func begun() async -> Phone {
        await app.resume()
        await app.tap(.perform(command: "begin/linkedin"))
        await app.tap(.go(route: "/"))
        return self
    }

    /// Moves the clock while the app sleeps; the system shows what came due.
    func travel(_ time: String) async {
        clock.travel(time)
        await center.fire()
    }

    /// Moves the clock by hours, likewise.
    func wait(_ hours: Double) async {
        clock.wait(hours)
        await center.fire()
    }

    func plan() async throws -> ReminderPlan { try await core.reminders() }

    /// Notes that a request was sent by its form on the first day of the tests.
    func send(_ kind: String, account: String = "linkedin") async throws {
        let command = "request/p1/\(account)/\(kind)/sent-by-form/text"
        _ = try await core.perform(command, form: ["on": "2026-11-23"])
    }

    /// Taps the element with these words. Sources are unfolded first, as a person must do.
    func tap(_ words: String) async throws {
        let screen = try #require(app.current.screen)
        for case .claim(let text, let sources, _, _) in screen.sections.flatMap(\.rows)
        where sources.contains(where: { plain($0.title) == words }) {
            app.current.unfold(text, true)
        }
        let all = taps(of: screen)
        let found = try #require(all.first { $0.0 == words }, "there is only \(all.map(\.0))")
        await app.tap(found.1)
    }

    /// Changes an input as a person does.
    func fill(_ name: String, with value: String) async throws {
        let screen = try #require(app.current.screen)
        let found = try #require(input(name, of: screen), "no input \(name)")
        await app.change(name, to: value, command: found.command)
    }

    /// Types words into the search field of the screen.
    func search(_ words: String, isComplete: Bool = false) async throws {
        let screen = try #require(app.current.screen)
        let found = try #require(searchField(of: screen), "no search field")
        await app.search(words, in: found.name, route: found.route, isComplete: isComplete)
    }

    /// All words on the screen, the failure and the notice included.
    var words: [String] {
        let all = app.current.screen.map(WiderspruchKitTests.words) ?? []
        return all + [app.current.failure?.text, app.notice?.text].compactMap { $0 }.map(plain)
    }
}

/// Stands in for the time that the app waits. Waits not at all, unless it is told to.
final class Pauses: Sendable {
    private let state = Mutex((asked: [Duration](), isHeld: false, waiting: [CheckedContinuation<Void, Never>]()))

    func hold() { state.withLock { $0.isHeld = true } }

    /// Ends all waiting.
    func release() {
        let waiting = state.withLock { state in
            defer { (state.isHeld, state.waiting) = (false, []) }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    var asked: [Duration] { state.withLock(\.asked) }

    func wait(_ duration: Duration) async throws {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                state.asked.append(duration)
                if state.isHeld { state.waiting.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
    }
}

/// A temporary folder, deleted with the object.
final class Folder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "widerspruch-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// The phone's clock, place and language.
final class Clock: Sendable {
    private let state: Mutex<State>

    private struct State {
        var date: Date
        var zone: TimeZone
        var languages: [String]
        var region: String?
    }

    init(_ time: String, languages: [String], region: String?) {
        let (date, zone) = moment(time)
        state = Mutex(State(date: date, zone: zone, languages: languages, region: region))
    }

    /// Sets the clock. Keeps the current zone if it has the same offset at that time.
    func travel(_ time: String) {
        let (date, zone) = moment(time)
        state.withLock {
            if $0.zone.secondsFromGMT(for: date) != zone.secondsFromGMT() { $0.zone = zone }
            $0.date = date
        }
    }

    func wait(_ hours: Double) { state.withLock { $0.date.addTimeInterval(hours * 3600) } }

    var date: Date { state.withLock(\.date) }
    var zone: TimeZone {
        get { state.withLock(\.zone) }
        set { state.withLock { $0.zone = newValue } }
    }
    var languages: [String] {
        get { state.withLock(\.languages) }
        set { state.withLock { $0.languages = newValue } }
    }
    var region: String? { state.withLock(\.region) }
}

/// Parses a time like `2026-11-23T20:00:00+01:00` into its instant and its offset as a zone.
func moment(_ time: String) -> (Date, TimeZone) {
    let date = try! Date(time, strategy: .iso8601)
    let sign = time.suffix(6).first == "-" ? -1 : 1
    let parts = time.suffix(5).split(separator: ":").map { Int($0)! }
    return (date, TimeZone(secondsFromGMT: sign * (parts[0] * 3600 + parts[1] * 60))!)
}

/// Simulates the system's notifications: shows requests at their time, without telling the app.
actor FakeCenter: ReminderCenter {
    private let clock: Clock
    private var allowed: PermissionState
    private var waiting: [String: (request: ReminderRequest, at: DateComponents)] = [:]
    private var shown: [String: DeliveredReminder] = [:]
    private var failing: Set<String> = []

    /// The person's answer to the question for permission.
    private var answer: PermissionState = .granted
    /// All changes in order: "add …", "show …", "cancel …", "remove …", "register".
    private(set) var log: [String] = []
    private(set) var categories: [ReminderCategory] = []
    /// Requests that were shown at their time, in order.
    private(set) var fired: [(id: String, at: Date)] = []

    init(clock: Clock, permission: PermissionState) {
        self.clock = clock
        allowed = permission
    }

    // Yields, as the system answers asynchronously and other calls may come between.
    func permission() async -> PermissionState {
        await Task.yield()
        return allowed
    }
    func requestPermission() throws { if allowed == .notAsked { allowed = answer } }
    func pending() async -> [ReminderRequest] {
        await Task.yield()
        return waiting.values.map(\.request)
    }
    func delivered() async -> [DeliveredReminder] {
        await Task.yield()
        return Array(shown.values)
    }

    func add(_ request: ReminderRequest, at time: DateComponents?) async throws {
        await Task.yield()
        if failing.contains(request.id) { throw ActionFailure.notOpened }
        log.append("\(time == nil ? "show" : "add") \(request.id)")
        if let time {
            waiting[request.id] = (request, time)
        } else {
            show(request, at: clock.date)
        }
    }

    func cancel(_ ids: [String]) {
        log += ids.map { "cancel \($0)" }
        for id in ids { waiting[id] = nil }
    }

    func remove(_ ids: [String]) {
        log += ids.map { "remove \($0)" }
        for id in ids { shown[id] = nil }
    }

    func register(_ categories: [ReminderCategory]) {
        log.append("register")
        self.categories = categories
    }

    // MARK: For tests

    func allow(_ state: PermissionState) { allowed = state }
    func willAnswer(_ state: PermissionState) { answer = state }
    func refuse(_ ids: Set<String>) { failing = ids }
    func forgetLog() { log = [] }
    /// Adds notifications of this app that the reconciler did not make.
    func addForeign(_ ids: [String]) {
        for id in ids {
            let request = ReminderRequest(id: id, title: "", body: "", category: "", info: [:])
            waiting[id] = (request, DateComponents(year: 2040, month: 1, day: 1))
            shown["shown " + id] = DeliveredReminder(
                ReminderRequest(id: "shown " + id, title: "", body: "", category: "", info: [:]), shown: clock.date)
        }
    }
    /// Dismisses all shown notifications.
    func dismissAll() { shown = [:] }
    /// Removes a shown notification, as the system does when the person answers it.
    func take(_ id: String) -> DeliveredReminder? { shown.removeValue(forKey: id) }

    var ids: [String] { waiting.keys.sorted() }
    var shownIds: [String] { shown.keys.sorted() }
    func request(_ id: String) -> ReminderRequest? { waiting[id]?.request ?? shown[id]?.request }

    /// Returns the instant at which a pending request is shown, in the phone's current zone.
    func time(of id: String) -> Date? {
        guard let at = waiting[id]?.at else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = clock.zone
        return calendar.date(from: at)
    }

    /// Shows all requests whose time has come.
    func fire() {
        for id in waiting.keys.sorted() {
            guard let time = time(of: id), time <= clock.date, let (request, _) = waiting.removeValue(forKey: id) else { continue }
            guard allowed == .granted else { continue }
            fired.append((id, time))
            show(request, at: time)
        }
    }

    private func show(_ request: ReminderRequest, at date: Date) {
        shown[request.id] = DeliveredReminder(request, shown: date)
    }
}

/// Stands in for the system's sheets and settings: records the calls, and can fail.
@MainActor final class FakeActions: PhoneActions {
    var opened: [(url: String, inBrowser: Bool)] = []
    var copied: [String] = []
    var shared: [String] = []
    var printed: [PrintDocument] = []
    var saved: [(text: String, name: String, type: String)] = []
    var settings: [SystemPage] = []
    var asked: [[String]] = []
    /// The file that the person picks; `nil` cancels.
    var file: URL?
    /// Whether every action fails.
    var isBroken = false

    private func attempt() throws { if isBroken { throw ActionFailure.notOpened } }

    func open(_ url: URL, inBrowser: Bool) async throws {
        try attempt()
        opened.append((url.absoluteString, inBrowser))
    }
    func copy(_ text: String) throws {
        try attempt()
        copied.append(text)
    }
    func share(_ text: String) async throws {
        try attempt()
        shared.append(text)
    }
    func print(_ document: PrintDocument) async throws {
        try attempt()
        printed.append(document)
    }
    func save(_ file: URL, name: String, type: String) async throws {
        try attempt()
        saved.append((try String(contentsOf: file, encoding: .utf8), name, type))
    }
    func pick(_ types: [String], _ chosen: @Sendable (URL) async throws -> Void) async throws {
        try attempt()
        asked.append(types)
        if let file { try await chosen(file) }
    }
    func openSettings(_ page: SystemPage) async throws {
        try attempt()
        settings.append(page)
    }
}
