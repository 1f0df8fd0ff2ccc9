//! Tries a command with one fault after the other, and gathers what the judge needs.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::fault::{Call, End, Fault};
use super::judge::{Evidence, Finding, Promise, Said, State, judge};
use super::sandbox::{Answer, Files, Sandbox, days_later};
use super::scenarios::{ROUTES, Scenario, Step};
use crate::run::Failure;

/// A command that can be tried: what is there before, and how it goes without a fault.
pub(crate) struct Prepared {
    pub(crate) scenario: &'static Scenario,
    template: Sandbox,
    words: Vec<String>,
    routes: Vec<String>,
    /// The calls at which a fault can be put in.
    pub(crate) calls: Vec<Call>,
    answer: Answer,
    answer_again: Answer,
    before: Shown,
    after: Shown,
    after_again: Shown,
    files_before: Files,
    files_after: Files,
    files_again: Files,
    /// Lines of the journals that the command itself leaves where they are.
    kept: BTreeMap<String, Vec<String>>,
    /// What was shown with which files: the same files show the same.
    known: Mutex<HashMap<Files, Shown>>,
}

/// What all screens show, what the journals hold, and what lies in the current folder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    screens: BTreeMap<String, String>,
    /// Why a screen does not show.
    closed: Option<String>,
}

/// A fault at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) call: usize,
    pub(crate) fault: Fault,
}

/// The outcome of a try.
pub(crate) struct Tried {
    pub(crate) state: State,
    pub(crate) findings: Vec<(Finding, String)>,
}

impl Prepared {
    /// Makes what has to be there, and runs the command without a fault. `None` where tracing is not allowed.
    pub(crate) fn new(program: &Path, scenario: &'static Scenario) -> Result<Option<Self>, Failure> {
        let template = Sandbox::new(program)?;
        for step in scenario.before {
            match step {
                Step::Run(run) => {
                    let answer = template.run(run.now, &words_of(&template, run.words)?)?;
                    expect_success(scenario, run.words, &answer)?;
                }
                Step::Killed(run, file) => {
                    let words = words_of(&template, run.words)?;
                    let copy = template.copy(false)?;
                    let Some((_, whole)) = copy.run_traced(run.now, &words, None)? else { return Ok(None) };
                    let at = whole.calls.iter().position(|call| call.name == "write" && call.target == *file);
                    let at = at.ok_or_else(|| Failure::Found(format!("`{}` does not write {file}", run.words)))?;
                    template.run_traced(run.now, &words, Some((at, Fault::KillAfter)))?;
                }
                Step::Files(change) => change(&template)
                    .map_err(|error| Failure::Found(format!("{}: the files cannot be made: {error}", scenario.name)))?,
            }
        }
        let words = words_of(&template, scenario.invocation.words)?;
        let mut routes: Vec<String> = ROUTES.iter().map(|route| (*route).to_owned()).collect();
        for route in scenario.routes {
            routes.extend(words_of(&template, route)?);
        }
        let copy = || template.copy(scenario.copied);
        let known = Mutex::new(HashMap::new());
        let untouched = copy()?;
        let before = show(&untouched, scenario, &routes, &known)?;
        let done = copy()?;
        let Some((answer, traced)) = done.run_traced(scenario.invocation.now, &words, None)? else { return Ok(None) };
        expect_success(scenario, scenario.invocation.words, &answer)?;
        if traced.calls.is_empty() {
            return Err(Failure::Found(format!(
                "{}: the command changes no file, so no fault is tried",
                scenario.name
            )));
        }
        let answer = steady_answer(&done, answer);
        let after = show(&done, scenario, &routes, &known)?;
        for shown in [&before, &after] {
            if let Some(why) = &shown.closed {
                return Err(Failure::Found(format!("{}: without any fault: {why}", scenario.name)));
            }
        }
        if scenario.promise == Promise::Noted && before == after {
            return Err(Failure::Found(format!("{}: the command changes nothing: {}", scenario.name, answer.output)));
        }
        let kept = lines_of_both(&template.journals()?, &done.journals()?);
        let files_after = done.files()?;
        let answer_again = steady_answer(&done, done.run(scenario.invocation.now, &words)?);
        let after_again = show(&done, scenario, &routes, &known)?;
        Ok(Some(Self {
            scenario,
            words,
            routes,
            calls: traced.calls,
            answer,
            answer_again,
            before,
            after,
            after_again,
            files_before: untouched.files()?,
            files_after,
            files_again: done.files()?,
            kept,
            known,
            template,
        }))
    }

