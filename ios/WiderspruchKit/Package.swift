// swift-tools-version: 6.2
import PackageDescription

// What Xcode's SWIFT_APPROACHABLE_CONCURRENCY adds to Swift 6 mode; kept in step with the app target.
let approachable: [SwiftSetting] = [
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

let package = Package(
    name: "WiderspruchKit",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "WiderspruchKit", type: .static, targets: ["WiderspruchKit", "WiderspruchCore"])
    ],
    targets: [
        .target(name: "WiderspruchCoreFFI"),
        // Generated: with a default isolation it does not compile.
        .target(name: "WiderspruchCore", dependencies: ["WiderspruchCoreFFI"]),
        .target(
            name: "WiderspruchKit",
            dependencies: ["WiderspruchCore"],
            swiftSettings: approachable + [.defaultIsolation(MainActor.self)]),
        .testTarget(name: "WiderspruchKitTests", dependencies: ["WiderspruchKit"], swiftSettings: approachable),
    ],
    swiftLanguageModes: [.v6]
)
