import Export
import Foundation
import LegalText
import Obligations
import TestSupport
import Testing

/// Every record printed as JSON fits Output/schema/obligation.schema.json (JSON Schema 2020-12).
@Suite struct ObligationSchemaTests {
    private static let validator = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1], encoding='utf-8'))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in open(sys.argv[2], encoding='utf-8'):
            for error in validator.iter_errors(json.loads(line)):
                print(list(error.path), error.message[:200])
        """

    private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    static let hasValidator = (try? python(["-c", "import jsonschema"]))?.status == 0

    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func recordsFitTheirSchema() throws {
        let texts: [(String, Language)] = [
            ("用人单位应当自收到申请之日起五个工作日内答复，每年至少培训两次；违反规定的，处一万元以上三万元以下罚款。", .zho),
            ("单位应当于每年7月31日前缴纳，定期报告，工资不得低于当地水平。禁止在每日22时至次日6时施工。", .zho),
            (
                "The company shall report at least 30 days before the meeting and pay 654.38+10,000 yuan per year.",
                .eng
            ),
            (
                "The wage shall not be lower than the average. In 2020, 45% shall be paid before August 31.",
                .eng
            ),
        ]
        var json: [UInt8] = []
        for (text, language) in texts {
            let document = Notation.document(text, language)
            let records = try #require(Notation.extractor).records(in: document)
            #expect(!records.isEmpty)
            json += ObligationJSON.lines(records, in: document.source)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("records.jsonl")
        try Data(json).write(to: file)
        let schema = packageRoot + "/Output/schema/obligation.schema.json"
        let result = try Self.python(["-c", Self.validator, schema, file.path])
        #expect(result.status == 0)
        #expect(result.output.isEmpty, "\(result.output)")
    }
}
