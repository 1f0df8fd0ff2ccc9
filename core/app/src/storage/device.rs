//! Facts of this device alone, in `device.txt`: each line is a name and a value. The file is rewritten as a whole, can
//! be lost without harm and is never part of a copy. Invalid lines are skipped.

use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt as _;

use chrono::{NaiveDate, NaiveTime};
use widerspruch_domain::civil;
use widerspruch_domain::reminders::FIRST_DAY;

use super::files::{exchange, open_if_there, read_at_most, sync_folder_of};
use super::place::{IoContext as _, Place};
use crate::boundary::{ChannelState, PermissionState, Restriction};

/// Facts of this device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Device {
    /// Random name of this installation, drawn once; begins the ids of its entries.
    pub(crate) installation: String,
    /// Number up to which every entry is accounted for: it is there, erased, or known to be lost.
    pub(crate) numbers_used: u64,
    /// Highest number that an entry got. A number is never given twice, even if its entry was lost.
    pub(crate) newest: u64,
    /// Highest number of an erased person. It is never given again, so that an old notification reaches nobody else.
    pub(crate) persons_used: u32,
    /// The person whose screens are shown.
    pub(crate) current: String,
    /// Guides whose link was opened and not answered since: `p1/linkedin/ai-training`.
    pub(crate) opened: Vec<String>,
    /// Letters that were copied, shared or printed as they are written now: `p1/requests/0af9-17/letter`.
    pub(crate) handed_out: Vec<String>,
    /// When links were opened and letters were handed out. Older versions did not note that.
    pub(crate) marked: Vec<Happened>,
    /// The person whose screens were shown before.
    pub(crate) previous: String,
    /// Set-aside files that the person has seen: `p1/damaged-0af9.txt`, `app/…`.
    pub(crate) dismissed: Vec<String>,
    pub(crate) permission: PermissionState,
    pub(crate) channel: ChannelState,
    pub(crate) restrictions: Vec<Restriction>,
    /// Reminders that a command would have moved into the past, and the day that each keeps instead.
    pub(crate) kept_days: Vec<KeptDay>,
    /// Reminders that were shown.
    pub(crate) shown: Vec<Happened>,
    /// Ids that waited in the system at its last report.
    pub(crate) pending: Vec<String>,
    /// Reminders that the person swept away.
    pub(crate) swept: Vec<Happened>,
    /// Maker of the device in lower case; empty if unknown.
    pub(crate) manufacturer: String,
    /// Reminders that left the system's queue at their time and were therefore probably shown.
    pub(crate) presumed: Vec<Happened>,
    /// Time of the planned test reminder, in seconds since 1970.
    pub(crate) test_at: Option<i64>,
}

/// What happened to a reminder: its id, and the time in seconds since 1970.
pub(crate) type Happened = (String, i64);

/// A reminder that keeps its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptDay {
    /// Id of the reminder.
    pub(crate) id: String,
    /// The day that it keeps.
    pub(crate) day: NaiveDate,
    /// When that was noted, in seconds since 1970.
    pub(crate) at: i64,
}

/// Most things that are remembered of each kind: more than a reminder a day between two re-checks, several of them shown
/// as one. Counted, not measured in days: a clock that was ahead for a while must not make all of them old.
const REMEMBERED: usize = 3000;

/// Names of the values in the file.
const PERMISSIONS: [(PermissionState, &str); 4] = [
    (PermissionState::Unknown, "unknown"),
    (PermissionState::NotAsked, "not_asked"),
    (PermissionState::Granted, "granted"),
    (PermissionState::Denied, "denied"),
];
const CHANNELS: [(ChannelState, &str); 4] = [
    (ChannelState::Unknown, "unknown"),
    (ChannelState::On, "on"),
    (ChannelState::Quiet, "quiet"),
    (ChannelState::Off, "off"),
];
const RESTRICTIONS: [(Restriction, &str); 3] = [
    (Restriction::Background, "background"),
    (Restriction::RarelyUsed, "rarely_used"),
    (Restriction::UnusedApp, "unused_app"),
];

/// Most bytes of the file: a hundred times what five years of reminders need.
const LARGEST: u64 = 4_000_000;

/// Largest number of an entry that is believed: a damaged digit must not use up all numbers.
pub(super) const LARGEST_NUMBER: u64 = 1 << 48;

