import Foundation
import LegalText
import TestSupport

/// The English version of a regulation with articles moved, left out and without their label, all
/// numbered anew, and where each article's text stands now.
struct ShuffledText {
    private(set) var text: String
    /// The bytes of the text that tell each article, by its first number.
    private(set) var places: [Int: Range<Int>] = [:]
    private(set) var deleted: [Int] = []
    private(set) var moved: [Int] = []

    /// - Parameters:
    ///   - articles: the text of each article without its label, in order; the first is Article 1.
    ///   - blocks: how many blocks of one to four articles are moved.
    ///   - deletions: how many articles are left out.
    ///   - unlabelled: every so manieth article has lost its label; 0 for none.
    init(
        title: String, articles: [String], blocks: Int, deletions: Int, unlabelled: Int,
        random: inout Random
    ) {
        var order = Array(1...articles.count)
        for _ in 0..<blocks {
            let size = 1 + random.next(4)
            let from = random.next(order.count - size)
            let block = Array(order[from..<from + size])
            order.removeSubrange(from..<from + size)
            order.insert(contentsOf: block, at: random.next(order.count + 1))
            moved += block
        }
        for _ in 0..<deletions { deleted.append(order.remove(at: random.next(order.count))) }
        text = title + "\n\n"
        for (index, number) in order.enumerated() {
            let isUnlabelled = unlabelled > 0 && index > 0 && (index + 1) % unlabelled == 0
            let start = text.utf8.count
            if !isUnlabelled { text += "Article \(index + 1)\n" }
            text += articles[number - 1].trimmingCharacters(in: .whitespacesAndNewlines) + "\n"
            places[number] = start..<text.utf8.count
            text += "\n"
        }
    }
}
