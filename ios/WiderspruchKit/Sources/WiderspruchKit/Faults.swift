import Foundation
import WiderspruchCore

nonisolated extension DeviceEnvironment {
    /// Returns the notice that explains a failed call to the core: the core's sentence, or the shell's own if the error is not the
    /// core's.
    func notice(for failure: any Error) -> Notice {
        let text = (failure as? CoreError)?.explanation ?? (isPanic(failure) ? panic : loadFailure)
        // The person mends an invalid input: there is nothing to pass on.
        if case CoreError.BadInput = failure { return Notice(text: text, undo: nil, details: nil) }
        return Notice(text: text, undo: nil, details: details(of: failure))
    }
}

/// Returns one line for whoever mends a fault: the core's, else what kind of error it is. Its sentence is left out, as it may
/// quote a text, an address or the name of a file.
nonisolated func details(of failure: any Error) -> String {
    if let failure = failure as? CoreError { return failure.details }
    if let name = caseName(of: failure) { return "\(type(of: failure)).\(name)" }
    let failure = failure as NSError
    let kinds = [failure, failure.userInfo[NSUnderlyingErrorKey] as? NSError].compactMap(\.self)
    return kinds.map { "\($0.domain) \($0.code)" }.joined(separator: ", ")
}

/// Whether the core panicked. The generated error is private to its file, so its names are compared.
nonisolated private func isPanic(_ failure: any Error) -> Bool {
    "\(type(of: failure))" == "UniffiInternalError" && caseName(of: failure) == "rustPanic"
}

/// Returns the name of an enum's case without its values; `nil` if the error is no enum.
nonisolated private func caseName(of failure: any Error) -> String? {
    let mirror = Mirror(reflecting: failure)
    guard mirror.displayStyle == .enum else { return nil }
    return mirror.children.first?.label ?? "\(failure)"
}

nonisolated extension CoreError {
    var explanation: String {
        switch self {
        case .UnknownRoute(let explanation, _), .UnknownCommand(let explanation, _), .BadInput(_, let explanation, _),
            .ReadOnly(let explanation, _), .Storage(let explanation, _), .Internal(let explanation, _):
            explanation
        }
    }

    var details: String {
        switch self {
        case .UnknownRoute(_, let details), .UnknownCommand(_, let details), .BadInput(_, _, let details), .ReadOnly(_, let details),
            .Storage(_, let details), .Internal(_, let details):
            details
        }
    }
}
