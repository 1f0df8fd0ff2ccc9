import Foundation
import WiderspruchCore

/// A notification as handed to the system. The app's adapter writes every field and reads it back unchanged.
nonisolated public struct ReminderRequest: Equatable, Sendable {
    /// Identifier. Adding another request with the same one replaces it.
    public let id: String
    /// First line, which names the account. Notifications are grouped by it.
    public let title: String
    /// Text.
    public let body: String
    /// Identifier of a registered category.
    public let category: String
    /// User info: the answers of the buttons, for the process that receives one.
    public let info: [String: String]

    /// Makes a notification from what the system stores.
    public init(id: String, title: String, body: String, category: String, info: [String: String]) {
        self.id = id
        self.title = title
        self.body = body
        self.category = category
        self.info = info
    }
}

/// A notification that was shown.
nonisolated public struct DeliveredReminder: Equatable, Sendable {
    /// The notification.
    public let request: ReminderRequest
    /// When it was shown.
    public let shown: Date

    /// Makes a notification that was shown at this time.
    public init(_ request: ReminderRequest, shown: Date) {
        self.request = request
        self.shown = shown
    }
}

/// The system's notifications, as far as reminders need them. The app adapts UserNotifications to it.
nonisolated public protocol ReminderCenter: Sendable {
    /// Returns what the system allows now.
    func permission() async -> PermissionState
    /// Asks the person for permission. A refusal is not an error.
    func requestPermission() async throws
    /// Returns all requests that are not shown yet.
    func pending() async -> [ReminderRequest]
    /// Returns all notifications that were shown and not dismissed.
    func delivered() async -> [DeliveredReminder]
    /// Shows a notification when the phone's clock reaches this time (a calendar trigger that does not repeat). Without a
    /// time, shows it at once and silently: it only replaces one that already made a sound.
    func add(_ request: ReminderRequest, at time: DateComponents?) async throws
    /// Cancels requests that are not shown yet.
    func cancel(_ ids: [String]) async
    /// Removes notifications that were shown.
    func remove(_ ids: [String]) async
    /// Replaces the categories with their buttons. A button's identifier is its index among the labels: `0`, `1`. Only a button
    /// with `opensApp` brings the app to the front.
    func register(_ categories: [ReminderCategory]) async
}

nonisolated extension ReminderRequest {
    private static let fingerprint = "fingerprint"
    private static let route = "route"
    private static let command = "command"

    /// - Parameter zone: Part of the fingerprint, so that a new zone replaces all requests: what the system does with a civil
    ///   time then is not documented.
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

    /// Whether the reconciler made it. Others are left alone.
    var isOurs: Bool { info[Self.fingerprint] != nil }

    /// Returns what a button does, or a tap on the notification itself for `nil`. Returns `nil` for an unknown button.
    func target(of button: String?) -> ReminderTarget? {
        let suffix = button.map { " \($0)" } ?? ""
        if let command = info[Self.command + suffix] { return .command(command: command) }
        return info[Self.route + suffix].map { .route(route: $0) }
    }
}

nonisolated extension CivilTime {
    /// The shell's only date code: the system turns the components into an instant, and all rules are in the core.
    var components: DateComponents {
        DateComponents(year: Int(year), month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute))
    }
}
