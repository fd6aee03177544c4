import Yams

/// How versions of a text are compared: `Grammar/zho/revisions.yaml`.
///
///     let grammar = try RevisionGrammar(source: .builtIn)
///     grammar.form.fold(0x3001)    // 0x2C: 、 counts as ,
public struct RevisionGrammar: Sendable {
    /// What each character counts as, and which count for nothing.
    public let form: FormFolding
    public let matching: Matching
    /// Folded scalars that end a sentence.
    public let sentenceEnds: Set<UInt32>
    /// Folded scalars that Han numerals are made of.
    public let numeralScalars: Set<UInt32>
    /// Folded scalars that end a clause.
    public let clauseEnds: Set<UInt32>
    /// Both: where a part of a sentence ends that may be found again by itself.
    public var partEnds: Set<UInt32> { sentenceEnds.union(clauseEnds) }
    public let citation: CitationWords
    public let works: WorkWords

    /// What citations are made of, as folded scalars.
    public struct CitationWords: Sendable, Hashable {
        public let ordinal, article, units, insertion: Set<UInt32>
    }

    /// What the names of works are made of, and how one says that it takes the place of another.
    public struct WorkWords: Sendable {
        /// What stands around a title, as folded scalars.
        public let marks: Set<UInt32>
        /// Folded: what a name is cited without, and what a bracket behind it holds that names a version.
        public let countries, versions: [[UInt32]]
        public let bracketOpen, bracketClose: UInt32
        public let open, close: PhraseSet
        /// Behind the title of a work that goes (同时废止).
        public let repeal: PhraseSet
    }

    static let path = "zho/revisions.yaml"

    private struct File: Decodable {
        struct Form: Decodable {
            var ignored: String
            var same: [String]
        }
        var form: Form
        struct Citation: Decodable { var ordinal, article, units, insertion: [String] }
        var sentenceEnds, clauseEnds: String
        var citation: Citation
        struct Works: Decodable { var marks, countries, brackets, versions, repeal: [String] }
        var works: Works
    }

    /// - Throws: `GrammarError` where the file is missing or does not fit.
    public init(source: GrammarSource) throws {
        let file = try source.decode(File.self, from: Self.path)
        let form = FormFolding(
            variants: try HanVariants(source: source), ignored: file.form.ignored,
            same: file.form.same)
        self.form = form
        matching = try Matching(source: source)
        func scalars(_ words: [String]) -> Set<UInt32> {
            Set(words.joined().unicodeScalars.map { form.fold($0.value) })
        }
        sentenceEnds = scalars([file.sentenceEnds])
        clauseEnds = scalars([file.clauseEnds])
        citation = CitationWords(
            ordinal: scalars(file.citation.ordinal), article: scalars(file.citation.article),
            units: scalars(file.citation.units), insertion: scalars(file.citation.insertion))
        let (marks, brackets) = (file.works.marks, file.works.brackets.map(form.folded))
        guard marks.count == 2, brackets.count == 2, let open = brackets[0].first,
            let close = brackets[1].first
        else {
            throw GrammarError(
                file: Self.path, rule: "works", message: "marks and brackets are pairs of signs")
        }
        works = WorkWords(
            marks: scalars(marks), countries: file.works.countries.map(form.folded),
            versions: file.works.versions.map(form.folded), bracketOpen: open, bracketClose: close,
            open: PhraseSet([marks[0]]), close: PhraseSet([marks[1]]),
            repeal: PhraseSet(file.works.repeal))
        let numerals = try source.decode(HanNumerals.File.self, from: "zho/numerals.yaml")
        let characters = [numerals.digits, numerals.units, numerals.sections, numerals.tens]
            .flatMap(\.values).joined()
        numeralScalars = Set(characters.unicodeScalars.map { form.fold($0.value) })
    }
}

/// What characters count as when only the form is to differ: width, quotes, brackets, blanks, 〇 and ○,
/// 、 and ，, variant and traditional characters.
///
///     form.fold(0xFF08) == form.fold(0x3014)    // （ and 〔
public struct FormFolding: Sendable {
    /// What a character that counts for nothing folds to.
    public static let ignored: UInt32 = 0
    @usableFromInline let variants: HanVariants
    @usableFromInline let plane0: [UInt16]

    init(variants: HanVariants, ignored: String, same: [String]) {
        self.variants = variants
        var classes: [UInt32: UInt32] = [:]
        for group in same {
            let scalars = group.unicodeScalars.map { variants.fold($0.value) }
            for scalar in scalars { classes[scalar] = scalars[0] }
        }
        var plane0 = (0...UInt32(UInt16.max)).map { value -> UInt16 in
            let folded = variants.fold(value)
            return UInt16(truncatingIfNeeded: classes[folded] ?? folded)
        }
        for scalar in ignored.unicodeScalars where scalar.value <= 0xFFFF {
            plane0[Int(scalar.value)] = 0
        }
        for blank in [
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x202F, 0x205F, 0x3000, 0xFEFF,
        ] {
            plane0[blank] = 0
        }
        for blank in 0x2000...0x200F { plane0[blank] = 0 }
        for blank in [0x2028, 0x2029, 0x2060] { plane0[blank] = 0 }
        // what folds to a character that counts for nothing counts for nothing
        for value in plane0.indices where plane0[Int(plane0[value])] == 0 { plane0[value] = 0 }
        self.plane0 = plane0
    }

    /// The scalar this one counts as; `ignored` for blanks, quotes and marks of emphasis.
    @inlinable public func fold(_ scalar: UInt32) -> UInt32 {
        scalar <= 0xFFFF ? UInt32(plane0[Int(scalar)]) : variants.fold(scalar)
    }

    /// A text as it counts.
    public func folded(_ text: String) -> [UInt32] {
        text.unicodeScalars.map { fold($0.value) }.filter { $0 != Self.ignored }
    }
}
