import SwiftUI

/// The app's entry point. ``AppDelegate`` holds what lives as long as the process.
@main
struct WiderspruchApp: App {
    @UIApplicationDelegateAdaptor private var delegate: AppDelegate

    var body: some Scene {
        WindowGroup {
            RootView(app: delegate.app, records: delegate.records)
        }
    }
}
