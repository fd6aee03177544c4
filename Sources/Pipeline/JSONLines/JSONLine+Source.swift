import Foundation
import Ingest
public import LegalText

extension JSONLine {
    /// The text of the line, named by its id: the field `text`, or the field `bytes`, which is a whole
    /// file in Base64 and is read as if it lay on disk: its encoding found, a web page made plain.
    ///
    ///     try JSONLine(Array(#"{"id":1,"text":"第一条"}"#.utf8)).source.bytes          // 第一条
    ///     try JSONLine(Array(#"{"id":"a.txt","bytes":"tdrSuw=="}"#.utf8)).source.bytes  // 第一
    ///
    /// - Throws: `Fault`, if neither is there, or if the bytes are no text. (Base64: RFC 4648, section 4)
    public var source: SourceText {
        get throws {
            guard !has("text"), has("bytes") else {
                return SourceText(name: name, bytes: try text("text"))
            }
            guard let bytes = Data(base64Encoded: Data(try text("bytes"))) else {
                throw Fault(code: "bad-field", message: "the field \"bytes\" is not Base64")
            }
            do {
                return try Ingest.read(bytes: Array(bytes), name: name)
            } catch let error as IngestError {
                throw Fault(code: error.code, message: error.message)
            }
        }
    }
}
