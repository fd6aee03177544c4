extension SearchIndex {
    /// The files the index was built from, sorted by path.
    ///
    /// - Throws: the database's error.
    public func sources() throws -> [String] {
        try storage.read { try $0.sourcePaths() }
    }
}
