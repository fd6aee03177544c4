import LegalText

/// What is odd in the numbering of a document: gaps, repetitions, numbers out of order.
///
/// The taxonomy is LexML's: inverted, gap, repeated, impossible first.
enum NumberingCheck {
    static func diagnostics(_ provisions: [Provision], in p: UnsafeBufferPointer<UInt8>)
        -> [Diagnostic]
    {
        var found: [Diagnostic] = []
        // articles run through the document, annexes apart
        check(articles(provisions), p, into: &found)
        func walk(_ list: [Provision]) {
            if let level = list.first(where: { $0.level != .paragraph && $0.level != .article })?
                .level
            {
                check(list.filter { $0.level == level }, p, into: &found)
            }
            for provision in list where !provision.children.isEmpty {
                if provision.level == .annex {
                    check(articles(provision.children), p, into: &found)
                }
                walk(provision.children)
            }
        }
        walk(provisions)
        return found
    }

    private static func articles(_ provisions: [Provision]) -> [Provision] {
        var found: [Provision] = []
        for provision in provisions {
            if provision.level == .article {
                found.append(provision)
            } else if provision.level.isDivision {
                found += articles(provision.children)
            }
        }
        return found
    }

    private static func check(
        _ list: [Provision], _ p: UnsafeBufferPointer<UInt8>, into found: inout [Diagnostic]
    ) {
        var last: LabelNumber?
        for provision in list {
            let number = provision.number
            func say(_ code: String, _ severity: Diagnostic.Severity, _ message: String) {
                found.append(
                    Diagnostic(
                        code: code, severity: severity, span: provision.label ?? provision.span,
                        message: message))
            }
            let name = provision.level.rawValue
            if let last {
                if number == last {
                    say(
                        "numbering-duplicate", .warning,
                        "\(name) \(number) stands here a second time")
                } else if number < last {
                    say(
                        "numbering-order", .warning, "\(name) \(number) comes after \(name) \(last)"
                    )
                } else if number.value > last.value + 1 {
                    let missing =
                        number.value == last.value + 2
                        ? "\(last.value + 1) is" : "\(last.value + 1) to \(number.value - 1) are"
                    say("numbering-gap", .warning, "\(name) \(missing) missing before \(number)")
                }
            } else if number.value != 1 {
                say("numbering-gap", .warning, "the first \(name) is number \(number)")
            }
            last = number
        }
    }
}
