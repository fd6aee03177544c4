public import LegalText
import Yams

/// The words and weights by which the structure of a text is read: labels, cues around them, titles.
///
/// Compiled once from `Grammar/zho`, `Grammar/eng` and `Grammar/mul`, then shared by all threads.
public final class StructureGrammar: Sendable {
    public let numerals: Numerals
    public let zho: Cues
    public let eng: Cues
    public let weights: Weights
    public let beamWidth: Int
    public let beamDepth: Float
    /// Marks that web pages and word processors leave before a label.
    public let marks: PhraseSet
    public let bracketedMarks: [(open: [UInt8], close: [UInt8])]
    /// What parts the steps of a page's breadcrumb trail.
    public let breadcrumbs: PhraseSet

    /// - Throws: `GrammarError` naming file and rule.
    public init(_ source: GrammarSource = .builtIn) throws {
        numerals = try Numerals(source)
        zho = try Cues(.zho, source, numerals)
        eng = try Cues(.eng, source, numerals)
        let file = try source.decode(CommonFile.self, from: "mul/structure.yaml")
        weights = file.weights
        beamWidth = file.beamWidth
        beamDepth = file.beamDepth
        marks = PhraseSet(file.marks)
        breadcrumbs = PhraseSet(file.breadcrumbs)
        bracketedMarks = try file.bracketedMarks.map {
            guard $0.count == 2 else {
                throw GrammarError(
                    file: "mul/structure.yaml", rule: "bracketedMarks",
                    message: "a pair of signs is needed")
            }
            return (Array($0[0].utf8), Array($0[1].utf8))
        }
    }

    /// The cues of a language.
    public func cues(_ language: Language) -> Cues { language == .zho ? zho : eng }

    private struct CommonFile: Decodable {
        var weights: Weights
        var beamWidth: Int
        var beamDepth: Float
        var marks, breadcrumbs: [String]
        var bracketedMarks: [[String]]
    }
}

/// Points for and against a reading of a label; `Grammar/mul/structure.yaml` says what each means.
public struct Weights: Sendable, Decodable {
    public var lineStart, wrappedLine, markedHeading, sentenceStart, insideSentence: Float
    public var blankBefore, headingBefore, blankAfter, bareAbove, lineEndAfter: Float
    public var properStart, lowerStart: Float
    public var lowerCase, citedBefore, citedAfter, divisionInLine, headingLike,
        notHeadingLike: Float
    public var quoted, listLineStart, listInLine, listInSentence, listLineEnd: Float
    public var listBroken, listEnumerates, listHeading: Float
    public var continues, begins, beginsElsewhere, beginsElsewherePerDoubling: Float
    public var gap, gapPerDoubling, repeats, goesBack, goesBackPerDoubling, restarts: Float
    public var listContinues, listContinuesInLine, listGap, listOpens, listOpensElsewhere,
        listPerDoubling: Float
    public var otherStyle, sameStyleAsParent, sameStyleAsAncestor, outerStyleInside: Float
    public var listRestarts, closesLevel, titleAbove: Float
}

/// What tells, in one language, what a line or a label is.
public final class Cues: Sendable {
    public let language: Language
    public let labels: LabelGrammar
    public let sentenceEnds: PhraseSet
    public let clauseEnds: PhraseSet
    public let openingQuotes: PhraseSet
    public let closingQuotes: PhraseSet
    public let quoteLead: PhraseSet
    /// Signs a sentence goes on behind, where a page breaks its lines.
    public let breaks: PhraseSet
    /// Words of page numbers: 第 3 页, Page 3 of 4, — 3 —.
    public let pageMarks: PhraseSet
    public let citedBefore: PhraseSet
    public let citedAfter: PhraseSet
    /// English: signs that follow a citation even without a blank.
    public let strongAfter: PhraseSet
    public let tocTitles: PhraseSet
    public let headingBrackets: [(open: [UInt8], close: [UInt8])]
    public let kinds: [(kind: Document.Kind, words: PhraseSet)]
    public let adoption: PhraseSet
    public let adopted: PhraseSet
    public let amended: PhraseSet
    public let effective: PhraseSet
    public let issuers: PhraseSet
    public let numberOpen: PhraseSet
    public let numberClose: PhraseSet
    public let numberEnd: PhraseSet
    public let dateYear, dateMonth, dateDay: PhraseSet
    public let eras: [(word: [UInt8], offset: Int)]
    public let months: [(word: [UInt8], number: Int)]
    public let commencement: PhraseSet
    public let addresseeEnd: PhraseSet
    public let closing: PhraseSet
    /// What lines of a web page's footer begin with, and what those above them may begin with.
    public let footer, besideFooter: PhraseSet
    /// Signs of labels that only traditional Chinese has (條): Taiwan's names of levels apply.
    public let taiwanSigns: PhraseSet
    /// Words the second line of an English title begins with.
    public let titleJoiners: PhraseSet
    public let references: ReferenceWords

    private struct File: Decodable {
        struct DocumentNumber: Decodable {
            var open, close: [String]
            var end: String
        }
        struct DateUnits: Decodable {
            var year, month: String
            var day: [String]
        }
        var sentenceEnds, clauseEnds, openingQuotes, closingQuotes, quoteLead: [String]
        var citedBefore, citedAfter: [String]
        var breaks: [String]?
        var pageMarks: [String]
        var strongAfter: [String]?
        var tocTitles: [String]
        var headingBrackets: [[String]]
        var kinds: [String: [String]]
        var adoption, adopted, amended, effective, issuers: [String]
        var documentNumber: DocumentNumber
        var dateUnits: DateUnits?
        var era: [String: Int]?
        var months: [String: Int]?
        var commencement, addresseeEnd, closing, footer, besideFooter: [String]
        var taiwanSigns, titleJoiners: [String]?
        var references: ReferenceWords.File
    }

