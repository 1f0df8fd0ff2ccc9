import UIKit
import UserNotifications
import WiderspruchCore
import WiderspruchKit

/// Holds what lives as long as the process, and receives the events of the system, which may start the process without a
/// screen for the answer to a notification.
final class AppDelegate: UIResponder, UIApplicationDelegate {
    let records = Records()
    private(set) lazy var app = AppModel(core: core, reminders: reminders, phone: phone, environment: environment)
    private lazy var reminders = ReminderReconciler(core: core, center: SystemReminders(), environment: environment)
    private lazy var core = CoreActor(environment: environment, afterCommand: records.markForBackup)
    private lazy var environment = DeviceEnvironment(
        folder: records.folder,
        appVersion: Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "",
        loadFailure: NSLocalizedString("load_failure", comment: ""),
        panic: NSLocalizedString("panic", comment: ""))
    private lazy var phone = SystemActions()
    private var zoneObserver: (any NSObjectProtocol)?

    func application(_ application: UIApplication, didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?)
        -> Bool
    {
        records.prepare()
        FileTransfer.removeLeftovers(from: records.folder)
        if let state = records.savedState { app.restore(state) }
        // Must be set before this method returns: right after, the system delivers the answer that started the process.
        UNUserNotificationCenter.current().delegate = self
        let zoneChanged = Notification.Name.NSSystemTimeZoneDidChange
        zoneObserver = NotificationCenter.default.addObserver(forName: zoneChanged, object: nil, queue: .main) { [weak self] _ in
            Task { await self?.app.resume() }
        }
        Task { try? await reminders.reconcile() }
        return true
    }

    /// Handles midnight, a changed clock, and daylight saving.
    func applicationSignificantTimeChange(_ application: UIApplication) {
        Task { await app.resume() }
    }
}

// The forms with a completion handler, because only those are called on the main thread, before the app becomes active.
extension AppDelegate: UNUserNotificationCenterDelegate {
    func userNotificationCenter(
        _ center: UNUserNotificationCenter, willPresent notification: UNNotification,
        withCompletionHandler completionHandler: @escaping @Sendable (UNNotificationPresentationOptions) -> Void
    ) {
        // Without a trigger it replaces a notification that already made a sound.
        completionHandler(notification.request.trigger == nil ? [.list] : [.banner, .list, .sound])
    }

    func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler completionHandler: @escaping @Sendable () -> Void
    ) {
        let shown = DeliveredReminder(response.notification)
        let answer = response.actionIdentifier
        let button = answer == UNNotificationDefaultActionIdentifier ? nil : answer
        Task {
            if answer == UNNotificationDismissActionIdentifier {
                await reminders.sweepAway(shown)
                records.markForBackup()
            } else if let route = await reminders.answer(shown, button: button) {
                phone.dismissSheets()
                await app.open(route)
            } else {
                await app.current.load()
            }
            // Last, since the system may end the process after it.
            completionHandler()
        }
    }
}
