import Foundation
import Testing
import WiderspruchCore

@testable import WiderspruchKit

/// Tests commands that take several parts, and taps while a command runs.
@MainActor @Suite struct LongActTests {
    private let core = FakeCore(
        screen(Rows.inputs(sentOnChange: true), route: "/list", parent: "/"), screen([]), screen([], route: "/other"),
        screen([], route: "/next"))
    private let phone: Phone

    /// Begins on a screen whose command `check` takes three parts.
    init() async {
        phone = Phone(open: { [core] _ in core })
        await phone.app.resume()
        await phone.app.open("/list")
        core.change {
            $0.outcomes = [
                "check": part(1), "check/1": part(2),
                "check/2": Outcome(
                    then: [.go(route: "/next")], notice: Notice(text: "All checked.", undo: nil, details: nil), planChanged: false,
                    longAct: nil),
            ]
        }
    }

    private nonisolated func part(_ done: UInt32, planChanged: Bool = false) -> Outcome {
        let rest = LongAct(done: done, total: 3, label: "\(done) of 3", command: "check/\(done)")
        return Outcome(then: [], notice: nil, planChanged: planChanged, longAct: rest)
    }

    private var app: AppModel { phone.app }
    private var commands: [String] { core.now.performed.map(\.command) }

    /// Begins the long act and returns while the core works on the part.
    private func begin(until part: String) async -> Task<Void, Never> {
        core.hold(part)
        let act = Task { await app.tap(.perform(command: "check")) }
        await core.arrival(of: part)
        return act
    }

    /// Lets tasks run that wait for nothing.
    private func pass() async { for _ in 0..<20 { await Task.yield() } }

    @Test func `all parts are performed with the same form and the last outcome is run`() async throws {
        app.current.type("Grace", into: "text")
        let list = app.current
        let act = await begin(until: "check/1")
        #expect(list.longAct == LongAct(done: 1, total: 3, label: "1 of 3", command: "check/1"))
        // Typed meanwhile: part of no form yet.
        list.type("Grace Hopper", into: "text")
        core.release("check/1")
        await act.value
        #expect(commands == ["check", "check/1", "check/2"])
        #expect(Set(core.now.performed.map { $0.form["text"] }) == ["Grace"])
        #expect(list.longAct == nil)
        #expect(app.notice?.text == "All checked." && app.current.route == "/next")
        #expect(list.form["text"] == "Grace Hopper")
    }

    @Test(arguments: ["back", "swipe", "tab", "route"])
    func `leaving the screen ends a long act`(way: String) async throws {
        let list = app.current
        let act = await begin(until: "check/1")
        // The core is busy with the part, so the next screen is not loaded before its end.
        let left = Task {
            switch way {
            case "back": await app.tap(.back)
            case "swipe": app.setPath([], of: "/")
            case "tab": app.select("/other")
            default: await app.tap(.go(route: "/next"))
            }
        }
        await eventually("another screen in front") { app.current !== list }
        let front = app.current
        #expect(list.longAct == nil && !list.isBusy)
        core.release("check/1")
        await left.value
        await act.value
        #expect(commands == ["check", "check/1"])
        #expect(app.current === front && app.notice == nil)
    }

    @Test func `the last part does nothing more for a person who left`() async throws {
        let act = await begin(until: "check/2")
        app.select("/other")
        core.release("check/2")
        await act.value
        #expect(app.tab == "/other" && app.path(of: "/other") == [] && app.notice == nil)
    }

    @Test func `coming back does not revive a long act, and it can be begun again`() async throws {
        let list = app.current
        let act = await begin(until: "check/1")
        app.select("/other")
        app.select("/")
        #expect(app.current === list && list.longAct == nil)
        let again = Task { await app.tap(.perform(command: "check")) }
        core.release("check/1")
        await act.value
        await again.value
        #expect(commands.filter { $0 == "check/2" }.count == 1, "\(commands)")
        #expect(app.notice?.text == "All checked.")
    }

    private nonisolated var undoable: Outcome {
        Outcome(then: [], notice: Notice(text: "Once.", undo: "undo/1", details: nil), planChanged: false, longAct: nil)
    }

