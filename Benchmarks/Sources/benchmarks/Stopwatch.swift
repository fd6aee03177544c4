import Foundation

/// Repeats a piece of work and tells its median speed.
///
/// Processor time of this thread is what counts, so that a busy machine changes little.
struct Stopwatch {
    /// Runs that are timed, after one that is not.
    var runs = 5

    /// Megabytes a second, the median of the runs; MB = 10⁶ bytes.
    func megabytesPerSecond(of bytes: Int, _ work: () -> Void) -> Double {
        work()
        let seconds = (0..<runs).map { _ in
            let start = processorTime()
            work()
            return processorTime() - start
        }.sorted()
        return Double(bytes) / 1e6 / max(seconds[seconds.count / 2], 1e-9)
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
