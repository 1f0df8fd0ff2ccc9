import Foundation
import Observation
import WiderspruchCore

/// One screen of the core by its route, and what was typed on it and not sent yet.
@Observable
public final class ScreenModel: Identifiable {
    /// The route.
    public let route: String
    /// The screen, once there is one.
    public private(set) var screen: Screen?
    /// Said instead of a screen that could not be had.
    public private(set) var failure: String?
    /// Name of the input that was refused last: to be focused and scrolled to.
    public internal(set) var refused: String?

    private var typed: [String: String]
    @ObservationIgnored private let core: CoreActor
    @ObservationIgnored private let surroundings: Surroundings
    @ObservationIgnored private let loaded: (Screen) -> Void

    init(
        route: String, core: CoreActor, surroundings: Surroundings, typed: [String: String],
        loaded: @escaping (Screen) -> Void
    ) {
        self.route = route
        self.core = core
        self.surroundings = surroundings
        self.typed = typed
        self.loaded = loaded
    }

    /// Fetches the screen. Views ask for it every time they appear.
    public func load() async {
        do {
            let fresh = try await core.screen(route)
            if fresh != screen { screen = fresh }
            if failure != nil { failure = nil }
            loaded(fresh)
        } catch {
            failure = surroundings.words(for: error)
        }
    }

    /// What an input shows: what was typed, or what the core says.
    public func value(_ name: String, preset: String) -> String { typed[name] ?? preset }

    /// Something was typed; it is sent with the next command.
    public func type(_ value: String, into name: String) {
        typed[name] = value
        if refused == name { refused = nil }
    }

    /// All inputs, as a command gets them.
    var form: [String: String] {
        let values = inputs.map { ($0.name, value($0.name, preset: $0.preset)) }
        return Dictionary(values) { first, _ in first }
    }

    /// What may survive the process.
    var kept: [String: String] {
        let secret = inputs.filter(\.isSecret).map(\.name)
        return typed.filter { !secret.contains($0.key) }
    }

    /// The person left the screen: what was typed there was not meant.
    func forget() { typed = [:] }

    /// What was sent is kept by the core now; what was typed meanwhile is not. What is sent aside takes along only the inputs
    /// that are sent as soon as they change.
    func sent(_ form: [String: String], aside: Bool) {
        for input in inputs where (!aside || input.isSentAtOnce) && typed[input.name] == form[input.name] {
            typed[input.name] = nil
        }
    }

    /// A switch that was turned and refused stands as it did. Other inputs stay as they were typed.
    func refuse(_ failure: any Error, aside: Bool) {
        if aside {
            for input in inputs where input.isSentAtOnce { typed[input.name] = nil }
        }
        if case CoreError.BadInput(let field, _) = failure { refused = field }
    }

    private var inputs: [Input] { screen?.sections.flatMap(\.rows).compactMap(\.input) ?? [] }
}

/// An input of a screen.
private struct Input {
    let name: String
    let preset: String
    var isSentAtOnce = false
    var isSecret = false
}

extension Row {
    fileprivate var input: Input? {
        switch self {
        case .toggle(let name, _, _, let value, let command):
            Input(name: name, preset: String(value), isSentAtOnce: command != nil)
        case .choice(let name, _, let value, _, let command), .dateField(let name, _, let value, _, let command),
            .timeField(let name, _, let value, _, _, _, let command):
            Input(name: name, preset: value, isSentAtOnce: command != nil)
        case .textField(let name, _, _, let value, _, _, let secret):
            Input(name: name, preset: value, isSecret: secret)
        case .paragraph, .callout, .status, .item, .step, .trail, .settingPicture, .actionButton, .document, .picture:
            nil
        }
    }
}
