import LegalText

/// A storage that takes documents in.
package protocol WritableIndexStorage: IndexStorage {
    /// Changes the index in one transaction: all that `body` does, or nothing.
    /// - Throws: what `body` throws, and `IndexError` for whatever is wrong with the storage.
    func write<T>(_ body: (any IndexWriting) throws -> T) throws -> T

    /// After much was written: makes it lasting and quick to read.
    func settle() throws

    /// Gives unused space back.
    func compact() throws
}

/// An index inside a transaction.
///
/// What belongs to a document, its links, findings and norms too, goes when it goes.
package protocol IndexWriting: IndexReading {
    /// The sources in the index.
    func sources() throws -> [SourceStamp]

    /// The names of the documents read from a source, in their order.
    func documents(ofSource path: String) throws -> [String]

    /// Puts a stamp in place of the one of the same path, whose documents go.
    func replace(_ source: SourceStamp) throws

    /// Removes a source with its documents.
    func remove(source path: String) throws

    /// Removes the document of this name, if there is one.
    func remove(document name: String) throws

    /// Puts a document behind all others; one of the same name goes.
    func insert(_ document: DocumentRecord) throws

    /// Puts links and findings in place of those the two documents had.
    /// - Throws: `IndexError.damaged` if one of them is not in the index.
    func insert(_ alignment: AlignmentRecord) throws

    // MARK: Segments

    /// The stretches of documents the segments cover, in order.
    func extents() throws -> [SegmentExtent]

    /// About how many bytes of text the documents with a higher number hold.
    func weight(after document: Int64) throws -> Int

    func countDocuments() throws -> Int

    func remove(segment: Int64) throws

    /// Puts a segment behind all others.
    func insert(_ segment: SegmentData, lastDocument: Int64, weight: Int) throws

    /// Forgets which documents with a higher number are gone: no segment holds them any more.
    func forgetRemoved(after document: Int64) throws

    /// What is wrong with the rows; empty if nothing is.
    func faults() throws -> [String]
}
