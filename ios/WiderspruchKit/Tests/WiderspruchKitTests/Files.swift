import Foundation
import Testing

/// Returns the place of a file in the repository's `tests`, which every shell replays.
func shared(_ path: String) -> URL {
    var folder = URL(filePath: #filePath)
    // ios/WiderspruchKit/Tests/WiderspruchKitTests/Files.swift
    for _ in 0..<5 { folder.deleteLastPathComponent() }
    return folder.appending(path: "tests").appending(path: path)
}

/// Reads a JSON file as values of Foundation.
func json(_ url: URL) throws -> Any { try JSONSerialization.jsonObject(with: Data(contentsOf: url)) }

/// Computes the journal's checksum, independently of the code under test.
func crc32(_ text: String) -> String {
    var crc = UInt32.max
    for byte in text.utf8 {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    let digits = String(~crc, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}
