import Export
import Foundation
import LegalText
import Testing

/// Numeric norms in the forms other programs read.
@Suite struct NormExportTests {
    static let text = SourceText("各单位应当每年8月31日前报送，每年至少培训两次；罚款一万元以上三万元以下。")

    static let words = "各单位应当每年8月31日前报送"

    private static func record(
        _ number: Int, kind: Obligation.Kind = .obligation, _ quantity: Quantity? = nil,
        _ deadline: Obligation.Deadline? = nil, flags: [Obligation.Flag] = []
    ) -> Obligation {
        Obligation(
            id: "law#\(number)", norm: "law#\(number)", language: .zho, documentID: "law",
            documentTitle: "办法", eid: "art_5", kind: kind,
            modality: .init(kind: kind, text: "应当", strength: .must),
            bearer: .init(words: .init(text: "各单位", span: 0..<9), source: .explicit),
            quantity: quantity, deadline: deadline, span: 0..<9, clause: 0..<words.utf8.count,
            confidence: 1,
            flags: flags, rule: "test")
    }

    private static func collection(
        _ records: [Obligation], effective: String? = "2021-07-01"
    ) -> NormCollection {
        let document = Document(
            id: "law", language: .zho, kind: .regulation, title: "办法", source: text,
            span: 0..<text.bytes.count, metadata: .init(effective: effective))
        return NormCollection([.init(document: document, records: records)])
    }

    static let twice = Quantity(
        comparator: .atLeast, value: 2, unit: "times", raw: "两次",
        per: .init(count: 2, period: "P1Y"))
    static let fine = Quantity(
        comparator: .range, min: 10000, max: 30000, unit: "CNY", raw: "一万元以上三万元以下")

    // MARK: - OpenFisca

    @Test func aNumberIsAParameterFromTheDayItHolds() {
        let yaml = String(
            decoding: OpenFisca.bytes(Self.collection([Self.record(1, Self.twice)])),
            as: UTF8.self)
        #expect(
            yaml == """
                # Parameters of OpenFisca: a number for each norm, from the day it holds.
                law:
                  description: "办法"
                  art_5:
                    description: "各单位应当每年8月31日前报送"
                    metadata:
                      reference: "办法, art_5"
                      unit: "times"
                      period: "P1Y"
                      comparator: ">="
                      kind: obligation
                    values:
                      2021-07-01:
                        value: 2

                """)
    }

    @Test func aRangeHasTwoParametersAndNamesAreUnique() {
        let yaml = String(
            decoding: OpenFisca.bytes(
                Self.collection([
                    Self.record(1, Self.twice), Self.record(2, kind: .penalty, Self.fine),
                ])), as: UTF8.self)
        #expect(yaml.contains("  art_5_n2:\n"))
        #expect(
            yaml.contains("    min:\n      values:\n        2021-07-01:\n          value: 10000\n"))
        #expect(
            yaml.contains("    max:\n      values:\n        2021-07-01:\n          value: 30000\n"))
    }

    @Test func whatHasNoDayOrNoCertainNumberIsLeftOut() {
        let undated = OpenFisca.bytes(
            Self.collection([Self.record(1, Self.twice)], effective: nil))
        #expect(!String(decoding: undated, as: UTF8.self).contains("law:"))
        let flagged = OpenFisca.bytes(
            Self.collection([Self.record(1, Self.twice, flags: [.garbled])]))
        #expect(!String(decoding: flagged, as: UTF8.self).contains("law:"))
    }

    // MARK: - ODRL

    @Test func aDutyHasItsPartyAndConstraints() throws {
        let bytes = ODRL.bytes(
            Self.collection([
                Self.record(1, Self.twice),
                Self.record(2, kind: .deadline, nil, .init(within: "P30D")),
            ]))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["@context"] is [String: Any])
        let policy = try #require((json["@graph"] as? [[String: Any]])?.first)
        #expect(policy["@type"] as? String == "Set")
        #expect(policy["uid"] as? String == "urn:tiaowen:law")
        let duties = try #require(policy["obligation"] as? [[String: Any]])
        #expect(duties.map { $0["@type"] as? String } == ["Duty", "Duty"])
        #expect((duties[0]["assignee"] as? [String: Any])?["dct:title"] as? String == "各单位")
        let constraints = try #require(duties[0]["constraint"] as? [[String: Any]])
        #expect(constraints.map { $0["leftOperand"] as? String } == ["count", "timeInterval"])
        #expect(constraints.map { $0["operator"] as? String } == ["gteq", "eq"])
        let within = try #require((duties[1]["constraint"] as? [[String: Any]])?.first)
        #expect(within["leftOperand"] as? String == "elapsedTime")
        #expect(
            (within["rightOperand"] as? [String: Any])?["@type"] as? String == "xsd:duration")
    }

    @Test func aProhibitionIsNoDuty() throws {
        let bytes = ODRL.bytes(Self.collection([Self.record(1, kind: .prohibition, Self.fine)]))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let policy = try #require((json["@graph"] as? [[String: Any]])?.first)
        #expect(policy["obligation"] == nil)
        #expect((policy["prohibition"] as? [[String: Any]])?.count == 1)
    }

    // MARK: - iCalendar

    private func events(_ isos: String..., effective: String? = "2021-07-01") -> [String] {
        let records = isos.enumerated().map {
            Self.record($0.offset, kind: .deadline, nil, .init(iso: $0.element))
        }
        let bytes = ICalendar.bytes(Self.collection(records, effective: effective))
        return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            .filter { $0.hasPrefix("DTSTART") || $0.hasPrefix("RRULE") }
    }

    @Test func aDayIsAnEvent() {
        #expect(events("2022-03-01") == ["DTSTART;VALUE=DATE:20220301"])
        #expect(events("2022-02") == ["DTSTART;VALUE=DATE:20220228"])
        #expect(events("2022") == ["DTSTART;VALUE=DATE:20221231"])
    }

    @Test func whatComesAgainHasARule() {
        #expect(
            events("--08-31") == [
                "DTSTART;VALUE=DATE:20210831", "RRULE:FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31",
            ])
        // the first after the law took effect in July
        #expect(events("--03-31").first == "DTSTART;VALUE=DATE:20220331")
        #expect(events("--02-29").first == "DTSTART;VALUE=DATE:20240229")
        #expect(
            events("--06") == [
                "DTSTART;VALUE=DATE:20220630", "RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1",
            ])
        #expect(
            events("---15") == [
                "DTSTART;VALUE=DATE:20210715", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15",
            ])
        #expect(events("---31", effective: "2021-02-10").first == "DTSTART;VALUE=DATE:20210331")
    }

    @Test func whatIsNoDayIsNoEvent() {
        #expect(events("soon", "--13-01", "---40", "--02-31").isEmpty)
    }

    @Test func linesAreFoldedAndTextIsEscaped() {
        var record = Self.record(1, kind: .deadline, nil, .init(iso: "2022-03-01"))
        record.bearer.words?.text = "甲,乙;丙\\丁"
        let bytes = ICalendar.bytes(Self.collection([record]))
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
        #expect(unfolded.contains("SUMMARY:甲\\,乙\\;丙\\\\丁: 各单位应当每年8月31日前报送\r\n"))
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
        #expect(text.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    }
}
