import Foundation
import WiderspruchCore

/// Makes the system agree with the core's plan. Asked again whenever something may have changed: on launch, on every
/// activation, when clock, zone, language or permission changed, and after a command that says so. The second time in a row
/// does nothing.
public actor ReminderReconciler {
    private let core: CoreActor
    private let center: any ReminderCenter
    private let surroundings: Surroundings
    private var registered: [ReminderCategory]?
    private var last: Task<Void, Never>?

    /// The system keeps the soonest 64 and drops the others without a word.
    private static let most = 50

    /// One for the process: two would not take turns.
    public init(core: CoreActor, center: any ReminderCenter, surroundings: Surroundings) {
        self.core = core
        self.center = center
        self.surroundings = surroundings
    }

    /// Reports what the phone did and allows, fetches the plan, and follows it.
    /// - Throws: What the core throws; what could not be planned waits for the next time.
    public func reconcile() async throws {
        try await alone { try await $0.follow() }
    }

    /// The person answered a notification, perhaps with the app dead until now. When this returns, a command is on the disk
    /// and the system agrees with the plan; where it could not be kept, the notification is there again.
    /// - Parameter button: Identifier of the button; `nil` for the notification itself.
    /// - Returns: The route to be opened, where the answer leads to a screen.
    public func answer(_ shown: HeldReminder, button: String?) async -> String? {
        switch shown.request.target(of: button) {
        case nil:
            return nil
        case .route(let route):
            // What cannot be planned now is planned when the app is in front.
            try? await alone { try await $0.follow(seen: shown) }
            return route
        case .command(let command):
            do {
                try await alone { _ = try await $0.core.perform(command) }
            } catch {
                try? await center.add(shown.request, at: nil)
                return nil
            }
            try? await alone { try await $0.follow(seen: shown) }
            return nil
        }
    }

    /// Asks the person for the permission, then plans.
    func askPermission() async throws {
        try await center.requestPermission()
        try await reconcile()
    }

    /// Tells the core of an action that could not be run, and gives its words for it.
    func words(of failed: Action) async throws -> Notice? {
        try await alone { try await $0.tell(failed: failed).notice }
    }

    /// One after the other: between two questions to the system another round could change what was answered.
    private func alone<T: Sendable>(
        _ work: @escaping @Sendable (isolated ReminderReconciler) async throws -> T
    ) async throws -> T {
        let before = last
        let task = Task {
            await before?.value
            return try await work(self)
        }
        last = Task { _ = await task.result }
        return try await task.value
    }

    private func follow(seen: HeldReminder? = nil) async throws {
        try await tell(seen: seen)
        let plan = try await core.reminders()
        if registered != plan.categories {
            await center.register(plan.categories)
            registered = plan.categories
        }
        await tidy(plan.due)
        let upcoming = await center.permission() == .granted ? plan.upcoming : []
        // What the system did not take must not count as given.
        if await !arm(upcoming, and: plan.due) { try await tell() }
    }

    /// Of what was shown, only what is due stays, with its newest words. What is due and was not shown is not shown now
    /// either: the screen says it, and that it was missed.
    private func tidy(_ due: Reminder?) async {
        let there = await center.delivered().map(\.request).filter(\.isOurs)
        let others = there.map(\.id).filter { $0 != due?.id }
        if !others.isEmpty { await center.remove(others) }
        guard let due, let known = there.first(where: { $0.id == due.id }) else { return }
        let request = ReminderRequest(due, zone: surroundings.zone())
        // Where it cannot be replaced, the old words are not wrong.
        if known != request { try? await center.add(request, at: nil) }
    }

    /// - Parameter late: Fell due and may still come: a matter of seconds, or of a journey.
    /// - Returns: Whether the system took everything.
    private func arm(_ upcoming: [Reminder], and late: Reminder?) async -> Bool {
        let wanted = upcoming.prefix(Self.most)
        let waiting = await center.pending().filter(\.isOurs)
        let vanished = Set(waiting.map(\.id)).subtracting(wanted.map(\.id)).subtracting([late?.id ?? ""])
        if !vanished.isEmpty { await center.cancel(vanished.sorted()) }
        let zone = surroundings.zone()
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

    /// Reports what the phone did and allows.
    @discardableResult
    private func tell(seen: HeldReminder? = nil, failed: Action? = nil) async throws -> Outcome {
        var held = await center.delivered().filter(\.request.isOurs)
        if let seen { held.append(seen) }
        let shown = held.map { ShownReminder(id: $0.request.id, at: surroundings.moment(of: $0.shown)) }
        return try await core.report(
            DeviceReport(
                languages: surroundings.languages(),
                permission: await center.permission(),
                // Both exist on Android only.
                channel: .unknown,
                restrictions: [],
                shown: shown,
                pending: await center.pending().filter(\.isOurs).map(\.id),
                failedAction: failed))
    }
}
