import Grammar
import LegalText

/// The words of two documents as numbers, and how well stretches of them fit together.
///
/// A Chinese token is an entry of the lexicon, an English one a word of it; figures and Latin words
/// (which both languages share) get ids behind those. All comparing is done on these numbers.
struct PairText {
    /// The tokens of one side in order of the text.
    struct Stream {
        var offsets: [Int32] = []
        var ids: [Int32] = []
        /// How much a token tells, by its id; 0 where every unit has it.
        var weights: [Float] = []

        /// The positions of the tokens inside a span.
        func range(_ span: ByteSpan) -> Range<Int> {
            let low = lowerBound(span.lowerBound)
            return low..<max(low, lowerBound(span.upperBound))
        }

        /// Takes in further tokens, sorted by offset.
        mutating func insert(_ more: [(offset: Int32, id: Int32)]) {
            var (merged, next) = (Stream(), 0)
            merged.offsets.reserveCapacity(offsets.count + more.count)
            merged.ids.reserveCapacity(offsets.count + more.count)
            for position in offsets.indices {
                while next < more.count, more[next].offset <= offsets[position] {
                    merged.offsets.append(more[next].offset)
                    merged.ids.append(more[next].id)
                    next += 1
                }
                merged.offsets.append(offsets[position])
                merged.ids.append(ids[position])
            }
            merged.offsets += more[next...].map(\.offset)
            merged.ids += more[next...].map(\.id)
            self = merged
        }

        private func lowerBound(_ offset: Int) -> Int {
            return offsets.partitioningIndex { Int($0) >= offset }
        }
    }

    private(set) var zh = Stream()
    private(set) var en = Stream()
    let lexicon: TranslationLexicon
    /// Ids that both sides share begin here, on each side.
    let zhShared: Int
    let enShared: Int
    private(set) var sharedCount = 0

    init(
        zh zhText: UnsafeBufferPointer<UInt8>, _ zhSpan: ByteSpan, figures zhFigures: [Figure],
        en enText: UnsafeBufferPointer<UInt8>, _ enSpan: ByteSpan, figures enFigures: [Figure],
        tables: AlignmentTables
    ) {
        lexicon = tables.lexicon
        zhShared = lexicon.entryCount
        enShared = lexicon.wordCount
        var shared: [UInt64: Int32] = [:]
        readChinese(zhText, zhSpan, zhFigures, tables.variants, &shared)
        readEnglish(enText, enSpan, enFigures, tables.functionWords, shared)
        sharedCount = shared.count
    }

    /// The key of a figure: its value.
    private static func key(_ figure: Figure) -> UInt64 { figure.value.bitPattern & ~0xFFF }

    /// The key of a Latin word of two letters or more, without case.
    private static func key(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for i in start..<end { hash = (hash ^ UInt64(p[i] | 0x20)) &* 0x100_0000_01B3 }
        return hash | 0xFFF
    }

    private mutating func readChinese(
        _ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan, _ figures: [Figure],
        _ variants: HanVariants, _ shared: inout [UInt64: Int32]
    ) {
        zh.offsets.reserveCapacity(span.count / 3)
        zh.ids.reserveCapacity(span.count / 3)
        var next = 0
        var before: UInt32 = 0  // the Han character just before, folded; 0 if none
        var covered = false  // whether the pair that ends in it has an entry
        var at = span.lowerBound
        while at < span.upperBound {
            while next < figures.count, figures[next].span.lowerBound < at { next += 1 }
            if next < figures.count, figures[next].span.lowerBound == at {
                let figure = figures[next]
                if figure.form != .bare {
                    let id = shared[Self.key(figure)] ?? Int32(shared.count)
                    shared[Self.key(figure)] = id
                    zh.offsets.append(Int32(at))
                    zh.ids.append(Int32(zhShared) + id)
                }
            }
            let byte = p[at]
            if isASCIILetter(byte) {
                var end = at
                while end < span.upperBound, isASCIILetter(p[end]) || isASCIIDigit(p[end]) {
                    end += 1
                }
                if end - at >= 2 {
                    let key = Self.key(p, at, end)
                    let id = shared[key] ?? Int32(shared.count)
                    shared[key] = id
                    zh.offsets.append(Int32(at))
                    zh.ids.append(Int32(zhShared) + id)
                }
                at = end
                before = 0
                continue
            }
            guard byte >= 0xE3, p.isHan(at) else {
                at += byte < 0x80 ? 1 : p.scalarWidth(at)
                before = 0
                continue
            }
            let character = variants.fold(p.scalar(at))
            if before != 0 {
                let pair = lexicon.entry(before, character)
                if pair >= 0 {
                    zh.offsets.append(Int32(at - 3))
                    zh.ids.append(Int32(pair))
                    covered = true
                } else {
                    if !covered { append(single: before, at - 3) }
                    covered = false
                }
            }
            let width = p.scalarWidth(at)
            let end = at + width
            if before == 0 { covered = false }
            // the last of a run stands alone if no pair holds it
            if end >= span.upperBound || p[end] < 0xE3 || !p.isHan(end) {
                if !covered { append(single: character, at) }
                before = 0
                covered = false
            } else {
                before = width == 3 ? character : 0
            }
            at = end
        }
    }

