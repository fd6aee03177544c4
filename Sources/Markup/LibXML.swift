import CLibXML2

/// Prepares libxml2 once for all threads and shuts its way to the network.
enum LibXML {
    static let isReady: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader)
        return true
    }()

    /// libxml2 counts bytes in a C `int`.
    static let sizeLimit = Int(Int32.max)
}

/// Collects what libxml2 reports while a call runs on one thread.
final class ErrorSink {
    private(set) var errors: [MarkupError] = []
    private static let limit = 200

    static let report: xmlStructuredErrorFunc = { context, error in
        guard let context, let error else { return }
        let sink = Unmanaged<ErrorSink>.fromOpaque(context).takeUnretainedValue()
        guard sink.errors.count < limit else { return }
        var text = error.pointee.message.map { String(cString: $0) } ?? "unknown fault"
        while text.last?.isWhitespace == true { text.removeLast() }
        sink.errors.append(MarkupError(line: Int(error.pointee.line), message: text))
    }

    var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Runs `body` with libxml2's thread-local reports sent here.
    func during<Result>(_ body: () throws -> Result) rethrows -> Result {
        xmlSetStructuredErrorFunc(opaque, Self.report)
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        return try withExtendedLifetime(self) { try body() }
    }
}

extension UnsafeMutablePointer<xmlChar> {
    /// Copies the text and frees the C buffer.
    func takeString() -> String {
        defer { tiaowen_xml_free(self) }
        return String(decodingCString: self, as: UTF8.self)
    }
}
