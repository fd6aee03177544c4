public import LegalText

/// What a decision's instructions came to, as JSON Lines, spans in Unicode scalars of the decision.
public enum OperationsJSON {
    /// One line an instruction, in the decision's order; `result` is the place in the consolidated text,
    /// null where it is gone or the instruction was left out.
    public static func lines(
        _ operations: [AmendingOperation], decision: SourceText
    ) -> [UInt8] {
        var json = JSONWriter()
        let text = ScalarText(decision)
        for operation in operations {
            json.object { json in
                json.field("operation", operation.operation.rawValue)
                json.field("target", operation.target.description)
                json.span("span", operation.span, in: text)
                json.field("status", operation.status.rawValue)
                json.field("message", operation.message)
                json.field("result", operation.result?.description)
            }
            json.endLine()
        }
        return json.bytes
    }
}
