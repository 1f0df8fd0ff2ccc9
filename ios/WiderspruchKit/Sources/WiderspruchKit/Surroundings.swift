import Foundation
import WiderspruchCore

/// The phone as the kit sees it: folder, clock, zone, languages, and the shell's own words. Tests have their own.
nonisolated public struct Surroundings: Sendable {
    /// The app's private folder for the records; made by the core where it is missing.
    public let folder: URL
    /// The app's version, shown on the about screen.
    public let appVersion: String
    /// Said where there is no core to ask for words: the shell's own string `load_failure`.
    public let loadFailure: String
    /// The clock.
    public let date: @Sendable () -> Date
    /// The zone of the phone.
    public let zone: @Sendable () -> TimeZone
    /// The system's languages as BCP 47 tags, best first, with the one chosen for this app before them.
    public let languages: @Sendable () -> [String]
    /// The system's region as a country code.
    public let region: @Sendable () -> String?

    /// What is left out is the phone's own.
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

    /// What the person is told of a failure: the core's sentence, or ours where there is no core to ask.
    public func words(for failure: any Error) -> String {
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
