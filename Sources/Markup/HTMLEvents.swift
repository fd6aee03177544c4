import CLibXML2

/// What receives a web page piece by piece.
package protocol HTMLReceiver: AnyObject {
    /// `attributes` are names and values in turn, as the page has them.
    func start(_ name: UnsafePointer<UInt8>, _ attributes: HTMLAttributes)
    func end(_ name: UnsafePointer<UInt8>)
    /// Text with its entities read; one run of text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one start tag, valid during the call that receives them.
package struct HTMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

    /// The value of an attribute (lower-case name), empty if it has none, `nil` if it is absent.
    package subscript(_ name: String) -> String? {
        guard var at = pairs else { return nil }
        while let key = at[0] {
            if String(decodingCString: key, as: UTF8.self) == name {
                return at[1].map { String(decodingCString: $0, as: UTF8.self) } ?? ""
            }
            at += 2
        }
        return nil
    }

    package var isEmpty: Bool { pairs == nil }
}

/// Reads HTML as browsers do, without building a tree: depth costs nothing and recursion is none.
package enum HTMLEvents {
    /// A page so tangled (unmatched end tags at great depth) that reading it would take for ever.
    package struct Tangled: Error {}

    /// Sends a page to `receiver`. Every start is followed by its end, missing tags are supplied.
    ///
    /// - Parameter page: valid UTF-8, whatever the page declares.
    /// - Throws: `Tangled`; `MarkupError` for a page above two gigabytes.
    package static func read(_ page: [UInt8], into receiver: any HTMLReceiver) throws {
        let page = HTMLGuard.guarded(page)
        guard LibXML.isReady, page.count < LibXML.sizeLimit, let context = htmlNewParserCtxt()
        else {
            throw MarkupError(line: 0, message: "the page is larger than two gigabytes")
        }
        defer { htmlFreeParserCtxt(context) }
        let session = Session(receiver: receiver, context: context)
        context.pointee.sax.pointee = handlers()
        context.pointee.userData = Unmanaged.passUnretained(session).toOpaque()
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        withExtendedLifetime(session) {
            page.withUnsafeBytes { raw in
                let document = htmlCtxtReadMemory(
                    context, raw.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(raw.count), nil, "UTF-8", Int32(options))
                if let document { xmlFreeDoc(document) }
            }
        }
        if session.isTangled { throw Tangled() }
    }

    /// What the C callbacks need, reached through libxml2's user pointer.
    private final class Session {
        let receiver: any HTMLReceiver
        let context: htmlParserCtxtPtr
        /// Stack entries libxml2 has compared for end tags that match nothing.
        var wasted = 0
        var isTangled = false
        static let wasteLimit = 50_000_000

        init(receiver: any HTMLReceiver, context: htmlParserCtxtPtr) {
            self.receiver = receiver
            self.context = context
        }

        static func of(_ pointer: UnsafeMutableRawPointer?) -> Session? {
            pointer.map { Unmanaged<Session>.fromOpaque($0).takeUnretainedValue() }
        }
    }

    private static func handlers() -> htmlSAXHandler {
        var sax = htmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElement = { user, name, attributes in
            guard let name else { return }
            Session.of(user)?.receiver.start(name, HTMLAttributes(pairs: attributes))
        }
        sax.endElement = { user, name in
            guard let name else { return }
            Session.of(user)?.receiver.end(name)
        }
        let characters: charactersSAXFunc = { user, bytes, count in
            guard let bytes, count > 0 else { return }
            Session.of(user)?.receiver.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        sax.characters = characters
        sax.ignorableWhitespace = characters
        sax.cdataBlock = characters
        sax.serror = { user, error in
            guard let error, error.pointee.code == Int32(XML_ERR_TAG_NAME_MISMATCH.rawValue),
                let session = Session.of(user)
            else { return }
            session.wasted += Int(session.context.pointee.nameNr)
            if session.wasted > Session.wasteLimit, !session.isTangled {
                session.isTangled = true
                xmlStopParser(session.context)
            }
        }
        return sax
    }
}
