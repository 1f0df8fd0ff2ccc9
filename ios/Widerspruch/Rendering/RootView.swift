import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// The tabs with their screens, or the one screen there is before there are tabs.
struct RootView: View {
    let app: AppModel
    let records: Records
    @Environment(\.scenePhase) private var phase

    /// The one in front; while that is fetched, the start, which has the same language and direction.
    private var current: Screen? { app.current.screen ?? app.tabs.first.flatMap { app.screen($0.route).screen } }

    var body: some View {
        ZStack {
            if app.tabs.isEmpty {
                stack(of: app.tab)
            } else {
                tabs
            }
            // The system takes its picture for the app switcher when the app is no longer active.
            if phase != .active && current?.hidePreview == true {
                Color(uiColor: .systemGroupedBackground).ignoresSafeArea()
            }
        }
        .environment(\.locale, current.map { Locale(identifier: $0.language) } ?? .autoupdatingCurrent)
        .environment(\.layoutDirection, current?.direction == .rightToLeft ? .rightToLeft : .leftToRight)
        .onChange(of: phase, initial: true) {
            if phase == .active { Task { await app.resume() } }
            if phase == .background { records.leave(behind: app.saved) }
        }
    }

    private var tabs: some View {
        TabView(selection: Binding(reading: { app.tab }, writing: { app.select($0) })) {
            ForEach(app.tabs, id: \.route) { tab in
                stack(of: tab.route)
                    .tabItem { Label(tab.label, systemImage: tab.icon.symbol) }
                    .tag(tab.route)
            }
        }
    }

    private func stack(of tab: String) -> some View {
        NavigationStack(path: Binding(reading: { app.path(of: tab) }, writing: { app.setPath($0, of: tab) })) {
            screen(tab).navigationDestination(for: String.self) { screen($0) }
        }
    }

    /// Known by its route: where the way is replaced, nothing of the screen that stood there stays, neither how far it was
    /// scrolled nor its keyboard.
    private func screen(_ route: String) -> some View {
        ScreenView(app: app, model: app.screen(route)).id(route)
    }
}
