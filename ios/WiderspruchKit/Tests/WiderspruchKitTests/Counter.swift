import Synchronization
import Testing

/// Lets time pass until the condition is met; fails after ten seconds.
func eventually(_ wanted: Comment, isMet: () -> Bool) async {
    let end = ContinuousClock.now + .seconds(10)
    while !isMet() {
        guard ContinuousClock.now < end else {
            _ = Issue.record("never happened: \(wanted)")
            return
        }
        await Task.yield()
    }
}

/// Counts calls, from any thread.
final class Counter: Sendable {
    private let state = Mutex((calls: 0, onMain: 0))

    func note(isMain: Bool) {
        state.withLock {
            $0.calls += 1
            if isMain { $0.onMain += 1 }
        }
    }

    var calls: Int { state.withLock(\.calls) }
    var onMain: Int { state.withLock(\.onMain) }
}
