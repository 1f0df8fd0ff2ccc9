import Foundation
import Observation
import WiderspruchCore

/// Browses the core's screens: holds the tabs, the path of screens in each, and the last notice.
///
/// A view draws ``screen(_:)`` for every route of the path, loads it when it appears, and passes every tap to ``tap(_:)``.
@Observable
public final class AppModel {
    /// The tabs; empty before there is a tab bar.
    public private(set) var tabs: [ScreenTab] = []
    /// Route of the tab in front.
    public private(set) var tab = start
    /// The notice of the last command, with its undo command.
    public private(set) var notice: Notice?
    /// The line for whoever mends a fault that the person opened.
    public private(set) var openDetails: String?

    private var paths: [String: [String]] = [:]
    @ObservationIgnored private var models: [String: ScreenModel] = [:]
    @ObservationIgnored private var restoredInputs: [String: [String: String]] = [:]
    @ObservationIgnored private var restoredPlaces: [String: String] = [:]
    @ObservationIgnored private var poppedRoutes: Set<String> = []
    @ObservationIgnored private let core: CoreActor
    @ObservationIgnored let reminders: ReminderReconciler
    @ObservationIgnored let phone: any PhoneActions
    @ObservationIgnored let environment: DeviceEnvironment

    private static let start = "/"
    private static let maxDepth = 8

    /// Makes the model of the process. `core` and `reminders` are the same that answer notifications.
    public init(core: CoreActor, reminders: ReminderReconciler, phone: any PhoneActions, environment: DeviceEnvironment) {
        self.core = core
        self.reminders = reminders
        self.phone = phone
        self.environment = environment
    }

    /// Returns the routes of the screens in front of a tab's own screen, the front one last.
    public func path(of tab: String) -> [String] { paths[tab] ?? [] }

    /// Follows a path that the system shortened, when the person went back.
    public func setPath(_ path: [String], of tab: String) {
        guard path != self.path(of: tab) else { return }
        dismissNotice()
        paths[tab] = path
        discardLeftScreens()
    }

    /// Returns the model of a route, always the same one while the route is on a path.
    public func screen(_ route: String) -> ScreenModel {
        if let known = models[route] { return known }
        let typed = restoredInputs.removeValue(forKey: route) ?? [:]
        let place = restoredPlaces.removeValue(forKey: route)
        let fresh = ScreenModel(route: route, place: place, core: core, environment: environment, typed: typed) { [weak self] in
            self?.updateTabs($0.tabs)
        }
        models[route] = fresh
        return fresh
    }

    /// The screen in front.
    public var current: ScreenModel { screen(path(of: tab).last ?? tab) }

    /// Loads the screen, brings reminders in line with the plan, and loads the screen again. To be called on launch, on every
    /// activation, and when clock, zone or language changed.
    public func resume() async {
        await current.load()
        // Another version of the app may have saved a tab that is gone: its screen has no tab bar to leave it by.
        if tabs.isEmpty, tab != Self.start { await open(Self.start) }
        await reconcile()
        await current.load()
    }

    /// Selects a tab. Selecting the front tab again goes back to its own screen.
    public func select(_ tab: String) {
        dismissNotice()
        if tab == self.tab { paths[tab] = [] } else { self.tab = tab }
        discardLeftScreens()
    }

    /// Runs the action of a tapped row. If it fails, shows the notice that the core has for it. While a command of the screen
    /// runs, only the ways to other screens are open.
    public func tap(_ action: Action) async {
        guard !current.isBusy || action.isWay else { return }
        dismissNotice()
        await run(action)
    }

    /// Keeps a changed input, and sends its `on_change` command, where it has one. Others wait for the next command.
    public func change(_ name: String, to value: String, command: String?) async {
        current.type(value, into: name)
        guard let command else { return }
        if current.longAct != nil { return current.resetSentOnChange() }
        await perform(command, keepInputs: true)
    }

    /// Shows what is found for the words of a search field, in place of the screen in front: 300 ms after the last letter, or at
    /// once if the words are complete. If it fails, the screen stays and a notice explains it.
    public func search(_ words: String, in name: String, route: String, isComplete: Bool = false) async {
        do {
            try await current.search(words, in: name, route: route, isComplete: isComplete)
        } catch {
            showNotice(of: error)
        }
    }

    /// Opens the line for whoever mends a fault.
    public func showDetails(_ details: String) { openDetails = details }

    /// Closes the line for whoever mends a fault.
    public func closeDetails() { openDetails = nil }

    /// Puts the open line on the clipboard.
    public func copyDetails() async {
        if let openDetails { await run(.copy(text: openDetails)) }
    }

    /// Performs the undo command of the notice.
    public func undo() async {
        guard let command = notice?.undo, !current.isBusy else { return }
        dismissNotice()
        await perform(command, keepInputs: true)
    }

    /// Hides the notice.
    public func dismissNotice() { notice = nil }

