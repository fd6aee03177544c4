/// The places of words and of their stems, gathered in the order of the text.
struct WordLists {
    private struct Word {
        var letters: [UInt8]
        var stem: Int
        var places: [UInt32] = []
    }
    private struct Stem {
        var letters: [UInt8]
        var text: [UInt32] = []
        var heading: [UInt32] = []
        var title: [UInt32] = []
    }
    private var words: [Word] = []
    private var stems: [Stem] = []
    private var wordIndex: [[UInt8]: Int] = [:]
    private var stemIndex: [[UInt8]: Int] = [:]

    /// - Parameter word: the field of the word itself, if it is to be found other than by its stem.
    mutating func add(
        _ letters: UnsafeBufferPointer<UInt8>, place: Int, word: IndexField?, stem: IndexField
    ) {
        let id = id(of: Array(letters))
        let place = UInt32(place)
        if word != nil { words[id].places.append(place) }
        let stemID = words[id].stem
        switch stem {
        case .headingStem: stems[stemID].heading.append(place)
        case .titleStem: stems[stemID].title.append(place)
        default: stems[stemID].text.append(place)
        }
    }

    private mutating func id(of letters: [UInt8]) -> Int {
        if let id = wordIndex[letters] { return id }
        let stem = EnglishStemmer.stem(letters)
        let stemID = stemIndex[stem] ?? stems.count
        if stemID == stems.count {
            stems.append(Stem(letters: stem))
            stemIndex[stem] = stemID
        }
        wordIndex[letters] = words.count
        words.append(Word(letters: letters, stem: stemID))
        return words.count - 1
    }

    /// Every list in the order of its key.
    func forEachList(_ body: (_ key: [UInt8], _ places: [UInt32]) -> Void) {
        for word in words.sorted(by: { $0.letters.lexicographicallyPrecedes($1.letters) })
        where !word.places.isEmpty {
            body(IndexField.textWord.key(word.letters), word.places)
        }
        let stems = stems.sorted { $0.letters.lexicographicallyPrecedes($1.letters) }
        for (field, places) in [
            (IndexField.textStem, \Stem.text), (.headingStem, \Stem.heading),
            (.titleStem, \Stem.title),
        ] {
            for stem in stems where !stem[keyPath: places].isEmpty {
                body(field.key(stem.letters), stem[keyPath: places])
            }
        }
    }
}
