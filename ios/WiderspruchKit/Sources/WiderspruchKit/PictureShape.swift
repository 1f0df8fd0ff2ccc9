/// Shape of a picture, from the header of its file: the space to reserve and the size to decode.
nonisolated public struct PictureShape: Equatable, Sendable {
    /// Width divided by height, as displayed.
    public let ratio: Double
    /// Longer side of the decoded picture, in pixels.
    public let longerSide: Int

    /// Most pixels to decode, which take 16 MB. No screen has more, and a long scrolled screenshot stays wide enough to read.
    private static let maxPixels = 4_000_000.0
    /// Longest side that the graphics processor of a phone draws.
    private static let maxSide = 16_384.0

    /// - Parameter orientation: The EXIF value. From 5 on, width and height are swapped.
    public init?(width: Int?, height: Int?, orientation: Int?) {
        guard let width, let height, width > 0, height > 0 else { return nil }
        let (wide, high) = (Double(width), Double(height))
        ratio = (orientation ?? 1) < 5 ? wide / high : high / wide
        let scale = min(1, (Self.maxPixels / (wide * high)).squareRoot())
        longerSide = Int(min(Self.maxSide, max(wide, high) * scale))
    }
}
