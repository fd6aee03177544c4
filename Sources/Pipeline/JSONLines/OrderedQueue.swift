import Foundation

/// Work done by several threads and finished in the order it was given.
///
/// Only so much is taken ahead, finished pieces that wait for their turn included: memory stays
/// bounded however slow one piece is. What `finish` throws stops everything.
final class OrderedQueue<Input: Sendable, Output: Sendable, Result: Sendable>: @unchecked Sendable {
    // Everything mutable is guarded by `condition`.
    private let condition = NSCondition()
    private let work: @Sendable (Input) -> Output
    private let finish: @Sendable (inout Result, Output) throws -> Void
    private let ahead: Int
    private var waiting: [(number: Int, input: Input)] = []
    private var done: [Int: Output] = [:]
    private var result: Result
    private var added = 0
    private var next = 0
    private var isFinishing = false
    private var isClosed = false
    private var failure: (any Error)?
    private var running: Int

    /// - Parameters:
    ///   - result: what `finish` starts from.
    ///   - ahead: pieces added and not finished, at most.
    ///   - work: done by any thread, several pieces at once.
    ///   - finish: done for one piece at a time, in order.
    init(
        into result: Result, threads: Int, ahead: Int,
        work: @escaping @Sendable (Input) -> Output,
        finish: @escaping @Sendable (inout Result, Output) throws -> Void
    ) {
        self.result = result
        self.work = work
        self.finish = finish
        self.ahead = max(ahead, 1)
        running = max(threads, 1)
        for _ in 0..<running {
            let thread = Thread { [self] in run() }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Adds a piece, waiting until there is room; `false` once something has failed.
    func add(_ input: Input) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while added - next >= ahead, failure == nil { condition.wait() }
        guard failure == nil else { return false }
        waiting.append((added, input))
        added += 1
        condition.broadcast()
        return true
    }

    /// Waits until all is finished and gives the result.
    func close() throws -> Result {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        condition.broadcast()
        while running > 0 { condition.wait() }
        if let failure { throw failure }
        return result
    }

    private func run() {
        condition.lock()
        defer {
            running -= 1
            condition.broadcast()
            condition.unlock()
        }
        while true {
            while waiting.isEmpty, !isClosed, failure == nil { condition.wait() }
            guard !waiting.isEmpty, failure == nil else { return }
            let piece = waiting.removeFirst()
            condition.unlock()
            let output = work(piece.input)
            condition.lock()
            done[piece.number] = output
            finishReady()
        }
    }

    /// Finishes what is next, unless another thread is at it; called and left with the lock held.
    private func finishReady() {
        guard !isFinishing else { return }
        isFinishing = true
        while failure == nil, let output = done.removeValue(forKey: next) {
            var result = result
            condition.unlock()
            let thrown: (any Error)?
            do {
                try finish(&result, output)
                thrown = nil
            } catch {
                thrown = error
            }
            condition.lock()
            self.result = result
            failure = thrown
            next += 1
            condition.broadcast()
        }
        isFinishing = false
    }
}
