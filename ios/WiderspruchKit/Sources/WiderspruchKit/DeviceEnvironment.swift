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
    /// The clock.
    public let date: @Sendable () -> Date
    /// The zone of the phone.
    public let zone: @Sendable () -> TimeZone
    /// BCP 47 tags: the language chosen for this app, where there is one, then the system's, preferred first.
    public let languages: @Sendable () -> [String]
    /// The system's region as a country code.
    public let region: @Sendable () -> String?

    /// Makes an environment. The defaults are the phone's own.
    public init(
        folder: URL,
        appVersion: String,
        loadFailure: String,
        date: @escaping @Sendable () -> Date = { Date() },
        zone: @escaping @Sendable () -> TimeZone = { .autoupdatingCurrent },
        languages: @escaping @Sendable () -> [String] = { Locale.preferredLanguages },
        region: @escaping @Sendable () -> String? = { Locale.autoupdatingCurrent.region?.identifier }
    ) {
        self.folder = folder
        self.appVersion = appVersion
        self.loadFailure = loadFailure
        self.date = date
        self.zone = zone
        self.languages = languages
        self.region = region
    }

    /// Returns the sentence that explains a failure: the core's, or the shell's own if it is not the core's error.
    public func errorText(for failure: any Error) -> String {
        (failure as? CoreError)?.explanation ?? loadFailure
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

nonisolated extension CoreError {
    var explanation: String {
        switch self {
        case .UnknownRoute(let explanation), .UnknownCommand(let explanation), .BadInput(_, let explanation),
            .ReadOnly(let explanation), .Storage(let explanation), .Internal(let explanation):
            explanation
        }
    }
}
