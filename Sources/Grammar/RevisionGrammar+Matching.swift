import Yams

extension RevisionGrammar {
    /// How articles of two versions are matched: `Grammar/mul/revisions.yaml`, which says what each
    /// figure means.
    ///
    ///     try RevisionGrammar(source: .builtIn).matching.first    // the least probability of an heir
    public struct Matching: Sendable {
        /// What speaks for or against an old article living on in a new one.
        public enum Sign: Int, Sendable, Hashable, CaseIterable {
            case heldShare, ownShare, likeness
            case leadAmongHeirs, leadAmongSources, aheadAmongHeirs, aheadAmongSources
            case nearestHeir, nearestSource
            case clausesHome, clausesFrom, clausesFromShare
            case movedWords, movedBest, movedShare, movedOwnShare
            case beyondRival, beyondHeir, rareWords, heads, oneIsSanction
            case inOrder, nearOrder, neighbours, slot, fullSlot, openSlot
            case hasRival, length, kept
        }

        public let candidates: Int
        public let partnerFloor, chainFloor, keptFloor, fading, orderGain: Float
        public let homeFloor, moveFloor, matchGain, lengthGain, openingBonus, certaintyBonus: Float
        public let first, further, furtherShare, free, bias: Float
        private let signs: [Float]
        /// Words of provisions on liability.
        public let sanctions: PhraseSet

        /// What a sign weighs, for one unit of it.
        public func weight(of sign: Sign) -> Float { signs[sign.rawValue] }

        static let path = "mul/revisions.yaml"

        private struct File: Decodable {
            struct Matching: Decodable {
                var candidates: Int
                var partnerFloor, chainFloor, keptFloor, fading, orderGain: Float
                var homeFloor, moveFloor, matchGain, lengthGain, openingBonus, certaintyBonus: Float
                var first, further, furtherShare, free, bias: Float
                var signs: [String: Float]
                var sanctions: [String]
            }
            var matching: Matching
        }

        /// - Throws: `GrammarError` where the file is missing or a sign has no weight.
        init(source: GrammarSource) throws {
            let file = try source.decode(File.self, from: Self.path).matching
            (candidates, first, further, free) =
                (file.candidates, file.first, file.further, file.free)
            (partnerFloor, chainFloor) = (file.partnerFloor, file.chainFloor)
            (keptFloor, fading, orderGain) = (file.keptFloor, file.fading, file.orderGain)
            (furtherShare, certaintyBonus) = (file.furtherShare, file.certaintyBonus)
            (homeFloor, moveFloor, matchGain) = (file.homeFloor, file.moveFloor, file.matchGain)
            (lengthGain, openingBonus, bias) = (file.lengthGain, file.openingBonus, file.bias)
            sanctions = PhraseSet(file.sanctions)
            signs = try Sign.allCases.map { sign in
                guard let weight = file.signs["\(sign)"] else {
                    throw GrammarError(
                        file: Self.path, rule: "signs", message: "no weight for \(sign)")
                }
                return weight
            }
        }
    }
}
