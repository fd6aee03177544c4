// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A module of the house: ARCHITECTURE.md says which may import which.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module, with the shared test support.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude,
        swiftSettings: strict)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "Tiaowen",
    products: [
        .library(
            name: "Tiaowen",
            targets: [
                "LegalText", "Grammar", "Markup", "Ingest", "Structure", "Alignment",
                "Obligations", "Revisions", "Search", "PostgresStore", "Export", "Pipeline",
            ]),
        .executable(name: "tiaowen", targets: ["tiaowen"]),
    ],
    traits: [
        .trait(
            name: "PostgreSQL",
            description: "--store postgres://…; without it the program needs no libpq."),
        .default(enabledTraits: ["PostgreSQL"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // Grammar/*.yaml is compiled into the program by this plugin.
        .executableTarget(name: "embed-grammar"),
        .plugin(
            name: "EmbedGrammar", capability: .buildTool(), dependencies: ["embed-grammar"],
            path: "Sources/EmbedGrammar"),

        module("LegalText", []),
        .target(
            name: "Grammar", dependencies: ["LegalText", yams], swiftSettings: strict,
            plugins: ["EmbedGrammar"]),
        module("Markup", ["CLibXML2", "LegalText"]),
        module("Ingest", ["LegalText", "Markup", "CCrypto", "CUchardet"]),
        module("Structure", ["LegalText", "Grammar"]),
        module("Alignment", ["LegalText", "Grammar"]),
        module("Obligations", ["LegalText", "Grammar"]),
        module("Revisions", ["LegalText", "Grammar"]),
        module("Search", ["LegalText", "Grammar", grdb]),
        module("PostgresStore", ["LegalText", "Grammar", "Search", "CLibPQ"]),
        module("Export", ["LegalText", "Markup"]),
        module(
            "Pipeline",
            [
                "LegalText", "Grammar", "Ingest", "Structure", "Alignment", "Obligations",
                "Revisions", "Search", "Export", yams,
            ]),
        .executableTarget(
            name: "tiaowen",
            dependencies: [
                "LegalText", "Grammar", "Ingest", "Structure", "Alignment", "Obligations",
                "Revisions", "Search", "Export", "Pipeline",
                .target(name: "PostgresStore", condition: .when(traits: ["PostgreSQL"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["LegalText", "Grammar", "Structure"],
            path: "Tests/Support",
            swiftSettings: strict),
        tests("LegalText", ["LegalText"]),
        tests("Grammar", ["Grammar", "LegalText", yams]),
        tests("Ingest", ["Ingest", "LegalText"]),
        tests("Structure", ["Structure", "Ingest", "Grammar", "LegalText"]),
        tests("Alignment", ["Alignment", "Structure", "Ingest", "Grammar", "LegalText", yams]),
        tests(
            "Obligations",
            ["Obligations", "Structure", "Export", "Grammar", "LegalText", yams]),
        tests("Revisions", ["Revisions", "Structure", "Grammar", "LegalText", yams]),
        tests(
            "Search",
            ["Search", "Structure", "Ingest", "Grammar", "LegalText", grdb]),
        tests(
            "PostgresStore", ["PostgresStore", "Pipeline", "Search", "Grammar", "LegalText"]),
        tests(
            "Export",
            ["Export", "Markup", "Alignment", "Ingest", "Structure", "Grammar", "LegalText"]),
        tests(
            "Pipeline",
            [
                "Pipeline", "Export", "Ingest", "Search", "Structure", "Grammar", "LegalText",
                "tiaowen", grdb,
            ],
            exclude: ["Golden"]),
    ],
    swiftLanguageModes: [.v6]
)
