import ImageIO
import UIKit
import WiderspruchKit

/// Decodes picture files.
nonisolated enum PictureFile {
    /// Decodes a picture off the main thread, at the size of ``PictureShape``.
    /// - Parameter reserveSpace: Called before decoding, which takes longer than reading the header.
    /// - Returns: `nil` if the file is not a picture or the task was cancelled.
    @concurrent
    static func read(_ file: URL, reserveSpace: @MainActor @Sendable (PictureShape) -> Void) async -> UIImage? {
        guard let source = CGImageSourceCreateWithURL(file as CFURL, nil),
            let header = CGImageSourceCopyPropertiesAtIndex(source, 0, nil) as? [CFString: Any],
            let shape = PictureShape(
                width: header[kCGImagePropertyPixelWidth] as? Int, height: header[kCGImagePropertyPixelHeight] as? Int,
                orientation: header[kCGImagePropertyOrientation] as? Int)
        else { return nil }
        await reserveSpace(shape)
        if Task.isCancelled { return nil }
        let options: [CFString: Any] = [
            kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceCreateThumbnailWithTransform: true,
            kCGImageSourceShouldCacheImmediately: true, kCGImageSourceThumbnailMaxPixelSize: shape.longerSide,
        ]
        return CGImageSourceCreateThumbnailAtIndex(source, 0, options as CFDictionary).map { UIImage(cgImage: $0) }
    }
}
