import ArgumentParser
import Search

#if PostgreSQL
    import PostgresStore

    /// Opens databases in PostgreSQL for `--store`.
    enum PostgresOpening {
        static func isAddress(_ text: String) -> Bool { PostgresStorage.isAddress(text) }

        static func reading(_ address: String, partial: Bool) throws -> any IndexStorage {
            try PostgresStorage(address, isPartial: partial)
        }

        static func writing(
            _ address: String, addingShards shards: [String]
        ) throws -> (storage: any WritableIndexStorage, place: String) {
            let storage = try PostgresStorage(address, addingShards: shards)
            return (storage, storage.place)
        }
    }
#else
    /// `--store` in a program built without the trait PostgreSQL (Package.swift): it says so.
    enum PostgresOpening {
        private static let absence = ValidationError(
            "this program was built without PostgreSQL: --store needs one built with it.")

        static func isAddress(_ text: String) -> Bool { true }

        static func reading(_ address: String, partial: Bool) throws -> any IndexStorage {
            throw absence
        }

        static func writing(
            _ address: String, addingShards shards: [String]
        ) throws -> (storage: any WritableIndexStorage, place: String) {
            throw absence
        }
    }
#endif
