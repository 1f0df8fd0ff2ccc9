import Foundation
import Observation
import WiderspruchCore

/// The app as a browser of the core's screens: tabs, the way through them, and what was said last.
///
/// A view draws ``screen(_:)`` of every route on the way, loads it when it appears, and hands every tap to ``tap(_:)``.
@Observable
public final class AppModel {
    /// The bar; empty where there is none.
    public private(set) var tabs: [ScreenTab] = []
    /// Route of the tab in front.
    public private(set) var tab = start
    /// What the last command said, with the way back.
    public private(set) var notice: Notice?

    private var paths: [String: [String]] = [:]
    @ObservationIgnored private var models: [String: ScreenModel] = [:]
    @ObservationIgnored private var restored: [String: [String: String]] = [:]
    @ObservationIgnored private var leaving: Set<String> = []
    @ObservationIgnored private let core: CoreActor
    @ObservationIgnored let reminders: ReminderReconciler
    @ObservationIgnored let phone: any PhoneActions
    @ObservationIgnored let surroundings: Surroundings

    private static let start = "/"
    private static let longestWay = 8

    /// The models of one process; the same core and reminders answer notifications.
    public init(core: CoreActor, reminders: ReminderReconciler, phone: any PhoneActions, surroundings: Surroundings) {
        self.core = core
        self.reminders = reminders
        self.phone = phone
        self.surroundings = surroundings
    }

    /// Routes in front of a tab's own screen, the nearest last.
    public func path(of tab: String) -> [String] { paths[tab] ?? [] }

    /// The system's own way back made it shorter.
    public func setPath(_ path: [String], of tab: String) {
        guard path != self.path(of: tab) else { return }
        hush()
        paths[tab] = path
        forgetWhatIsLeft()
    }

    /// The screen with that route; the same one as long as it is on the way.
    public func screen(_ route: String) -> ScreenModel {
        if let known = models[route] { return known }
        let typed = restored.removeValue(forKey: route) ?? [:]
        let fresh = ScreenModel(route: route, core: core, surroundings: surroundings, typed: typed) { [weak self] in
            self?.take($0.tabs)
        }
        models[route] = fresh
        return fresh
    }

    /// The screen in front.
    public var current: ScreenModel { screen(path(of: tab).last ?? tab) }

    /// On launch, on every activation, and when clock, zone or language changed: shows the screen, makes reminders agree,
    /// and shows what came of it.
    public func resume() async {
        await current.load()
        // What another version saved may begin where there is nothing now, and without a bar nothing would lead away.
        if tabs.isEmpty, tab != Self.start { await open(Self.start) }
        await reconcile()
        await current.load()
    }

    /// The person chose a tab; the one in front leads back to its start.
    public func select(_ tab: String) {
        hush()
        if tab == self.tab { paths[tab] = [] } else { self.tab = tab }
        forgetWhatIsLeft()
    }

    /// The person tapped what has this action. One that cannot be run is told, never swallowed.
    public func tap(_ action: Action) async {
        hush()
        await run(action)
    }

    /// The person turned or chose an input. One with a command sends it at once; others wait for the next command.
    public func change(_ name: String, to value: String, command: String?) async {
        current.type(value, into: name)
        if let command { await perform(command, aside: true) }
    }

    /// Takes back what the notice offers to.
    public func undo() async {
        guard let command = notice?.undo else { return }
        hush()
        await perform(command, aside: true)
    }

    /// The notice was read, or is over with the next thing.
    public func hush() { notice = nil }

    /// A notification leads to a screen: with its parents behind it, down from the nearest tab.
    public func open(_ route: String) async {
        hush()
        var way = [route]
        do {
            var screen = try await core.screen(route)
            take(screen.tabs)
            while let parent = screen.parent, !isTab(way[0]), !way.contains(parent), way.count < Self.longestWay {
                way.insert(parent, at: 0)
                screen = try await core.screen(parent)
            }
        } catch {
            say(surroundings.words(for: error))
            return
        }
        tab = isTab(way[0]) ? way.removeFirst() : Self.start
        paths[tab] = way
        forgetWhatIsLeft()
        await current.load()
    }

