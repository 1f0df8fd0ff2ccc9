import Foundation

/// The folder of the person's records on this phone, and what the system may do with it.
nonisolated struct Records: Sendable {
    /// Where the core keeps them. The system never takes it away as it does with what is only stored for speed.
    let folder = URL.applicationSupportDirectory.appending(path: "records", directoryHint: .isDirectory)
    private let state = URL.applicationSupportDirectory.appending(path: "state", directoryHint: .notDirectory)

    /// A file of the records.
    func file(_ path: String) -> URL { folder.appending(path: path) }

    /// Makes the folder. Answers from a locked phone must be kept, so its files can be read as soon as the phone was unlocked
    /// once after it was switched on; new files take this over from the folder.
    func prepare() {
        let protection: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? FileManager.default.setAttributes(protection, ofItemAtPath: folder.path)
    }

    /// The app goes to the back: keeps where the person was, and tells the system's backup what to leave out. A file that was
    /// written anew has lost its mark, so all are marked every time.
    func leave(behind way: String) {
        try? Data(way.utf8).write(to: state, options: .atomic)
        markForBackup()
    }

    /// Where the person was, if the process did not outlive it.
    var left: String? { try? String(contentsOf: state, encoding: .utf8) }

    /// Leaves out what concerns this phone only, and everything where the person wants it so.
    func markForBackup() {
        leaveOut(folder, FileManager.default.fileExists(atPath: file("no-backup").path))
        for name in ["device.txt", "inbox", "outbox"] {
            leaveOut(file(name), true)
        }
        leaveOut(state, true)
    }

    private func leaveOut(_ url: URL, _ isExcluded: Bool) {
        var url = url
        var values = URLResourceValues()
        values.isExcludedFromBackup = isExcluded
        // One that is not there needs no mark.
        try? url.setResourceValues(values)
    }
}
