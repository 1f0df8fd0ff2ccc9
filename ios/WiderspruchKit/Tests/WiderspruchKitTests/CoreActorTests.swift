import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

@Suite struct CoreActorTests {
    @Test func `an empty folder opens with the welcome screen`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "widerspruch-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let core = CoreActor(
            surroundings: Surroundings(folder: folder, appVersion: "0.1.0", loadFailure: "x", languages: { ["en"] }))
        #expect(try await core.screen("/").primary?.label == "Let’s go")
    }
}
