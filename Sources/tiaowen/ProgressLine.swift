import Pipeline
import Synchronization

/// How far a build is, on one line of the terminal that is written over; elsewhere a line a step.
final class ProgressLine: Sendable {
    private struct State {
        var shown: BuildProgress?
        var lastDrawn = ContinuousClock.now - .seconds(1)
    }

    private let state = Mutex(State())
    private let isTerminal = StandardError.isTerminal

    func show(_ progress: BuildProgress) {
        state.withLock { state in
            let isNewStep = state.shown?.step != progress.step
            state.shown = progress
            guard isTerminal else {
                if isNewStep, progress.total != 1 {
                    StandardError.write("\(Self.words(progress))\n")
                }
                return
            }
            let now = ContinuousClock.now
            guard isNewStep || now - state.lastDrawn > .milliseconds(60) else { return }
            state.lastDrawn = now
            StandardError.write("\r\u{1B}[K\(Self.bar(progress))")
        }
    }

    /// Leaves the line empty for what comes next.
    func clear() {
        if isTerminal { StandardError.write("\r\u{1B}[K") }
    }

    private static func words(_ progress: BuildProgress) -> String {
        let files = progress.total == 1 ? "1 file" : "\(progress.total) files"
        return switch progress.step {
        case .reading: "reading \(files)"
        case .building: "aligning, extracting and indexing \(files)"
        case .gathering: "gathering"
        }
    }

    private static func bar(_ progress: BuildProgress) -> String {
        guard progress.total > 0 else { return words(progress) }
        let width = 30
        let filled = width * progress.done / progress.total
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(bar) \(progress.done)/\(progress.total)  \(words(progress))"
    }
}
