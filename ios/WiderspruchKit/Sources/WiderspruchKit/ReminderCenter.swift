import Foundation
import WiderspruchCore

/// One notification as the system gets and keeps it. The app's adapter copies every field, and reads them back unchanged.
nonisolated public struct ReminderRequest: Equatable, Sendable {
    /// The same id replaces.
    public let id: String
    /// First line, which names the account; notifications are grouped by it.
    public let title: String
    /// The text, final.
    public let body: String
    /// The id of a registered category.
    public let category: String
    /// What must be known when it is answered, perhaps by another process: kept as user info.
    public let info: [String: String]

    /// A notification as read back from the system.
    public init(id: String, title: String, body: String, category: String, info: [String: String]) {
        self.id = id
        self.title = title
        self.body = body
        self.category = category
        self.info = info
    }
}

/// A notification that was shown.
nonisolated public struct HeldReminder: Equatable, Sendable {
    /// The notification.
    public let request: ReminderRequest
    /// When.
    public let shown: Date

    /// One that was shown at that time.
    public init(_ request: ReminderRequest, shown: Date) {
        self.request = request
        self.shown = shown
    }
}

/// The system's notifications, as far as reminders need them. The app adapts UserNotifications to it.
nonisolated public protocol ReminderCenter: Sendable {
    /// What the system allows; asked every time, never remembered.
    func permission() async -> PermissionState
    /// Asks the person; a refusal is no failure.
    func requestPermission() async throws
    /// All that wait.
    func pending() async -> [ReminderRequest]
    /// All that were shown and not swept away.
    func delivered() async -> [HeldReminder]
    /// Shows it when the phone's clock says that time (a calendar trigger that does not repeat); or at once and without a
    /// sound: what is shown at once was heard before.
    func add(_ request: ReminderRequest, at time: DateComponents?) async throws
    /// Takes back what waits.
    func cancel(_ ids: [String]) async
    /// Takes away what was shown.
    func remove(_ ids: [String]) async
    /// Replaces the closed sets of buttons. A button's identifier is its place among the labels: `0`, `1`. Only one that opens
    /// the app brings it to the front.
    func register(_ categories: [ReminderCategory]) async
}

nonisolated extension ReminderRequest {
    private static let fingerprint = "fingerprint"
    private static let route = "route"
    private static let command = "command"

    /// - Parameter zone: Part of the fingerprint, so that all are planned anew in another zone: what the system does with a
    ///   civil time then is not documented.
    init(_ reminder: Reminder, zone: TimeZone) {
        var info = [Self.fingerprint: "\(reminder.fingerprint) \(zone.identifier)", Self.route: reminder.route]
        for (index, action) in reminder.actions.enumerated() {
            switch action.target {
            case .command(let command): info["\(Self.command) \(index)"] = command
            case .route(let route): info["\(Self.route) \(index)"] = route
            }
        }
        self.init(
            id: reminder.id, title: reminder.title, body: reminder.body, category: reminder.category, info: info)
    }

    /// Whether it was made here; others are left alone.
    var isOurs: Bool { info[Self.fingerprint] != nil }

    /// What a button does, or a tap on the notification itself. Nothing where it has no such button.
    func target(of button: String?) -> ReminderTarget? {
        let suffix = button.map { " \($0)" } ?? ""
        if let command = info[Self.command + suffix] { return .command(command: command) }
        return info[Self.route + suffix].map { .route(route: $0) }
    }
}

nonisolated extension CivilTime {
    /// The only time code of this shell: the system turns it into an instant, and all rules are in the core.
    var components: DateComponents {
        DateComponents(year: Int(year), month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute))
    }
}