/// Largest number of a person that is believed, for the same reason.
pub(super) const LARGEST_PERSON: u32 = 1 << 24;

/// Name of the line that holds the inode number of the file itself, so that a copy is known.
const INODE: &str = "inode";

impl Device {
    /// Takes the name of another installation, and forgets what was counted by the numbers of the one before.
    pub(super) fn begin_installation(&mut self, name: String) {
        self.installation = name;
        self.numbers_used = 0;
        self.newest = 0;
    }

    /// Returns the time at which a reminder was shown, in seconds since 1970; `None` if the device did not report it.
    pub(crate) fn shown_at(&self, id: &str) -> Option<i64> {
        self.shown.iter().find(|(known, _)| known == id).map(|(_, at)| *at)
    }

    /// Notes that a reminder was shown.
    pub(crate) fn note_shown(&mut self, id: &str, at: i64) {
        note(&mut self.shown, id, at);
    }

    /// Notes that the person swept a reminder away.
    pub(crate) fn note_swept(&mut self, id: &str, at: i64) {
        note(&mut self.swept, id, at);
    }

    /// Notes that a reminder was probably shown.
    pub(crate) fn note_presumed(&mut self, id: &str, at: i64) {
        note(&mut self.presumed, id, at);
    }

    /// Notes that a reminder keeps its day.
    pub(crate) fn keep_day(&mut self, id: &str, day: NaiveDate, at: i64) {
        self.kept_days.retain(|kept| kept.id != id);
        self.kept_days.push(KeptDay { id: id.to_owned(), day, at });
        let old = self.kept_days.len().saturating_sub(REMEMBERED);
        self.kept_days.drain(..old);
    }

    /// Returns whether the person swept a reminder away.
    pub(crate) fn is_swept(&self, id: &str) -> bool {
        self.swept.iter().any(|(known, _)| known == id)
    }

    /// Returns whether a reminder was probably shown.
    pub(crate) fn is_presumed(&self, id: &str) -> bool {
        self.presumed.iter().any(|(known, _)| known == id)
    }

    /// Notes that the link of a guide was opened.
    pub(crate) fn note_opened(&mut self, guide: &str, at: i64) {
        mark(&mut self.opened, &mut self.marked, guide, at);
    }

    /// Notes that a letter was handed out.
    pub(crate) fn note_handed_out(&mut self, letter: &str, at: i64) {
        mark(&mut self.handed_out, &mut self.marked, letter, at);
    }

    /// Forgets what happened after a time: the clock was ahead then, and nobody was reminded of what is still to come.
    pub(crate) fn forget_after(&mut self, latest: i64) {
        for happened in [&mut self.shown, &mut self.swept, &mut self.presumed] {
            happened.retain(|(_, at)| *at <= latest);
        }
        let earliest = FIRST_DAY.and_time(NaiveTime::MIN).and_utc().timestamp();
        let wrong = |name: &String| {
            let marked = self.marked.iter().find(|(known, _)| known == name);
            marked.is_some_and(|(_, at)| !(earliest..=latest).contains(at))
        };
        self.opened.retain(|name| !wrong(name));
        self.handed_out.retain(|name| !wrong(name));
        self.marked.retain(|(_, at)| (earliest..=latest).contains(at));
        self.kept_days.retain(|kept| kept.at <= latest);
        self.test_at = self.test_at.filter(|at| *at <= latest);
    }

    /// Makes a person the one whose screens are shown.
    pub(crate) fn show(&mut self, person: &str) {
        if self.current != person {
            self.previous = std::mem::replace(&mut self.current, person.to_owned());
        }
    }

    /// Forgets every fact about names that begin with `prefix`.
    pub(crate) fn forget(&mut self, prefix: &str) {
        self.kept_days.retain(|kept| !kept.id.starts_with(prefix));
        for happened in [&mut self.marked, &mut self.shown, &mut self.presumed, &mut self.swept] {
            happened.retain(|(id, _)| !id.starts_with(prefix));
        }
        for names in [&mut self.opened, &mut self.handed_out, &mut self.dismissed, &mut self.pending] {
            names.retain(|name| !name.starts_with(prefix));
        }
    }

