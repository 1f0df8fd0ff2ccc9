import SwiftUI
import WiderspruchCore
import WiderspruchKit

/// Draws the tabs with their screens, or a single screen before there are tabs.
struct RootView: View {
    let app: AppModel
    let records: Records
    @Environment(\.scenePhase) private var phase

    /// The front screen, or while it loads the first tab's, which has the same language and direction.
    private var current: Screen? { app.current.screen ?? app.tabs.first.flatMap { app.screen($0.route).screen } }

    var body: some View {
        ZStack {
            if app.tabs.isEmpty {
                stack(of: app.tab)
            } else {
                tabs
            }
            // Covers a private screen: the system takes the picture for the app switcher when the app becomes inactive.
            if phase != .active && current?.hidePreview == true {
                Color(uiColor: .systemGroupedBackground).ignoresSafeArea()
            }
        }
        .sheet(item: details) { DetailsSheet(app: app, details: $0.text) }
        .environment(\.locale, current.map { Locale(identifier: $0.language) } ?? .autoupdatingCurrent)
        .environment(\.layoutDirection, current?.direction == .rightToLeft ? .rightToLeft : .leftToRight)
        .onChange(of: phase, initial: true) {
            if phase == .active { Task { await app.resume() } }
            if phase == .background { records.save(state: app.savedState) }
        }
    }

    private var details: Binding<DetailsLine?> {
        Binding(reading: { app.openDetails.map { DetailsLine(text: $0) } }, writing: { if $0 == nil { app.closeDetails() } })
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

    /// Makes the view of a route. The route is its identity, so that a replaced screen leaves no scroll position or keyboard behind.
    private func screen(_ route: String) -> some View {
        ScreenView(app: app, model: app.screen(route)).id(route)
    }
}
