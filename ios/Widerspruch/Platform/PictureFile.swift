import ImageIO
import UIKit
import WiderspruchKit

/// A picture as it lies in a file.
nonisolated enum PictureFile {
    /// Reads it away from the main thread, and no more of it than is drawn.
    /// - Parameter makeRoom: Called before the picture is decoded, which takes longer than to read its head.
    /// - Returns: Nothing where it is none, or where nobody waits for it any more.
    @concurrent
    static func read(_ file: URL, makeRoom: @MainActor @Sendable (PictureShape) -> Void) async -> UIImage? {
        guard let source = CGImageSourceCreateWithURL(file as CFURL, nil),
            let head = CGImageSourceCopyPropertiesAtIndex(source, 0, nil) as? [CFString: Any],
            let shape = PictureShape(
                width: head[kCGImagePropertyPixelWidth] as? Int, height: head[kCGImagePropertyPixelHeight] as? Int,
                orientation: head[kCGImagePropertyOrientation] as? Int)
        else { return nil }
        await makeRoom(shape)
        if Task.isCancelled { return nil }
        let options: [CFString: Any] = [
            kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceCreateThumbnailWithTransform: true,
            kCGImageSourceShouldCacheImmediately: true, kCGImageSourceThumbnailMaxPixelSize: shape.longest,
        ]
        return CGImageSourceCreateThumbnailAtIndex(source, 0, options as CFDictionary).map { UIImage(cgImage: $0) }
    }
}