    fn write(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: &str| {
            // A line end in an id from a shell would make two facts of one.
            if !value.is_empty() && !value.contains('\n') {
                text.extend([name, " ", value, "\n"]);
            }
        };
        line("installation", &self.installation);
        line("numbers_used", &self.numbers_used.to_string());
        line("persons_used", &self.persons_used.to_string());
        line("newest", &self.newest.to_string());
        line("current", &self.current);
        line("previous", &self.previous);
        line("manufacturer", &self.manufacturer);
        line("permission", name_in(&PERMISSIONS, self.permission));
        line("channel", name_in(&CHANNELS, self.channel));
        for restriction in &self.restrictions {
            line("restriction", name_in(&RESTRICTIONS, *restriction));
        }
        let lists = [
            ("opened", &self.opened),
            ("handed_out", &self.handed_out),
            ("dismissed", &self.dismissed),
            ("pending", &self.pending),
        ];
        for (name, values) in lists {
            for value in values {
                line(name, value);
            }
        }
        for KeptDay { id, day, at } in &self.kept_days {
            line("kept_day", &format!("{day} {at} {id}"));
        }
        for (name, happened) in
            [("marked", &self.marked), ("shown", &self.shown), ("presumed", &self.presumed), ("swept", &self.swept)]
        {
            for (id, at) in happened {
                line(name, &format!("{at} {id}"));
            }
        }
        if let Some(at) = self.test_at {
            line("test_at", &at.to_string());
        }
        text
    }

    fn read(text: &str) -> Self {
        let mut device = Self::default();
        for line in text.lines() {
            let Some((name, value)) = line.split_once(' ') else { continue };
            match name {
                "installation" if is_installation(value) => value.clone_into(&mut device.installation),
                "numbers_used" => device.numbers_used = bounded(value),
                "persons_used" => {
                    device.persons_used = value.parse().ok().filter(|used| *used <= LARGEST_PERSON).unwrap_or(0);
                }
                "newest" => device.newest = bounded(value),
                "current" => value.clone_into(&mut device.current),
                "previous" => value.clone_into(&mut device.previous),
                "permission" => device.permission = value_in(&PERMISSIONS, value).unwrap_or_default(),
                "channel" => device.channel = value_in(&CHANNELS, value).unwrap_or_default(),
                "restriction" => device.restrictions.extend(value_in(&RESTRICTIONS, value)),
                "opened" => device.opened.push(value.to_owned()),
                "handed_out" => device.handed_out.push(value.to_owned()),
                "marked" => device.marked.extend(happened_in(value)),
                "dismissed" => device.dismissed.push(value.to_owned()),
                "pending" => device.pending.push(value.to_owned()),
                "presumed" => device.presumed.extend(happened_in(value)),
                "swept" => device.swept.extend(happened_in(value)),
                "manufacturer" => value.clone_into(&mut device.manufacturer),
                "kept_day" => {
                    let kept = value.split_once(' ').and_then(|(day, rest)| {
                        let ((id, at), day) = (happened_in(rest)?, civil::parse_day(day)?);
                        Some(KeptDay { id, day, at })
                    });
                    device.kept_days.extend(kept);
                }
                "shown" => device.shown.extend(happened_in(value)),
                "test_at" => device.test_at = value.parse().ok(),
                _ => {}
            }
        }
        if device.installation.is_empty() {
            // The numbers were those of an installation that nobody knows any more.
            device.begin_installation(String::new());
        }
        device
    }
}

/// Notes a name with the time, the first time that it is noted.
fn mark(names: &mut Vec<String>, marked: &mut Vec<Happened>, name: &str, at: i64) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
        marked.retain(|(known, _)| known != name);
        marked.push((name.to_owned(), at));
    }
}

/// Notes that something happened to a reminder, unless that is known, and forgets the oldest where there is too much.
fn note(happened: &mut Vec<Happened>, id: &str, at: i64) {
    if happened.iter().all(|(known, _)| known != id) {
        happened.push((id.to_owned(), at));
    }
    let old = happened.len().saturating_sub(REMEMBERED);
    happened.drain(..old);
}

/// Reads what happened to a reminder: the time, then the id.
fn happened_in(value: &str) -> Option<Happened> {
    let (at, id) = value.split_once(' ')?;
    Some((id.to_owned(), at.parse().ok()?))
}

