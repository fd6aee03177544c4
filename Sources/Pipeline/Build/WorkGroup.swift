import Alignment
import LegalText
import Search

/// Sources that have to be worked on together, because documents of theirs are paired.
struct WorkGroup: Sendable {
    struct Source: Sendable {
        var path: String
        var sha256: String
    }

    /// Documents by the ordinal of their source in the group and their own in the source.
    struct Pair: Sendable, Hashable {
        var zh: DocumentPairing.Place
        var en: DocumentPairing.Place
        /// Name of the file of the alignment, without extension.
        var name: String
        /// What a person decided about it.
        var corrections: [AlignmentCorrection] = []
    }

    var sources: [Source]
    var pairs: [Pair]
    /// For each source, the names of its documents' files, without extension.
    var names: [[String]]
    /// Whether the report shows the text, not only a line of the list.
    var isShown: Bool

    /// What the group is called: a path cannot hold a line end here, since no name does.
    var key: String { sources.map(\.path).joined(separator: "\n") }

    /// The name of the group's parts.
    var partName: String {
        var digest = Digest()
        digest.add(key)
        return digest.description
    }

    /// Changes when the results of the group have to be made anew.
    func fingerprint(settings: String) -> String {
        var digest = Digest()
        digest.add(settings)
        for (source, names) in zip(sources, names) {
            digest.add(source.path)
            digest.add(source.sha256)
            for name in names { digest.add(name) }
        }
        for pair in pairs {
            digest.add(
                "\(pair.zh.source) \(pair.zh.document) \(pair.en.source) \(pair.en.document)")
            digest.add(pair.name)
            for correction in pair.corrections { digest.add(correction.description) }
        }
        digest.add(isShown ? "shown" : "listed")
        return digest.description
    }

    func stamps(settings: String) -> [SourceStamp] {
        sources.map { SourceStamp(path: $0.path, sha256: $0.sha256, settings: settings) }
    }
}

extension WorkGroup {
    /// Texts the report shows, in bytes at most; beyond, only documents with a partner are shown.
    static let shownSize = 3 << 20
    /// And at most so many bytes of those.
    static let shownPairSize = 24 << 20

    /// The groups of some sources, in their order.
    static func groups(
        of sketches: [SourceSketch], _ aligner: Aligner, _ overrides: AlignmentOverrides
    ) -> [WorkGroup] {
        let pairs = DocumentPairing(sketches, aligner).pairs(overrides)
        let members = components(sketches.count, pairs)
        let names = FileNames(sketches.map { ($0.path, $0.documents.count) }).names
        let size = sketches.reduce(0) { $0 + $1.size }
        var shown = 0
        return members.map { members in
            let own = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
            let groupPairs = pairs.filter { own[$0.zh.source] != nil }.map { pair in
                let (zh, en) = (pair.zh, pair.en)
                return Pair(
                    zh: .init(source: own[zh.source] ?? 0, document: zh.document),
                    en: .init(source: own[en.source] ?? 0, document: en.document),
                    name: FileNames.joined(
                        names[zh.source][zh.document], names[en.source][en.document]),
                    corrections: overrides.corrections(
                        zh: sketches[zh.source].name(of: zh.document),
                        en: sketches[en.source].name(of: en.document)))
            }
            let groupSize = members.reduce(0) { $0 + sketches[$1].size }
            var isShown = size <= shownSize
            if !isShown, !groupPairs.isEmpty, shown + groupSize <= shownPairSize {
                shown += groupSize
                isShown = true
            }
            return WorkGroup(
                sources: members.map {
                    Source(path: sketches[$0].path, sha256: sketches[$0].sha256)
                },
                pairs: groupPairs, names: members.map { names[$0] }, isShown: isShown)
        }
    }

    /// Sources joined by pairs, each set sorted, the sets in the order of their first member.
    private static func components(_ count: Int, _ pairs: [DocumentPairing.Pair]) -> [[Int]] {
        var leader = Array(0..<count)
        func find(_ member: Int) -> Int {
            var at = member
            while leader[at] != at { at = leader[at] }
            return at
        }
        for pair in pairs {
            let (a, b) = (find(pair.zh.source), find(pair.en.source))
            leader[max(a, b)] = min(a, b)
        }
        var members: [Int: [Int]] = [:]
        for source in 0..<count { members[find(source), default: []].append(source) }
        return members.sorted { $0.key < $1.key }.map(\.value)
    }
}
