import Foundation
import Observation
import WiderspruchCore

/// Holds one screen of the core and the inputs that were typed on it and not sent yet.
@Observable
public final class ScreenModel: Identifiable {
    /// The route.
    public let route: String
    /// The screen; `nil` until it is loaded.
    public private(set) var screen: Screen?
    /// The explanation to show if the screen could not be loaded.
    public private(set) var failure: Notice?
    /// How far a long act of this screen has come, while it runs.
    public private(set) var longAct: LongAct?
    /// Name of the input that the core refused last, to focus and scroll to.
    public internal(set) var refusedInput: String?

    private var typed: [String: String]
    /// The sentences of the claims whose sources are unfolded.
    private var unfolded: Set<String> = []
    /// Route of what is shown: the model's own, or what a search field found in its place.
    @ObservationIgnored private(set) var place: String
    @ObservationIgnored private var searches = 0
    /// Changes when the person leaves the screen, which ends a long act.
    @ObservationIgnored private var visit = 0
    @ObservationIgnored private var runningCommands = 0
    @ObservationIgnored private let core: CoreActor
    @ObservationIgnored private let environment: DeviceEnvironment
    @ObservationIgnored private let onLoad: (Screen) -> Void

    init(
        route: String, place: String?, core: CoreActor, environment: DeviceEnvironment, typed: [String: String],
        onLoad: @escaping (Screen) -> Void
    ) {
        self.route = route
        self.place = place ?? route
        self.core = core
        self.environment = environment
        self.typed = typed
        self.onLoad = onLoad
    }

    /// Loads the screen. Views call it every time they appear.
    public func load() async {
        do {
            try await fetch()
        } catch {
            failure = environment.notice(for: error)
        }
    }

    /// Returns the value to show in an input: the typed one, else the core's `preset`.
    public func value(_ name: String, preset: String) -> String { typed[name] ?? preset }

    /// Keeps a typed value for the next command.
    public func type(_ value: String, into name: String) {
        typed[name] = value
        if refusedInput == name { refusedInput = nil }
    }

    /// Whether the sources of a claim are unfolded.
    public func isUnfolded(_ claim: String) -> Bool { unfolded.contains(claim) }

    /// Unfolds or folds the sources of a claim.
    public func unfold(_ claim: String, _ isUnfolded: Bool) {
        if isUnfolded { unfolded.insert(claim) } else { unfolded.remove(claim) }
    }

    /// Fetches what is found for the words of a search field, in place of what is shown. Waits for another letter first, unless
    /// the words are `complete`.
    func search(_ words: String, in name: String, route: String, isComplete: Bool) async throws {
        type(words, into: name)
        searches += 1
        let mine = searches
        if !isComplete, (try? await environment.pause(.milliseconds(300))) == nil { return }
        guard mine == searches else { return }
        let before = place
        place = route + percentEncoded(words)
        do {
            try await fetch()
        } catch {
            place = before
            throw error
        }
    }

    /// Whether a command of this screen runs.
    var isBusy: Bool { runningCommands > 0 }

    /// Performs a command, and goes on with it where it is a long act, until its last part.
    /// - Parameter onPart: Called after each part whose outcome is not returned.
    /// - Returns: `nil` if the person left the screen during a long act, which ends it.
    func perform(_ command: String, form: [String: String], onPart: (Outcome) async -> Void) async throws -> Outcome? {
        let visit = visit
        runningCommands += 1
        defer {
            if visit == self.visit { (runningCommands, longAct) = (runningCommands - 1, nil) }
        }
        var outcome = try await core.perform(command, form: form)
        var isLong = false
        while let rest = outcome.longAct {
            await onPart(outcome)
            guard visit == self.visit else { return nil }
            (isLong, longAct) = (true, rest)
            do {
                outcome = try await core.perform(rest.command, form: form)
            } catch  where visit != self.visit {
                return nil
            }
        }
        if isLong, visit != self.visit {
            await onPart(outcome)
            return nil
        }
        return outcome
    }

    /// Ends a long act and forgets that commands run, when the person goes to another screen.
    func leave() {
        visit += 1
        (runningCommands, longAct) = (0, nil)
    }

    /// All inputs, as a command receives them.
    var form: [String: String] {
        let values = inputs.filter { !$0.isSearch }.map { ($0.name, value($0.name, preset: $0.preset)) }
        return Dictionary(values) { first, _ in first }
    }

    /// Typed inputs that may be stored for the next process: all but the secret ones. Of an input that the screen has no more,
    /// nothing tells whether it is one.
    var restorableInputs: [String: String] {
        // What was typed before the screen is loaded comes from an earlier process, which left out the secret ones.
        guard screen != nil else { return typed }
        let restorable = Set(inputs.filter { !$0.isSecret }.map(\.name))
        return typed.filter { restorable.contains($0.key) }
    }

    /// Discards all that the person typed, found and unfolded, when the screen is on no path any more.
    func discardInputs() {
        (typed, unfolded, place) = ([:], [], route)
        searches += 1
    }

    /// Clears the inputs that were sent with these values, since the core now holds them. An input that was typed again meanwhile
    /// stays. With `keepInputs`, clears only those with `on_change`.
    func clearSent(_ form: [String: String], keepInputs: Bool) {
        for input in inputs where (!keepInputs || input.isSentOnChange) && typed[input.name] == form[input.name] {
            typed[input.name] = nil
        }
    }

    /// Notes which input was refused. With `keepInputs`, resets those with `on_change`, so that a refused switch flips back.
    func handleRefusal(_ failure: any Error, keepInputs: Bool) {
        if keepInputs { resetSentOnChange() }
        if case CoreError.BadInput(let field, _, _) = failure { refusedInput = field }
    }

    /// Resets the inputs with `on_change` to the core's values.
    func resetSentOnChange() {
        for input in inputs where input.isSentOnChange { typed[input.name] = nil }
    }

    /// Fetches what is to be shown. Drops the answer if the person looked for something else meanwhile.
    private func fetch() async throws {
        let wanted = place
        let fresh: Screen
        do {
            fresh = try await core.screen(wanted)
        } catch  where wanted != place {
            return
        }
        guard wanted == place else { return }
        if fresh != screen { screen = fresh }
        if failure != nil { failure = nil }
        onLoad(fresh)
    }

    private var inputs: [Input] { screen?.sections.flatMap(\.rows).compactMap(\.input) ?? [] }
}

/// What all kinds of input rows have in common.
private struct Input {
    let name: String
    let preset: String
    var isSentOnChange = false
    var isSecret = false
    /// Whether its value is part of a route instead of a form.
    var isSearch = false
}

extension Row {
    fileprivate var input: Input? {
        switch self {
        case .toggle(let name, _, _, let value, let command):
            Input(name: name, preset: String(value), isSentOnChange: command != nil)
        case .choice(let name, _, let value, _, let command), .dateField(let name, _, let value, _, _, _, let command):
            Input(name: name, preset: value, isSentOnChange: command != nil)
        case .textField(let name, _, _, let value, let kind, _, _):
            Input(name: name, preset: value, isSecret: kind == .secret)
        case .search(let name, _, let value, _, _):
            Input(name: name, preset: value, isSearch: true)
        case .paragraph, .callout, .progress, .claim, .status, .item, .step, .trail, .settingPicture, .actionButton,
            .document, .picture:
            nil
        }
    }
}
