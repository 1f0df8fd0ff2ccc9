import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests search fields and the folded sources of claims.
@MainActor @Suite struct SearchTests {
    private let core: FakeCore
    private let phone: Phone

    init() async {
        let field = Row.search(name: "search", label: "Find", value: "", found: nil, route: "/list/find/")
        let text = Row.textField(
            name: "text", label: "Name", hint: nil, value: "Ada", kind: .name, maxLength: 20, multiline: false)
        let claim = Row.claim(text: "So it is.", sources: [ClaimSource(title: "A source", action: nil)], readOn: "1 source", stale: nil)
        let found = ["a", "ab", "W%C3%BC%20r%2Ft", ""].map { screen([field, text], route: "/list/find/" + $0, parent: "/") }
        core = FakeCore(
            screen([field, claim, text], route: "/list", parent: "/"), screen([]), screen([], route: "/list/1", parent: "/list"))
        core.change { state in for one in found { state.screens[one.route] = one } }
        phone = Phone(open: { [core] _ in core })
        await phone.app.resume()
        await phone.app.open("/list")
        core.change { $0.asked = [] }
    }

    private var app: AppModel { phone.app }
    private var shown: String? { app.current.screen?.route }

    /// Starts a search and returns once it waits or is fetched.
    private func begin(_ words: String, isComplete: Bool = false) async -> Task<Void, any Error> {
        let asked = phone.pauses.asked.count
        let task = Task { try await phone.search(words, isComplete: isComplete) }
        await eventually("waiting for another letter") { isComplete || phone.pauses.asked.count > asked }
        return task
    }

    @Test func `letters are fetched together, 300 ms after the last one`() async throws {
        phone.pauses.hold()
        let first = await begin("W")
        let last = await begin("Wü r/t")
        #expect(core.now.asked == [] && shown == "/list")
        #expect(app.current.value("search", preset: "") == "Wü r/t", "the field shows what is typed")
        phone.pauses.release()
        try await first.value
        try await last.value
        #expect(phone.pauses.asked == [.milliseconds(300), .milliseconds(300)])
        #expect(core.now.asked == ["/list/find/W%C3%BC%20r%2Ft"])
        #expect(shown == "/list/find/W%C3%BC%20r%2Ft")
    }

    @Test func `Enter fetches at once and the letters before it nothing`() async throws {
        phone.pauses.hold()
        let letter = await begin("a")
        try await phone.search("ab", isComplete: true)
        #expect(core.now.asked == ["/list/find/ab"])
        phone.pauses.release()
        try await letter.value
        #expect(core.now.asked == ["/list/find/ab"] && shown == "/list/find/ab")
    }

    @Test func `a slow answer to earlier words does not replace a later one`() async throws {
        for words in ["a", "ab"] { core.hold("/list/find/" + words) }
        let slow = await begin("a", isComplete: true)
        await core.arrival(of: "/list/find/a")
        let later = await begin("ab", isComplete: true)
        await eventually("the later search") { app.current.place == "/list/find/ab" }
        core.release("/list/find/a")
        try await slow.value
        #expect(shown == "/list")
        core.release("/list/find/ab")
        try await later.value
        #expect(shown == "/list/find/ab")
    }

    @Test func `a late failure of earlier words is not shown`() async throws {
        core.hold("/list/find/lost")
        let slow = await begin("lost", isComplete: true)
        await core.arrival(of: "/list/find/lost")
        let later = await begin("ab", isComplete: true)
        await eventually("the later search") { app.current.place == "/list/find/ab" }
        core.release("/list/find/lost")
        try await slow.value
        try await later.value
        #expect(app.notice == nil && app.current.failure == nil)
        #expect(shown == "/list/find/ab")
    }

    @Test func `a failed search keeps the screen and explains the failure`() async throws {
        try await phone.search("lost")
        #expect(app.notice?.text == "There is no /list/find/lost.")
        #expect(shown == "/list" && app.current.failure == nil)
        await app.current.load()
        #expect(app.current.failure == nil, "what is shown loads again")
    }

    @Test func `a search is no step in the way back and survives one`() async throws {
        let field = app.current
        try await phone.search("ab")
        #expect(app.path(of: "/") == ["/list"] && app.current === field, "the field keeps focus and cursor")
        await app.tap(.go(route: "/list/1"))
        await app.tap(.back)
        #expect(shown == "/list/find/ab" && app.current.value("search", preset: "") == "ab")
        // The core leads back to what was found, by its own route.
        await app.tap(.go(route: "/list/1"))
        await app.tap(.go(route: "/list/find/ab"))
        #expect(app.path(of: "/") == ["/list"])
        await app.tap(.back)
        #expect(shown == "/")
        await app.tap(.go(route: "/list"))
        #expect(shown == "/list" && app.current.value("search", preset: "") == "", "left and forgotten")
    }

    @Test func `a search on a tab’s own screen opens no second screen`() async throws {
        core.change { state in
            state.screens["/other"] = screen(
                [.search(name: "search", label: "Find", value: "", found: nil, route: "/list/find/")], route: "/other")
        }
        app.select("/other")
        await app.current.load()
        try await phone.search("ab")
        await app.tap(.go(route: "/list/1"))
        await app.tap(.go(route: "/list/find/ab"))
        #expect(app.tab == "/other" && app.path(of: "/other") == [])
    }

    @Test func `a screen that is left fetches nothing more`() async throws {
        phone.pauses.hold()
        let letter = await begin("a")
        await app.tap(.back)
        phone.pauses.release()
        try await letter.value
        #expect(!core.now.asked.contains("/list/find/a"))
    }

    @Test func `what was looked for survives process death`() async throws {
        try await phone.search("ab")
        phone.restart(keeping: phone.app.savedState)
        phone.restart(keeping: phone.app.savedState)
        await phone.app.resume()
        #expect(phone.app.path(of: "/") == ["/list"])
        #expect(phone.app.current.screen?.route == "/list/find/ab")
        #expect(phone.app.current.value("search", preset: "") == "ab")
    }

    @Test func `a saved state without searches is restored`() async throws {
        phone.restart(keeping: #"{"tab":"\/","paths":{"\/":["\/list"]},"typed":{}}"#)
        await phone.app.resume()
        #expect(phone.app.current.screen?.route == "/list")
    }

    @Test func `words of a search are sent with no command`() async throws {
        try await phone.search("ab")
        await app.tap(.perform(command: "send"))
        #expect(core.now.performed.last?.form == ["text": "Ada"])
        #expect(shown == "/list/find/ab")
    }

    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), ("a b+c", "a%20b%2Bc"), ("50 %/ä?#&", "50%20%25%2F%C3%A4%3F%23%26"),
        ("e\u{301}", "e%CC%81"), ("𝒜👩‍👧", "%F0%9D%92%9C%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7"), ("٣א", "%D9%A3%D7%90"),
    ])
    func `all but unreserved characters are percent-encoded`(words: String, route: String) {
        #expect(percentEncoded(words) == route)
    }

    @Test func `unfolded sources stay unfolded until the screen is left`() async throws {
        #expect(!app.current.isUnfolded("So it is."))
        app.current.unfold("So it is.", true)
        await app.current.load()
        await app.tap(.go(route: "/list/1"))
        await app.tap(.back)
        #expect(app.current.isUnfolded("So it is."))
        app.current.unfold("So it is.", false)
        #expect(!app.current.isUnfolded("So it is."))
        app.current.unfold("So it is.", true)
        await app.tap(.back)
        await app.tap(.go(route: "/list"))
        #expect(!app.current.isUnfolded("So it is."))
    }
}
