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
                let file = folder.appending(path: "\(Passage.inbox)/picked-\(UUID().uuidString)")
                // The core takes it out, but not where it refuses the command or cannot be opened.
                defer { try? FileManager.default.removeItem(at: file) }
                try await Passage.take(chosen, to: file)
                await self.perform(command, aside: true, more: ["file": file.path])
            }
        case .askNotificationPermission:
            try await reminders.askPermission()
            await current.load()
        case .openSystemSettings(let page): try await phone.openSettings(page)
        }
    }
}

/// Files on their way in and out: what they are is the core's to judge.
nonisolated public enum Passage {
    /// Where copies lie that only a sheet of the system needs, as long as it is open.
    public static let tray = FileManager.default.temporaryDirectory.appending(path: "tray", directoryHint: .isDirectory)
    static let inbox = "inbox"
    /// Largest file that is taken in, in bytes.
    static let limit = 20_000_000

    /// Takes away what a process left that ended on the way. For the start: later, something may be on its way.
    public static func clear(below folder: URL, tray: URL = tray) {
        for left in [folder.appending(path: inbox), tray] { try? FileManager.default.removeItem(at: left) }
    }

    /// Copies a file to a place where there is none.
    public static func copy(_ file: URL, to place: URL) throws {
        try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file, to: place)
    }

    /// Copies a file that the person chose.
    @concurrent
    static func take(_ chosen: URL, to place: URL) async throws {
        let known = try chosen.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        guard known.isRegularFile == true, let size = known.fileSize, size <= limit else { throw ActionFailure() }
        try copy(chosen, to: place)
    }
}
