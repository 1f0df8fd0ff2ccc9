import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests that every kind of action runs, or is reported as failed.
@MainActor @Suite struct ActionTests {
    private let core = FakeCore(screen([]), screen([], route: "/about"))
    private let phone: Phone

    init() async {
        phone = Phone(permission: .notAsked, open: { [core] _ in core })
        await phone.app.resume()
    }

    private let document = PrintDocument(title: "A letter", language: "de", paragraphs: ["Liebe alle,"])

    @Test func `links, texts and documents leave the app unchanged`() async throws {
        await phone.app.tap(.openUrl(url: "https://www.linkedin.com/a?b=c", browserOnly: false))
        await phone.app.tap(.openUrl(url: "https://www.linkedin.com/", browserOnly: true))
        await phone.app.tap(.openUrl(url: "mailto:a@example.org?subject=Widerspruch%20%C3%A4", browserOnly: false))
        #expect(
            phone.actions.opened.map(\.url) == [
                "https://www.linkedin.com/a?b=c", "https://www.linkedin.com/",
                "mailto:a@example.org?subject=Widerspruch%20%C3%A4",
            ])
        #expect(phone.actions.opened.map(\.inBrowser) == [false, true, false])
        await phone.app.tap(.copy(text: "ä"))
        await phone.app.tap(.share(text: "ö 👍"))
        await phone.app.tap(.print(document: document))
        #expect(phone.actions.copied == ["ä"])
        #expect(phone.actions.shared == ["ö 👍"])
        #expect(phone.actions.printed == [document])
        #expect(phone.app.notice == nil && core.now.failed == [])
    }

    @Test(arguments: [SystemPage.notifications, .channel, .battery, .unusedApp, .language])
    func `system pages are opened`(page: SystemPage) async throws {
        await phone.app.tap(.openSystemSettings(which: page))
        #expect(phone.actions.settings == [page])
    }

    @Test func `actions of an outcome run in order and its notice is shown`() async throws {
        core.change {
            $0.outcome = Outcome(
                then: [.copy(text: "1"), .go(route: "/about"), .copy(text: "2")],
                notice: Notice(text: "Done.", undo: "undo/1", details: nil), planChanged: true, longAct: nil)
        }
        await phone.app.tap(.perform(command: "send"))
        #expect(phone.actions.copied == ["1", "2"])
        #expect(phone.app.current.route == "/about")
        #expect(phone.app.notice == Notice(text: "Done.", undo: "undo/1", details: nil))
    }

    @Test func `every failed action shows the notice of the core`() async throws {
        let all: [Action] = [
            .openUrl(url: "https://www.linkedin.com/", browserOnly: false), .copy(text: "x"), .share(text: "x"),
            .print(document: document), .saveFile(path: "outbox/x", name: "x", mime: "text/plain"),
            .pick(accept: ["image/png"], command: "take"), .openSystemSettings(which: .language),
        ]
        phone.actions.isBroken = true
        for action in all {
            await phone.app.tap(action)
            #expect(phone.app.notice?.text == FakeCore.didNotWork, "\(action)")
        }
        #expect(core.now.failed == all.map { FailedAction(action: $0, details: "ActionFailure.notOpened") })
    }

    @Test func `an invalid URL is reported`() async throws {
        await phone.app.tap(.openUrl(url: "", browserOnly: false))
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
    }

    @Test func `the system asks for permission`() async throws {
        await phone.app.tap(.askNotificationPermission)
        #expect(await phone.center.permission() == .granted)
    }

    @Test func `an outbox file is saved under its name, and a missing one is reported`() async throws {
        let outbox = phone.folder.url.appending(path: "outbox")
        try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: true)
        try "the pack".write(to: outbox.appending(path: "pack.html"), atomically: true, encoding: .utf8)
        await phone.app.tap(.saveFile(path: "outbox/pack.html", name: "Widerspruch.html", mime: "text/html"))
        let saved = try #require(phone.actions.saved.first)
        #expect(saved == ("the pack", "Widerspruch.html", "text/html"))
        await phone.app.tap(.saveFile(path: "outbox/gone.html", name: "x", mime: "text/html"))
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
    }

    private func inbox() -> [String] {
        let inbox = phone.folder.url.appending(path: "inbox").path
        return (try? FileManager.default.contentsOfDirectory(atPath: inbox)) ?? []
    }

    /// Makes a file of this many bytes outside the records.
    private func file(_ count: Int) throws -> URL {
        let folder = phone.folder.url.appending(path: "elsewhere")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "picture.png")
        var bytes = Data()
        // Pieces differ, so that a lost or repeated one is noticed.
        for piece in 0..<count / 50_000 { bytes.append(Data(repeating: UInt8(piece % 256), count: 50_000)) }
        bytes.append(Data(repeating: 7, count: count - bytes.count))
        try bytes.write(to: file)
        return file
    }

    @Test(arguments: [0, 1, 20_000_000])
    func `a picked file is in the inbox only while the command runs`(count: Int) async throws {
        let picked = try file(count)
        phone.actions.file = picked
        await phone.app.tap(.pick(accept: ["image/png", "image/jpeg"], command: "take"))
        #expect(phone.actions.asked == [["image/png", "image/jpeg"]])
        let (command, form) = try #require(core.now.performed.last)
        #expect(command == "take")
        let place = URL(filePath: try #require(form["file"]))
        #expect(place.deletingLastPathComponent().lastPathComponent == "inbox")
        #expect(try core.now.file == Data(contentsOf: picked))
        #expect(inbox() == [])
    }

    @Test func `a picked file that the core refuses is deleted`() async throws {
        phone.actions.file = try file(1)
        core.change { $0.failure = CoreError.ReadOnly(explanation: "Nothing can be written now.", details: "") }
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(core.now.file?.count == 1)
        #expect(inbox() == [])
    }

    @Test func `a picked folder is reported`() async throws {
        phone.actions.file = try file(1).deletingLastPathComponent()
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
        #expect(inbox() == [] && core.now.performed.isEmpty)
    }

    @Test func `picking a file keeps unsent input`() async throws {
        let core = FakeCore(screen(Rows.inputs()))
        let phone = Phone(open: { _ in core })
        await phone.app.resume()
        phone.actions.file = try file(1)
        phone.app.current.type("not sent yet", into: "text")
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(core.now.performed.count == 1)
        #expect(phone.app.current.value("text", preset: "") == "not sent yet")
    }

    @Test func `an oversized file is reported and deleted`() async throws {
        phone.actions.file = try file(20_000_001)
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(inbox() == [])
        #expect(core.now.performed.isEmpty)
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
    }

    @Test func `a missing file is reported, and a cancelled picker is not`() async throws {
        phone.actions.file = phone.folder.url.appending(path: "gone.png")
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(phone.app.notice?.text == FakeCore.didNotWork)
        #expect(inbox() == [])
        phone.actions.file = nil
        await phone.app.tap(.pick(accept: [], command: "take"))
        #expect(phone.app.notice == nil && core.now.performed.isEmpty)
    }
}