    init(_ language: Language, _ source: GrammarSource, _ numerals: Numerals) throws {
        let path = "\(language.rawValue)/structure.yaml"
        let file = try source.decode(File.self, from: path)
        self.language = language
        labels = try LabelGrammar(language, source: source, numerals: numerals)
        sentenceEnds = PhraseSet(file.sentenceEnds)
        clauseEnds = PhraseSet(file.clauseEnds)
        openingQuotes = PhraseSet(file.openingQuotes)
        closingQuotes = PhraseSet(file.closingQuotes)
        quoteLead = PhraseSet(file.quoteLead)
        breaks = PhraseSet(file.breaks ?? [])
        pageMarks = PhraseSet(file.pageMarks)
        citedBefore = PhraseSet(file.citedBefore)
        citedAfter = PhraseSet(file.citedAfter)
        strongAfter = PhraseSet(file.strongAfter ?? [])
        tocTitles = PhraseSet(file.tocTitles)
        headingBrackets = file.headingBrackets.compactMap {
            $0.count == 2 ? (Array($0[0].utf8), Array($0[1].utf8)) : nil
        }
        // a decision about a regulation is a decision: the order of the cases decides
        let order: [Document.Kind] = [.interpretation, .decision, .plan, .notice, .regulation]
        kinds = try order.map { kind in
            guard let words = file.kinds[kind.rawValue] else {
                throw GrammarError(
                    file: path, rule: "kinds", message: "no words for \(kind.rawValue)")
            }
            return (kind, PhraseSet(words))
        }
        adoption = PhraseSet(file.adoption)
        adopted = PhraseSet(file.adopted)
        amended = PhraseSet(file.amended)
        effective = PhraseSet(file.effective)
        issuers = PhraseSet(file.issuers)
        numberOpen = PhraseSet(file.documentNumber.open)
        numberClose = PhraseSet(file.documentNumber.close)
        numberEnd = PhraseSet([file.documentNumber.end])
        dateYear = PhraseSet(file.dateUnits.map { [$0.year] } ?? [])
        dateMonth = PhraseSet(file.dateUnits.map { [$0.month] } ?? [])
        dateDay = PhraseSet(file.dateUnits?.day ?? [])
        eras = (file.era ?? [:]).map { (Array($0.key.utf8), $0.value) }.sorted {
            $0.0.count > $1.0.count
        }
        months = (file.months ?? [:]).map { (Array($0.key.utf8), $0.value) }
        commencement = PhraseSet(file.commencement)
        addresseeEnd = PhraseSet(file.addresseeEnd)
        closing = PhraseSet(file.closing)
        footer = PhraseSet(file.footer)
        besideFooter = PhraseSet(file.besideFooter)
        taiwanSigns = PhraseSet(file.taiwanSigns ?? [])
        titleJoiners = PhraseSet(file.titleJoiners ?? [])
        references = ReferenceWords(file.references)
    }
}

/// The words citations are made of: 第, 条, 款, 前, 本法; article, paragraph, preceding.
public final class ReferenceWords: Sendable {
    public let ordinal, article, paragraph, point, indent, chapter, section: PhraseSet
    public let own, previous, preceding, joiners, ranges, of, the, insertion: PhraseSet
    public let titleOpen, titleClose, bareWorkEnds, bareWorkStops: PhraseSet
    /// For each byte whether a citation begins with it (1), and whether it may be its second byte (2).
    public let startFlags: [UInt8]

    struct File: Decodable {
        var ordinal: [String]?
        var article, paragraph, point: [String]
        var indent: [String]?
        var chapter, section: [String]
        var own: [String]
        var previous, preceding, insertion, the: [String]?
        var joiners, ranges: [String]
        var of: [String]?
        var titleOpen, titleClose: String?
        var bareWorkEnds, bareWorkStops: [String]?
    }

    init(_ file: File) {
        ordinal = PhraseSet(file.ordinal ?? [])
        article = PhraseSet(file.article)
        paragraph = PhraseSet(file.paragraph)
        point = PhraseSet(file.point)
        indent = PhraseSet(file.indent ?? [])
        chapter = PhraseSet(file.chapter)
        section = PhraseSet(file.section)
        own = PhraseSet(file.own)
        previous = PhraseSet(file.previous ?? [])
        the = PhraseSet(file.the ?? [])
        insertion = PhraseSet(file.insertion ?? [])
        preceding = PhraseSet(file.preceding ?? [])
        joiners = PhraseSet(file.joiners)
        ranges = PhraseSet(file.ranges)
        of = PhraseSet(file.of ?? [])
        titleOpen = PhraseSet(file.titleOpen.map { [$0] } ?? [])
        titleClose = PhraseSet(file.titleClose.map { [$0] } ?? [])
        bareWorkEnds = PhraseSet(file.bareWorkEnds ?? [])
        bareWorkStops = PhraseSet(file.bareWorkStops ?? [])
        let sets =
            ordinal.phrases.isEmpty ? [article, paragraph, point, preceding] : [ordinal, previous]
        let starts = sets.flatMap(\.phrases)
        startFlags = (0..<256).map { byte in
            let folded = PhraseSet.folded(UInt8(byte))
            return (starts.contains { $0[0] == folded } ? 1 : 0)
                | (starts.contains { $0[1] == folded } ? 2 : 0)
        }
    }
}
