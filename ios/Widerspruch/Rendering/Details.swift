import SwiftUI
import WiderspruchKit

/// Draws the button that opens the line for whoever mends a fault; nothing if there is none.
struct DetailsButton: View {
    let app: AppModel
    let details: String?

    var body: some View {
        if let details {
            LinkButton(words: Text("details")) { app.showDetails(details) }
        }
    }
}

/// The line that a sheet shows, and still does while it closes.
struct DetailsLine: Identifiable {
    let text: String
    var id: String { text }
}

/// Draws the line for whoever mends a fault, to be read, selected and copied.
struct DetailsSheet: View {
    let app: AppModel
    let details: String

    var body: some View {
        List {
            Section {
                Text(verbatim: details).textSelection(.enabled)
                Button {
                    Task { await app.copyDetails() }
                } label: {
                    Text("copy").fullTapTarget()
                }
                Button {
                    app.closeDetails()
                } label: {
                    Text("close").fullTapTarget()
                }
            } header: {
                Text("details")
                    .font(.headline)
                    .textCase(nil)
                    .accessibilityAddTraits(.isHeader)
            } footer: {
            }
        }
        .listStyle(.insetGrouped)
        .presentationDetents([.medium, .large])
    }
}
