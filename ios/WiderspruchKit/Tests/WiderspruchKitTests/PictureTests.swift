import Testing

@testable import WiderspruchKit

/// How much room pictures take, on the screen and in memory.
@Suite struct PictureTests {
    @Test(arguments: [(1179, 2556), (828, 1792), (1, 1), (2000, 2000), (1920, 1080)])
    func `what fits is drawn with all of its pixels`(width: Int, height: Int) throws {
        let shape = try #require(PictureShape(width: width, height: height, orientation: 1))
        #expect(shape.longest == max(width, height))
        #expect(shape.ratio == Double(width) / Double(height))
    }

    @Test(arguments: [(1080, 25_000), (25_000, 1080), (4032, 3024), (12_000, 9000), (100, 200_000), (1, 2_000_000_000)])
    func `what is larger is limited by its area, and by its longer side`(width: Int, height: Int) throws {
        let shape = try #require(PictureShape(width: width, height: height, orientation: nil))
        let shorter = Double(shape.longest) * min(shape.ratio, 1 / shape.ratio)
        #expect(Double(shape.longest) * shorter <= 4_000_000)
        #expect(shape.longest <= 16_384)
    }

    @Test func `a screenshot that was scrolled for long stays wide enough to be read`() throws {
        let shape = try #require(PictureShape(width: 1080, height: 25_000, orientation: nil))
        #expect(Double(shape.longest) * shape.ratio > 400)
    }

    @Test(arguments: 1...8)
    func `a picture that lies on its side has the shape in which it is seen`(orientation: Int) throws {
        let shape = try #require(PictureShape(width: 400, height: 300, orientation: orientation))
        #expect(shape.ratio == (orientation < 5 ? 4.0 / 3 : 3.0 / 4))
        #expect(shape.longest == 400)
    }

    @Test(arguments: [(0, 1), (1, 0), (-1, 5)])
    func `what has no side is no picture`(width: Int, height: Int) {
        #expect(PictureShape(width: width, height: height, orientation: 1) == nil)
    }
}
