import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Replays one of `tests/stories` on the models that the views draw. `tests/stories.rs` explains the verbs.
@MainActor struct Story {
    private let name: String
    private let language: String
    private let phone: Phone
    private let steps: [[String: Any]]

    init(_ name: String, _ language: String) throws {
        try self.init(name, language, of: #require(try json(shared("stories/\(name).json")) as? [String: Any]))
    }

    init(_ name: String, _ language: String, of story: [String: Any]) throws {
        self.name = name
        self.language = language
        steps = try #require(story["steps"] as? [[String: Any]])
        let country = try #require(story["country"] as? String)
        let now = try #require(story["now"] as? String)
        phone = Phone(language, country: country, now: now, permission: .notAsked)
    }

    func replay() async throws {
        var log = ""
        await phone.app.resume()
        for (index, step) in steps.enumerated() {
            let (verb, value) = try #require(step.count == 1 ? step.first : nil, "a step has one verb")
            let place = "\(name) (\(language)), step \(index + 1): \(step)"
            if verb != "fails" { #expect(phone.app.current.failure == nil, "before \(place)") }
            try await run(verb, value, place)
            log += "\(index + 1). \(verb): \(phone.app.current.screen?.title ?? "")\n"
            if let notice = phone.app.notice { log += "   \(notice.text)\n" }
        }
        // The same log as `tests/stories.rs` writes.
        if let folder = ProcessInfo.processInfo.environment["STORIES_LOG"] {
            let folder = URL(filePath: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try log.write(to: folder.appending(path: "\(name)-\(language).txt"), atomically: true, encoding: .utf8)
        }
    }

    private func run(_ verb: String, _ value: Any, _ place: String) async throws {
        let app = phone.app
        let place = Comment(rawValue: place)
        switch verb {
        case "open":
            await app.open(try text(value))
        case "tap":
            try await phone.tap(text(value))
        case "fill":
            for (name, value) in try #require(value as? [String: String]) { try await phone.fill(name, with: value) }
        case "search":
            try await phone.search(text(value))
        case "perform":
            await app.tap(.perform(command: try text(value)))
        case "undo":
            #expect(app.notice?.undo != nil, place)
            await app.undo()
        case "see":
            let wanted = try text(value)
            #expect(phone.words.contains { $0.contains(wanted) }, "\(place.rawValue): \(phone.words)")
        case "not_see":
            let unwanted = try text(value)
            #expect(!phone.words.contains { $0.contains(unwanted) }, "\(place): \(phone.words)")
        case "notice":
            #expect(try app.notice.map { plain($0.text) } == text(value), place)
        case "fails":
            // The boundary vectors hold which error it is; here it must be shown, and its input known.
            #expect(app.notice != nil && app.notice?.undo == nil, place)
            #expect((app.current.refusedInput != nil) == (value as? String == "bad_input"), place)
        case "opened":
            #expect(try phone.actions.opened.last?.url.contains(text(value)) == true, place)
        case "shared":
            let last = (phone.actions.shared.last ?? phone.actions.copied.last).map(plain)
            #expect(try last?.contains(text(value)) == true, place)
        case "saved":
            let whole = (phone.actions.saved.last?.text.replacingOccurrences(of: "\r\n ", with: "")).map(plain)
            #expect(try whole?.contains(text(value)) == true, place)
        case "planned":
            let all = try await phone.plan().upcoming.map(said)
            let wanted = try text(value)
            #expect(all.contains { $0.contains(wanted) }, "\(place): \(all)")
        case "due":
            let due = try await phone.plan().due.map(said)
            if value is NSNull {
                #expect(due == nil, place)
            } else {
                let wanted = try text(value)
                #expect(due?.contains(wanted) == true, "\(place.rawValue): \(due ?? "nothing")")
            }
        case "report":
            try await report(try #require(value as? [String: Any]))
        case "travel":
            await phone.travel(try text(value))
            await app.current.load()
        case "restart":
            phone.restart()
            await phone.app.current.load()
        case "damage":
            try damage(try #require(value as? [String: Any]))
            await app.current.load()
        default:
            Issue.record("\(place): unknown verb")
        }
    }

    private func text(_ value: Any) throws -> String {
        try #require(value as? String ?? (value as? [String: String])?[language], "no text")
    }

    private func said(_ reminder: Reminder) -> String {
        func two(_ number: UInt8) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let at = reminder.at
        return "\(at.year)-\(two(at.month))-\(two(at.day)) \(two(at.hour)):\(two(at.minute)) \(plain(reminder.body))"
    }

    /// Reports what the story says, including what only an Android phone can.
    private func report(_ value: [String: Any]) async throws {
        let permissions: [String: PermissionState] = ["granted": .granted, "denied": .denied]
        let channels: [String: ChannelState] = ["on": .on, "off": .off]
        let permission = try #require(permissions[value["permission"] as? String ?? ""])
        let shown = try (value["shown"] as? [[String: Any]] ?? []).map { shown in
            let at = try #require(shown["at"] as? [String: Int])
            let moment = Moment(unixSeconds: Int64(at["unix_seconds"]!), utcOffsetSeconds: Int32(at["utc_offset_seconds"]!))
            return ShownReminder(id: try #require(shown["id"] as? String), at: moment)
        }
        await phone.center.allow(permission)
        _ = try await phone.core.report(
            DeviceReport(
                languages: [language],
                permission: permission,
                channel: channels[value["channel"] as? String ?? ""] ?? .unknown,
                restrictions: (value["restrictions"] as? [String] ?? []).isEmpty ? [] : [.background],
                manufacturer: value["manufacturer"] as? String ?? "",
                shown: shown,
                dismissed: value["dismissed"] as? [String] ?? [],
                pending: value["pending"] as? [String] ?? [],
                failedAction: nil))
        phone.app.dismissNotice()
        await phone.app.current.load()
        if let failed = value["failed_action"] as? [String: Any] {
            let action = try #require(failed["action"] as? [String: Any])
            #expect(action["action"] as? String == "open_url")
            phone.actions.isBroken = true
            await phone.app.tap(.openUrl(url: try #require(action["url"] as? String), browserOnly: false))
            phone.actions.isBroken = false
        }
    }

    private func damage(_ value: [String: Any]) throws {
        let file = phone.folder.url.appending(path: try #require(value["file"] as? String))
        var bytes = try Data(contentsOf: file)
        let index = Int(try #require(value["at"] as? Double) * Double(bytes.count - 1))
        bytes[index] ^= 1
        try bytes.write(to: file)
    }
}

/// Replays every story in each language, and tests that a story can fail.
@Suite struct StoryTests {
    @MainActor @Test(arguments: StoryTests.names, ["de", "en"])
    func story(name: String, language: String) async throws {
        try await Story(name, language).replay()
    }

    @MainActor @Test(arguments: [["dance": "x"], ["see": "x", "tap": "y"], [:]])
    func `a step with an unknown verb or not exactly one fails`(step: [String: String]) async throws {
        let story: [String: Any] = ["country": "DE", "now": Phone.now, "steps": [step]]
        await withKnownIssue { try await Story("made up", "en", of: story).replay() }
    }

    /// For each verb a step that must fail.
    @MainActor
    @Test(arguments: [
        #"{"tap": "nothing"}"#, #"{"fill": {"nothing": "x"}}"#, #"{"search": "x"}"#, #"{"undo": {}}"#, #"{"see": "something else"}"#,
        #"{"not_see": "Where"}"#, #"{"notice": "nothing"}"#, #"{"fails": "bad_input"}"#, #"{"opened": "https"}"#,
        #"{"shared": "x"}"#, #"{"saved": "x"}"#, #"{"planned": "2026"}"#, #"{"due": "x"}"#,
        #"{"report": {"permission": "x"}}"#, #"{"damage": {"file": "x", "at": 0}}"#,
    ])
    func `an expectation that is not met fails`(step: String) async throws {
        let step = try JSONSerialization.jsonObject(with: Data(step.utf8))
        let story: [String: Any] = ["country": "DE", "now": Phone.now, "steps": [step]]
        await withKnownIssue { try await Story("made up", "en", of: story).replay() }
    }

    @Test func `the folder of stories is found`() { #expect(Self.names.count > 20) }

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: shared("stories").path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()
}
