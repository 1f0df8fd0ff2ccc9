import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Has the names of the generated error, which is private to its file.
private enum UniffiInternalError: Error {
    case bufferOverflow
    case rustPanic(_ message: String)
}

/// Tests what is shown of errors, and the line for whoever mends them.
@MainActor @Suite struct FaultTests {
    private let core = FakeCore(screen([]))
    private let phone: Phone

    init() async {
        phone = Phone(open: { [core] _ in core })
        await phone.app.resume()
    }

    @Test func `a panic is not called a failure to start, and its message is not shown`() async throws {
        let panic = Notice(text: "Something went wrong inside the app.", undo: nil, details: "UniffiInternalError.rustPanic")
        core.change { $0.failure = UniffiInternalError.rustPanic("called for Ada Lovelace") }
        await phone.app.tap(.perform(command: "send"))
        #expect(phone.app.notice == panic)
        await phone.app.current.load()
        #expect(phone.app.current.failure == panic)
        core.change { $0.failure = UniffiInternalError.bufferOverflow }
        await phone.app.tap(.perform(command: "send"))
        let broken = Notice(text: "The app could not start.", undo: nil, details: "UniffiInternalError.bufferOverflow")
        #expect(phone.app.notice == broken)
    }

    @Test func `the generated error still has the names by which a panic is known`() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let generated = package.appending(path: "Sources/WiderspruchCore/WiderspruchCore.swift")
        let source = try String(contentsOf: generated, encoding: .utf8)
        #expect(source.contains("enum UniffiInternalError: LocalizedError {"))
        #expect(source.contains("    case rustPanic(_ message: String)"))
    }

    @Test func `an error of the system is told by its kind, without the name of a file`() throws {
        let file = phone.folder.url.appending(path: "Letter to Ada.txt")
        let missing = try #require(throws: (any Error).self) { try Data(contentsOf: file) }
        #expect(details(of: missing).hasPrefix("NSCocoaErrorDomain 260"), "\(details(of: missing))")
        #expect(!details(of: missing).contains("Ada"))
        let disk = NSError(domain: NSPOSIXErrorDomain, code: 28)
        let full = NSError(
            domain: NSCocoaErrorDomain, code: 640, userInfo: [NSUnderlyingErrorKey: disk, NSFilePathErrorKey: file.path])
        #expect(details(of: full) == "NSCocoaErrorDomain 640, NSPOSIXErrorDomain 28")
        #expect(details(of: ActionFailure.noPrinting) == "ActionFailure.noPrinting")
        #expect(details(of: CoreError.Storage(explanation: "Full.", details: "write: ENOSPC")) == "write: ENOSPC")
        for line in [missing, full].map(details) { #expect(!line.contains("\n")) }
    }

    @Test func `a failed action is reported with its kind, and nothing of what it named`() async throws {
        let missing = Action.saveFile(path: "outbox/Ada.html", name: "Ada.html", mime: "text/html")
        await phone.app.tap(missing)
        let reported = try #require(core.now.failed.last)
        #expect(reported.action == missing)
        #expect(reported.details.hasPrefix("NSCocoaErrorDomain ") && !reported.details.contains("Ada"), "\(reported.details)")
        #expect(phone.app.notice?.details == reported.details)
    }

    @Test func `every report names the maker of the phone`() {
        #expect(!core.now.reports.isEmpty && core.now.reports.allSatisfy { $0.manufacturer == "apple" })
    }

    @Test func `details are opened, copied and closed`() async throws {
        await phone.app.copyDetails()
        #expect(phone.actions.copied == [], "nothing is open")
        phone.app.showDetails("write: ENOSPC")
        await phone.app.copyDetails()
        #expect(phone.actions.copied == ["write: ENOSPC"] && phone.app.openDetails == "write: ENOSPC")
        phone.actions.isBroken = true
        await phone.app.copyDetails()
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
        phone.app.closeDetails()
        #expect(phone.app.openDetails == nil)
        // A tapped notification closes all sheets of the system.
        phone.app.showDetails("write: ENOSPC")
        await phone.app.open("/")
        #expect(phone.app.openDetails == nil)
    }
}