/// Returns whether a text can name an installation, as the ids of entries have it.
fn is_installation(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Reads a number of entries; 0 where it is damaged.
fn bounded(text: &str) -> u64 {
    text.parse().ok().filter(|number| *number <= LARGEST_NUMBER).unwrap_or(0)
}

/// Returns the inode number that the file names as its own.
fn written_inode(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(INODE)?.trim().parse().ok())
}

fn name_in<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    names.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

fn value_in<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

/// The file, with the facts that it held when it was last read.
#[derive(Debug)]
pub(crate) struct DeviceFile {
    place: Place,
    text: String,
    facts: Device,
}

impl DeviceFile {
    /// Points at the file; [`Self::refresh`] reads it.
    pub(crate) fn new(place: Place) -> Self {
        Self { place, text: String::new(), facts: Device::default() }
    }

    pub(crate) fn facts(&self) -> &Device {
        &self.facts
    }

    /// Forgets in memory what happened after a time. [`Self::change`] forgets it on the disk.
    pub(crate) fn forget_after(&mut self, latest: i64) {
        self.facts.forget_after(latest);
    }

    /// Reads the file again, if another process wrote it. A file of another folder, which was copied here, gives no
    /// installation: two folders that go on under one name would give one number to two entries.
    pub(crate) fn refresh(&mut self) -> io::Result<()> {
        let bytes = match read_at_most(&self.place, LARGEST) {
            // Not what the app wrote, and the facts can be lost without harm.
            Err(error) if error.kind() == ErrorKind::FileTooLarge => Vec::new(),
            read => read?.unwrap_or_default(),
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if text != self.text {
            let mut facts = Device::read(&text);
            if let Some(inode) = written_inode(&text)
                && let Some(file) = open_if_there(&self.place)?
                && file.metadata().context("look at", &self.place)?.ino() != inode
            {
                facts.begin_installation(String::new());
            }
            (self.facts, self.text) = (facts, text);
        }
        Ok(())
    }

    /// Changes the facts on the disk and in memory. The caller holds the lock. On failure the facts in memory stay
    /// unchanged.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Device)) -> io::Result<()> {
        self.refresh()?;
        let mut facts = self.facts.clone();
        change(&mut facts);
        self.replace(facts)
    }

