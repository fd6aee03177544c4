import Testing

@testable import PostgresStore

/// Addresses and values on their way to a server; no server is needed.
@Suite struct ConnectionTests {
    @Test func aPlaceIsToldWithoutUserAndPassword() throws {
        let options = try ConnectionOptions("postgres://reader:geheim@a.example:5433,b.example/law")
        #expect(options.place == "a.example:5433,b.example:5432/law")
        #expect(options["password"] == "geheim")
        #expect(try ConnectionOptions("host=/run dbname=law").place == "/run:5432/law")
    }

    @Test func aBadAddressIsNotRepeated() {
        #expect {
            try PostgresStorage("postgres://reader:geheim@[host/law")
        } throws: { error in
            let text = "\(error)"
            return text.contains("postgres://user@host:port/name") && !text.contains("geheim")
        }
    }

    @Test func onlyAddressesOfPostgreSQLAreTaken() {
        #expect(PostgresStorage.isAddress("postgres://localhost/law"))
        #expect(PostgresStorage.isAddress("postgresql://localhost/law"))
        #expect(!PostgresStorage.isAddress("Output"))
    }

    @Test func valuesAreBigEndianAndTextHasNoZero() {
        func bytes(_ value: PostgresValue) -> [UInt8] {
            var out: [UInt8] = []
            value.append(to: &out)
            return out
        }
        #expect(bytes(.int4(258)) == [0, 0, 1, 2])
        #expect(bytes(.int(-2)) == [255, 255, 255, 255, 255, 255, 255, 254])
        #expect(bytes(.text("条\0")) == [0xE6, 0x9D, 0xA1, 0xEF, 0xBF, 0xBD])
        // one dimension of one int4, from 1
        #expect(
            bytes(.int4s([7]))
                == [
                    0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0,
                    0, 7,
                ])
        #expect(bytes(.ints([])) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20])
    }

    @Test func columnsAreNamedAsInSQL() {
        #expect(ShardTable.column("modalityText") == "modality_text")
        #expect(ShardTable.column("end") == "span_end")
        #expect(ShardTable.document.target(3).hasPrefix("document_3(shard, id, name"))
    }
}
