import Foundation

/// Manages the folder of the records: its protection, its place in the device backup, and the saved state beside it.
nonisolated struct Records: Sendable {
    /// The folder in which the core keeps the records. Unlike caches, the system never deletes it.
    let folder = URL.applicationSupportDirectory.appending(path: "records", directoryHint: .isDirectory)
    private let stateFile = URL.applicationSupportDirectory.appending(path: "state", directoryHint: .notDirectory)

    /// Returns the place of a file of the records.
    func file(_ path: String) -> URL { folder.appending(path: path) }

    /// Makes the folder, readable from the first unlock after a restart on: answers from the lock screen must be stored. New files
    /// inherit this protection.
    func prepare() {
        let protection: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? FileManager.default.setAttributes(protection, ofItemAtPath: folder.path)
    }

    /// Saves the state of the app when it goes to the background, and marks files for the backup again: a file that was
    /// rewritten has lost its mark.
    func save(state: String) {
        try? Data(state.utf8).write(to: stateFile, options: .atomic)
        markForBackup()
    }

    /// The state that an earlier process saved.
    var savedState: String? { try? String(contentsOf: stateFile, encoding: .utf8) }

    /// Excludes from the backup what concerns this phone only and what is being erased, or all records if the person left them
    /// out.
    func markForBackup() {
        setExcluded(folder, FileManager.default.fileExists(atPath: file("no-backup").path))
        // A folder that cannot be listed has nothing to mark.
        let profiles = file("profiles")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: profiles.path)) ?? []
        let erased = names.filter { $0.hasPrefix(".erased-") }.map { profiles.appending(path: $0) }
        for url in ["device.txt", "inbox", "outbox"].map(file) + erased {
            setExcluded(url, true)
        }
        setExcluded(stateFile, true)
    }

    private func setExcluded(_ url: URL, _ isExcluded: Bool) {
        var url = url
        var values = URLResourceValues()
        values.isExcludedFromBackup = isExcluded
        // Fails for a missing file, which needs no mark.
        try? url.setResourceValues(values)
    }
}