    /// Replaces the facts on the disk and in memory. It is apart from `change`, so that the many callers of that share it.
    fn replace(&mut self, facts: Device) -> io::Result<()> {
        if facts != self.facts {
            let mut text = facts.write();
            exchange(&self.place, |inode| {
                text.extend([INODE, " ", &inode.to_string(), "\n"]);
                text.clone().into_bytes()
            })?;
            // The facts are there. Should a power failure bring the old ones back, they do no harm.
            let _ = sync_folder_of(&self.place);
            self.facts = facts;
            self.text = text;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn all_facts_survive_a_write_and_a_read() {
        let device = Device {
            installation: "0af9".into(),
            numbers_used: 7,
            newest: 9,
            persons_used: 2,
            current: "p2".into(),
            previous: "p1".into(),
            opened: vec!["p1/linkedin/ai-training".into(), "p2/linkedin/research".into()],
            handed_out: vec!["p1/requests/0af9-17/letter".into()],
            marked: vec![("p1/linkedin/ai-training".into(), 6)],
            dismissed: vec!["p1/damaged-00000000.txt".into()],
            kept_days: vec![KeptDay {
                id: "p1/linkedin/ai-training/nudge/2026-11-24".into(),
                day: "2026-11-25".parse().unwrap(),
                at: 1_795_460_400,
            }],
            permission: PermissionState::Granted,
            channel: ChannelState::Quiet,
            restrictions: vec![Restriction::UnusedApp, Restriction::Background],
            shown: vec![("p1/linkedin/ai-training/nudge/2026-11-24".into(), -5)],
            pending: vec!["test/1795460520".into()],
            presumed: vec![("x".into(), 7)],
            swept: vec![("y".into(), 8)],
            manufacturer: "samsung".into(),
            test_at: Some(1_795_460_520),
        };
        assert_eq!(Device::read(&device.write()), device);
        assert_eq!(Device::read(&Device::default().write()), Device::default());
    }

    #[test]
    fn invalid_lines_are_skipped() {
        let device = Device::read("nonsense\nnumbers_used many\nfrom_the_future 1\ncurrent p3\nshown x y\n\n");
        assert_eq!(device, Device { current: "p3".into(), ..Device::default() });
        // An id with a line end must not become a second fact.
        let odd = Device { current: "p3".into(), pending: vec!["a\ncurrent p9".into()], ..Device::default() };
        assert_eq!(Device::read(&odd.write()).current, "p3");
    }

    #[test]
    fn a_link_that_was_opened_while_the_clock_was_wrong_is_forgotten() {
        let now = 1_795_460_400;
        let mut device = Device::default();
        for (name, at) in [("right", now), ("ahead", now + 99), ("behind", 1_577_880_000)] {
            device.note_opened(name, at);
            device.note_handed_out(name, at);
        }
        device.opened.push("unknown".into());
        device.forget_after(now);
        assert_eq!(device.opened, ["right", "unknown"]);
        assert_eq!(device.handed_out, ["right"]);
        assert_eq!(device.marked.len(), 1);
    }

    #[test]
    fn what_happened_while_the_clock_was_ahead_is_forgotten_and_the_rest_is_not() {
        let mut device = Device::default();
        for (id, at) in [("right", 10), ("ahead", 99)] {
            device.note_shown(id, at);
            device.note_swept(id, at);
            device.note_presumed(id, at);
            device.keep_day(id, "2026-11-25".parse().unwrap(), at);
        }
        device.test_at = Some(99);
        device.forget_after(20);
        let right = vec![("right".to_owned(), 10)];
        assert_eq!([&device.shown, &device.swept, &device.presumed], [&right; 3]);
        assert_eq!((device.kept_days.len(), device.kept_days[0].id.as_str()), (1, "right"));
        assert_eq!(device.test_at, None);
    }

    #[test]
    fn no_clock_but_only_their_number_makes_facts_old() {
        let mut device = Device::default();
        for number in 0..=REMEMBERED {
            device.note_shown(&number.to_string(), 0);
        }
        assert_eq!((device.shown.len(), device.shown_at("0"), device.shown_at("1")), (REMEMBERED, None, Some(0)));
    }

    #[test]
    fn a_damaged_installation_or_number_is_no_fact() {
        for damaged in ["installation 0ag9", "installation 0AF9", "installation", "installation  ", "newest 1e9"] {
            assert_eq!(Device::read(damaged), Device::default(), "{damaged}");
        }
        let most =
            format!("numbers_used {}\nnewest {}\npersons_used {}\n", u64::MAX, LARGEST_NUMBER + 1, LARGEST_PERSON + 1);
        assert_eq!(Device::read(&most), Device::default());
    }

    #[test]
    fn a_copied_file_gives_no_installation_and_keeps_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = Place::data_folder(folder.path());
        let place = data_dir.join("device.txt");
        let mut original = DeviceFile::new(place.clone());
        original
            .change(|device| {
                device.installation = "0af9".into();
                device.newest = 7;
                device.current = "p1".into();
            })
            .unwrap();
        let mut again = DeviceFile::new(place.clone());
        again.refresh().unwrap();
        assert_eq!(again.facts(), original.facts());
        let copy = data_dir.join("copy.txt");
        std::fs::copy(&place, &copy).unwrap();
        let mut copied = DeviceFile::new(copy);
        copied.refresh().unwrap();
        assert_eq!(copied.facts(), &Device { current: "p1".into(), ..Device::default() });
    }

    // The kernel's own folder can be written by nobody, not by root either.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let mut denied = DeviceFile::new(Place::data_folder(Path::new("/sys")).join("device.txt"));
        let error = denied.change(|device| device.persons_used = 1).unwrap_err();
        // In a container it may be read-only instead, and then nothing can be removed there either.
        let refused = std::fs::File::create("/sys/device.new").unwrap_err();
        let lines = ["make", "remove"].map(|what| format!("{what} device.new: {refused}"));
        assert_eq!(error.kind(), refused.kind());
        assert!(lines.contains(&error.to_string()), "{error}");
    }

    #[test]
    fn a_pipe_or_an_endless_file_is_an_error_not_a_hang() {
        let mut endless = DeviceFile::new(Place::data_folder(Path::new("/dev")).join("zero"));
        let refused = "open …: a pipe, a device or a folder where a file should be";
        assert_eq!(endless.refresh().unwrap_err().to_string(), refused);
    }
}
