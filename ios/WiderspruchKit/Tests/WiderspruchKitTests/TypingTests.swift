import Foundation
import Testing

@testable import WiderspruchKit

/// Tests the limit of text fields and the days of pickers.
@Suite struct TypingTests {
    @Test(arguments: [
        ("", 0, ""), ("Ada", 3, "Ada"), ("Adas", 3, "Ada"), ("👩‍👩‍👧‍👦", 7, "👩‍👩‍👧‍👦"), ("a👩‍👩‍👧‍👦", 7, "a"), ("e\u{301}e\u{301}", 3, "e\u{301}"),
        ("𝒜𝒜", 1, "𝒜"), ("a\r\nb", 3, "a\r\n"), ("a\r\nb", 2, "a"), ("🇩🇪🇫🇷", 3, "🇩🇪"), ("שלום", 2, "של"),
    ])
    func `a text is cut to code points and never through a letter`(text: String, most: Int, wanted: String) {
        let kept = limited(text, toCodePoints: most)
        #expect(kept == wanted && kept.unicodeScalars.count <= most)
    }

    @Test(arguments: ["2026-11-23", "2024-02-29", "2026-03-29", "0999-01-01"])
    func `a day survives the picker`(day: String) throws {
        #expect(CivilDay.text(try #require(CivilDay.date(day))) == day)
    }

    @Test(arguments: ["", "2026-11", "2026-11-23-1", "18:00", "today", "--"])
    func `what is not a day is none`(text: String) { #expect(CivilDay.date(text) == nil) }

    @Test func `the picker offers the days from the earliest to the latest`() throws {
        let range = CivilDay.range(earliest: "2026-11-01", latest: "2026-11-30")
        let inside = try ["2026-11-01", "2026-11-23", "2026-11-30"].map { try #require(CivilDay.date($0)) }
        let outside = try ["2026-10-31", "2026-12-01"].map { try #require(CivilDay.date($0)) }
        #expect(inside.allSatisfy(range.contains) && !outside.contains(where: range.contains))
        // Bounds in the wrong order would end the app.
        let day = try #require(CivilDay.date("2026-11-30"))
        #expect(CivilDay.range(earliest: "2026-11-30", latest: "2026-11-01") == day...day)
        #expect(CivilDay.range(earliest: "", latest: "2026-11-30").upperBound == day)
        #expect(CivilDay.range(earliest: "2026-11-30", latest: "").contains(day.addingTimeInterval(1e9)))
    }
}
