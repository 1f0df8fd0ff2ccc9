/// What the head of a picture's file says: enough to make room for it, and to know how much of it to draw.
nonisolated public struct PictureShape: Equatable, Sendable {
    /// Width for each unit of height, as it is seen.
    public let ratio: Double
    /// The longer side as it is drawn, in pixels.
    public let longest: Int

    /// Most pixels that are drawn, 16 MB in memory. A phone's screen has no more; of one that was scrolled for a long time
    /// what is left is still as wide as can be read.
    private static let most = 4_000_000.0
    /// No processor of a phone draws a longer side.
    private static let limit = 16_384.0

    /// - Parameter orientation: As EXIF counts. From 5 on, sides change places when the picture is drawn.
    public init?(width: Int?, height: Int?, orientation: Int?) {
        guard let width, let height, width > 0, height > 0 else { return nil }
        let (wide, high) = (Double(width), Double(height))
        ratio = (orientation ?? 1) < 5 ? wide / high : high / wide
        let scale = min(1, (Self.most / (wide * high)).squareRoot())
        longest = Int(min(Self.limit, max(wide, high) * scale))
    }
}
