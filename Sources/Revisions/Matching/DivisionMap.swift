/// Which chapter of the new text goes on with a chapter of the old one: the one most of its articles are in.
struct DivisionMap {
    private var heirs: [Int: Int] = [:]

    init(old: [ComparedUnit], new: [ComparedUnit], targets: [[Int]]) {
        var votes: [Int: [Int: Int]] = [:]
        for i in old.indices {
            guard let j = targets[i].first else { continue }
            votes[old[i].division, default: [:]][new[j].division, default: 0] += 1
        }
        heirs = votes.mapValues { counts in
            counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? -1
        }
    }

    /// Whether an article left the chapter that goes on with its own.
    func isMove(_ old: Int, _ new: Int) -> Bool { heirs[old] != new }
}
