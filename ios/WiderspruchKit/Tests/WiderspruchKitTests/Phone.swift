import Foundation
import Synchronization
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// A phone: folder, clock, notifications, and the app, which can be killed and started again.
@MainActor final class Phone {
    let folder: Folder
    let clock: Clock
    let center: FakeCenter
    let actions = FakeActions()
    private(set) var core: CoreActor
    private(set) var reminders: ReminderReconciler
    private(set) var app: AppModel
    private let open: (@Sendable (Surroundings) throws -> any CoreProtocol)?

    static let now = "2026-11-23T20:00:00+01:00"

    /// - Parameter open: Another core than the real one.
    init(
        _ language: String = "en", country: String = "DE", now: String = Phone.now, zone: String? = nil,
        permission: PermissionState = .granted, open: (@Sendable (Surroundings) throws -> any CoreProtocol)? = nil
    ) {
        folder = Folder()
        clock = Clock(now, languages: [language], region: country)
        if let zone { clock.zone = TimeZone(identifier: zone)! }
        center = FakeCenter(clock: clock, permission: permission)
        self.open = open
        (core, reminders, app) = Self.start(folder, clock, center, actions, open)
    }

    var surroundings: Surroundings { Self.surroundings(folder, clock) }

    /// The process ends without a word; what the app saved before is put back in the next one.
    func restart(keeping saved: String? = nil) {
        (core, reminders, app) = Self.start(folder, clock, center, actions, open)
        if let saved { app.restore(saved) }
    }

    private static func surroundings(_ folder: Folder, _ clock: Clock) -> Surroundings {
        Surroundings(
            folder: folder.url, appVersion: "0.1.0", loadFailure: "The app could not start.",
            date: { clock.date }, zone: { clock.zone }, languages: { clock.languages }, region: { clock.region })
    }

    private static func start(
        _ folder: Folder, _ clock: Clock, _ center: FakeCenter, _ actions: FakeActions,
        _ open: (@Sendable (Surroundings) throws -> any CoreProtocol)?
    ) -> (CoreActor, ReminderReconciler, AppModel) {
        let surroundings = surroundings(folder, clock)
        let core =
            open.map { open in CoreActor(surroundings: surroundings) { try open(surroundings) } }
            ?? CoreActor(surroundings: surroundings)
        let reminders = ReminderReconciler(core: core, center: center, surroundings: surroundings)
        let app = AppModel(core: core, reminders: reminders, phone: actions, surroundings: surroundings)
        return (core, reminders, app)
    }

    /// The app was opened, and the list begun.
    func begun() async -> Phone {
        await app.resume()
        await app.tap(.perform(command: "welcome"))
        return self
    }

    /// Time passes with the app asleep: the system shows what it was given.
    func travel(_ time: String) async {
        clock.travel(time)
        await center.fire()
    }

    /// The same for so many hours.
    func wait(_ hours: Double) async {
        clock.wait(hours)
        await center.fire()
    }

    func plan() async throws -> ReminderPlan { try await core.reminders() }

    /// Taps what has these words.
    func tap(_ words: String) async throws {
        let screen = try #require(app.current.screen)
        let all = taps(of: screen)
        let found = try #require(all.first { $0.0 == words }, "there is only \(all.map(\.0))")
        await app.tap(found.1)
    }

    /// Turns or fills in an input.
    func fill(_ name: String, with value: String) async throws {
        let screen = try #require(app.current.screen)
        let found = try #require(input(name, of: screen), "no input \(name)")
        await app.change(name, to: value, command: found.command)
    }

    /// Everything that can be read.
    var words: [String] {
        let all = app.current.screen.map(WiderspruchKitTests.words) ?? []
        return all + [app.current.failure, app.notice?.text].compactMap { $0 }
    }
}

/// A folder that is gone with the test.
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

    /// The zone stays where it was chosen by name.
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

/// `2026-11-23T20:00:00+01:00`, with its offset as a zone.
func moment(_ time: String) -> (Date, TimeZone) {
    let date = try! Date(time, strategy: .iso8601)
    let sign = time.suffix(6).first == "-" ? -1 : 1
    let parts = time.suffix(5).split(separator: ":").map { Int($0)! }
    return (date, TimeZone(secondsFromGMT: sign * (parts[0] * 3600 + parts[1] * 60))!)
}

