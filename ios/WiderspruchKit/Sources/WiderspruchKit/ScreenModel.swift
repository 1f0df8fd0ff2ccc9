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
    public private(set) var failure: String?
    /// Name of the input that the core refused last, to focus and scroll to.
    public internal(set) var refusedInput: String?

    private var typed: [String: String]
    @ObservationIgnored private let core: CoreActor
    @ObservationIgnored private let environment: DeviceEnvironment
    @ObservationIgnored private let onLoad: (Screen) -> Void

    init(
        route: String, core: CoreActor, environment: DeviceEnvironment, typed: [String: String],
        onLoad: @escaping (Screen) -> Void
    ) {
        self.route = route
        self.core = core
        self.environment = environment
        self.typed = typed
        self.onLoad = onLoad
    }

    /// Loads the screen. Views call it every time they appear.
    public func load() async {
        do {
            let fresh = try await core.screen(route)
            if fresh != screen { screen = fresh }
            if failure != nil { failure = nil }
            onLoad(fresh)
        } catch {
            failure = environment.errorText(for: error)
        }
    }

    /// Returns the value to show in an input: the typed one, else the core's `preset`.
    public func value(_ name: String, preset: String) -> String { typed[name] ?? preset }

    /// Keeps a typed value for the next command.
    public func type(_ value: String, into name: String) {
        typed[name] = value
        if refusedInput == name { refusedInput = nil }
    }

    /// All inputs, as a command receives them.
    var form: [String: String] {
        let values = inputs.map { ($0.name, value($0.name, preset: $0.preset)) }
        return Dictionary(values) { first, _ in first }
    }

    /// Typed inputs that may be stored for the next process: all but the secret ones.
    var restorableInputs: [String: String] {
        let secret = inputs.filter(\.isSecret).map(\.name)
        return typed.filter { !secret.contains($0.key) }
    }

    /// Discards all typed inputs, when the person left the screen.
    func discardInputs() { typed = [:] }

    /// Clears the inputs that were sent with these values, since the core now holds them. An input that was typed again meanwhile
    /// stays. With `keepInputs`, clears only those with `on_change`.
    func clearSent(_ form: [String: String], keepInputs: Bool) {
        for input in inputs where (!keepInputs || input.isSentOnChange) && typed[input.name] == form[input.name] {
            typed[input.name] = nil
        }
    }

    /// Notes which input was refused. With `keepInputs`, resets those with `on_change`, so that a refused switch flips back.
    func handleRefusal(_ failure: any Error, keepInputs: Bool) {
        if keepInputs {
            for input in inputs where input.isSentOnChange { typed[input.name] = nil }
        }
        if case CoreError.BadInput(let field, _) = failure { refusedInput = field }
    }

    private var inputs: [Input] { screen?.sections.flatMap(\.rows).compactMap(\.input) ?? [] }
}

/// What all kinds of input rows have in common.
private struct Input {
    let name: String
    let preset: String
    var isSentOnChange = false
    var isSecret = false
}

extension Row {
    fileprivate var input: Input? {
        switch self {
        case .toggle(let name, _, _, let value, let command):
            Input(name: name, preset: String(value), isSentOnChange: command != nil)
        case .choice(let name, _, let value, _, let command), .dateField(let name, _, let value, _, let command),
            .timeField(let name, _, let value, _, _, _, let command):
            Input(name: name, preset: value, isSentOnChange: command != nil)
        case .textField(let name, _, _, let value, _, _, let secret):
            Input(name: name, preset: value, isSecret: secret)
        case .paragraph, .callout, .status, .item, .step, .trail, .settingPicture, .actionButton, .document, .picture:
            nil
        }
    }
}
