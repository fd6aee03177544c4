package import LegalText

extension SearchGrammar {
    /// The place whose rule an instrument is (地区), as its title or issuer names it.
    ///
    ///     grammar.region(in: "云岭省山地救援办法", language: .zho)           // 云岭省
    ///     grammar.region(in: "Measures of Yunling Province …", language: .eng)  // Yunling Province
    ///     grammar.region(in: "城市供水条例", language: .zho)                // nil
    package func region(in text: String, language: Language) -> String? {
        guard let words = regions[language] else { return nil }
        return language == .zho
            ? Self.chinese(Array(text.prefix(words.longest)), words) : Self.english(text, words)
    }

    private static func chinese(_ text: [Character], _ words: Regions) -> String? {
        for end in 3..<max(text.count + 1, 3) {
            let name = String(text[..<end])
            guard (words.ends ?? []).contains(where: { name.hasSuffix($0) }) else { continue }
            if (words.no ?? []).contains(where: { name.hasSuffix($0) }) { continue }
            // 内蒙古自治区 rather than the start of 自治州: the longest that goes on at once
            return name
        }
        return nil
    }

    private static func english(_ text: String, _ words: Regions) -> String? {
        let tokens = text.split { $0 == " " || $0 == "," }.map(String.init)
        func isName(_ word: String) -> Bool { word.first.map { $0.isUppercase } ?? false }
        func find(_ phrase: String) -> Range<Int>? {
            let parts = phrase.split(separator: " ").map(String.init)
            guard tokens.count >= parts.count else { return nil }
            return (0...tokens.count - parts.count).first {
                Array(tokens[$0..<$0 + parts.count]) == parts
            }.map { $0..<$0 + parts.count }
        }
        for phrase in words.behind ?? [] {
            guard let place = find(phrase) else { continue }
            let name = tokens[place.upperBound...].prefix { isName($0) }.prefix(words.longest)
            if !name.isEmpty { return name.joined(separator: " ") }
        }
        for phrase in words.before ?? [] {
            guard let place = find(phrase) else { continue }
            let name = tokens[..<place.lowerBound].reversed().prefix { isName($0) }
                .prefix(words.longest).reversed()
            if !name.isEmpty { return (Array(name) + [phrase]).joined(separator: " ") }
        }
        return nil
    }
}
