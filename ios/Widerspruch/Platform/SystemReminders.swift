import UserNotifications
import WiderspruchCore
import WiderspruchKit

/// Adapts UserNotifications. Uses its async calls only: the system calls completion handlers on another thread, which crashes
/// if they are isolated to the main actor.
nonisolated struct SystemReminders: ReminderCenter {
    func permission() async -> PermissionState {
        switch await UNUserNotificationCenter.current().notificationSettings().authorizationStatus {
        case .notDetermined: .notAsked
        case .denied: .denied
        case .authorized, .provisional, .ephemeral: .granted
        @unknown default: .unknown
        }
    }

    func requestPermission() async throws {
        _ = try await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
    }

    func pending() async -> [ReminderRequest] {
        await UNUserNotificationCenter.current().pendingNotificationRequests().map { ReminderRequest($0) }
    }

    func delivered() async -> [DeliveredReminder] {
        await UNUserNotificationCenter.current().deliveredNotifications().map { DeliveredReminder($0) }
    }

    func add(_ request: ReminderRequest, at time: DateComponents?) async throws {
        let content = UNMutableNotificationContent()
        content.title = request.title
        content.body = request.body
        content.categoryIdentifier = request.category
        content.threadIdentifier = request.title
        content.userInfo = request.info
        content.sound = time == nil ? nil : .default
        // The components have no zone, so the trigger follows the clock of wherever the phone is.
        let trigger = time.map { UNCalendarNotificationTrigger(dateMatching: $0, repeats: false) }
        try await UNUserNotificationCenter.current()
            .add(UNNotificationRequest(identifier: request.id, content: content, trigger: trigger))
    }

    func cancel(_ ids: [String]) async {
        UNUserNotificationCenter.current().removePendingNotificationRequests(withIdentifiers: ids)
    }

    func remove(_ ids: [String]) async {
        UNUserNotificationCenter.current().removeDeliveredNotifications(withIdentifiers: ids)
    }

    func register(_ categories: [ReminderCategory]) async {
        let all = categories.map { category in
            UNNotificationCategory(
                identifier: category.id,
                actions: zip(category.labels, category.opensApp).enumerated().map { place, button in
                    UNNotificationAction(identifier: String(place), title: button.0, options: button.1 ? .foreground : [])
                },
                intentIdentifiers: [],
                hiddenPreviewsBodyPlaceholder: category.publicText,
                // Without it, the system does not tell that a notification was swept away.
                options: .customDismissAction)
        }
        UNUserNotificationCenter.current().setNotificationCategories(Set(all))
    }
}

nonisolated extension DeliveredReminder {
    init(_ notification: UNNotification) {
        self.init(ReminderRequest(notification.request), shown: notification.date)
    }
}

nonisolated extension ReminderRequest {
    fileprivate init(_ request: UNNotificationRequest) {
        self.init(
            id: request.identifier, title: request.content.title, body: request.content.body,
            category: request.content.categoryIdentifier, info: request.content.userInfo as? [String: String] ?? [:])
    }
}
