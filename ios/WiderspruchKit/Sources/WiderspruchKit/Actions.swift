import Foundation
import WiderspruchCore

/// The actions that need the system's sheets. A method throws if it could not act; the core then words the failure. A person
/// who cancels a sheet is not a failure.
public protocol PhoneActions: AnyObject {
    /// Opens an https or mailto address. With `inBrowser`, not in the service's own app.
    func open(_ url: URL, inBrowser: Bool) async throws
    /// Puts a text on the clipboard.
    func copy(_ text: String) throws
    /// Opens the share sheet.
    func share(_ text: String) async throws
    /// Opens the print dialog.
    func print(_ document: PrintDocument) async throws
    /// Lets the person choose where to save a copy of the file. `type` is a MIME type.
    func save(_ file: URL, name: String, type: String) async throws
    /// Lets the person choose a file of one of these MIME types. The file is readable only while `chosen` runs.
    func pick(_ types: [String], _ chosen: @Sendable (URL) async throws -> Void) async throws
    /// Opens a page of the system's settings, or the nearest one that exists.
    func openSettings(_ page: SystemPage) async throws
}

/// Why the phone could not run an action, where the system gives no error of its own. It is for whoever mends the fault: the
/// core words the failure by the action.
nonisolated public enum ActionFailure: Error {
    /// The address is none.
    case invalidAddress
    /// No program takes the address.
    case notOpened
    /// There is no window for a sheet of the system.
    case noWindow
    /// The phone cannot print.
    case noPrinting
    /// The print dialog did not open.
    case noPrintDialog
    /// What the person chose is not a file.
    case notAFile
    /// The chosen file is larger than the app takes.
    case tooLarge
    /// The system did not hand over the chosen picture.
    case noPicture
}

extension AppModel {
    /// Runs the action of a row or command: the one `switch` over all kinds.
    func attempt(_ action: Action) async throws {
        switch action {
        case .go(let route): await go(route)
        case .back: await back()
        case .perform(let command): await perform(command)
        case .openUrl(let address, let browserOnly):
            guard let url = URL(string: address) else { throw ActionFailure.invalidAddress }
            try await phone.open(url, inBrowser: browserOnly)
        case .copy(let text): try phone.copy(text)
        case .share(let text): try await phone.share(text)
        case .print(let document): try await phone.print(document)
        case .saveFile(let path, let name, let mime):
            try await phone.save(environment.folder.appending(path: path), name: name, type: mime)
        case .pick(let accept, let command):
            try await phone.pick(accept) { [folder = environment.folder] chosen in
                let file = folder.appending(path: "\(FileTransfer.inbox)/picked-\(UUID().uuidString)")
                // The core moves the file out of the inbox, unless it refuses the command or does not open.
                defer { try? FileManager.default.removeItem(at: file) }
                try await FileTransfer.copyPicked(chosen, to: file)
                await self.perform(command, keepInputs: true, more: ["file": file.path])
            }
        case .askNotificationPermission:
            try await reminders.askPermission()
            await current.load()
        case .openSystemSettings(let page): try await phone.openSettings(page)
        }
    }
}

extension Action {
    /// Whether it leads to another screen.
    var isWay: Bool {
        switch self {
        case .go, .back: true
        case .perform, .openUrl, .copy, .share, .print, .saveFile, .pick, .askNotificationPermission, .openSystemSettings: false
        }
    }
}

/// Copies files in and out of the app's folders, unread: the core checks their content.
nonisolated public enum FileTransfer {
    /// The folder for copies that a sheet of the system needs while it is open.
    public static let sheetFolder = FileManager.default.temporaryDirectory.appending(path: "tray", directoryHint: .isDirectory)
    static let inbox = "inbox"
    /// Size limit of a picked file, in bytes.
    static let maxBytes = 20_000_000

    /// Deletes what a process left behind that ended during a transfer. To be called at launch, before a transfer can run.
    public static func removeLeftovers(from folder: URL, sheetFolder: URL = sheetFolder) {
        for left in [folder.appending(path: inbox), sheetFolder] { try? FileManager.default.removeItem(at: left) }
    }

    /// Copies a file to a place that must be free, and makes the folders above it.
    public static func copy(_ file: URL, to place: URL) throws {
        try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file, to: place)
    }

    /// Copies a file that the person chose. Throws if it is not a file or above `maxBytes`.
    @concurrent
    static func copyPicked(_ chosen: URL, to place: URL) async throws {
        let known = try chosen.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        guard known.isRegularFile == true, let size = known.fileSize else { throw ActionFailure.notAFile }
        guard size <= maxBytes else { throw ActionFailure.tooLarge }
        try copy(chosen, to: place)
    }
}
