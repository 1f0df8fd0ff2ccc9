import Foundation
import WiderspruchCore

/// What only the app itself can do, with a view on the screen. A method that throws did not do it; the core has the words.
/// A person who changes their mind is no failure.
public protocol PhoneActions: AnyObject {
    /// Opens an https or mailto address. With `inBrowser`, not in the service's own app.
    func open(_ url: URL, inBrowser: Bool) async throws
    /// Puts a text on the clipboard.
    func copy(_ text: String) throws
    /// Opens the share sheet.
    func share(_ text: String) async throws
    /// Opens the print dialog.
    func print(_ document: PrintDocument) async throws
    /// Lets the person choose where a copy of the file goes. `type` is a MIME type.
    func save(_ file: URL, name: String, type: String) async throws
    /// Lets the person choose a file of one of these MIME types, and calls `chosen` while it can be read.
    func pick(_ types: [String], _ chosen: @Sendable (URL) async throws -> Void) async throws
    /// Opens a page of the system's settings, or the nearest there is.
    func openSettings(_ page: SystemPage) async throws
}

/// It could not be done here: no mail program, no printer.
nonisolated public struct ActionFailure: Error {
    /// Why is the core's to say, by the action.
    public init() {}
}

extension AppModel {
    /// Does what a tap or a command asks for: one `switch` over all actions.
    func attempt(_ action: Action) async throws {
        switch action {
        case .go(let route): await go(route)
        case .back: await back()
        case .perform(let command): await perform(command)
        case .openUrl(let address, let browserOnly):
            guard let url = URL(string: address) else { throw ActionFailure() }
            try await phone.open(url, inBrowser: browserOnly)
        case .copy(let text): try phone.copy(text)
        case .share(let text): try await phone.share(text)
        case .print(let document): try await phone.print(document)
        case .saveFile(let path, let name, let mime):
            try await phone.save(surroundings.folder.appending(path: path), name: name, type: mime)
        case .pick(let accept, let command):
            try await phone.pick(accept) { [folder = surroundings.folder] chosen in
                let file = try await Inbox.take(chosen, below: folder)
                // The core takes it out, but not where it refuses the command or cannot be opened.
                defer { try? FileManager.default.removeItem(at: file) }
                await self.perform(command, aside: true, more: ["file": file.path])
            }
        case .askNotificationPermission:
            try await reminders.askPermission()
            await current.load()
        case .openSystemSettings(let page): try await phone.openSettings(page)
        }
    }
}

/// Files that come in, byte by byte: what they are is the core's to judge.
nonisolated enum Inbox {
    /// Largest file that is taken in, in bytes.
    static let limit = 20_000_000
    private static let piece = 64 * 1024

    /// Copies a file that the person chose and returns its place in the inbox. Nothing half-copied stays.
    @concurrent
    static func take(_ chosen: URL, below folder: URL) async throws -> URL {
        let inbox = folder.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let file = inbox.appending(path: "picked-\(UUID().uuidString)")
        do {
            try copy(chosen, to: file)
        } catch {
            try? FileManager.default.removeItem(at: file)
            throw error
        }
        return file
    }

    private static func copy(_ chosen: URL, to file: URL) throws {
        let source = try FileHandle(forReadingFrom: chosen)
        defer { try? source.close() }
        try Data().write(to: file, options: .withoutOverwriting)
        let copy = try FileHandle(forWritingTo: file)
        defer { try? copy.close() }
        var left = limit
        while let bytes = try source.read(upToCount: piece), !bytes.isEmpty {
            left -= bytes.count
            guard left >= 0 else { throw ActionFailure() }
            try copy.write(contentsOf: bytes)
        }
    }
}
