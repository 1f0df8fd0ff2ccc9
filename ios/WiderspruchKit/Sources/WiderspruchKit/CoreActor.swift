import Foundation
import WiderspruchCore

/// Makes every call to the core, one at a time and off the main thread. Opens the core at the first call and keeps it as long
/// as the process lives. ``DeviceEnvironment/notice(for:)`` words what it throws.
public actor CoreActor {
    private let environment: DeviceEnvironment
    private let open: @Sendable () throws -> any CoreProtocol
    private let afterCommand: @Sendable () -> Void
    private var core: (any CoreProtocol)?
    private let thread = CoreThread()

    /// The thread of the calls.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - open: Opens the core, by default the real one. If it throws, the next call tries again, because a folder may become
    ///     readable, for example at the first unlock.
    ///   - afterCommand: Called after each command, also after a refused one: files were rewritten, or the person chose whether
    ///     they go into the backup.
    public init(
        environment: DeviceEnvironment, open: (@Sendable () throws -> any CoreProtocol)? = nil,
        afterCommand: @escaping @Sendable () -> Void = {}
    ) {
        self.environment = environment
        self.afterCommand = afterCommand
        self.open = open ?? { try Core.open(config: environment.config) }
    }

    /// Returns one screen as of now.
    public func screen(_ route: String) throws -> Screen {
        try openedCore().screen(route: route, now: environment.now)
    }

    /// Applies a command with the inputs of its screen.
    public func perform(_ command: String, form: [String: String] = [:]) throws -> Outcome {
        defer { afterCommand() }
        return try openedCore().perform(command: command, form: form, now: environment.now)
    }

    /// Returns the desired state of all notifications. The core counts them as handed to the system.
    func reminders() throws -> ReminderPlan {
        try openedCore().reminders(now: environment.now)
    }

    /// Tells the core what the phone showed and allows.
    func report(_ report: DeviceReport) throws -> Outcome {
        try openedCore().report(report: report, now: environment.now)
    }

    private func openedCore() throws -> any CoreProtocol {
        if let core { return core }
        let fresh = try open()
        core = fresh
        return fresh
    }
}

/// Runs the calls on a thread of their own: they wait for the disk, and would keep the few threads that all tasks share from
/// other work.
nonisolated private final class CoreThread: SerialExecutor {
    private let queue = DispatchQueue(label: "core")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
