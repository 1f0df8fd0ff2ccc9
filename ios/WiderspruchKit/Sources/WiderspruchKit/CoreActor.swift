import Foundation
import WiderspruchCore

/// The one way to the core: opens it off the main thread at the first call, makes one call at a time, and keeps it as long
/// as the process lives. What it throws is put into words by ``Surroundings/words(for:)``.
public actor CoreActor {
    private let surroundings: Surroundings
    private let open: @Sendable () throws -> any CoreProtocol
    private var core: (any CoreProtocol)?

    /// - Parameter open: Opens the data folder; asked again at the next call where it failed, because a folder that cannot
    ///   be read now, before the first unlock for example, may be back later. If left out, the core itself is opened.
    public init(surroundings: Surroundings, open: (@Sendable () throws -> any CoreProtocol)? = nil) {
        self.surroundings = surroundings
        self.open = open ?? { try Core.open(config: surroundings.config) }
    }

    /// One screen, as seen now.
    public func screen(_ route: String) throws -> Screen {
        try opened().screen(route: route, now: surroundings.now)
    }

    /// Applies a command with the inputs of its screen.
    public func perform(_ command: String, form: [String: String] = [:]) throws -> Outcome {
        try opened().perform(command: command, form: form, now: surroundings.now)
    }

    /// The whole desired state of notifications. What it hands out counts as given to the system.
    func reminders() throws -> ReminderPlan {
        try opened().reminders(now: surroundings.now)
    }

    /// Takes note of what the phone did and allows.
    func report(_ report: DeviceReport) throws -> Outcome {
        try opened().report(report: report, now: surroundings.now)
    }

    private func opened() throws -> any CoreProtocol {
        if let core { return core }
        let fresh = try open()
        core = fresh
        return fresh
    }
}
