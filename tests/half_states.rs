//! The data folder after a crash, a copy or damage: nothing is half, nothing acknowledged is lost, nothing hangs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use support::{Phone, crc32, journal_line, words};
use widerspruch_core::Core;
use widerspruch_core::boundary::{CoreError, FormValues};

const NOW: &str = "2026-11-23T20:00:00+01:00";

fn empty() -> Phone {
    Phone::new("en", "DE", NOW)
}

fn begun() -> Phone {
    let mut phone = empty();
    phone.welcome();
    phone
}

fn write(phone: &Phone, path: &str, text: &str) {
    let path = phone.folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn shows(phone: &Phone, text: &str) -> bool {
    words(&phone.screen()).iter().any(|shown| shown.contains(text))
}

fn lines(folder: &Path, journal: &str) -> Vec<String> {
    fs::read_to_string(folder.join(journal)).unwrap_or_default().lines().map(str::to_owned).collect()
}

#[test]
fn a_crash_before_the_first_line_leaves_nobody_behind() {
    for leftovers in [&["journal.jsonl"][..], &["journal.new"], &["journal.jsonl", "journal.new"], &[]] {
        let mut phone = empty();
        fs::create_dir_all(phone.folder.path().join("profiles/p1")).unwrap();
        for name in leftovers {
            write(&phone, &format!("profiles/p1/{name}"), "");
        }
        phone.restart();
        assert!(shows(&phone, "Where would you like to start?"), "{leftovers:?}: somebody is there");
        assert!(!phone.folder.path().join("profiles/p1").exists(), "{leftovers:?}");
        phone.welcome();
        assert!(shows(&phone, "0 of 3 steps done"), "{leftovers:?}");
    }
}

#[test]
fn a_first_write_that_fails_leaves_nobody_behind() {
    let mut phone = empty();
    let profiles = phone.folder.path().join("profiles");
    // A folder may be there from the opening.
    let _ = fs::remove_dir_all(&profiles);
    write(&phone, "profiles", "");
    let refused = phone.core.perform("begin/linkedin", &FormValues::new(), phone.now);
    assert!(matches!(refused, Err(CoreError::Storage { .. })), "{refused:?}");
    assert!(!phone.folder.path().join("profiles/p1").exists());
    assert!(!phone.folder.path().join("unfinished.txt").exists());
    fs::remove_file(&profiles).unwrap();
    phone.restart();
    phone.welcome();
    assert!(shows(&phone, "0 of 3 steps done"), "what was refused can be done again");
}

#[test]
fn a_crash_between_two_journals_rolls_both_back() {
    let mut phone = begun();
    phone.add("Ruth");
    phone.route = "/".into();
    phone.typed.insert("name".into(), "Ruth B.".into());
    phone.perform("person/p2/rename");
    let folder = phone.folder.path().to_owned();
    let first = fs::read_to_string(folder.join("profiles/p1/journal.jsonl")).unwrap();
    let second = lines(&folder, "profiles/p2/journal.jsonl");
    // As if the last line of p2 and the whole beginning of p3 were of one command that a crash interrupted.
    let kept = second[0].len() + 1;
    write(&phone, "profiles/p3/journal.jsonl", &first);
    write(&phone, "unfinished.txt", &unfinished(&format!("{kept} p2\n0 p3\n999999 p1\n0 ../p1\nnonsense\n")));
    phone.restart();
    assert_eq!(lines(&folder, "profiles/p2/journal.jsonl"), second[..1]);
    assert!(!folder.join("profiles/p3").exists());
    assert_eq!(fs::read_to_string(folder.join("profiles/p1/journal.jsonl")).unwrap(), first, "it never grew");
    assert!(!folder.join("unfinished.txt").exists());
    // Judged once: what is written from now on stays.
    phone.typed.insert("name".into(), "Ruth C.".into());
    phone.perform("person/p2/rename");
    phone.restart();
    assert_eq!(lines(&folder, "profiles/p2/journal.jsonl").len(), 2);
}

#[test]
fn a_damaged_note_of_an_unfinished_command_shortens_no_journal() {
    let mut phone = begun();
    let folder = phone.folder.path().to_owned();
    let before = lines(&folder, "profiles/p1/journal.jsonl");
    let whole = unfinished("1000000 p1\n");
    for damaged in [whole.replace("1000000", "0000000"), "0 p1\n".to_owned(), whole.replace('\n', " "), String::new()] {
        write(&phone, "unfinished.txt", &damaged);
        phone.restart();
        assert_eq!(lines(&folder, "profiles/p1/journal.jsonl"), before, "{damaged:?}");
        assert!(!folder.join("unfinished.txt").exists(), "{damaged:?}");
    }
}

#[test]
fn a_crash_that_cannot_be_rolled_back_is_told_at_the_start() {
    let phone = begun();
    write(&phone, "unfinished.txt", &unfinished("1000000 p1\n"));
    fs::remove_file(phone.folder.path().join("lock")).unwrap();
    write(&phone, "lock/x", "");
    // The lock is missing for another reason than a read-only folder.
    let opened = Core::open(phone.config.clone()).map(drop);
    assert!(matches!(opened, Err(CoreError::Storage { .. })), "{opened:?}");
    // With everything in order, nothing has to be written at the start.
    fs::remove_file(phone.folder.path().join("unfinished.txt")).unwrap();
    assert!(Core::open(phone.config).is_ok());
}

#[test]
fn corrupt_lines_that_cannot_be_set_aside_are_told_from_where_they_lie() {
    let mut phone = begun();
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    let before = fs::read_to_string(&journal).unwrap() + "nonsense\n";
    fs::write(&journal, &before).unwrap();
    write(&phone, "profiles/p1/journal.new/x", "");
    phone.restart();
    assert_eq!(fs::read_to_string(&journal).unwrap(), before);
    phone.route = "/damage".into();
    assert!(!shows(&phone, "Nothing is damaged"));
}

#[test]
fn a_folder_opens_while_another_program_keeps_its_lock() {
    let mut phone = begun();
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    fs::write(&journal, fs::read_to_string(&journal).unwrap() + "nonsense\n").unwrap();
    let lock = fs::File::open(phone.folder.path().join("lock")).unwrap();
    lock.lock().unwrap();
    phone.restart();
    phone.route = "/damage".into();
    assert!(!shows(&phone, "Nothing is damaged"));
    drop(lock);
    phone.restart();
    assert_eq!(fs::read_to_string(&journal).unwrap().lines().count(), 1, "it is set aside at the next start");
}

/// What a command that writes to several journals notes before: a checksum as of `crc32(1)`, and how long they were.
fn unfinished(lengths: &str) -> String {
    format!("{:08x}\n{lengths}", crc32(lengths.as_bytes()))
}

/// An entry that renames the person, as a line of a journal.
fn renaming(id: &str, seq: u64, name: &str) -> String {
    journal_line(id, seq, &format!(r#"{{"act":"person_renamed","name":"{name}"}}"#))
}

#[test]
fn two_entries_of_one_id_in_the_journal_of_the_app_are_told() {
    let mut phone = begun();
    let chosen =
        |hour: u32| journal_line("b2-1", 9, &format!(r#"{{"act":"setting_chosen","name":"hour","value":"{hour}"}}"#));
    write(&phone, "app/journal.jsonl", &[chosen(9), chosen(10), chosen(10)].concat());
    phone.restart();
    phone.route = "/settings".into();
    assert!(shows(&phone, "One entry has the same identifier as another"), "{:#?}", words(&phone.screen()));
    write(&phone, "app/journal.jsonl", &[chosen(9), chosen(9)].concat());
    phone.restart();
    assert!(!shows(&phone, "same identifier"));
}

#[test]
fn a_program_that_goes_on_rolls_back_what_another_left_unfinished() {
    let mut phone = begun();
    let folder = phone.folder.path().to_owned();
    let before = fs::metadata(folder.join("profiles/p1/journal.jsonl")).unwrap().len();
    let mut other = fs::read_to_string(folder.join("profiles/p1/journal.jsonl")).unwrap();
    other.push_str("half a line of a killed program");
    fs::write(folder.join("profiles/p1/journal.jsonl"), other).unwrap();
    write(&phone, "unfinished.txt", &unfinished(&format!("{before} p1\n0 app\n")));
    phone.perform("confirm/p1/linkedin/ai-training");
    assert_eq!(lines(&folder, "profiles/p1/journal.jsonl").len(), 2);
    phone.restart();
    assert!(!shows(&phone, "damaged"), "a rolled back piece is no damage");
}

#[test]
fn a_corrupt_installation_or_counter_loses_no_acknowledged_entry() {
    let mut phone = begun();
    let folder = phone.folder.path().to_owned();
    for damage in [
        ("installation ", "installation g"),
        ("installation ", "installation Z"),
        ("newest ", "newest 18446744073709551"),
        ("numbers_used ", "numbers_used 18446744073709551"),
    ] {
        let device = fs::read_to_string(folder.join("device.txt")).unwrap();
        fs::write(folder.join("device.txt"), device.replace(damage.0, damage.1)).unwrap();
        phone.restart();
        for name in ["Anna", "Ruth"] {
            phone.typed.insert("name".into(), name.into());
            phone.perform("person/p1/rename");
            assert!(phone.undo.is_some(), "{damage:?}: {:?}", phone.notice);
        }
        phone.restart();
        phone.route = "/p1/person".into();
        assert!(shows(&phone, "Ruth"), "{damage:?}");
        phone.route = "/damage".into();
        assert!(shows(&phone, "Nothing is damaged"), "{damage:?}: {:#?}", words(&phone.screen()));
    }
}

#[test]
fn a_snooze_beyond_the_last_day_that_a_journal_can_name_is_not_written() {
    let mut phone = begun();
    let before = fs::read(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap();
    // A day of the year 10000 has no form in the journal.
    phone.now = support::moment("9999-12-31T20:00:00+01:00");
    let command = "notification/postpone/9999-12-31";
    let done = phone.core.perform(command, &FormValues::new(), phone.now).unwrap();
    let after = fs::read(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap();
    assert!(done.notice.is_some_and(|notice| notice.text.contains("Nothing was changed") && notice.undo.is_none()));
    assert_eq!(before, after);
}

#[test]
fn a_foreign_entry_with_the_highest_place_in_the_order_does_not_stay_the_newest() {
    for seq in [u64::MAX, u64::MAX - 1, 1 << 63] {
        let mut phone = begun();
        let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
        fs::write(&journal, fs::read_to_string(&journal).unwrap() + &renaming("b2-1", seq, "Old")).unwrap();
        phone.restart();
        phone.typed.insert("name".into(), "Anna".into());
        phone.perform("person/p1/rename");
        phone.restart();
        phone.route = "/p1/person".into();
        assert!(shows(&phone, "Anna") && !shows(&phone, "Old"), "{seq}: {:#?}", words(&phone.screen()));
        phone.route = "/damage".into();
        assert!(shows(&phone, "Nothing is damaged"));
    }
}

#[test]
fn used_up_numbers_give_no_id_twice() {
    let mut phone = begun();
    let folder = phone.folder.path().to_owned();
    let device = fs::read_to_string(folder.join("device.txt")).unwrap();
    let installation = device.lines().find_map(|line| line.strip_prefix("installation ")).unwrap();
    let journal = folder.join("profiles/p1/journal.jsonl");
    // The highest number that is believed.
    let last = renaming(&format!("{installation}-{}", 1_u64 << 48), 2, "Old");
    fs::write(&journal, fs::read_to_string(&journal).unwrap() + &last).unwrap();
    for name in ["Anna", "Ruth"] {
        phone.restart();
        phone.typed.insert("name".into(), name.into());
        phone.perform("person/p1/rename");
    }
    let ids = lines(&folder, "profiles/p1/journal.jsonl");
    let mut ids: Vec<&str> = ids.iter().filter_map(|line| line.split("\"id\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(ids.len(), 4);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4, "{ids:?}");
    phone.route = "/p1/person".into();
    assert!(shows(&phone, "Ruth"));
}

#[test]
fn used_up_numbers_of_persons_give_no_person_two_journals() {
    let mut phone = begun();
    let device = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    write(&phone, "device.txt", &device.replace("persons_used 0", "persons_used 4294967295"));
    phone.restart();
    for name in ["Ruth", "Anna"] {
        phone.add(name);
    }
    phone.route = "/persons".into();
    assert!(shows(&phone, "Ruth") && shows(&phone, "Anna"), "{:#?}", words(&phone.screen()));
}

#[test]
fn two_copies_of_a_folder_that_both_go_on_keep_both_acts_when_merged() {
    let mut first = begun();
    let folder = first.folder.path().to_owned();
    let copy = tempfile::tempdir().unwrap();
    assert!(Command::new("cp").arg("-a").arg(folder.join(".")).arg(copy.path()).status().unwrap().success());
    first.perform("confirm/p1/linkedin/ai-training");
    let mut config = first.config.clone();
    config.data_dir = copy.path().to_string_lossy().into_owned();
    let second = Core::open(config).unwrap();
    second.perform("leave-out/p1/linkedin/research", &FormValues::new(), first.now).unwrap();
    // By hand: the lines of the copy behind those of the first.
    let mut merged = lines(&folder, "profiles/p1/journal.jsonl");
    for line in lines(copy.path(), "profiles/p1/journal.jsonl") {
        if !merged.contains(&line) {
            merged.push(line);
        }
    }
    assert_eq!(merged.len(), 3);
    write(&first, "profiles/p1/journal.jsonl", &(merged.join("\n") + "\n"));
    first.restart();
    first.route = "/p1/records".into();
    assert!(shows(&first, "AI training") && shows(&first, "Research"), "{:#?}", words(&first.screen()));
    first.route = "/damage".into();
    assert!(shows(&first, "Nothing is damaged"));
}

#[test]
fn a_pipe_an_endless_file_or_a_link_is_an_error_not_a_hang() {
    for name in ["profiles/p1/journal.jsonl", "device.txt", "app/journal.jsonl", "unfinished.txt"] {
        for kind in ["pipe", "endless", "folder"] {
            let phone = begun();
            let path = phone.folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let _ = fs::remove_file(&path);
            match kind {
                "pipe" => assert!(Command::new("mkfifo").arg(&path).status().unwrap().success()),
                "endless" => symlink("/dev/zero", &path).unwrap(),
                _ => fs::create_dir(&path).unwrap(),
            }
            let opened = Core::open(phone.config.clone()).map(drop);
            assert!(matches!(opened, Err(CoreError::Storage { .. })), "{name}, {kind}: {opened:?}");
        }
    }
}

#[test]
fn device_facts_that_are_too_large_count_as_lost_and_nothing_is_said_to_be_full() {
    let mut phone = begun();
    let device = phone.folder.path().join("device.txt");
    fs::write(&device, "x".repeat(5_000_000)).unwrap();
    phone.restart();
    assert!(shows(&phone, "Where you stand"));
    phone.perform("confirm/p1/linkedin/ai-training");
    assert!(phone.failure.is_none(), "{:?}", phone.failure);
    assert!(fs::metadata(&device).unwrap().len() < 10_000);
    // A journal is no fact that can be lost: it is refused, and no room would help.
    fs::write(phone.folder.path().join("unfinished.txt"), "x".repeat(1_100_000)).unwrap();
    match Core::open(phone.config.clone()).map(drop) {
        Err(error) => assert!(!error.to_string().contains("full"), "{error}"),
        Ok(()) => assert!(shows(&phone, "Where you stand")),
    }
}

#[test]
fn a_link_at_the_place_of_a_new_file_leads_to_no_other_file() {
    let mut phone = begun();
    let elsewhere = tempfile::tempdir().unwrap();
    let victim = elsewhere.path().join("victim");
    fs::write(&victim, "mine").unwrap();
    for name in ["device.new", "unfinished.new", "profiles/p2/journal.new"] {
        let link = phone.folder.path().join(name);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(&victim, link).unwrap();
    }
    phone.add("Ruth");
    phone.perform("confirm/p1/linkedin/ai-training");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert!(phone.failure.is_none(), "{:?}", phone.failure);
}

#[test]
fn a_line_that_a_crash_tore_before_its_answer_is_rolled_back_without_a_word() {
    for restarts in [true, false] {
        let mut phone = begun();
        phone.perform("confirm/p1/linkedin/ai-training");
        let folder = phone.folder.path().to_owned();
        let before = lines(&folder, "profiles/p1/journal.jsonl");
        let torn = before.join("\n") + "\n1234abcd {\"v\":2,\"id\":\"";
        write(&phone, "profiles/p1/journal.jsonl", &torn);
        if restarts {
            phone.restart();
            assert_eq!(lines(&folder, "profiles/p1/journal.jsonl"), before);
        }
        phone.perform("leave-out/p1/linkedin/research");
        phone.restart();
        assert_eq!(lines(&folder, "profiles/p1/journal.jsonl").len(), 3);
        phone.route = "/damage".into();
        assert!(shows(&phone, "Nothing is damaged"), "restarts {restarts}: {:#?}", words(&phone.screen()));
        let kept = fs::read_dir(folder.join("profiles/p1")).unwrap().count();
        assert_eq!(kept, 1, "restarts {restarts}: a file was left beside the journal");
    }
}

#[test]
fn a_torn_line_counts_as_acknowledged_where_its_number_cannot_be_made_out() {
    for (piece, is_damage) in [("", true), ("-3\",\"seq", true), ("-4\",\"seq", false)] {
        let mut phone = begun();
        phone.perform("confirm/p1/linkedin/ai-training");
        let folder = phone.folder.path().to_owned();
        // The number 3 is that of an erased person, or of an entry of which this is the rest.
        phone.typed.insert("name".into(), "Ruth".into());
        phone.perform("person/add");
        phone.typed.insert("sure".into(), "true".into());
        phone.perform("person/p2/erase");
        let device = fs::read_to_string(folder.join("device.txt")).unwrap();
        let installation = device.lines().find_map(|line| line.strip_prefix("installation ")).unwrap();
        let mut torn = fs::read_to_string(folder.join("profiles/p1/journal.jsonl")).unwrap();
        torn.push_str(&format!("1234abcd {{\"v\":2,\"id\":\"{installation}{piece}"));
        write(&phone, "profiles/p1/journal.jsonl", &torn);
        phone.restart();
        phone.route = "/damage".into();
        assert_eq!(!shows(&phone, "Nothing is damaged"), is_damage, "{piece}");
    }
}

#[test]
fn a_torn_line_whose_entry_was_acknowledged_is_kept_and_told() {
    for restarts in [true, false] {
        let mut phone = begun();
        phone.perform("confirm/p1/linkedin/ai-training");
        let folder = phone.folder.path().to_owned();
        let whole = fs::read(folder.join("profiles/p1/journal.jsonl")).unwrap();
        fs::write(folder.join("profiles/p1/journal.jsonl"), &whole[..whole.len() - 20]).unwrap();
        if restarts {
            phone.restart();
        }
        phone.perform("leave-out/p1/linkedin/research");
        phone.restart();
        phone.route = "/damage".into();
        assert!(!shows(&phone, "Nothing is damaged"), "restarts {restarts}");
        let names = fs::read_dir(folder.join("profiles/p1")).unwrap().map(|file| file.unwrap().file_name());
        let kept = names.filter(|name| name.to_str().unwrap().starts_with("damaged-")).count();
        assert_eq!(kept, 1, "restarts {restarts}");
    }
}

#[test]
fn a_torn_line_of_another_installation_is_kept_and_told() {
    // All of the line but its end, and less than its identifier.
    for cut in ["end", "id"] {
        let mut phone = begun();
        phone.typed.extend([("name".into(), "Ruth".into()), ("country".into(), "AT".into())]);
        phone.perform("person/add");
        phone.perform("person/p1/show");
        phone.perform("confirm/p1/linkedin/ai-training");
        let folder = phone.folder.path().to_owned();
        // As in a copy: what goes on here is another installation.
        fs::remove_file(folder.join("device.txt")).unwrap();
        phone.restart();
        phone.perform("leave-out/p2/linkedin/research");
        let journal = folder.join("profiles/p1/journal.jsonl");
        let whole = fs::read_to_string(&journal).unwrap();
        let end = match cut {
            "end" => whole.len() - 5,
            _ => whole.rfind("\"id\":\"").unwrap() + 6,
        };
        fs::write(&journal, &whole[..end]).unwrap();
        phone.restart();
        phone.route = "/damage".into();
        assert!(!shows(&phone, "Nothing is damaged"), "{cut}");
        let names = fs::read_dir(folder.join("profiles/p1")).unwrap().map(|file| file.unwrap().file_name());
        assert_eq!(names.filter(|name| name.to_str().unwrap().starts_with("damaged-")).count(), 1, "{cut}");
    }
}

#[test]
fn a_person_who_cannot_be_shown_is_not_added() {
    let mut phone = begun();
    // The facts of the device, which say whose screens are shown, cannot be written.
    write(&phone, "device.new/x", "");
    phone.typed.insert("name".into(), "Ruth".into());
    phone.perform("person/add");
    assert!(matches!(phone.failure, Some(CoreError::Storage { .. })), "{:?}", phone.failure);
    assert!(!phone.folder.path().join("profiles/p2").exists());
}

#[test]
fn a_crash_before_a_new_person_is_written_shows_the_one_before() {
    let mut phone = begun();
    for name in ["Ruth", "Ben"] {
        phone.add(name);
    }
    phone.perform("person/p2/show");
    let device = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    assert!(device.contains("current p2\nprevious p3\n"), "{device}");
    let device = device.replace("current p2\nprevious p3\n", "current p4\nprevious p2\n");
    // In place: another file would count as a copy.
    fs::write(phone.folder.path().join("device.txt"), device).unwrap();
    phone.restart();
    phone.route = "/".into();
    assert!(shows(&phone, "Ruth"), "{:#?}", words(&phone.screen()));
}

#[test]
fn erasing_that_is_refused_changes_nothing() {
    let mut phone = begun();
    phone.add("Ruth");
    let before = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    // The folder cannot get the name under which it is erased.
    write(&phone, "profiles/.erased-p2/x", "");
    phone.typed.insert("sure".into(), "true".into());
    phone.perform("person/p2/erase");
    assert!(matches!(phone.failure, Some(CoreError::Storage { .. })), "{:?}", phone.failure);
    assert!(phone.folder.path().join("profiles/p2/journal.jsonl").exists());
    assert_eq!(fs::read_to_string(phone.folder.path().join("device.txt")).unwrap(), before);
}

#[test]
fn a_crash_while_erasing_is_finished_and_not_told_as_a_loss() {
    let mut phone = begun();
    phone.add("Ruth");
    phone.perform("later/p2/linkedin/ai-training/2026-11-27");
    let folder = phone.folder.path().to_owned();
    fs::rename(folder.join("profiles/p2"), folder.join("profiles/.erased-p2")).unwrap();
    phone.restart();
    assert!(!folder.join("profiles/.erased-p2").exists());
    let device = fs::read_to_string(folder.join("device.txt")).unwrap();
    assert!(device.contains("current p1") && device.contains("persons_used 2"), "{device}");
    assert!(!device.contains("p2/"), "{device}");
    phone.route = "/damage".into();
    assert!(shows(&phone, "Nothing is damaged"), "{:#?}", words(&phone.screen()));
    phone.route = "/".into();
    phone.add("Ben");
    assert!(folder.join("profiles/p3").exists(), "a number is given once");
}

#[test]
fn files_that_a_crash_left_before_they_got_their_names_are_removed() {
    let mut phone = begun();
    phone.perform("set/hour");
    let left = ["device.new", "unfinished.new", "no-backup.new", "app/journal.new", "profiles/p1/journal.new"];
    for name in left {
        write(&phone, name, "half");
    }
    phone.restart();
    for name in left {
        assert!(!phone.folder.path().join(name).exists(), "{name}");
    }
}

#[test]
fn a_half_erased_person_goes_at_the_first_start_that_can_remove_the_rest() {
    let mut phone = begun();
    let folder = phone.folder.path().to_owned();
    let left = folder.join("profiles/.erased-p1");
    fs::rename(folder.join("profiles/p1"), &left).unwrap();
    write(&phone, "inbox/picked.png", "x");
    // The facts of the device cannot be written, so the first attempt fails on its way.
    write(&phone, "device.new/x", "");
    let opened = Core::open(phone.config.clone()).map(drop);
    assert!(matches!(opened, Err(CoreError::Storage { .. })), "{opened:?}");
    assert!(left.exists(), "what is left shows that this is unfinished");
    fs::remove_dir_all(folder.join("device.new")).unwrap();
    phone.restart();
    assert!(shows(&phone, "Where would you like to start?"));
    for gone in ["profiles/.erased-p1", "inbox", "app"] {
        assert!(!folder.join(gone).exists(), "{gone}");
    }
    // The number of an erased person is never given again.
    phone.welcome();
    assert!(folder.join("profiles/p2/journal.jsonl").exists());
}

#[test]
fn erasing_says_so_where_something_of_the_person_is_still_there() {
    for undone in [true, false] {
        let mut phone = begun();
        let beginning = phone.undo.clone().unwrap();
        // The facts of the device cannot be written, so the name of the folder stays.
        write(&phone, "device.new/x", "");
        phone.typed.insert("sure".into(), "true".into());
        phone.perform(if undone { &beginning } else { "person/p1/erase" });
        assert!(phone.failure.is_none(), "{:?}", phone.failure);
        assert!(shows(&phone, "Where would you like to start?"));
        let folder = phone.folder.path().to_owned();
        assert_eq!(fs::read_dir(folder.join("profiles/.erased-p1")).unwrap().count(), 0);
        assert!(phone.notice.as_ref().unwrap().contains("could not be removed yet"), "{:?}", phone.notice);
        fs::remove_dir_all(folder.join("device.new")).unwrap();
        // The number is not given again, although the device could not keep it.
        phone.welcome();
        assert!(folder.join("profiles/p2/journal.jsonl").exists());
        phone.restart();
        assert!(!folder.join("profiles/.erased-p1").exists());
    }
}

#[test]
fn erasing_is_said_to_be_done_when_the_person_is_gone() {
    let mut phone = begun();
    phone.typed.insert("sure".into(), "true".into());
    phone.perform("person/p1/erase");
    assert_eq!(phone.notice.as_deref(), Some("The records are deleted."));
    assert!(shows(&phone, "Where would you like to start?"));
    assert_eq!(fs::read_dir(phone.folder.path().join("profiles")).unwrap().count(), 0);
}

/// A picture, and its checksum by `sha256sum`.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82";
const CHECKSUM: &str = "7ac2abfce2be8b46dd9826d597d94edeefc1570b4a992622721b90a1850e3ee9";
const OTHER: &str = "00000000e2be8b46dd9826d597d94edeefc1570b4a992622721b90a1850e3ee9";

fn add_picture(phone: &mut Phone, guide: &str) {
    fs::create_dir_all(phone.folder.path().join("inbox")).unwrap();
    fs::write(phone.folder.path().join("inbox/a.png"), PIXEL).unwrap();
    phone.typed.insert("file".into(), "a.png".into());
    phone.perform(&format!("picture/p1/linkedin/{guide}"));
    assert!(phone.failure.is_none(), "{:?}", phone.failure);
}

/// A person with a picture, and the command that takes it back.
fn with_picture() -> (Phone, String) {
    let mut phone = begun();
    phone.perform("confirm/p1/linkedin/ai-training");
    add_picture(&mut phone, "ai-training");
    let undo = phone.undo.clone().unwrap();
    (phone, undo)
}

fn copies(phone: &Phone) -> Vec<String> {
    let files = fs::read_dir(phone.folder.path().join("profiles/p1/evidence")).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn copy_path(end: &str) -> String {
    format!("profiles/p1/evidence/{CHECKSUM}.png{end}")
}

#[test]
fn a_crash_while_a_picture_is_added_leaves_no_file_behind() {
    for how in ["restart", "another picture"] {
        let (mut phone, _) = with_picture();
        for name in [".png.adding", ".png.new", ".new"] {
            write(&phone, &format!("profiles/p1/evidence/{OTHER}{name}"), "half");
        }
        write(&phone, &copy_path(".new"), "half");
        match how {
            "restart" => phone.restart(),
            _ => add_picture(&mut phone, "ads"),
        }
        assert_eq!(copies(&phone), [format!("{CHECKSUM}.png")], "{how}");
    }
}

#[test]
fn a_crash_after_the_entry_of_a_picture_loses_no_copy() {
    for altered in [None, Some("altered")] {
        let (mut phone, _) = with_picture();
        let copy = phone.folder.path().join(copy_path(""));
        fs::rename(&copy, phone.folder.path().join(copy_path(".adding"))).unwrap();
        if let Some(altered) = altered {
            fs::write(&copy, altered).unwrap();
        }
        phone.restart();
        assert_eq!(fs::read(&copy).unwrap(), PIXEL);
        let aside = altered.map(|_| format!("{CHECKSUM}.png.altered"));
        assert_eq!(copies(&phone), [Some(format!("{CHECKSUM}.png")), aside].into_iter().flatten().collect::<Vec<_>>());
    }
}

#[test]
fn a_crash_while_a_picture_is_taken_back_leaves_no_copy() {
    let (mut phone, undo) = with_picture();
    phone.perform(&undo);
    for end in ["", ".altered", ".altered-2"] {
        write(&phone, &copy_path(end), "left");
    }
    write(&phone, "profiles/p1/evidence/notes.txt", "not ours");
    phone.restart();
    assert_eq!(copies(&phone), ["notes.txt"]);
    // Added again, it is named again.
    add_picture(&mut phone, "ai-training");
    phone.restart();
    assert_eq!(copies(&phone), [format!("{CHECKSUM}.png"), "notes.txt".to_owned()]);
}

#[test]
fn damage_removes_no_picture() {
    let newer = r#"{"v":999}"#;
    let newer = format!("{:08x} {newer}\n", crc32(newer.as_bytes()));
    let unknown =
        r#"{"v":1,"id":"0af9-1","seq":900,"at":1795460700,"offset":3600,"acts":[{"act":"later_act","x":"y"}]}"#;
    let unknown = format!("{:08x} {unknown}\n", crc32(unknown.as_bytes()));
    for (case, line) in [("corrupt", "00000000 {}\n"), ("newer", &newer), ("unknown", &unknown), ("missing", "")] {
        let (mut phone, undo) = with_picture();
        phone.perform(&undo);
        write(&phone, &copy_path(""), "left");
        write(&phone, &copy_path(".adding"), "left");
        let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
        let mut text = fs::read_to_string(&journal).unwrap();
        if case == "missing" {
            // The confirmation, in the midst of the others.
            let at = text.find('\n').unwrap() + 1;
            let next = at + text[at..].find('\n').unwrap() + 1;
            text.replace_range(at..next, "");
        }
        fs::write(&journal, text + line).unwrap();
        phone.restart();
        assert_eq!(copies(&phone).len(), 2, "{case}: {:?}", copies(&phone));
    }
}

#[test]
fn a_picture_whose_entry_was_lost_stays() {
    let (mut phone, _) = with_picture();
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    fs::write(&journal, &text[..last]).unwrap();
    phone.restart();
    // The person has seen that an entry is missing; the file may still be all there is of it.
    phone.perform("damage/seen");
    phone.restart();
    assert_eq!(copies(&phone), [format!("{CHECKSUM}.png")]);
}

#[test]
fn a_link_in_the_place_of_the_folder_of_pictures_leads_to_no_other_file() {
    let (mut phone, undo) = with_picture();
    phone.perform(&undo);
    let elsewhere = tempfile::tempdir().unwrap();
    let victim = elsewhere.path().join(format!("{CHECKSUM}.png.adding"));
    fs::write(&victim, "mine").unwrap();
    let folder = phone.folder.path().join("profiles/p1/evidence");
    fs::remove_dir_all(&folder).unwrap();
    symlink(elsewhere.path(), &folder).unwrap();
    phone.restart();
    assert!(victim.exists());
}

#[test]
fn a_picture_is_not_written_through_a_link_in_the_place_of_its_folder() {
    let mut phone = begun();
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), phone.folder.path().join("profiles/p1/evidence")).unwrap();
    fs::create_dir_all(phone.folder.path().join("inbox")).unwrap();
    fs::write(phone.folder.path().join("inbox/a.png"), PIXEL).unwrap();
    phone.typed.insert("file".into(), "a.png".into());
    phone.perform("picture/p1/linkedin/ai-training");
    let Some(CoreError::Storage { details, .. }) = &phone.failure else { panic!("{:?}", phone.failure) };
    assert_eq!(details, "open profiles/p1/evidence: a link where a folder should be");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert_eq!(lines(phone.folder.path(), "profiles/p1/journal.jsonl").len(), 1);
}

#[test]
fn an_entry_that_is_named_twice_is_undone_once() {
    let mut phone = begun();
    phone.perform("confirm/p1/linkedin/ai-training");
    let undo = phone.undo.clone().unwrap();
    let entry = undo.strip_prefix("undo/").unwrap();
    phone.perform(&format!("undo/{entry},{entry}"));
    assert_eq!(lines(phone.folder.path(), "profiles/p1/journal.jsonl").len(), 3);
}

#[test]
fn a_folder_beside_those_of_persons_is_nobody_and_stays() {
    for name in ["p1 (Kopie)", "P2", "p02", "p0", "ruth"] {
        let mut phone = begun();
        let folder = phone.folder.path().to_owned();
        let journal = fs::read_to_string(folder.join("profiles/p1/journal.jsonl")).unwrap();
        write(&phone, &format!("profiles/{name}/journal.jsonl"), &(journal + "nonsense\n"));
        fs::create_dir_all(folder.join(format!("profiles/{name} 2"))).unwrap();
        let before = fs::read(folder.join(format!("profiles/{name}/journal.jsonl"))).unwrap();
        phone.restart();
        assert_eq!(fs::read(folder.join(format!("profiles/{name}/journal.jsonl"))).unwrap(), before, "{name}");
        assert!(folder.join(format!("profiles/{name} 2")).exists(), "{name}");
        phone.route = "/damage".into();
        assert!(shows(&phone, "Nothing is damaged"), "{name}");
        phone.perform("confirm/p1/linkedin/ai-training");
        assert!(phone.failure.is_none(), "{name}: {:?}", phone.failure);
    }
}

#[test]
fn a_crash_in_the_line_of_a_picture_leaves_neither_damage_nor_a_file() {
    let (mut phone, _) = with_picture();
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    let text = fs::read(&journal).unwrap();
    // As of a process that was killed within the line: the number of the entry was not kept yet.
    let device = fs::read_to_string(phone.folder.path().join("device.txt")).unwrap();
    fs::write(phone.folder.path().join("device.txt"), device.replace("newest 3", "newest 2")).unwrap();
    fs::write(&journal, &text[..text.len() - 9]).unwrap();
    let copy = phone.folder.path().join(copy_path(""));
    fs::rename(&copy, phone.folder.path().join(copy_path(".adding"))).unwrap();
    phone.restart();
    assert_eq!(copies(&phone), [""; 0]);
    assert!(!shows(&phone, "damaged"));
}
