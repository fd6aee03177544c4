import Testing

@testable import Search

@Suite struct EnglishStemmerTests {
    @Test(
        "Stems as in Porter's paper",
        arguments: [
            ("caresses", "caress"), ("ponies", "poni"), ("cats", "cat"), ("feed", "feed"),
            ("agreed", "agre"),
            ("plastered", "plaster"), ("motoring", "motor"), ("sing", "sing"),
            ("conflated", "conflat"),
            ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"), ("falling", "fall"),
            ("filing", "file"), ("happy", "happi"), ("sky", "sky"), ("relational", "relat"),
            ("conditional", "condit"), ("rational", "ration"), ("digitizer", "digit"),
            ("vietnamization", "vietnam"),
            ("feudalism", "feudal"), ("hopefulness", "hope"), ("formaliti", "formal"),
            ("sensibiliti", "sensibl"),
            ("triplicate", "triplic"), ("electrical", "electr"), ("goodness", "good"),
            ("revival", "reviv"),
            ("allowance", "allow"), ("inference", "infer"), ("adjustable", "adjust"),
            ("replacement", "replac"),
            ("adoption", "adopt"), ("effective", "effect"), ("probate", "probat"), ("rate", "rate"),
            ("controll", "control"), ("roll", "roll"), ("regulations", "regul"), ("a", "a"),
            ("", ""),
        ])
    func stems(word: String, stem: String) {
        #expect(String(decoding: EnglishStemmer.stem(Array(word.utf8)), as: UTF8.self) == stem)
    }
}
