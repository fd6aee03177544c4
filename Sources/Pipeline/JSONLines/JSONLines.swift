public import Export

/// Answers JSON Lines with JSON Lines: one line in, one or more lines out, in order, by several
/// threads, each answer as soon as it is ready.
///
///     try JSONLines.answer { line, json in
///         let source = SourceText(name: line.name, bytes: try line.text("text"))
///         DocumentJSON.append(parser.parse(source), id: line.id, to: &json)
///     }
///
/// A line that is no JSON, or for which `body` throws, is answered by `{"id":…,"error":{…}}`; the
/// others go on. Empty lines are passed over. Lines may be of any length; what is read ahead is
/// bounded.
public enum JSONLines {
    /// How a run went.
    public struct Summary: Sendable, Hashable {
        public var lines = 0
        /// Lines answered by an error.
        public var failed = 0
    }

    /// - Parameters:
    ///   - input: the file descriptor read, standard input unless told.
    ///   - output: the file descriptor written, standard output unless told.
    ///   - threads: how many lines are worked on at the same time.
    ///   - body: appends the answers of a line, each with its `id` and its line end.
    /// - Throws: `OutputError` where reading or writing fails.
    @discardableResult public static func answer(
        input: Int32 = 0, output: Int32 = 1, threads: Int = 2,
        _ body: @escaping @Sendable (JSONLine, inout JSONWriter) throws -> Void
    ) throws -> Summary {
        let queue = OrderedQueue<[UInt8], Answers, Summary>(
            into: Summary(), threads: threads, ahead: 8 * threads,
            work: { answers(to: $0, body) },
            finish: { summary, answers in
                try FileOutput.write(answers.bytes, to: output)
                summary.lines += answers.lines
                summary.failed += answers.failed
            })
        var reader = LineBlockReader(input)
        while let block = try reader.next(), queue.add(block) {}
        return try queue.close()
    }

    /// What came of a block of lines.
    private struct Answers: Sendable {
        var bytes: [UInt8] = []
        var lines = 0
        var failed = 0
    }

    private static func answers(
        to block: [UInt8], _ body: (JSONLine, inout JSONWriter) throws -> Void
    ) -> Answers {
        var answers = Answers()
        var json = JSONWriter()
        for range in LineBlockReader.lines(of: block) {
            let line = JSONLine(reading: Array(block[range]))
            answers.lines += 1
            json.removeAll()
            do {
                if let fault = line.fault { throw fault }
                try body(line, &json)
            } catch {
                json.removeAll()
                answers.failed += 1
                write(error, id: line.id, to: &json)
            }
            answers.bytes += json.bytes
        }
        return answers
    }

    private static func write(_ error: any Error, id: [UInt8], to json: inout JSONWriter) {
        let fault = error as? JSONLine.Fault ?? JSONLine.Fault(code: "failed", message: "\(error)")
        json.object { json in
            json.key("id")
            json.raw(id)
            json.key("error")
            json.object { json in
                json.field("code", fault.code)
                json.field("message", fault.message)
            }
        }
        json.endLine()
    }
}
