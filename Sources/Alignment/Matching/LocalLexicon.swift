import Grammar
import LegalText

/// Word pairs learnt from the articles of one pair of documents that are linked already: what the
/// lexicon lacks (票據, negotiable instrument) a text says often enough to be learnt from itself.
///
/// A Chinese key is two neighbouring characters, an English one the first letters of a word. Two keys
/// belong together if each stands in nearly the same articles as the other (Dice's coefficient), and
/// neither has a better partner.
struct LocalLexicon {
    /// By Chinese key and by English key: the number of the pair.
    private(set) var zh: [UInt32: Int32] = [:]
    private(set) var en: [UInt32: Int32] = [:]

    var count: Int { zh.count }

    private static let leastDice: Float = 0.6
    private static let mostKeys = 1500

    /// - Parameters:
    ///   - linked: the linked articles, each with its words in both languages.
    ///   - open: the articles without partner, whose words are asked for.
    init(
        linked: [(zh: ByteSpan, en: ByteSpan)], openZh: [ByteSpan], openEn: [ByteSpan],
        _ reader: KeyReader
    ) {
        guard linked.count >= 4 else { return }
        var zhKeys = Places(keys: openZh, reader.forEachChinese)
        var enKeys = Places(keys: openEn, reader.forEachEnglish)
        for (index, pair) in linked.enumerated() {
            reader.forEachChinese(pair.zh) { key, _ in zhKeys.add(key, index) }
            reader.forEachEnglish(pair.en) { key, _ in enKeys.add(key, index) }
        }
        let most = max(3, linked.count / 3)
        let (zhFound, enFound) = (zhKeys.frequent(upTo: most), enKeys.frequent(upTo: most))
        guard zhFound.count <= Self.mostKeys, enFound.count <= Self.mostKeys else { return }
        match(zhFound, enFound, units: linked.count)
    }

    /// Takes the pairs that are each other's best.
    private mutating func match(
        _ zhKeys: [(key: UInt32, places: [Int32])], _ enKeys: [(key: UInt32, places: [Int32])],
        units: Int
    ) {
        // which Chinese keys stand in each article
        var inUnit = [[Int32]](repeating: [], count: units)
        for (index, key) in zhKeys.enumerated() {
            for place in key.places { inUnit[Int(place)].append(Int32(index)) }
        }
        var zhBest = [(score: Float, en: Int)](repeating: (0, -1), count: zhKeys.count)
        var enBest = [(score: Float, zh: Int)](repeating: (0, -1), count: enKeys.count)
        var shared = [Int32](repeating: 0, count: zhKeys.count)
        for (index, key) in enKeys.enumerated() {
            var touched: [Int32] = []
            for place in key.places {
                for other in inUnit[Int(place)] {
                    if shared[Int(other)] == 0 { touched.append(other) }
                    shared[Int(other)] += 1
                }
            }
            for other in touched.map(Int.init) {
                let both = Float(shared[other])
                shared[other] = 0
                let dice = 2 * both / Float(key.places.count + zhKeys[other].places.count)
                guard both >= 2, dice >= Self.leastDice else { continue }
                let score = dice * (1 - 1 / (both + 1))
                if score > zhBest[other].score { zhBest[other] = (score, index) }
                if score > enBest[index].score { enBest[index] = (score, other) }
            }
        }
        for (index, best) in enBest.enumerated() where best.zh >= 0 && zhBest[best.zh].en == index {
            zh[zhKeys[best.zh].key] = Int32(zh.count)
            en[enKeys[index].key] = Int32(en.count)
        }
    }
}

/// In which articles each of some keys stands.
private struct Places {
    private var places: [UInt32: [Int32]] = [:]

    init(keys spans: [ByteSpan], _ forEach: (ByteSpan, (UInt32, Int) -> Void) -> Void) {
        for span in spans { forEach(span) { key, _ in places[key] = [] } }
    }

    mutating func add(_ key: UInt32, _ unit: Int) {
        guard let last = places[key]?.last else {
            if places[key] != nil { places[key] = [Int32(unit)] }
            return
        }
        if last != Int32(unit) { places[key]?.append(Int32(unit)) }
    }

    /// The keys in two articles or more, but not in most, in order.
    func frequent(upTo most: Int) -> [(key: UInt32, places: [Int32])] {
        places.filter { $0.value.count >= 2 && $0.value.count <= most }
            .map { (key: $0.key, places: $0.value) }.sorted { $0.key < $1.key }
    }
}

/// Reads the keys of a local lexicon from both texts.
struct KeyReader {
    let zh: UnsafeBufferPointer<UInt8>
    let en: UnsafeBufferPointer<UInt8>
    let tables: AlignmentTables

    /// Two neighbouring characters each, and where the first stands.
    func forEachChinese(_ span: ByteSpan, _ body: (UInt32, Int) -> Void) {
        var before: UInt32 = 0
        var at = span.lowerBound
        while at < span.upperBound {
            guard zh[at] >= 0xE3, zh.scalarWidth(at) == 3, zh.isHan(at) else {
                before = 0
                at += zh[at] < 0x80 ? 1 : zh.scalarWidth(at)
                continue
            }
            let character = tables.variants.fold(zh.scalar(at))
            if before != 0, character <= 0xFFFF { body(before << 16 | character, at - 3) }
            before = character <= 0xFFFF ? character : 0
            at += 3
        }
    }

    /// Words that say something, and where each begins.
    func forEachEnglish(_ span: ByteSpan, _ body: (UInt32, Int) -> Void) {
        var at = span.lowerBound
        while at < span.upperBound {
            guard isASCIILetter(en[at]) else {
                at += 1
                continue
            }
            var end = at
            while end < span.upperBound, isASCIILetter(en[end]) { end += 1 }
            if end - at >= 3 {
                let key = TranslationLexicon.wordKey(en, at, end)
                let id = tables.lexicon.word(key: key)
                if id < 0 || !tables.functionWords[id] { body(key, at) }
            }
            at = end
        }
    }
}