    /// Returns every fault that can be put in.
    pub(crate) fn points(&self) -> impl Iterator<Item = Point> {
        let fitting = |(number, call): (usize, &Call)| {
            let fits: Vec<_> = Fault::ALL.into_iter().filter(|fault| fault.fits(call)).collect();
            fits.into_iter().map(move |fault| Point { call: number, fault })
        };
        self.calls.iter().enumerate().flat_map(fitting)
    }

    /// Describes a fault at a call, so that it can be found again.
    pub(crate) fn describe(&self, point: Point) -> String {
        let call = &self.calls[point.call];
        format!("{}: call {}, {} {}: {}", self.scenario.name, point.call, call.name, call.target, point.fault.name())
    }

    /// Tries the command with a fault.
    pub(crate) fn try_fault(&self, point: Point) -> Result<Tried, Failure> {
        let evidence = self.gather(point)?;
        Ok(Tried { findings: judge(&evidence), state: evidence.state })
    }

    fn gather(&self, point: Point) -> Result<Evidence, Failure> {
        let sandbox = self.template.copy(self.scenario.copied)?;
        let now = self.scenario.invocation.now;
        let run = sandbox.run_traced(now, &self.words, Some((point.call, point.fault)))?;
        let (answer, traced) = run.ok_or_else(|| Failure::Found("tracing is not allowed any more".to_owned()))?;
        if traced.calls.get(point.call).map(|call| call.name) != Some(self.calls[point.call].name) {
            return Err(Failure::Found(format!("{}: the calls differ from run to run", self.describe(point))));
        }
        let answer = steady_answer(&sandbox, answer);
        let mut not_erased: Vec<String> = sandbox.files()?.into_keys().collect();
        not_erased.retain(|name| name.contains(ERASED) && !sentence(&answer).contains(REST_LEFT));
        let shown = self.show(&sandbox)?;
        let state = self.state_of(&shown);
        let left = self.left_behind(&sandbox, &state)?;
        let lost = missing_lines(&self.kept, &sandbox.journals()?);
        let again = steady_answer(&sandbox, sandbox.run(now, &self.words)?);
        let accepted = again.end == End::Exited(0) || again == self.answer_again;
        let shown_again = self.show(&sandbox)?;
        let again_left = self.left_behind(&sandbox, &State::Half(String::new()))?;
        Ok(Evidence {
            killed: point.fault.kills(),
            device_lost: point.fault == Fault::StaysBroken,
            said: self.said(&answer),
            promise: self.scenario.promise,
            state,
            again_refused: (!accepted).then(|| sentence(&again)),
            again: if shown_again == self.after_again { State::After } else { self.state_of(&shown_again) },
            lost,
            not_erased,
            left: if left.is_empty() { again_left } else { left },
        })
    }

    fn show(&self, sandbox: &Sandbox) -> Result<Shown, Failure> {
        show(sandbox, self.scenario, &self.routes, &self.known)
    }

    fn state_of(&self, shown: &Shown) -> State {
        if let Some(why) = &shown.closed {
            return State::Closed(why.clone());
        }
        match (*shown == self.before, *shown == self.after) {
            (true, true) => State::Either,
            (true, false) => State::Before,
            (false, true) => State::After,
            (false, false) => {
                let differing = |other: &Shown| -> Vec<&str> {
                    let all = shown.screens.iter().filter(|(name, text)| other.screens.get(*name) != Some(*text));
                    all.map(|(name, _)| name.as_str()).collect()
                };
                let (before, after) = (differing(&self.before), differing(&self.after));
                State::Half(format!("unlike before: {}; unlike after: {}", before.join(" "), after.join(" ")))
            }
        }
    }

    fn said(&self, answer: &Answer) -> Said {
        match answer.end {
            End::Hung => Said::Hung,
            End::Crashed => Said::Panicked("ended by a signal".to_owned()),
            _ if answer.errors.contains("panicked at") => Said::Panicked(sentence(answer)),
            End::Killed if answer.output == self.answer.output && !answer.output.is_empty() => Said::Done,
            End::Killed => Said::Nothing,
            End::Exited(0) if answer.output == self.answer.output || sentence(answer).contains(REST_LEFT) => Said::Done,
            End::Exited(0) => Said::Other(sentence(answer)),
            End::Exited(_) => {
                let words = sentence(answer);
                let says_nothing_noted = NOTHING_NOTED.iter().any(|part| words.contains(part));
                Said::Refused { words, says_nothing_noted }
            }
        }
    }

