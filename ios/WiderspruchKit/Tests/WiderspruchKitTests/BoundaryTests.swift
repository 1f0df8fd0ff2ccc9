import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Replays `tests/vectors/boundary`: what every shell relies on, here through the bindings.
@MainActor @Suite struct BoundaryTests {
    private func vectors(_ name: String) throws -> [[String: Any]] {
        let all = try #require(try json(shared("vectors/boundary/\(name).json")) as? [[String: Any]])
        try #require(!all.isEmpty)
        return all
    }

    @Test func `every vector is replayed here`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: shared("vectors/boundary").path)
        #expect(files.sorted() == ["errors.json", "forms.json", "notification-commands.json", "plans.json"])
    }

    private func before(_ phone: Phone, _ vector: [String: Any]) async throws {
        for command in vector["after"] as? [String] ?? [] { _ = try await phone.core.perform(command) }
    }

    @Test func `commands of notifications are understood for ever`() async throws {
        for vector in try vectors("notification-commands") {
            let phone = await Phone().begun()
            try await before(phone, vector)
            let now = try #require(vector["now"] as? String)
            await phone.travel(now)
            let outcome = try await phone.core.perform(try #require(vector["command"] as? String))
            #expect(outcome.notice?.text == vector["notice"] as? String, "\(vector)")
        }
    }

    @Test func `forms are understood as they are sent`() async throws {
        for vector in try vectors("forms") {
            let phone = await Phone().begun()
            try await before(phone, vector)
            let command = try #require(vector["command"] as? String)
            let form = try #require(vector["form"] as? [String: String])
            if let field = vector["field"] as? String {
                await #expect("\(vector)") {
                    _ = try await phone.core.perform(command, form: form)
                } throws: { error in
                    if case CoreError.BadInput(field, let explanation) = error { !explanation.isEmpty } else { false }
                }
                continue
            }
            let outcome = try await phone.core.perform(command, form: form)
            #expect(outcome.notice?.text == vector["notice"] as? String, "\(vector)")
            await phone.app.open(try #require(vector["screen"] as? String))
            let name = try #require(vector["input"] as? String)
            #expect(phone.app.current.form[name] == vector["value"] as? String, "\(vector)")
        }
    }

    @Test func `errors keep their names, and their sentences are shown`() async throws {
        var seen: Set<String> = []
        for vector in try vectors("errors") {
            let phone = await Phone().begun()
            let call = try #require(vector["call"] as? String)
            let kind = try #require(vector["kind"] as? String)
            switch kind {
            case "newer":
                let newer = #"{"v":99,"id":"aa-9"}"#
                let journal = phone.folder.url.appending(path: "profiles/p1/journal.jsonl")
                let handle = try FileHandle(forWritingTo: journal)
                try handle.seekToEnd()
                try handle.write(contentsOf: Data("\(crc32(newer)) \(newer)\n".utf8))
                try handle.close()
            case "blocked":
                let lock = phone.folder.url.appending(path: "lock")
                try FileManager.default.removeItem(at: lock)
                try FileManager.default.createDirectory(at: lock, withIntermediateDirectories: false)
            default: break
            }
            // Nothing that a test can do leads to a bug of ours.
            var error: any Error = CoreError.Internal(explanation: "x")
            do {
                switch kind {
                case "screen": _ = try await phone.core.screen(call)
                case "bug": break
                default: _ = try await phone.core.perform(call)
                }
            } catch let problem {
                error = problem
            }
            let (name, field) = try parts(of: #require(error as? CoreError))
            #expect(name == vector["error"] as? String, "\(vector)")
            #expect(field == vector["field"] as? String, "\(vector)")
            #expect(!phone.surroundings.words(for: error).isEmpty)
            seen.insert(name)
            if kind == "screen" {
                await phone.app.open(call)
            } else if kind != "bug" {
                await phone.app.tap(.perform(command: call))
            }
            if kind != "bug" { #expect(phone.app.notice?.text == phone.surroundings.words(for: error), "\(vector)") }
        }
        #expect(seen.count == 6)
    }

    private func parts(of error: CoreError) -> (name: String, field: String?) {
        switch error {
        case .UnknownRoute: ("unknown_route", nil)
        case .UnknownCommand: ("unknown_command", nil)
        case .BadInput(let field, _): ("bad_input", field)
        case .ReadOnly: ("read_only", nil)
        case .Storage: ("storage", nil)
        case .Internal: ("internal", nil)
        }
    }

    @Test func `plans are what is handed to the system`() throws {
        var platforms: Set<String> = []
        for vector in try vectors("plans") {
            let platform = try #require(vector["platform"] as? String)
            platforms.insert(platform)
            let folder = Folder()
            let core = try Core.open(
                config: OpenConfig(
                    dataDir: folder.url.path, languages: [try #require(vector["language"] as? String)], region: "DE",
                    platform: platform == "ios" ? .ios : .android, appVersion: "0.1.0"))
            let begin = time(Phone.now)
            _ = try core.perform(command: "welcome", form: [:], now: begin)
            for step in try #require(vector["steps"] as? [[Any]]) {
                let command = try #require(step[0] as? String)
                _ = try core.perform(command: command, form: try #require(step[1] as? [String: String]), now: begin)
            }
            let plan = try core.reminders(now: time(try #require(vector["now"] as? String)))
            let wanted = try #require(vector["plan"] as? [String: Any])
            #expect(NSDictionary(dictionary: fields(of: plan)) == NSDictionary(dictionary: wanted), "\(vector["name"] ?? "")")
        }
        #expect(platforms == ["android", "ios"])
    }

    private func time(_ text: String) -> Moment {
        let (date, zone) = moment(text)
        return Moment(unixSeconds: Int64(date.timeIntervalSince1970), utcOffsetSeconds: Int32(zone.secondsFromGMT()))
    }

    private func fields(of plan: ReminderPlan) -> [String: Any] {
        [
            "due": plan.due.map(fields(of:)) as Any? ?? NSNull(),
            "due_shown": plan.dueShown,
            "upcoming": plan.upcoming.map(fields(of:)),
            "categories": plan.categories.map {
                ["id": $0.id, "labels": $0.labels, "opens_app": $0.opensApp, "public_text": $0.publicText] as [String: Any]
            },
        ]
    }

    private func fields(of reminder: Reminder) -> [String: Any] {
        let at = reminder.at
        let actions = reminder.actions.map { action -> [String: Any] in
            switch action.target {
            case .command(let command):
                ["label": action.label, "target": ["target": "command", "command": command]]
            case .route(let route): ["label": action.label, "target": ["target": "route", "route": route]]
            }
        }
        return [
            "id": reminder.id, "fingerprint": reminder.fingerprint, "title": reminder.title, "body": reminder.body,
            "public_text": reminder.publicText, "route": reminder.route, "category": reminder.category,
            "actions": actions,
            "at": [
                "year": Int(at.year), "month": Int(at.month), "day": Int(at.day), "hour": Int(at.hour),
                "minute": Int(at.minute),
            ],
        ]
    }

    @Test func `an impossible moment is an error that can be caught`() throws {
        let folder = Folder()
        let core = try Core.open(
            config: OpenConfig(dataDir: folder.url.path, languages: ["en"], region: nil, platform: .ios, appVersion: ""))
        #expect(throws: CoreError.self) {
            try core.screen(route: "/", now: Moment(unixSeconds: 0, utcOffsetSeconds: 1_000_000))
        }
    }

    @Test func `every kind of row that the core makes so far crosses the boundary`() async throws {
        let phone = await Phone().begun()
        var kinds: Set<String> = []
        var seen: Set<String> = []
        var ways = ["/", "/settings", "/reminders/reliability", "/persons", "/p1/person", "/p1/services/linkedin/objection-form"]
        while let route = ways.popLast() {
            guard seen.insert(route).inserted else { continue }
            let screen = try await phone.core.screen(route)
            kinds.formUnion(screen.sections.flatMap(\.rows).map(kind))
            for (_, action) in taps(of: screen) {
                if case .go(let route) = action { ways.append(route) }
            }
        }
        #expect(seen.count > 40, "\(seen.count)")
        let made: Set = [
            "paragraph", "callout", "status", "item", "step", "trail", "settingPicture", "actionButton", "toggle", "choice",
            "textField", "timeField",
        ]
        #expect(kinds.isSuperset(of: made), "missing: \(made.subtracting(kinds))")
    }
}