    /// What must survive the process: the way, and what was typed by the names of the inputs, without what is secret.
    public var saved: String {
        let typed = models.mapValues(\.kept).merging(restored) { known, _ in known }.filter { !$0.value.isEmpty }
        let state = Saved(tab: tab, paths: paths, typed: typed)
        return (try? JSONEncoder().encode(state)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Puts back what was saved, before the first screen is loaded. What cannot be read is no way.
    public func restore(_ saved: String) {
        guard let state = try? JSONDecoder().decode(Saved.self, from: Data(saved.utf8)) else { return }
        (tab, paths, restored) = (state.tab, state.paths, state.typed)
    }

    // MARK: What actions do

    /// Shows a screen: one that lies behind, a tab, or a new one in front.
    func go(_ route: String) async {
        let path = path(of: tab)
        if let index = path.firstIndex(of: route) {
            paths[tab] = Array(path[...index])
        } else if isTab(route) {
            tab = route
            paths = [:]
        } else {
            paths[tab] = path + [route]
        }
        forgetWhatIsLeft()
        await current.load()
    }

    func back() async {
        if paths[tab]?.popLast() == nil { tab = Self.start }
        forgetWhatIsLeft()
        await current.load()
    }

    /// Sends a command with all inputs of the screen. What is sent aside leaves other inputs as they were typed.
    func perform(_ command: String, aside: Bool = false, more: [String: String] = [:]) async {
        let model = current
        // A file may have been chosen before the screen came back.
        if model.screen == nil { await model.load() }
        let form = model.form
        // Refused again, it is found again.
        model.refused = nil
        do {
            let outcome = try await core.perform(command, form: form.merging(more) { _, new in new })
            notice = outcome.notice
            // Begun before anything leaves the app, and nobody waits for it.
            async let planned: Void = outcome.planChanged ? reconcile() : ()
            if !outcome.leaves { await current.load() }
            model.sent(form, aside: aside)
            for action in outcome.then { await run(action) }
            await planned
        } catch {
            model.refuse(error, aside: aside)
            say(surroundings.words(for: error))
        }
    }

    private func run(_ action: Action) async {
        do {
            try await attempt(action)
        } catch {
            do {
                notice = try await reminders.words(of: action)
            } catch {
                say(surroundings.words(for: error))
            }
        }
    }

    /// Something may have changed what is planned.
    private func reconcile() async {
        do {
            try await reminders.reconcile()
        } catch {
            // Where there is no screen either, it says the same.
            if current.failure == nil { say(surroundings.words(for: error)) }
        }
    }

    private func say(_ text: String) {
        notice = Notice(text: text, undo: notice?.undo)
    }

    private func isTab(_ route: String) -> Bool { route == Self.start || tabs.contains { $0.route == route } }

    private func take(_ fresh: [ScreenTab]) {
        if fresh != tabs { tabs = fresh }
    }

    /// Of a screen that was left nothing remains that was typed there. The screen itself goes with the next one that is left:
    /// until then it slides out of sight, and is drawn.
    private func forgetWhatIsLeft() {
        paths = paths.filter { $0.key == tab || isTab($0.key) }
        let onTheWay = Set(paths.values.joined()).union(tabs.map(\.route)).union([tab, Self.start])
        let left = Set(models.keys).subtracting(onTheWay)
        for route in left { models[route]?.forget() }
        for route in left.intersection(leaving) { models[route] = nil }
        leaving = left.subtracting(leaving)
        restored = restored.filter { onTheWay.contains($0.key) }
    }

    private struct Saved: Codable {
        let tab: String
        let paths: [String: [String]]
        let typed: [String: [String: String]]
    }
}

extension Outcome {
    fileprivate var leaves: Bool {
        then.contains { action in
            switch action {
            case .go, .back: true
            default: false
            }
        }
    }
}