    /// Returns the files that do not belong to the state and stay although the app is used on.
    fn left_behind(&self, sandbox: &Sandbox, state: &State) -> Result<Vec<String>, Failure> {
        let belongs = |name: &String| match state {
            State::Before => self.files_before.contains_key(name),
            State::After => self.files_after.contains_key(name),
            _ => [&self.files_before, &self.files_after, &self.files_again].iter().any(|all| all.contains_key(name)),
        };
        let too_many = |sandbox: &Sandbox| -> Result<Vec<String>, Failure> {
            let files = sandbox.files()?.into_keys();
            Ok(files.filter(|name| !belongs(name) && !STANDING.iter().any(|end| name.ends_with(end))).collect())
        };
        if too_many(sandbox)?.is_empty() {
            return Ok(Vec::new());
        }
        let later = sandbox.copy(false)?;
        let days_later = days_later();
        for words in ["remind --due", "do set/hour hour=11:00", "show /"] {
            later.run(&days_later, &words_of(&later, words)?)?;
        }
        too_many(&later)
    }
}

/// Ends of the names of files and folders that are there once and for all when the app is used on.
const STANDING: [&str; 9] = [
    "data/",
    "data/lock",
    "data/device.txt",
    "data/app/",
    "data/app/journal.jsonl",
    "data/inbox/",
    "data/outbox/",
    "data/profiles/",
    "/evidence/",
];

/// File that a shell looks for to leave the data out of the device's backup.
const MARKER: &str = "data/no-backup";

/// Beginning of the names of files with corrupt lines. A checksum follows.
const DAMAGED: &str = "damaged-";

/// Beginning of the names of the folders of persons who are being erased.
const ERASED: &str = "/.erased-";

/// What the app says where it has erased somebody and something could not be removed yet.
const REST_LEFT: &str = "could not be removed yet";

/// What a sentence says that would be false if something was noted.
const NOTHING_NOTED: [&str; 7] = [
    "othing new was noted",
    "othing was noted",
    "othing was changed",
    "othing was added",
    "othing was erased",
    "othing was taken back",
    "could not be saved",
];

/// Looks at all screens as the person would at the next start; opening the folder mends it.
fn show(
    sandbox: &Sandbox,
    scenario: &Scenario,
    routes: &[String],
    known: &Mutex<HashMap<Files, Shown>>,
) -> Result<Shown, Failure> {
    let now = scenario.invocation.now;
    let look = |words: &[String]| sandbox.run(now, words);
    let opened = look(&["show".to_owned(), "/".to_owned()])?;
    if opened.end != End::Exited(0) {
        let closed = Some(format!("show /: {}", sentence(&opened)));
        return Ok(Shown { screens: BTreeMap::new(), closed });
    }
    let files = sandbox.files()?;
    if let Some(shown) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&files) {
        return Ok(shown.clone());
    }
    let mut shown = Shown { screens: BTreeMap::new(), closed: None };
    let screens = routes.iter().map(|route| vec!["--json".to_owned(), "show".to_owned(), route.clone()]);
    for words in screens.chain([vec!["--json".to_owned(), "remind".to_owned()]]) {
        let answer = steady_answer(sandbox, look(&words)?);
        let name = words.last().cloned().unwrap_or_default();
        if answer.end != End::Exited(0) || answer.errors.contains("panicked at") {
            shown.closed = Some(format!("{name}: {}", sentence(&answer)));
        }
        shown.screens.insert(name, answer.output);
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("here/") || *name == MARKER) {
        shown.screens.insert(name.clone(), String::from_utf8_lossy(bytes).into_owned());
    }
    let installations = sandbox.installations();
    for (name, lines) in sandbox.journals()? {
        let acts = lines.iter().map(|line| line.split_once("\"acts\":").map_or(line.as_str(), |(_, acts)| acts));
        shown.screens.insert(name, steady_text(&acts.collect::<Vec<_>>().join("\n"), &installations));
    }
    known.lock().unwrap_or_else(PoisonError::into_inner).insert(files, shown.clone());
    Ok(shown)
}

/// Returns the arguments of the program, with the names of entries in them.
fn words_of(sandbox: &Sandbox, words: &str) -> Result<Vec<String>, Failure> {
    let mut filled = String::new();
    let mut rest = words;
    while let Some((front, (name, back))) =
        rest.split_once('{').and_then(|(front, back)| Some((front, back.split_once('}')?)))
    {
        filled.push_str(front);
        filled.push_str(&entry(sandbox, name)?);
        rest = back;
    }
    filled.push_str(rest);
    Ok(filled.split_whitespace().map(str::to_owned).collect())
}

