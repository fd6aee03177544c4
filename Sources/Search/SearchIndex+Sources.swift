import GRDB

extension SearchIndex {
    /// The files the index was built from, sorted by path.
    ///
    /// - Throws: the database's error.
    public func sources() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT path FROM source ORDER BY path") }
    }
}
