import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests process death, a core that does not open, an unreadable folder, a corrupt journal and memory leaks.
@MainActor @Suite struct SurvivalTests {
    @Test func `typed input survives process death`() async throws {
        let phone = Phone()
        await phone.app.resume()
        try await phone.tap("I help someone")
        try await phone.fill("name", with: "Mama 👵")
        phone.restart(keeping: phone.app.savedState)
        // A second process death before the screen is loaded.
        phone.restart(keeping: phone.app.savedState)
        await phone.app.resume()
        #expect(phone.app.current.value("name", preset: "") == "Mama 👵")
        try await phone.tap("Continue")
        #expect(phone.app.current.screen?.title == "Where Mama 👵 stands")
    }

    @Test func `a changed choice of the backup is in force after its command, and after its undo`() async throws {
        let phone = await Phone().begun()
        let marker = phone.folder.url.appending(path: "no-backup").path
        let (marked, unmarked) = (Counter(), Counter())
        let core = CoreActor(environment: phone.environment, open: nil) {
            (FileManager.default.fileExists(atPath: marker) ? marked : unmarked).note(isMain: false)
        }
        let chosen = try await core.perform("set/device_backup", form: ["device_backup": "false"])
        #expect((marked.calls, unmarked.calls) == (1, 0))
        _ = try await core.perform(#require(chosen.notice?.undo))
        #expect((marked.calls, unmarked.calls) == (1, 1))
        _ = try? await core.perform("no command")
        #expect((marked.calls, unmarked.calls) == (1, 2))
    }

    @Test func `restored input is sent before the screen is loaded`() async throws {
        let phone = Phone()
        await phone.app.resume()
        try await phone.tap("I help someone")
        try await phone.fill("name", with: "Mama")
        phone.restart(keeping: phone.app.savedState)
        await phone.app.tap(.perform(command: "welcome/helping"))
        #expect(phone.app.current.screen?.title == "Where Mama stands")
    }

    @Test func `tab and path survive process death`() async throws {
        let phone = await Phone().begun()
        await phone.app.open("/p1/services/linkedin/ai-training")
        phone.restart(keeping: phone.app.savedState)
        await phone.app.resume()
        #expect(phone.app.current.screen?.route == "/p1/services/linkedin/ai-training")
        try await phone.tap("It is Off now")
        #expect(phone.app.notice?.text == "Noted.")
        await phone.app.tap(.back)
        #expect(phone.app.current.route == "/p1/services/linkedin")
        await phone.app.tap(.go(route: "/settings"))
        phone.restart(keeping: phone.app.savedState)
        #expect(phone.app.tab == "/settings")
    }

    @Test func `a secret input is not saved`() async throws {
        let core = FakeCore(screen(Rows.inputs()))
        let phone = Phone(open: { _ in core })
        await phone.app.resume()
        phone.app.current.type("passphrase", into: "secret")
        phone.app.current.type("Grace", into: "text")
        #expect(!phone.app.savedState.contains("passphrase"))
        #expect(phone.app.savedState.contains("Grace"))
    }

    @Test func `a secret input is not saved when its row is gone`() async throws {
        let core = FakeCore(screen(Rows.inputs()))
        let phone = Phone(open: { _ in core })
        await phone.app.resume()
        phone.app.current.type("passphrase", into: "secret")
        core.change { $0.screens["/"] = screen([]) }
        await phone.app.current.load()
        #expect(!phone.app.savedState.contains("passphrase"))
    }

    @Test func `inputs of a screen that was left are not saved`() async throws {
        let phone = await Phone().begun()
        let route = "/p1/services/linkedin/objection-form/reason"
        await phone.app.open(route)
        phone.app.current.type("my own grounds", into: "grounds")
        #expect(phone.app.savedState.contains("my own grounds"))
        await phone.app.tap(.back)
        #expect(!phone.app.savedState.contains("my own grounds"))
    }

    @Test(arguments: ["", "nonsense", "{}", #"{"tab":1}"#])
    func `an invalid saved state is ignored`(saved: String) async throws {
        let phone = Phone()
        phone.restart(keeping: saved)
        await phone.app.resume()
        #expect(phone.app.current.screen?.title == "Where would you like to start?")
    }

    @Test func `a saved tab that no longer exists leads to the start`() async throws {
        let phone = await Phone().begun()
        let saved = phone.app.savedState.replacing(#""tab":"\/""#, with: #""tab":"\/gone""#)
        try #require(saved != phone.app.savedState)
        phone.restart(keeping: saved)
        await phone.app.resume()
        #expect(phone.app.tab == "/")
        #expect(phone.app.current.failure == nil)
        #expect(!phone.app.tabs.isEmpty)
    }

    @Test func `a core that does not open is explained in the shell's own words`() async throws {
        struct Broken: Error {}
        let phone = Phone(open: { _ in throw Broken() })
        await phone.app.resume()
        #expect(phone.app.current.failure?.text == "The app could not start.")
        #expect(phone.app.notice == nil, "said once")
        await phone.app.tap(.perform(command: "begin/linkedin"))
        #expect(phone.app.notice?.text == "The app could not start.")
        #expect(await phone.center.log == [], "what waits in the system stays")
    }

    @Test func `an unreadable folder is explained and retried`() async throws {
        let phone = Phone()
        let records = phone.folder.url
        try Data("a file where the folder should be".utf8).write(to: records)
        await phone.app.resume()
        #expect(phone.app.current.failure?.text.contains("Nothing was deleted") == true, "\(phone.words)")
        try FileManager.default.removeItem(at: records)
        await phone.app.resume()
        #expect(phone.app.current.screen?.title == "Where would you like to start?")
        #expect(phone.app.current.failure == nil)
    }

    @Test func `a corrupt journal line is reported and the rest loads`() async throws {
        let phone = await Phone().begun()
        await phone.app.tap(.perform(command: "confirm/p1/linkedin/ai-training"))
        let journal = phone.folder.url.appending(path: "profiles/p1/journal.jsonl")
        let text = try String(contentsOf: journal, encoding: .utf8)
        try text.replacing("\"done\"", with: "\"dome\"").write(to: journal, atomically: true, encoding: .utf8)
        phone.restart()
        await phone.app.resume()
        #expect(phone.words.contains { $0.contains("Part of your records was damaged") }, "\(phone.words)")
        #expect(phone.words.contains("0 of 3 steps done"))
    }

    @Test func `concurrent calls open the core once, off the main thread`() async throws {
        let opened = Counter()
        let phone = Phone(open: { environment in
            opened.note(isMain: Thread.isMainThread)
            return try Core.open(config: environment.config)
        })
        let core = phone.core
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await core.screen("/").title } }
            for try await title in group { #expect(title == "Where would you like to start?") }
        }
        #expect(opened.calls == 1 && opened.onMain == 0)
    }

    @Test func `thousands of screens leak no memory`() async throws {
        let phone = await Phone().begun()
        let app = phone.app
        func walk(_ times: Int) async {
            for _ in 0..<times {
                await app.tap(.go(route: "/p1/services/linkedin/ai-training"))
                await app.tap(.back)
            }
        }
        await walk(100)
        weak let left = app.screen("/about")
        var grown: [Int] = []
        // Other tests run in the same process: a leak grows in every round, their memory does not.
        for _ in 0..<10 {
            let before = residentBytes()
            try #require(before > 0)
            await walk(1000)
            #expect(left == nil, "a screen that was left is still reachable")
            grown.append(residentBytes() - before)
            if grown.last! < 500_000 { return }
        }
        Issue.record("grew by \(grown) bytes")
    }

    /// Returns the resident memory of the process.
    private func residentBytes() -> Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (pages.flatMap { Int($0[1]) } ?? 0) * 4096
    }
}
