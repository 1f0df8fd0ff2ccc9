import SwiftUI

/// The app. What must live as long as the process is in ``AppDelegate``, which the system makes first.
@main
struct WiderspruchApp: App {
    @UIApplicationDelegateAdaptor private var delegate: AppDelegate

    var body: some Scene {
        WindowGroup {
            RootView(app: delegate.app, records: delegate.records)
        }
    }
}
