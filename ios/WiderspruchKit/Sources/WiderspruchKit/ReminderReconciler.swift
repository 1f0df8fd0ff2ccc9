import Foundation
import WiderspruchCore

/// Brings the system in line with the core's plan: on launch, on every activation, when clock, zone, language or permission
/// changed, and after a command that changed the plan. A second run in a row changes nothing.
public actor ReminderReconciler {
    private let core: CoreActor
    private let center: any ReminderCenter
    private let environment: DeviceEnvironment
    private var registeredCategories: [ReminderCategory]?
    private var lastRun: Task<Void, Never>?
    /// Notifications that the person swept away and that are not reported yet.
    private var sweptAway: [DeliveredReminder] = []

    /// Most requests to hand to the system, which silently drops all but the soonest 64.
    private static let maxPending = 50

    /// Makes the reconciler of the process. Two would interfere with each other.
    public init(core: CoreActor, center: any ReminderCenter, environment: DeviceEnvironment) {
        self.core = core
        self.center = center
        self.environment = environment
    }

    /// Reports what the phone showed and allows, then follows the plan.
    /// - Throws: The errors of the core. A request that the system refuses is tried again in the next run.
    public func reconcile() async throws {
        try await serialized { try await $0.followPlan() }
    }

    /// Handles the answer to a notification, which may have started the process. On return, its command is on the disk and the
    /// system follows the plan. If the command failed, the notification is shown again.
    /// - Parameter button: Identifier of the button; `nil` for the notification itself.
    /// - Returns: The route to open, if the answer leads to a screen.
    public func answer(_ shown: DeliveredReminder, button: String?) async -> String? {
        switch shown.request.target(of: button) {
        case nil:
            return nil
        case .route(let route):
            // A failure is made up for when the app becomes active.
            try? await serialized { try await $0.followPlan(answered: shown) }
            return route
        case .command(let command):
            do {
                try await serialized { _ = try await $0.core.perform(command) }
            } catch {
                try? await center.add(shown.request, at: nil)
                return nil
            }
            try? await serialized { try await $0.followPlan(answered: shown) }
            return nil
        }
    }

    /// Reports a notification that the person swept away, then follows the plan. If that fails, the next run reports it.
    public func sweepAway(_ shown: DeliveredReminder) async {
        guard shown.request.isOurs else { return }
        sweptAway.append(shown)
        try? await reconcile()
    }

    /// Asks the person for permission, then follows the plan.
    func askPermission() async throws {
        try await center.requestPermission()
        try await reconcile()
    }

    /// Reports a failed action to the core and returns its notice.
    func failureNotice(for failed: FailedAction) async throws -> Notice? {
        try await serialized { try await $0.report(failed: failed).notice }
    }

    /// Runs `work` after all earlier runs have ended: an actor alone would let another run change the system at every `await`.
    private func serialized<T: Sendable>(
        _ work: @escaping @Sendable (isolated ReminderReconciler) async throws -> T
    ) async throws -> T {
        let before = lastRun
        let task = Task {
            await before?.value
            return try await work(self)
        }
        lastRun = Task { _ = await task.result }
        return try await task.value
    }

    private func followPlan(answered: DeliveredReminder? = nil) async throws {
        try await report(answered: answered)
        let plan = try await core.reminders()
        if registeredCategories != plan.categories {
            await center.register(plan.categories)
            registeredCategories = plan.categories
        }
        await updateDelivered(plan.due)
        let upcoming = await center.permission() == .granted ? plan.upcoming : []
        // After a refused request, a second report tells the core what really waits.
        if await !schedule(upcoming, keeping: plan.due) { try await report() }
    }

    /// Removes shown notifications that are not due, and updates the words of the due one. A due reminder that was missed is not
    /// shown late: the screen tells of it.
    private func updateDelivered(_ due: Reminder?) async {
        let delivered = await center.delivered().map(\.request).filter(\.isOurs)
        let others = delivered.map(\.id).filter { $0 != due?.id }
        if !others.isEmpty { await center.remove(others) }
        guard let due, let shown = delivered.first(where: { $0.id == due.id }) else { return }
        let request = ReminderRequest(due, zone: environment.zone())
        // If replacing fails, the old words are still correct.
        if shown != request { try? await center.add(request, at: nil) }
    }

    /// Adds, replaces and cancels requests, so that those of `upcoming` wait.
    /// - Parameter due: Not cancelled if it still waits: it may be due for seconds only, or by a change of zone.
    /// - Returns: Whether the system accepted all requests.
    private func schedule(_ upcoming: [Reminder], keeping due: Reminder?) async -> Bool {
        let wanted = upcoming.prefix(Self.maxPending)
        let waiting = await center.pending().filter(\.isOurs)
        let vanished = Set(waiting.map(\.id)).subtracting(wanted.map(\.id)).subtracting([due?.id ?? ""])
        if !vanished.isEmpty { await center.cancel(vanished.sorted()) }
        let zone = environment.zone()
        var isComplete = true
        for reminder in wanted {
            let request = ReminderRequest(reminder, zone: zone)
            if waiting.contains(request) { continue }
            do {
                try await center.add(request, at: reminder.at.components)
            } catch {
                isComplete = false
            }
        }
        return isComplete
    }

    /// Reports what the phone showed and allows.
    @discardableResult
    private func report(answered: DeliveredReminder? = nil, failed: FailedAction? = nil) async throws -> Outcome {
        let swept = sweptAway
        var delivered = await center.delivered().filter(\.request.isOurs) + swept
        if let answered { delivered.append(answered) }
        let shown = delivered.map { ShownReminder(id: $0.request.id, at: environment.moment(of: $0.shown)) }
        let outcome = try await core.report(
            DeviceReport(
                languages: environment.languages(),
                permission: await center.permission(),
                // Channels and restrictions exist on Android only.
                channel: .unknown,
                restrictions: [],
                manufacturer: "apple",
                shown: shown,
                dismissed: swept.map(\.request.id),
                pending: await center.pending().filter(\.isOurs).map(\.id),
                failedAction: failed))
        sweptAway.removeAll(where: swept.contains)
        return outcome
    }
}
