//! Judges what a fault left behind: pure, so that made-up outcomes show that each finding is made.

/// What a call of the program said before it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// What it says when everything went well.
    Done,
    /// That it could not be done.
    Refused {
        words: String,
        /// Whether the sentence says that nothing was noted. Another one leaves that open: "cannot be written just now".
        says_nothing_noted: bool,
    },
    /// Nothing: it was killed before.
    Nothing,
    /// Something else, with the status of a success.
    Other(String),
    Panicked(String),
    Hung,
}

/// What a command promises by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// That it is noted.
    Noted,
    /// Nothing before it ends: it shows something, and then notes that it was shown.
    NotedAtTheEnd,
    /// Nothing: it only shows something.
    Nothing,
}

/// What the screens show, compared with what they showed before the command and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    Before,
    After,
    /// Both are the same: the command changes nothing that is shown.
    Either,
    /// Neither of them; which screens or files differ.
    Half(String),
    /// The folder does not open, or a screen does not show.
    Closed(String),
}

/// All that is known of one try.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) killed: bool,
    /// Whether the device failed for good, so that nothing could be taken back either.
    pub(crate) device_lost: bool,
    pub(crate) said: Said,
    pub(crate) promise: Promise,
    pub(crate) state: State,
    /// What repeating the command said: `None` if it was accepted.
    pub(crate) again_refused: Option<String>,
    /// The state after that.
    pub(crate) again: State,
    /// Lines of the journals that were acknowledged before and are gone.
    pub(crate) lost: Vec<String>,
    /// What is still there of an erased person, before the next start and without a word of it.
    pub(crate) not_erased: Vec<String>,
    /// Files that are there after all of this, and would not be without the fault.
    pub(crate) left: Vec<String>,
}

/// A fault of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Finding {
    Panic,
    Hang,
    DoesNotOpen,
    Lost,
    HalfState,
    /// Said to be done, and it is not.
    FalselyDone,
    /// Said not to be done, and it is.
    FalselyRefused,
    /// Success, with words that do not belong to it.
    OtherWords,
    NotRepeatable,
    LeftBehind,
}

impl Finding {
    /// All findings, the worst first.
    pub(crate) const ALL: [Self; 10] = [
        Self::Panic,
        Self::Hang,
        Self::DoesNotOpen,
        Self::Lost,
        Self::HalfState,
        Self::FalselyDone,
        Self::FalselyRefused,
        Self::OtherWords,
        Self::NotRepeatable,
        Self::LeftBehind,
    ];

    /// Returns the finding in words, as the report counts it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Panic => "panics",
            Self::Hang => "hangs",
            Self::DoesNotOpen => "folders that do not open",
            Self::Lost => "acknowledged entries lost",
            Self::HalfState => "half states",
            Self::FalselyDone => "false sentences (done)",
            Self::FalselyRefused => "false sentences (not done)",
            Self::OtherWords => "false sentences (other)",
            Self::NotRepeatable => "commands that cannot be repeated",
            Self::LeftBehind => "files left behind",
        }
    }
}

/// Returns what is wrong, each with what shows it.
pub(crate) fn judge(evidence: &Evidence) -> Vec<(Finding, String)> {
    let mut found = Vec::new();
    let done = matches!(evidence.state, State::After);
    let undone = matches!(evidence.state, State::Before);
    let promised = match evidence.promise {
        Promise::Noted => true,
        // Killed between showing and noting that it was shown: it is shown again.
        Promise::NotedAtTheEnd => !evidence.killed,
        Promise::Nothing => false,
    };
    match &evidence.said {
        Said::Panicked(words) => found.push((Finding::Panic, words.clone())),
        Said::Hung => found.push((Finding::Hang, String::new())),
        Said::Done if undone && promised => {
            found.push((Finding::FalselyDone, "said to be done, shown as before".to_owned()));
        }
        Said::Refused { words, says_nothing_noted } if done && (*says_nothing_noted || !evidence.device_lost) => {
            found.push((Finding::FalselyRefused, words.clone()));
        }
        // What is shown may well tell of the fault.
        Said::Other(words) if evidence.promise != Promise::Nothing => {
            found.push((Finding::OtherWords, words.clone()));
        }
        Said::Done | Said::Refused { .. } | Said::Other(_) | Said::Nothing => {}
    }
    if evidence.said == Said::Done && promised && !evidence.not_erased.is_empty() {
        found.push((Finding::FalselyDone, format!("said to be erased: {}", evidence.not_erased.join(", "))));
    }
    match &evidence.state {
        State::Half(what) => found.push((Finding::HalfState, what.clone())),
        State::Closed(why) => found.push((Finding::DoesNotOpen, why.clone())),
        State::Before | State::After | State::Either => {}
    }
    if let Some(words) = &evidence.again_refused {
        found.push((Finding::NotRepeatable, words.clone()));
    }
    match &evidence.again {
        State::After | State::Either => {}
        State::Before => found.push((Finding::NotRepeatable, "repeated, and shown as before".to_owned())),
        State::Half(what) => found.push((Finding::NotRepeatable, what.clone())),
        State::Closed(why) => found.push((Finding::DoesNotOpen, why.clone())),
    }
    if !evidence.lost.is_empty() {
        found.push((Finding::Lost, evidence.lost.join(", ")));
    }
    if !evidence.left.is_empty() {
        found.push((Finding::LeftBehind, evidence.left.join(", ")));
    }
    found
}

