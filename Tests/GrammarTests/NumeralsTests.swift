import Grammar
import Testing
import Yams

/// The examples in Grammar/*/numerals.yaml are the tests.
@Suite struct NumeralsTests {
    let numerals: Numerals
    init() throws { numerals = try Numerals() }

    private func examples(_ file: String, _ key: String) throws -> [[String]] {
        let tree = try #require(try Yams.compose(yaml: GrammarSource.builtIn.text(file)))
        let list = try #require(tree.mapping?[key]?.sequence)
        return list.map { node in
            node.sequence.map { $0.compactMap { $0.scalar?.string } } ?? [node.scalar?.string ?? ""]
        }
    }

    @Test func hanNumeralsAreRead() throws {
        for example in try examples("zho/numerals.yaml", "accept") {
            #expect(numerals.integer(example[0], in: [.han]) == Int(example[1]), "\(example[0])")
        }
        for example in try examples("zho/numerals.yaml", "reject") {
            #expect(numerals.integer(example[0], in: [.han]) == nil, "\(example[0])")
        }
    }

    @Test(arguments: ["mul/numerals.yaml", "eng/numerals.yaml"])
    func otherNumeralsAreRead(file: String) throws {
        for example in try examples(file, "accept") {
            let script = try #require(NumeralScript(rawValue: example[1]))
            #expect(numerals.integer(example[0], in: [script]) == Int(example[2]), "\(example)")
        }
        for example in try examples(file, "reject") {
            let script = try #require(NumeralScript(rawValue: example[1]))
            #expect(numerals.integer(example[0], in: [script]) == nil, "\(example)")
        }
    }

    /// What we write as a Roman numeral we read as the same number.
    @Test func romanNumeralsRoundTrip() {
        let signs = [
            (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
            (4, "IV"),
            (1, "I"),
        ]
        for number in 1...399 {
            var (rest, text) = (number, "")
            for (value, sign) in signs {
                while rest >= value {
                    text += sign
                    rest -= value
                }
            }
            #expect(numerals.integer(text, in: [.roman]) == number)
            #expect(numerals.integer(text.lowercased(), in: [.roman]) == number)
        }
    }
}
