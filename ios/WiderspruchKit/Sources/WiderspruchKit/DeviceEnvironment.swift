import Foundation
import WiderspruchCore

/// What the kit needs to know of the phone: folder, clock, zone, languages. Tests replace it.
nonisolated public struct DeviceEnvironment: Sendable {
    /// The app's private folder for the records. The core makes it if it is missing.
    public let folder: URL
    /// The app's version, shown on the about screen.
    public let appVersion: String
    /// The shell's own string `load_failure`, for failures without an explanation by the core.
    public let loadFailure: String
    /// The shell's own string `panic`, for a panic that the core did not catch itself.
    public let panic: String
    /// The clock.
    public let date: @Sendable () -> Date
    /// The zone of the phone.
    public let zone: @Sendable () -> TimeZone
    /// BCP 47 tags: the language chosen for this app, where there is one, then the system's, preferred first.
    public let languages: @Sendable () -> [String]
    /// The system's region as a country code.
    public let region: @Sendable () -> String?
    /// Waits; throws if the task is cancelled.
    public let pause: @Sendable (Duration) async throws -> Void

    /// Makes an environment. The defaults are the phone's own.
    public init(
        folder: URL,
        appVersion: String,
        loadFailure: String,
        panic: String,
        date: @escaping @Sendable () -> Date = { Date() },
        zone: @escaping @Sendable () -> TimeZone = { .autoupdatingCurrent },
        languages: @escaping @Sendable () -> [String] = { Locale.preferredLanguages },
        region: @escaping @Sendable () -> String? = { Locale.autoupdatingCurrent.region?.identifier },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.folder = folder
        self.appVersion = appVersion
        self.loadFailure = loadFailure
        self.panic = panic
        self.date = date
        self.zone = zone
        self.languages = languages
        self.region = region
        self.pause = pause
    }

    var now: Moment { moment(of: date()) }

    func moment(of date: Date) -> Moment {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        return Moment(unixSeconds: Int64(seconds), utcOffsetSeconds: Int32(zone().secondsFromGMT(for: date)))
    }

    var config: OpenConfig {
        OpenConfig(
            dataDir: folder.path, languages: languages(), region: region(), platform: .ios, appVersion: appVersion)
    }
}
