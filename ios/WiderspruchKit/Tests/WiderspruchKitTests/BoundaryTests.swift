import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Replays `tests/vectors/boundary`, on which every shell relies, through the bindings.
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

    @Test func `commands of old notifications stay compatible`() async throws {
        for vector in try vectors("notification-commands") {
            let phone = await Phone().begun()
            try await before(phone, vector)
            let now = try #require(vector["now"] as? String)
            await phone.travel(now)
            let outcome = try await phone.core.perform(try #require(vector["command"] as? String))
            #expect(outcome.notice?.text == vector["notice"] as? String, "\(vector)")
        }
    }

    @Test func `form inputs are parsed or refused by field`() async throws {
        for vector in try vectors("forms") {
            let phone = await Phone().begun()
            try await before(phone, vector)
            let command = try #require(vector["command"] as? String)
            let form = try #require(vector["form"] as? [String: String])
            if let field = vector["field"] as? String {
                await #expect("\(vector)") {
                    _ = try await phone.core.perform(command, form: form)
                } throws: { error in
                    if case CoreError.BadInput(field, let explanation, _) = error { !explanation.isEmpty } else { false }
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

    @Test func `an error that is renamed, loses its field or is not shown is noticed`() async throws {
        var seen: Set<String> = []
        for vector in try vectors("errors") {
            let kind = try #require(vector["kind"] as? String)
            // No call of a test leads to a bug of ours, so its vector is replayed by the Rust tests only.
            if kind == "bug" { continue }
            let phone = await Phone().begun()
            let call = try #require(vector["call"] as? String)
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
            let error = try #require(
                await #expect(throws: CoreError.self, "\(vector)") {
                    if kind == "screen" {
                        _ = try await phone.core.screen(call)
                    } else {
                        _ = try await phone.core.perform(call)
                    }
                })
            let (name, field) = parts(of: error)
            #expect(name == vector["error"] as? String, "\(vector)")
            #expect(field == vector["field"] as? String, "\(vector)")
            // A sentence for people, not the name of a case.
            let wanted = phone.environment.notice(for: error)
            #expect(wanted.text.hasSuffix(".") && wanted.text.contains(" "), "\(vector)")
            #expect((wanted.details == nil) == (name == "bad_input") && wanted.details?.isEmpty != true, "\(vector)")
            seen.insert(name)
            if kind == "screen" {
                await phone.app.open(call)
            } else {
                await phone.app.tap(.perform(command: call))
            }
            #expect(phone.app.notice == wanted, "\(vector)")
        }
        #expect(seen == ["unknown_route", "unknown_command", "bad_input", "read_only", "storage"])
    }

    private func parts(of error: CoreError) -> (name: String, field: String?) {
        switch error {
        case .UnknownRoute: ("unknown_route", nil)
        case .UnknownCommand: ("unknown_command", nil)
        case .BadInput(let field, _, _): ("bad_input", field)
        case .ReadOnly: ("read_only", nil)
        case .Storage: ("storage", nil)
        case .Internal: ("internal", nil)
        }
    }

    @Test func `plans cross the boundary unchanged`() throws {
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
            _ = try core.perform(command: "begin/linkedin", form: [:], now: begin)
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
            "due_dismissed": plan.dueDismissed,
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

    @Test func `an invalid moment is an error, not a crash`() throws {
        let folder = Folder()
        let core = try Core.open(
            config: OpenConfig(dataDir: folder.url.path, languages: ["en"], region: nil, platform: .ios, appVersion: ""))
        #expect(throws: CoreError.self) {
            try core.screen(route: "/", now: Moment(unixSeconds: 0, utcOffsetSeconds: 1_000_000))
        }
    }

    @Test func `every kind of row that the core makes crosses the boundary`() async throws {
        let phone = await Phone().begun()
        var kinds: Set<String> = []
        var seen: Set<String> = []
        var ways = ["/", "/settings", "/reminders/reliability", "/persons", "/p1/person", "/p1/services/linkedin/objection-form"]
        while let route = ways.popLast() {
            guard seen.insert(route).inserted else { continue }
            let screen = try await phone.core.screen(route)
            kinds.formUnion(screen.sections.flatMap(\.rows).map(kind))
            for section in screen.sections {
                // Rows with inputs are known by the names, so that they keep their focus.
                let names = section.rows.compactMap(inputName(of:))
                #expect(Set(names).count == names.count, "\(route): \(names)")
            }
            for (_, action) in taps(of: screen) {
                if case .go(let route) = action { ways.append(route) }
            }
        }
        #expect(seen.count > 40, "\(seen.count)")
        let made: Set = [
            "paragraph", "callout", "status", "item", "step", "trail", "settingPicture", "actionButton", "toggle", "choice",
            "textField", "claim",
        ]
        #expect(kinds.isSuperset(of: made), "missing: \(made.subtracting(kinds))")
    }
}
