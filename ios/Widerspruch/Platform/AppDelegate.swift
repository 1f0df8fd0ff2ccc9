import UIKit
import UserNotifications
import WiderspruchCore
import WiderspruchKit

/// The process: what lives as long as it does, and what the system tells it. The system may start it without a screen, for
/// the answer to a notification.
final class AppDelegate: UIResponder, UIApplicationDelegate {
    let records = Records()
    private(set) lazy var app = AppModel(core: core, reminders: reminders, phone: phone, surroundings: surroundings)
    private lazy var reminders = ReminderReconciler(core: core, center: SystemReminders(), surroundings: surroundings)
    private lazy var core = CoreActor(surroundings: surroundings)
    private lazy var surroundings = Surroundings(
        folder: records.folder,
        appVersion: Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "",
        loadFailure: NSLocalizedString("load_failure", comment: ""))
    private lazy var phone = SystemActions()
    private var zoneChanges: (any NSObjectProtocol)?

    func application(_ application: UIApplication, didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?)
        -> Bool
    {
        records.prepare()
        Passage.clear(below: records.folder)
        if let left = records.left { app.restore(left) }
        // Before this method returns: the answer that started the process is handed over right after.
        UNUserNotificationCenter.current().delegate = self
        let zoneChanged = Notification.Name.NSSystemTimeZoneDidChange
        zoneChanges = NotificationCenter.default.addObserver(forName: zoneChanged, object: nil, queue: .main) { [weak self] _ in
            Task { await self?.app.resume() }
        }
        Task { try? await reminders.reconcile() }
        return true
    }

    /// Midnight, another zone's clock, summer time.
    func applicationSignificantTimeChange(_ application: UIApplication) {
        Task { await app.resume() }
    }
}

// In the forms with a handler: only those are called on the main thread, before the app becomes active.
extension AppDelegate: UNUserNotificationCenterDelegate {
    func userNotificationCenter(
        _ center: UNUserNotificationCenter, willPresent notification: UNNotification,
        withCompletionHandler completionHandler: @escaping @Sendable (UNNotificationPresentationOptions) -> Void
    ) {
        // What is shown at once was heard before, or stands on the screen already.
        completionHandler(notification.request.trigger == nil ? [.list] : [.banner, .list, .sound])
    }

    func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler completionHandler: @escaping @Sendable () -> Void
    ) {
        let shown = HeldReminder(response.notification)
        let button = response.actionIdentifier == UNNotificationDefaultActionIdentifier ? nil : response.actionIdentifier
        Task {
            if let route = await reminders.answer(shown, button: button) {
                phone.putAway()
                await app.open(route)
            } else {
                records.markForBackup()
                await app.current.load()
            }
            // Last: the process may end right after.
            completionHandler()
        }
    }
}
