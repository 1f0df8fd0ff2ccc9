import Synchronization

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