/// The system's notifications as the phone treats them: it shows what it holds when its clock says so, and tells nobody.
actor FakeCenter: ReminderCenter {
    private let clock: Clock
    private var allowed: PermissionState
    private var waiting: [String: (request: ReminderRequest, at: DateComponents)] = [:]
    private var shown: [String: HeldReminder] = [:]
    private var failing: Set<String> = []

    /// What the person answers when asked.
    var answer: PermissionState = .granted
    /// Everything that was changed, in order: "add …", "show …", "cancel …", "remove …", "register".
    private(set) var log: [String] = []
    private(set) var categories: [ReminderCategory] = []
    /// What was shown when it came up, in order.
    private(set) var fired: [(id: String, at: Date)] = []
    /// Whether the phone was off all the time: what fell due is gone.
    var isOff = false

    init(clock: Clock, permission: PermissionState) {
        self.clock = clock
        allowed = permission
    }

    // The system answers when it likes: others may ask meanwhile.
    func permission() async -> PermissionState {
        await Task.yield()
        return allowed
    }
    func requestPermission() throws { if allowed == .notAsked { allowed = answer } }
    func pending() async -> [ReminderRequest] {
        await Task.yield()
        return waiting.values.map(\.request)
    }
    func delivered() async -> [HeldReminder] {
        await Task.yield()
        return Array(shown.values)
    }

    func add(_ request: ReminderRequest, at time: DateComponents?) async throws {
        await Task.yield()
        if failing.contains(request.id) { throw ActionFailure() }
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
    func turn(off: Bool) { isOff = off }
    func willAnswer(_ state: PermissionState) { answer = state }
    func refuse(_ ids: Set<String>) { failing = ids }
    func forgetLog() { log = [] }
    /// Of this app, but not made by the reconciler.
    func addForeign(_ ids: [String]) {
        for id in ids {
            let request = ReminderRequest(id: id, title: "", body: "", category: "", info: [:])
            waiting[id] = (request, DateComponents(year: 2040, month: 1, day: 1))
            shown["shown " + id] = HeldReminder(
                ReminderRequest(id: "shown " + id, title: "", body: "", category: "", info: [:]), shown: clock.date)
        }
    }
    /// The person swept everything away.
    func sweep() { shown = [:] }
    /// The person answers: the system takes the notification away.
    func take(_ id: String) -> HeldReminder? { shown.removeValue(forKey: id) }

    var ids: [String] { waiting.keys.sorted() }
    var shownIds: [String] { shown.keys.sorted() }
    func request(_ id: String) -> ReminderRequest? { waiting[id]?.request ?? shown[id]?.request }

    /// When the phone's clock, where it is now, says the time of what waits.
    func time(of id: String) -> Date? {
        guard let at = waiting[id]?.at else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = clock.zone
        return calendar.date(from: at)
    }

    /// Shows what has come up by now.
    func fire() {
        for id in waiting.keys.sorted() {
            guard let time = time(of: id), time <= clock.date, let (request, _) = waiting.removeValue(forKey: id) else { continue }
            guard !isOff, allowed == .granted else { continue }
            fired.append((id, time))
            show(request, at: time)
        }
    }

    private func show(_ request: ReminderRequest, at date: Date) {
        shown[request.id] = HeldReminder(request, shown: date)
    }
}

/// The system's sheets and settings: notes what was asked for, and can refuse.
@MainActor final class FakeActions: PhoneActions {
    var opened: [(url: String, inBrowser: Bool)] = []
    var copied: [String] = []
    var shared: [String] = []
    var printed: [PrintDocument] = []
    var saved: [(text: String, name: String, type: String)] = []
    var settings: [SystemPage] = []
    var asked: [[String]] = []
    /// What the person picks.
    var file: URL?
    /// Whether nothing works here.
    var isBroken = false

    private func attempt() throws { if isBroken { throw ActionFailure() } }

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