#[cfg(test)]
mod test {
    use super::*;

    fn fine() -> Evidence {
        Evidence {
            killed: false,
            device_lost: false,
            said: Said::Done,
            promise: Promise::Noted,
            state: State::After,
            again_refused: None,
            again: State::After,
            lost: Vec::new(),
            not_erased: Vec::new(),
            left: Vec::new(),
        }
    }

    fn refused(words: &str, says_nothing_noted: bool) -> Said {
        Said::Refused { words: words.to_owned(), says_nothing_noted }
    }

    fn findings(evidence: &Evidence) -> Vec<Finding> {
        judge(evidence).into_iter().map(|(finding, _)| finding).collect()
    }

    #[test]
    fn what_is_true_and_whole_is_no_finding() {
        let refused = || refused("The storage is full; nothing new was noted.", true);
        for (killed, said, state) in [
            (false, Said::Done, State::After),
            (false, refused(), State::Before),
            (false, refused(), State::Either),
            (true, Said::Nothing, State::Before),
            (true, Said::Nothing, State::After),
            (true, Said::Done, State::After),
        ] {
            assert_eq!(findings(&Evidence { killed, said, state, ..fine() }), []);
        }
    }

    #[test]
    fn a_sentence_that_is_not_true_is_found_in_both_directions() {
        assert_eq!(findings(&Evidence { state: State::Before, ..fine() }), [Finding::FalselyDone]);
        for says_nothing_noted in [true, false] {
            let said = refused("The storage is full.", says_nothing_noted);
            assert_eq!(findings(&Evidence { said, ..fine() }), [Finding::FalselyRefused]);
        }
        let other = Said::Other("That had been noted already.".to_owned());
        assert_eq!(findings(&Evidence { said: other, ..fine() }), [Finding::OtherWords]);
    }

    #[test]
    fn where_the_device_is_lost_only_a_sentence_that_leaves_it_open_is_true() {
        for (says_nothing_noted, found) in [(true, vec![Finding::FalselyRefused]), (false, Vec::new())] {
            let said = refused("The folder cannot be written just now.", says_nothing_noted);
            assert_eq!(findings(&Evidence { device_lost: true, said, ..fine() }), found);
        }
    }

    #[test]
    fn what_was_shown_and_not_noted_is_shown_again_only_after_a_kill() {
        let shown = Evidence { promise: Promise::NotedAtTheEnd, state: State::Before, ..fine() };
        assert_eq!(findings(&shown), [Finding::FalselyDone]);
        assert_eq!(findings(&Evidence { killed: true, ..shown }), []);
    }

    #[test]
    fn what_only_shows_something_promises_nothing() {
        let other = Said::Other("Part of your records was damaged.".to_owned());
        for said in [other, Said::Done] {
            let shown = Evidence { said, promise: Promise::Nothing, state: State::Before, ..fine() };
            assert_eq!(findings(&shown), []);
        }
    }

    #[test]
    fn half_a_state_a_closed_folder_a_panic_and_a_hang_are_found() {
        let half = State::Half("/p1/records".to_owned());
        assert_eq!(findings(&Evidence { said: Said::Nothing, state: half, ..fine() }), [Finding::HalfState]);
        let closed = State::Closed("exit status 1".to_owned());
        assert_eq!(findings(&Evidence { state: closed.clone(), ..fine() }), [Finding::DoesNotOpen]);
        assert_eq!(findings(&Evidence { again: closed, ..fine() }), [Finding::DoesNotOpen]);
        assert_eq!(findings(&Evidence { said: Said::Panicked("a bug".to_owned()), ..fine() }), [Finding::Panic]);
        assert_eq!(findings(&Evidence { said: Said::Hung, ..fine() }), [Finding::Hang]);
    }

    #[test]
    fn a_command_that_cannot_be_repeated_is_found() {
        for again in [State::Before, State::Half("/".to_owned())] {
            assert_eq!(findings(&Evidence { again, ..fine() }), [Finding::NotRepeatable]);
        }
        let refused = Some("This no longer fits.".to_owned());
        assert_eq!(findings(&Evidence { again_refused: refused, ..fine() }), [Finding::NotRepeatable]);
    }

    #[test]
    fn what_was_said_to_be_erased_and_is_there_is_found() {
        let not_erased = vec!["data/profiles/.erased-p1/journal.jsonl".to_owned()];
        let there = Evidence { not_erased, ..fine() };
        assert_eq!(findings(&there), [Finding::FalselyDone]);
        // Killed before: the next start goes on.
        assert_eq!(findings(&Evidence { killed: true, said: Said::Nothing, ..there }), []);
    }

    #[test]
    fn lost_entries_and_left_files_are_found_together() {
        let (lost, left) = (vec!["p1: 1".to_owned()], vec!["device.new".to_owned()]);
        let found = judge(&Evidence { lost, left, ..fine() });
        assert_eq!(found, [(Finding::Lost, "p1: 1".to_owned()), (Finding::LeftBehind, "device.new".to_owned())]);
    }
}