    private mutating func append(single character: UInt32, _ at: Int) {
        let entry = lexicon.entry(character)
        guard entry >= 0 else { return }
        zh.offsets.append(Int32(at))
        zh.ids.append(Int32(entry))
    }

    private mutating func readEnglish(
        _ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan, _ figures: [Figure],
        _ functionWords: [Bool], _ shared: [UInt64: Int32]
    ) {
        en.offsets.reserveCapacity(span.count / 6)
        en.ids.reserveCapacity(span.count / 6)
        var next = 0
        var at = span.lowerBound
        while at < span.upperBound {
            guard isASCIILetter(p[at]) || isASCIIDigit(p[at]) else {
                at += 1
                continue
            }
            while next < figures.count, figures[next].span.lowerBound < at { next += 1 }
            if next < figures.count, figures[next].span.lowerBound == at {
                if let id = shared[Self.key(figures[next])] {
                    en.offsets.append(Int32(at))
                    en.ids.append(Int32(enShared) + id)
                }
            }
            var end = at
            var capitals = 0
            while end < span.upperBound, isASCIILetter(p[end]) || isASCIIDigit(p[end]) {
                if p[end] & 0x20 == 0 { capitals += 1 }
                end += 1
            }
            if isASCIILetter(p[at]), end - at >= 2 {
                let word = lexicon.word(p, at, end)
                if word >= 0 {
                    if !functionWords[word] {
                        en.offsets.append(Int32(at))
                        en.ids.append(Int32(word))
                    }
                } else if capitals > 0, let id = shared[Self.key(p, at, end)] {
                    en.offsets.append(Int32(at))
                    en.ids.append(Int32(enShared) + id)
                } else {
                    en.offsets.append(Int32(at))
                    en.ids.append(-1)  // a word nothing is known of
                }
            }
            at = end
        }
    }

    /// Adds the words of a local lexicon as ids both sides share.
    mutating func add(
        _ local: LocalLexicon, zhSpan: ByteSpan, enSpan: ByteSpan, _ reader: KeyReader
    ) {
        let first = Int32(sharedCount)
        var more: [(offset: Int32, id: Int32)] = []
        reader.forEachChinese(zhSpan) { key, at in
            if let pair = local.zh[key] { more.append((Int32(at), Int32(zhShared) + first + pair)) }
        }
        zh.insert(more)
        more = []
        reader.forEachEnglish(enSpan) { key, at in
            if let pair = local.en[key] { more.append((Int32(at), Int32(enShared) + first + pair)) }
        }
        en.insert(more)
        sharedCount += local.count
    }

    /// Weighs tokens by how few of the units hold them.
    mutating func weigh(zhUnits: [ByteSpan], enUnits: [ByteSpan]) {
        Self.weigh(&zh, ids: zhShared + sharedCount, units: zhUnits)
        Self.weigh(&en, ids: enShared + sharedCount, units: enUnits)
        // what the lexicon is unsure of cannot be missed
        for id in 0..<zhShared where zh.weights[id] > 0 {
            zh.weights[id] *= ContentScorer.credit(lexicon.strength(ofEntry: id))
        }
        for id in 0..<enShared where en.weights[id] > 0 {
            en.weights[id] *= ContentScorer.credit(lexicon.strength(ofWord: id))
        }
    }

    private static func weigh(_ stream: inout Stream, ids: Int, units: [ByteSpan]) {
        var last = [Int32](repeating: -1, count: ids)
        var count = [Float](repeating: 0, count: ids)
        for (unit, span) in units.enumerated() {
            for position in stream.range(span) {
                let id = Int(stream.ids[position])
                if id >= 0, last[id] != Int32(unit) {
                    last[id] = Int32(unit)
                    count[id] += 1
                }
            }
        }
        let total = Float(units.count)
        stream.weights = count.map { n in
            n > 0 ? 0.25 + logarithm((total + 1) / n) : 0
        }
    }

    /// log2 by the bits of the number, near enough for weights.
    @inline(__always) static func logarithm(_ x: Float) -> Float {
        guard x > 0 else { return 0 }
        let mantissa = x.significand  // 1..<2
        return Float(x.exponent) + (mantissa - 1) * (1.3465 - 0.3465 * mantissa + 0)
    }
}
