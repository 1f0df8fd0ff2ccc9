import Foundation
import Testing

@testable import WiderspruchKit

/// Tests copies in and out of the app's folders.
@Suite struct FileTransferTests {
    private let folder = Folder()
    private var records: URL { folder.url.appending(path: "records") }
    private var sheetFolder: URL { folder.url.appending(path: "tmp/sheetFolder") }

    /// Makes a file outside the records.
    private func file() throws -> URL {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let file = folder.url.appending(path: "picture.png")
        try Data("a picture".utf8).write(to: file)
        return file
    }

    private func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    @Test func `a copy has the given name and overwrites nothing`() throws {
        let place = sheetFolder.appending(path: "1/Widerspruch.html")
        try FileTransfer.copy(file(), to: place)
        #expect(throws: (any Error).self) { try FileTransfer.copy(file(), to: place) }
        #expect(try String(contentsOf: place, encoding: .utf8) == "a picture")
    }

    @Test func `removing leftovers deletes inbox and sheet folder only`() async throws {
        let picked = try file()
        let other = sheetFolder.deletingLastPathComponent().appending(path: "other")
        let kept = records.appending(path: "outbox/pack.html")
        let taken = records.appending(path: "inbox/picked-1")
        try await FileTransfer.copyPicked(picked, to: taken)
        try FileTransfer.copy(picked, to: sheetFolder.appending(path: "1/Widerspruch.html"))
        try FileTransfer.copy(picked, to: sheetFolder.appending(path: "2"))
        try FileTransfer.copy(picked, to: other)
        try FileTransfer.copy(picked, to: kept)
        FileTransfer.removeLeftovers(from: records, sheetFolder: sheetFolder)
        #expect(!isThere(taken) && !isThere(sheetFolder))
        #expect(isThere(picked) && isThere(other) && isThere(kept))
        // Usually there is nothing to delete, which is not an error.
        FileTransfer.removeLeftovers(from: records, sheetFolder: sheetFolder)
    }

    @Test func `the sheet folder is a folder of its own in the temporary one`() {
        #expect(
            FileTransfer.sheetFolder.deletingLastPathComponent().standardizedFileURL
                == FileManager.default.temporaryDirectory.standardizedFileURL)
    }
}