    @Test func `a second tap does nothing while a command runs`() async throws {
        core.hold("one")
        let first = Task { await app.tap(.perform(command: "one")) }
        await core.arrival(of: "one")
        let second = Task {
            await app.tap(.perform(command: "one"))
            await app.tap(.copy(text: "x"))
        }
        await pass()
        core.release("one")
        await first.value
        await second.value
        #expect(commands == ["one"] && phone.actions.copied == [])
        await app.tap(.copy(text: "x"))
        #expect(phone.actions.copied == ["x"])
    }

    @Test func `nothing is undone while a command runs`() async throws {
        core.change { $0.outcome = undoable }
        await app.tap(.perform(command: "one"))
        core.hold("toggled")
        let change = Task { await app.change("toggle", to: "true", command: "toggled") }
        await core.arrival(of: "toggled")
        let undo = Task { await app.undo() }
        await pass()
        core.release("toggled")
        await change.value
        await undo.value
        #expect(commands == ["one", "toggled"])
        await app.undo()
        #expect(commands == ["one", "toggled", "undo/1"])
    }

    @Test func `a switch flips back while a long act runs`() async throws {
        let act = await begin(until: "check/1")
        let change = Task { await app.change("toggle", to: "true", command: "toggled") }
        await pass()
        #expect(app.current.form["toggle"] == "false")
        core.release("check/1")
        await act.value
        await change.value
        #expect(!commands.contains("toggled"))
    }

    @Test func `a part that fails ends the act and is explained`() async throws {
        let list = app.current
        core.change { $0.failures["check/1"] = CoreError.Storage(explanation: "It is full.", details: "write: ENOSPC") }
        await app.tap(.perform(command: "check"))
        #expect(app.notice == Notice(text: "It is full.", undo: nil, details: "write: ENOSPC"))
        #expect(list.longAct == nil && !list.isBusy && app.current === list)
    }

    @Test func `a part that fails after the person left is not explained`() async throws {
        core.change { $0.failures["check/1"] = CoreError.Storage(explanation: "It is full.", details: "") }
        let act = await begin(until: "check/1")
        app.select("/other")
        core.release("check/1")
        await act.value
        #expect(app.notice == nil)
    }

    @Test func `a part that changes the plan is followed by the system`() async throws {
        core.change { $0.outcomes["check"] = part(1, planChanged: true) }
        let reports = core.now.reports.count
        let act = await begin(until: "check/1")
        #expect(core.now.reports.count > reports)
        core.release("check/1")
        await act.value
    }

    @Test func `the core checks many pictures in parts`() async throws {
        let phone = await Phone().begun()
        await phone.app.tap(.perform(command: "confirm/p1/linkedin/ai-training"))
        let pictures = "/p1/records/linkedin/ai-training"
        await phone.app.open(pictures)
        let picked = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: picked) }
        phone.actions.file = picked
        for colour in UInt8(1)...3 {
            try largePng(colour).write(to: picked)
            await phone.app.tap(.pick(accept: ["image/png"], command: "picture/p1/linkedin/ai-training"))
            #expect(phone.app.notice?.text == "Saved.")
        }
        let first = try await phone.core.perform("check/p1/linkedin/ai-training")
        #expect(first.longAct?.done == 2 && first.longAct?.total == 3)
        await phone.app.tap(.perform(command: "check/p1/linkedin/ai-training"))
        #expect(phone.app.notice?.text == "The pictures have been checked: nothing has changed in their copies.")
        #expect(phone.app.path(of: phone.app.tab).last == pictures + "/check", "\(phone.app.path(of: phone.app.tab))")
    }

    /// A PNG of 9 MB whose data nobody can draw: the core looks at its chunks and their checksums only.
    private func largePng(_ colour: UInt8) -> Data {
        let header = Data([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0])
        var png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        for (kind, data) in [("IHDR", header), ("IDAT", Data(repeating: colour, count: 9_000_000)), ("IEND", Data())] {
            withUnsafeBytes(of: UInt32(data.count).bigEndian) { png.append(contentsOf: $0) }
            let chunk = Data(kind.utf8) + data
            png += chunk
            withUnsafeBytes(of: crc32(chunk).bigEndian) { png.append(contentsOf: $0) }
        }
        return png
    }

    /// The checksum of PNG, a byte at a time.
    private func crc32(_ data: Data) -> UInt32 {
        var table = [UInt32](0..<256)
        for place in table.indices {
            for _ in 0..<8 { table[place] = (table[place] >> 1) ^ (table[place] & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        var sum = UInt32.max
        for byte in data { sum = (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
        return ~sum
    }
}
