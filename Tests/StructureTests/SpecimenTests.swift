import Foundation
import Ingest
import LegalText
import Structure
import TestSupport
import Testing

/// The specimens of Corpus/ have the outlines that stand in Corpus/gold, unit for unit and line for line.
@Suite struct SpecimenTests {
    @Test(arguments: [
        ("regulation.zho.txt", "regulation.zho", 0), ("regulation.eng.txt", "regulation.eng", 0),
        ("regulation.mt.eng.txt", "regulation.mt.eng", 0),
        ("regulation.revised.zho.txt", "regulation.revised.zho", 0),
        ("plan-a.zho.txt", "plan-a.zho", 0), ("plan-b.zho.txt", "plan-b.zho", 0),
        ("plans.mt.eng.txt", "plans.mt.eng.1", 0), ("plans.mt.eng.txt", "plans.mt.eng.2", 1),
        ("plan-bilingual.txt", "plan-bilingual.zho", 0),
        ("plan-bilingual.txt", "plan-bilingual.eng", 1),
        ("taiwan.zho.txt", "taiwan.zho", 0), ("taiwan.eng.txt", "taiwan.eng", 0),
        ("notice.gb18030.txt", "notice.gb18030", 0),
    ])
    func outlineIsTheGold(specimen: String, gold: String, index: Int) throws {
        let source = try Ingest.read(path: packageRoot + "/Corpus/" + specimen)
        let documents = try StructureParser().parse(source)
        try #require(documents.indices.contains(index))
        let rows = try String(
            contentsOfFile: packageRoot + "/Corpus/gold/\(gold).outline.tsv", encoding: .utf8
        ).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        let expected = Set(rows.map { "\($0[0]) line \($0[1])" })
        let isPlan = !rows.contains { $0[0].hasPrefix("art_") || $0[0].hasPrefix("chp_") }
        var found: Set<String> = []
        documents[index].forEachProvision { provision in
            if isPlan, provision.eid.description.contains("para_") { return }
            let line = source.bytes[..<provision.span.lowerBound].filter { $0 == 0x0A }.count + 1
            found.insert("\(provision.eid) line \(line)")
        }
        #expect(
            found == expected,
            "missing \(expected.subtracting(found).sorted()), extra \(found.subtracting(expected).sorted())"
        )
    }
}
