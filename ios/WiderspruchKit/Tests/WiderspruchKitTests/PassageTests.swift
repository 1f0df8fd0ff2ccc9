import Foundation
import Testing

@testable import WiderspruchKit

/// Files on their way in and out.
@Suite struct PassageTests {
    private let folder = Folder()
    private var records: URL { folder.url.appending(path: "records") }
    private var tray: URL { folder.url.appending(path: "tmp/tray") }

    /// A file that the person has somewhere.
    private func file() throws -> URL {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let file = folder.url.appending(path: "picture.png")
        try Data("a picture".utf8).write(to: file)
        return file
    }

    private func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    @Test func `a copy has the name that it is given, and takes no other's place`() throws {
        let place = tray.appending(path: "1/Widerspruch.html")
        try Passage.copy(file(), to: place)
        #expect(throws: (any Error).self) { try Passage.copy(file(), to: place) }
        #expect(try String(contentsOf: place, encoding: .utf8) == "a picture")
    }

    @Test func `a process that starts takes away what another left on its way, and nothing else`() async throws {
        let picked = try file()
        let other = tray.deletingLastPathComponent().appending(path: "other")
        let kept = records.appending(path: "outbox/pack.html")
        let taken = records.appending(path: "inbox/picked-1")
        try await Passage.take(picked, to: taken)
        try Passage.copy(picked, to: tray.appending(path: "1/Widerspruch.html"))
        try Passage.copy(picked, to: tray.appending(path: "2"))
        try Passage.copy(picked, to: other)
        try Passage.copy(picked, to: kept)
        Passage.clear(below: records, tray: tray)
        #expect(!isThere(taken) && !isThere(tray))
        #expect(isThere(picked) && isThere(other) && isThere(kept))
        // Most times there is nothing to take away.
        Passage.clear(below: records, tray: tray)
    }

    @Test func `copies for sheets lie apart from what else is in the temporary folder`() {
        #expect(Passage.tray.deletingLastPathComponent().standardizedFileURL == FileManager.default.temporaryDirectory.standardizedFileURL)
    }
}
