import LegalText

/// The lines of a text, counted from 1 at LF, CR LF and CR.
struct LineNumbers {
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        var starts = [0]
        bytes.withUnsafeBufferPointer { p in
            for at in p.indices
            where p[at] == 0x0A || p[at] == 0x0D && !(at + 1 < p.count && p[at + 1] == 0x0A) {
                starts.append(at + 1)
            }
        }
        self.starts = starts
    }

    func line(of offset: Int) -> Int {
        return starts.partitioningIndex { $0 > offset }
    }
}
