import Foundation

/// Returns the text, cut to a number of Unicode code points, as the core counts them. Never cuts through a letter that has
/// several.
nonisolated public func limited(_ text: String, toCodePoints most: Int) -> String {
    if text.unicodeScalars.count <= most { return text }
    var left = most
    return String(
        text.prefix { letter in
            left -= letter.unicodeScalars.count
            return left >= 0
        })
}

/// Returns the text as the end of a route: the UTF-8 of all but unreserved characters as `%C3%A4`.
nonisolated func percentEncoded(_ text: String) -> String {
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
}

/// Converts between the days of a form (`2026-11-23`), which are ASCII and Gregorian in every language, and the dates of a picker.
nonisolated public enum CivilDay {
    /// Returns the beginning of the day; `nil` if the text is not a day.
    public static func date(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        return calendar.date(from: DateComponents(year: year, month: month, day: day))
    }

    /// Returns the day of a date in the phone's zone.
    public static func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// Returns the dates that a picker may offer. A bound that is not a day bounds nothing.
    public static func range(earliest: String, latest: String) -> ClosedRange<Date> {
        let first = date(earliest) ?? .distantPast
        return first...max(first, date(latest) ?? .distantFuture)
    }

    /// Not stored: a calendar keeps the zone in which it was made, and pickers use the current one.
    private static var calendar: Calendar { Calendar(identifier: .gregorian) }
}