/// Returns the id of an entry: `p1` for the last of that journal, `p1:2` for its second.
fn entry(sandbox: &Sandbox, name: &str) -> Result<String, Failure> {
    let (journal, place) = name.split_once(':').unwrap_or((name, ""));
    let path = if journal == "app" { "app".to_owned() } else { format!("profiles/{journal}") };
    let journals = sandbox.journals()?;
    let lines = journals.get(&format!("data/{path}/journal.jsonl")).map_or(&[][..], Vec::as_slice);
    let line = match place.parse::<usize>() {
        Ok(place) => lines.get(place.saturating_sub(1)),
        Err(_) => lines.last(),
    };
    let id = line.and_then(|line| line.split_once("\"id\":\"")?.1.split_once('"'));
    id.map(|(id, _)| id.to_owned()).ok_or_else(|| Failure::Found(format!("there is no entry {name}")))
}

fn expect_success(scenario: &Scenario, words: &str, answer: &Answer) -> Result<(), Failure> {
    if answer.end == End::Exited(0) {
        return Ok(());
    }
    Err(Failure::Found(format!("{}: `{words}` without any fault: {}", scenario.name, sentence(answer))))
}

/// Takes the name of the installation out of an answer, and counts its entries by their order in it.
fn steady_answer(sandbox: &Sandbox, answer: Answer) -> Answer {
    Answer { output: steady_text(&answer.output, &sandbox.installations()), ..answer }
}

/// Replaces the names of entries, and those of files with corrupt lines, by their order in a text.
fn steady_text(text: &str, installations: &[String]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut steady = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, length)) = next_name(rest, installations) {
        let name = &rest[at..at + length];
        let order = seen.iter().position(|known| *known == name).unwrap_or_else(|| {
            seen.push(name);
            seen.len() - 1
        });
        steady.push_str(&rest[..at]);
        steady.push_str(&format!("name {order}"));
        rest = &rest[at + length..];
    }
    steady.push_str(rest);
    steady
}

/// Returns where the next such name stands, and its length.
fn next_name(text: &str, installations: &[String]) -> Option<(usize, usize)> {
    let entries = installations.iter().filter_map(|installation| {
        let at = text.find(installation.as_str())?;
        let number = text[at + installation.len()..].strip_prefix('-').unwrap_or_default();
        let digits = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
        Some((at, installation.len() + if digits > 0 { digits + 1 } else { 0 }))
    });
    let damaged = text.find(DAMAGED).map(|at| (at, (DAMAGED.len() + 8).min(text.len() - at)));
    entries.chain(damaged).min()
}

/// Returns what an answer says, on one line.
fn sentence(answer: &Answer) -> String {
    let said = if answer.errors.trim().is_empty() { &answer.output } else { &answer.errors };
    let words: Vec<&str> = said.split_whitespace().collect();
    format!("{:?}: {}", answer.end, words.join(" "))
}

fn lines_of_both(
    one: &BTreeMap<String, Vec<String>>,
    other: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    let mut both = BTreeMap::new();
    for (name, lines) in one {
        if let Some(others) = other.get(name) {
            both.insert(name.clone(), lines.iter().filter(|line| others.contains(line)).cloned().collect());
        }
    }
    both
}

/// Returns the lines that are not there any more.
fn missing_lines(kept: &BTreeMap<String, Vec<String>>, there: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let is_there = |name: &String, line: &String| there.get(name).is_some_and(|lines| lines.contains(line));
    let missing = |(name, lines): (&String, &Vec<String>)| {
        let lines = lines.iter().enumerate().filter(|(_, line)| !is_there(name, line));
        lines.map(|(number, _)| format!("{name}:{}", number + 1)).collect::<Vec<_>>()
    };
    kept.iter().flat_map(missing).collect()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn entries_of_an_answer_are_counted_by_their_order() {
        let installations = ["0af9".to_owned(), "12ab".to_owned()];
        let steady = |text| steady_text(text, &installations);
        assert_eq!(steady("undo/0af9-17,0af9-18 0af9-17 12ab-17\""), "undo/name 0,name 1 name 0 name 2\"");
        assert_eq!(steady("p1/damaged-01234567.txt, 0af9"), "p1/name 0.txt, name 1");
        assert_eq!(steady("0af9-3"), "name 0");
    }

    #[test]
    fn a_line_that_is_gone_is_named() {
        let journal = |lines: &[&str]| {
            BTreeMap::from([("p1".to_owned(), lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())])
        };
        let kept = lines_of_both(&journal(&["a", "b", "x"]), &journal(&["a", "b", "c"]));
        assert_eq!(kept, journal(&["a", "b"]));
        assert_eq!(missing_lines(&kept, &journal(&["a", "c"])), ["p1:2"]);
        assert_eq!(missing_lines(&kept, &BTreeMap::new()), ["p1:1", "p1:2"]);
        assert!(missing_lines(&kept, &journal(&["b", "a"])).is_empty());
    }
}
