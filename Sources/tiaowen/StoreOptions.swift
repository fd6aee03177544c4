import ArgumentParser
import Foundation
import Grammar
import Search

/// Where the index is: a folder, or a PostgreSQL database.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A PostgreSQL database instead of the folder, postgres://user@host:port/name; its password from PGPASSWORD, .pgpass or the address.",
            valueName: "url"))
    var store: String?

    func validate() throws {
        if let store, !PostgresOpening.isAddress(store) {
            throw ValidationError(
                "--store is a PostgreSQL address: postgres://user@host:port/name.")
        }
    }

    /// The index, opened for searching.
    func searchIndex(
        in folder: String, partial: Bool, grammar: GrammarSource
    ) throws -> SearchIndex {
        guard let store else {
            return try SearchIndex(path: folder + "/tiaowen.sqlite", grammar: grammar)
        }
        return try SearchIndex(
            storage: PostgresOpening.reading(store, partial: partial), grammar: grammar)
    }

    /// The database, opened for writing or made; `nil` where a folder is meant.
    func writableStore(addingShards shards: [String] = [], grammar: GrammarSource) throws -> (
        index: IndexStore, place: String
    )? {
        guard let store else {
            if !shards.isEmpty { throw ValidationError("--shard goes with --store.") }
            return nil
        }
        let opened = try PostgresOpening.writing(store, addingShards: shards)
        return (try IndexStore(storage: opened.storage, grammar: grammar), opened.place)
    }
}
