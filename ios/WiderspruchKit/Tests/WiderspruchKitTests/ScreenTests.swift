import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests screens, inputs and navigation.
@MainActor @Suite struct ScreenTests {
    private func phone(with core: FakeCore) -> Phone { Phone(open: { _ in core }) }

    @Test func `an empty folder shows the welcome screen without tabs`() async throws {
        let phone = Phone()
        #expect(phone.app.current.screen == nil, "the first frame does not wait")
        await phone.app.resume()
        #expect(phone.app.current.screen?.title == "Where would you like to start?")
        #expect(phone.app.tabs == [])
        try await phone.tap("LinkedIn")
        #expect(phone.app.tabs.map(\.route) == ["/", "/p1/services", "/settings"])
        #expect(phone.app.notice?.text == "Your answers are saved.")
    }

    @Test func `inputs of every kind are sent with the next command`() async throws {
        let core = FakeCore(screen(Rows.inputs() + Rows.others))
        let phone = phone(with: core)
        await phone.app.resume()
        #expect(Set((Rows.inputs() + Rows.others).map(kind)).count == 17)
        let presets = [
            "toggle": "false", "choice": "a", "text": "Ada", "secret": "", "date": "2026-11-23",
        ]
        #expect(phone.app.current.form == presets)
        let typed = [
            "toggle": "true", "choice": "b", "text": "Zoë 👩‍👩‍👧 \u{202E}א", "secret": "x", "date": "2027-01-01",
        ]
        for (name, value) in typed { await phone.app.change(name, to: value, command: nil) }
        #expect(core.now.performed.isEmpty, "what has no command waits")
        for (name, value) in typed { #expect(phone.app.current.value(name, preset: "?") == value) }
        let reports = core.now.reports.count
        for words in ["On", "An item", "Press here"] { try await phone.tap(words) }
        #expect(core.now.reports.count == reports, "where the plan stays, the system is not asked")
        #expect(core.now.performed.map(\.command) == ["callout", "item", "button"])
        #expect(core.now.performed[0].form == typed)
        #expect(core.now.performed[1].form == presets, "what was sent is the core's now")
    }

    @Test func `an input with on_change sends the form and keeps other inputs`() async throws {
        let core = FakeCore(screen(Rows.inputs(sentOnChange: true)))
        let phone = phone(with: core)
        await phone.app.resume()
        phone.app.current.type("Grace", into: "text")
        for (name, value) in [("toggle", "true"), ("choice", "b"), ("date", "2027-01-01")] {
            try await phone.fill(name, with: value)
            #expect(core.now.performed.last?.form[name] == value)
            #expect(core.now.performed.last?.form["text"] == "Grace")
        }
        #expect(core.now.performed.map(\.command) == ["toggled", "chosen", "dated"])
        // This core changes no value, so the inputs show its old ones.
        #expect(phone.app.current.form["toggle"] == "false")
        #expect(phone.app.current.form["text"] == "Grace")
    }

    @Test func `text typed while a command runs is not lost`() async throws {
        let core = FakeCore(screen(Rows.inputs()))
        let phone = phone(with: core)
        await phone.app.resume()
        let app = phone.app
        app.current.type("Grace", into: "text")
        app.current.type("b", into: "choice")
        async let sent: Void = app.tap(.perform(command: "send"))
        await core.arrival(of: "send")
        app.current.type("Grace Hopper", into: "text")
        await sent
        #expect(core.now.performed[0].form["text"] == "Grace")
        #expect(app.current.form["text"] == "Grace Hopper")
        #expect(app.current.form["choice"] == "a")
    }

    @Test(arguments: [
        CoreError.UnknownRoute(explanation: "route", details: "a"), .UnknownCommand(explanation: "command", details: "b"),
        .BadInput(field: "text", explanation: "input", details: "c"), .ReadOnly(explanation: "newer", details: "d"),
        .Storage(explanation: "full", details: "e"), .Internal(explanation: "bug", details: "f"),
    ])
    func `every error shows its explanation and keeps typed text`(error: CoreError) async throws {
        let core = FakeCore(screen(Rows.inputs(sentOnChange: true)))
        let phone = phone(with: core)
        await phone.app.resume()
        phone.app.current.type("Grace", into: "text")
        core.change { $0.failure = error }
        await phone.app.tap(.perform(command: "send"))
        let isInput = if case .BadInput = error { true } else { false }
        let told = Notice(text: error.explanation, undo: nil, details: isInput ? nil : error.details)
        #expect(phone.app.notice == told)
        #expect(phone.app.current.form["text"] == "Grace")
        #expect(phone.app.current.refusedInput == (isInput ? "text" : nil))
        // An accepted command clears the refused input.
        core.change { $0.failure = nil }
        await phone.app.tap(.perform(command: "send"))
        #expect(phone.app.current.refusedInput == nil)
        phone.app.current.type("Grace", into: "text")
        core.change { $0.failure = error }
        await phone.app.tap(.perform(command: "send"))
        // A refused switch flips back.
        try await phone.fill("toggle", with: "true")
        #expect(phone.app.current.form["toggle"] == "false")
        #expect(phone.app.current.form["text"] == "Grace")
        // The screen explains the failure, too, and loads again after it.
        await phone.app.current.load()
        #expect(phone.app.current.failure == told)
        core.change { $0.failure = nil }
        await phone.app.resume()
        #expect(phone.app.current.failure == nil)
        phone.app.current.type("Grace H.", into: "text")
        #expect(phone.app.current.refusedInput == nil)
    }

    @Test func `undo works once`() async throws {
        let phone = await Phone().begun()
        await phone.app.open("/p1/services/linkedin/ai-training")
        try await phone.tap("It is Off now")
        #expect(phone.app.notice?.text == "Noted.")
        #expect(!phone.words.contains("It is Off now"))
        await phone.app.undo()
        #expect(phone.app.notice == Notice(text: "Undone.", undo: nil, details: nil))
        #expect(phone.words.contains("It is Off now"))
        await phone.app.undo()
        #expect(phone.app.notice?.text == "Undone.", "there is nothing more to take back")
    }

    @Test func `the next tap hides the notice`() async throws {
        let phone = Phone()
        await phone.app.resume()
        await phone.app.tap(.perform(command: "begin/linkedin"))
        #expect(phone.app.notice != nil)
        phone.app.dismissNotice()
        #expect(phone.app.notice == nil)
        await phone.app.tap(.perform(command: "confirm/p1/linkedin/ai-training"))
        #expect(phone.app.notice != nil)
        await phone.app.tap(.go(route: "/about"))
        #expect(phone.app.notice == nil)
    }

    @Test func `go opens a screen in front, pops to one behind, and switches tabs`() async throws {
        let phone = await Phone().begun()
        let app = phone.app
        app.select("/p1/services")
        await app.tap(.go(route: "/p1/services/linkedin"))
        await app.tap(.go(route: "/p1/services/linkedin/ai-training"))
        await app.tap(.go(route: "/p1/services/linkedin/ai-training/unseen"))
        #expect(app.path(of: "/p1/services").count == 3)
        await app.tap(.go(route: "/p1/services/linkedin"))
        #expect(app.path(of: "/p1/services") == ["/p1/services/linkedin"])
        await app.tap(.back)
        #expect(app.path(of: "/p1/services") == [] && app.tab == "/p1/services")
        await app.tap(.back)
        #expect(app.tab == "/")
        await app.tap(.go(route: "/settings"))
        #expect(app.tab == "/settings" && app.path(of: "/settings") == [])
        #expect(app.current.screen?.route == "/settings")
    }

    @Test func `every tab keeps its path, and selecting it again clears the path`() async throws {
        let phone = await Phone().begun()
        let app = phone.app
        defer { withExtendedLifetime(phone) {} }
        await app.tap(.go(route: "/about"))
        app.select("/settings")
        await app.tap(.go(route: "/settings/weekdays"))
        app.select("/")
        #expect(app.current.route == "/about")
        app.select("/")
        #expect(app.current.route == "/")
        app.select("/settings")
        #expect(app.current.route == "/settings/weekdays")
        app.setPath([], of: "/settings")
        #expect(app.current.route == "/settings")
    }

    @Test func `a popped screen stays loaded until the next one is popped`() async throws {
        let phone = await Phone().begun()
        let app = phone.app
        await app.tap(.go(route: "/about"))
        let left = app.current
        app.setPath([], of: "/")
        #expect(app.screen("/about") === left && left.screen != nil)
        app.select("/settings")
        #expect(app.screen("/about") !== left)
    }

    @Test func `a deep link opens in front of its parents`() async throws {
        let phone = await Phone().begun()
        let app = phone.app
        defer { withExtendedLifetime(phone) {} }
        await app.open("/p1/services/linkedin/ai-training/unseen")
        #expect(app.tab == "/p1/services")
        #expect(
            app.path(of: app.tab) == [
                "/p1/services/linkedin", "/p1/services/linkedin/ai-training", "/p1/services/linkedin/ai-training/unseen",
            ])
        await app.open("/")
        #expect(app.tab == "/" && app.path(of: "/") == [])
        await app.open("/p7/services/linkedin")
        #expect(app.current.failure == nil && app.current.screen != nil, "what is gone is a screen that says so")
        await app.open("nonsense")
        #expect(app.notice?.text.isEmpty == false)
        #expect(app.current.screen != nil)
    }

    @Test func `a cycle of parents does not hang`() async throws {
        let core = FakeCore(
            screen([], tabs: []), screen([], route: "/a", parent: "/b", tabs: []),
            screen([], route: "/b", parent: "/a", tabs: []))
        let phone = phone(with: core)
        await phone.app.open("/a")
        #expect(phone.app.path(of: "/") == ["/b", "/a"])
    }

    @Test func `tabs follow the person who was switched to`() async throws {
        let phone = await Phone().begun()
        _ = try await phone.core.perform("person/add", form: ["name": "Mama"])
        await phone.app.resume()
        #expect(phone.app.tabs.map(\.route).contains("/p2/services"))
        phone.app.select("/p2/services")
        await phone.app.current.load()
        #expect(phone.app.current.failure == nil)
    }
}
