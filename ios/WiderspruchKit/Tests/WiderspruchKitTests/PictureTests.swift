import Testing

@testable import WiderspruchKit

/// Tests the size of pictures on the screen and in memory.
@Suite struct PictureTests {
    @Test(arguments: [(1179, 2556), (828, 1792), (1, 1), (2000, 2000), (1920, 1080)])
    func `a picture within the limits is not downsampled`(width: Int, height: Int) throws {
        let shape = try #require(PictureShape(width: width, height: height, orientation: 1))
        #expect(shape.longerSide == max(width, height))
        #expect(shape.ratio == Double(width) / Double(height))
    }

    @Test(arguments: [(1080, 25_000), (25_000, 1080), (4032, 3024), (12_000, 9000), (100, 200_000), (1, 2_000_000_000)])
    func `a larger picture is limited by area and side`(width: Int, height: Int) throws {
        let shape = try #require(PictureShape(width: width, height: height, orientation: nil))
        let shorter = Double(shape.longerSide) * min(shape.ratio, 1 / shape.ratio)
        #expect(Double(shape.longerSide) * shorter <= 4_000_000)
        #expect(shape.longerSide <= 16_384)
    }

    @Test func `a long scrolled screenshot stays wide enough to read`() throws {
        let shape = try #require(PictureShape(width: 1080, height: 25_000, orientation: nil))
        #expect(Double(shape.longerSide) * shape.ratio > 400)
    }

    @Test(arguments: 1...8)
    func `a rotated picture has its displayed shape`(orientation: Int) throws {
        let shape = try #require(PictureShape(width: 400, height: 300, orientation: orientation))
        #expect(shape.ratio == (orientation < 5 ? 4.0 / 3 : 3.0 / 4))
        #expect(shape.longerSide == 400)
    }

    @Test(arguments: [(0, 1), (1, 0), (-1, 5)])
    func `a picture without width or height is refused`(width: Int, height: Int) {
        #expect(PictureShape(width: width, height: height, orientation: 1) == nil)
    }
}
