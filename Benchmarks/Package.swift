// swift-tools-version: 6.2
import PackageDescription

// SwiftPM names a local package by its folder, whatever the checkout is called.
let checkout = Context.packageDirectory.split(separator: "/").dropLast().last.map(String.init) ?? ""

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(path: "..")],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: [.product(name: "Tiaowen", package: checkout)])
    ],
    swiftLanguageModes: [.v6]
)