    /// Opens a screen with its parents behind it, down from the nearest tab, as a tapped notification does.
    public func open(_ route: String) async {
        dismissNotice()
        closeDetails()
        var path = [route]
        do {
            var screen = try await core.screen(route)
            updateTabs(screen.tabs)
            while let parent = screen.parent, !isTab(path[0]), !path.contains(parent), path.count < Self.maxDepth {
                path.insert(parent, at: 0)
                screen = try await core.screen(parent)
            }
        } catch {
            showNotice(of: error)
            return
        }
        tab = isTab(path[0]) ? path.removeFirst() : Self.start
        paths[tab] = path
        discardLeftScreens()
        await current.load()
    }

    /// The state to restore after the process ended: tab, paths, what was looked for, and typed inputs, without secret ones.
    public var savedState: String {
        let typed = models.mapValues(\.restorableInputs).merging(restoredInputs) { known, _ in known }.filter { !$0.value.isEmpty }
        let found = models.mapValues(\.place).merging(restoredPlaces) { known, _ in known }.filter { $0.key != $0.value }
        let state = SavedState(tab: tab, paths: paths, typed: typed, found: found)
        return (try? JSONEncoder().encode(state)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Restores ``savedState``, before the first screen is loaded. Ignores a state that cannot be decoded.
    public func restore(_ saved: String) {
        guard let state = try? JSONDecoder().decode(SavedState.self, from: Data(saved.utf8)) else { return }
        (tab, paths, restoredInputs, restoredPlaces) = (state.tab, state.paths, state.typed, state.found ?? [:])
    }

    // MARK: Actions

    /// Shows a screen: goes back to one behind or to a tab, or opens a new one in front.
    func go(_ route: String) async {
        let path = path(of: tab)
        if let index = path.firstIndex(where: { $0 == route || models[$0]?.place == route }) {
            paths[tab] = Array(path[...index])
        } else if isTab(route) {
            tab = route
            paths = [:]
        } else if models[tab]?.place == route {
            paths[tab] = []
        } else {
            paths[tab] = path + [route]
        }
        discardLeftScreens()
        await current.load()
    }

    func back() async {
        if paths[tab]?.popLast() == nil { tab = Self.start }
        discardLeftScreens()
        await current.load()
    }

    /// Sends a command with all inputs of the screen and `more`. With `keepInputs`, what was typed stays, as it was not submitted.
    func perform(_ command: String, keepInputs: Bool = false, more: [String: String] = [:]) async {
        let model = current
        // A picked file may arrive before the screen is loaded.
        if model.screen == nil { await model.load() }
        let form = model.form
        // Cleared, so that a second refusal of the same input is noticed.
        model.refusedInput = nil
        do {
            let outcome = try await model.perform(command, form: form.merging(more) { _, new in new }) { part in
                if part.planChanged { await reconcile() }
            }
            guard let outcome else { return }
            notice = outcome.notice
            // Runs beside the actions: one of them may leave the app.
            async let planned: Void = outcome.planChanged ? reconcile() : ()
            if !outcome.leaves { await current.load() }
            model.clearSent(form, keepInputs: keepInputs)
            for action in outcome.then { await run(action) }
            await planned
        } catch {
            model.handleRefusal(error, keepInputs: keepInputs)
            showNotice(of: error)
        }
    }

    private func run(_ action: Action) async {
        do {
            try await attempt(action)
        } catch {
            do {
                notice = try await reminders.failureNotice(for: FailedAction(action: action, details: details(of: error)))
            } catch {
                showNotice(of: error)
            }
        }
    }

    /// Brings reminders in line with the plan, which may have changed.
    private func reconcile() async {
        do {
            try await reminders.reconcile()
        } catch {
            // A screen that failed to load says the same already.
            if current.failure == nil { showNotice(of: error) }
        }
    }

    /// Shows the notice of an error. What could be undone before it still can.
    private func showNotice(of failure: any Error) {
        let fault = environment.notice(for: failure)
        notice = Notice(text: fault.text, undo: notice?.undo, details: fault.details)
    }

    private func isTab(_ route: String) -> Bool { route == Self.start || tabs.contains { $0.route == route } }

    private func updateTabs(_ fresh: [ScreenTab]) {
        if fresh != tabs { tabs = fresh }
    }

    /// Discards the inputs of screens that are on no path any more. Their models go when the next screen is popped: until then,
    /// the animation still draws them.
    private func discardLeftScreens() {
        let front = current
        for model in models.values where model !== front { model.leave() }
        paths = paths.filter { $0.key == tab || isTab($0.key) }
        let onPaths = Set(paths.values.joined()).union(tabs.map(\.route)).union([tab, Self.start])
        let left = Set(models.keys).subtracting(onPaths)
        for route in left { models[route]?.discardInputs() }
        for route in left.intersection(poppedRoutes) { models[route] = nil }
        poppedRoutes = left.subtracting(poppedRoutes)
        restoredInputs = restoredInputs.filter { onPaths.contains($0.key) }
        restoredPlaces = restoredPlaces.filter { onPaths.contains($0.key) }
    }

    private struct SavedState: Codable {
        let tab: String
        let paths: [String: [String]]
        let typed: [String: [String: String]]
        /// Routes that a search field put in the place of others. Missing in the state of older versions.
        let found: [String: String]?
    }
}

extension Outcome {
    fileprivate var leaves: Bool { then.contains(where: \.isWay) }
}
