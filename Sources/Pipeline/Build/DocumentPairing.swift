import Alignment
import Foundation
import LegalText

/// Finds the Chinese original of each English document (配对): first by what both share whatever the
/// words (the numbers of their articles, how long these are beside one another, figures, dates), then,
/// among the few that fit best, also by the words of their titles.
///
/// Each English document goes to the Chinese one it fits best, if it fits well enough; a Chinese
/// document may have several English versions. Lengths of corresponding units correlate (Gale and
/// Church, 1993), while those of another law with the same numbers do not.
struct DocumentPairing {
    /// A pair of documents, each by its place among the sources.
    struct Pair: Sendable, Hashable {
        var zh: Place
        var en: Place
        var score: Double
    }

    /// The document `document` of the source `source`.
    struct Place: Sendable, Hashable {
        var source: Int
        var document: Int
    }

    /// Titles and sizes that fit so well need nothing else: of 600 official laws tried with and without
    /// their partner among the others, 96 % fall on the right side of it.
    static let sureAffinity = 0.55
    /// Worse fits than this are none; better ones have to stand out from the next by the margin, unless
    /// the titles are sure.
    static let threshold = 0.55
    static let margin = 0.1
    /// How many Chinese documents are looked at more closely for an English one.
    private static let candidates = 40

    private let sketches: [SourceSketch]
    private let aligner: Aligner

    init(_ sketches: [SourceSketch], _ aligner: Aligner) {
        self.sketches = sketches
        self.aligner = aligner
    }

    /// The pairs, in the order of their English documents: those a person named, the rest by fit.
    func pairs(_ overrides: AlignmentOverrides = .none) -> [Pair] {
        var named: [Place: Pair] = [:]
        for entry in overrides.entries {
            guard let zh = place(entry.zh, .zho), let en = place(entry.en, .eng) else { continue }
            named[en] = Pair(zh: zh, en: en, score: 1)
        }
        var chinese: [Place] = []
        var english: [Place] = []
        for (source, sketch) in sketches.enumerated() {
            for (index, document) in sketch.documents.enumerated() {
                let place = Place(source: source, document: index)
                if document.language == .zho {
                    chinese.append(place)
                } else {
                    english.append(place)
                }
            }
        }
        guard !chinese.isEmpty else { return [] }
        return english.compactMap { en in
            if let pair = named[en] { return pair }
            var ranked: [Pair] = []
            for zh in chinese {
                let score = Self.score(self[zh], self[en])
                guard score > ranked.last?.score ?? 0 || ranked.count < Self.candidates, score > 0.2
                else { continue }
                let at = ranked.firstIndex { $0.score < score } ?? ranked.count
                ranked.insert(Pair(zh: zh, en: en, score: score), at: at)
                if ranked.count > Self.candidates { ranked.removeLast() }
            }
            let weighed = ranked.map(weighed).sorted { $0.score > $1.score }
            guard let best = weighed.first, best.score >= Self.threshold else { return nil }
            let next = weighed.dropFirst().first?.score ?? 0
            return affinity(best) >= Self.sureAffinity || best.score >= next + Self.margin
                ? best : nil
        }
    }

    /// The first document in a language that answers to a name.
    func place(_ name: String, _ language: Language) -> Place? {
        for (source, sketch) in sketches.enumerated() {
            for (index, document) in sketch.documents.enumerated()
            where document.language == language && sketch.name(of: index).answers(to: name) {
                return Place(source: source, document: index)
            }
        }
        return nil
    }

    private func affinity(_ pair: Pair) -> Double {
        aligner.affinity(self[pair.zh].outline, self[pair.en].outline)
    }

    /// A pair with its titles taken into account.
    private func weighed(_ pair: Pair) -> Pair {
        var pair = pair
        pair.score = (pair.score + affinity(pair)) / 2
        // two languages of one text are often kept in one file
        if pair.zh.source == pair.en.source { pair.score += 0.1 }
        return pair
    }

    subscript(place: Place) -> DocumentSketch { sketches[place.source].documents[place.document] }

    /// How well two documents fit, 0…1.
    static func score(_ zh: DocumentSketch, _ en: DocumentSketch) -> Double {
        guard !zh.units.isEmpty, !en.units.isEmpty else { return 0 }
        let (few, many) = (
            min(zh.units.count, en.units.count), max(zh.units.count, en.units.count)
        )
        // a translation of a part is one; an outline a fraction as long is not
        guard few >= 2, few * 8 >= many else { return 0 }
        var common: [(zh: Double, en: Double)] = []
        for unit in en.units {
            guard let length = zh.lengths[unit.eid], length > 0, unit.length > 0 else { continue }
            common.append((log(Double(length)), log(Double(unit.length))))
        }
        let coverage = Double(common.count) / Double(few)
        guard common.count >= 2, coverage >= 0.5 else { return 0 }
        let size = Double(few) / Double(many)
        let dates = zh.adopted != nil && zh.adopted == en.adopted ? 0.1 : 0
        let shared = Double(zh.figures.intersection(en.figures).count)
        let figures = shared / Double(max(min(zh.figures.count, en.figures.count), 3))
        // few units correlate by chance
        let sureness = Double(common.count) / Double(common.count + 2)
        return min(
            1,
            0.55 * max(0, correlation(common)) * sureness + 0.15 * coverage + 0.15 * size
                + 0.25 * figures + dates)
    }

    /// Pearson's coefficient, −1…1; 0 if one side does not vary.
    static func correlation(_ pairs: [(zh: Double, en: Double)]) -> Double {
        let count = Double(pairs.count)
        let meanZh = pairs.reduce(0) { $0 + $1.zh } / count
        let meanEn = pairs.reduce(0) { $0 + $1.en } / count
        var (both, zh, en) = (0.0, 0.0, 0.0)
        for pair in pairs {
            let (a, b) = (pair.zh - meanZh, pair.en - meanEn)
            both += a * b
            zh += a * a
            en += b * b
        }
        return zh > 0 && en > 0 ? both / (zh * en).squareRoot() : 0
    }
}
