//! The commands that are tried, each with what has to be there before.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};

use super::judge::Promise;
use super::sandbox::Sandbox;

/// The moment at which everything happens, unless a scenario says another.
pub(crate) const NOW: &str = "2026-11-23T20:00:00+01:00";

/// A command to try.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// What happens before, in this order.
    pub(crate) before: &'static [Step],
    /// What is tried.
    pub(crate) invocation: Invocation,
    /// Screens to look at beside [`ROUTES`].
    pub(crate) routes: &'static [&'static str],
    /// Whether the data folder was copied after all steps, so that the app takes it for another.
    pub(crate) copied: bool,
    pub(crate) promise: Promise,
}

/// A way to run the program. The words are separated by blanks; `{p1}` stands for the last entry of that journal, `{app}` for
/// that of the app's, `{p1:1}` for the first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Invocation {
    pub(crate) now: &'static str,
    pub(crate) words: &'static str,
}

/// Something that happens before.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    Run(Invocation),
    /// The program is killed after its first write to this file.
    Killed(Invocation, &'static str),
    /// Something that happens to the files.
    Files(fn(&Sandbox) -> io::Result<()>),
}

/// Screens that are looked at after every command.
pub(crate) const ROUTES: [&str; 17] = [
    "/",
    "/damage",
    "/settings",
    "/settings/weekdays",
    "/persons",
    "/reminders",
    "/p1",
    "/p1/person",
    "/p1/records",
    "/p1/requests",
    "/p1/services/linkedin",
    "/p1/services/linkedin/account",
    "/p1/services/linkedin/ai-training",
    "/p1/records/linkedin/ai-training/check",
    "/p2/person",
    "/p2/records",
    "/p2/services/linkedin/ai-training",
];

/// A picture of one point, as a shell hands it in.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

/// A day on which a reminder has fallen due.
const DUE: &str = "2026-12-03T20:00:00+01:00";

/// A day on which reminders of two persons have fallen due: what both have confirmed is looked at again.
const BOTH_DUE: &str = "2027-02-25T20:00:00+01:00";

/// A day long after the disk's clock.
const YEARS_LATER: &str = "2036-06-02T12:00:00+02:00";

const fn at(now: &'static str, words: &'static str) -> Step {
    Step::Run(Invocation { now, words })
}

const fn now(words: &'static str) -> Step {
    at(NOW, words)
}

/// Makes a scenario at the usual moment.
const fn command(name: &'static str, before: &'static [Step], words: &'static str) -> Scenario {
    Scenario {
        name,
        before,
        invocation: Invocation { now: NOW, words },
        routes: &[],
        copied: false,
        promise: Promise::Noted,
    }
}

/// Makes it a scenario that only shows something.
const fn showing(scenario: Scenario) -> Scenario {
    Scenario { promise: Promise::Nothing, ..scenario }
}

const fn looking_at(scenario: Scenario, routes: &'static [&'static str]) -> Scenario {
    Scenario { routes, ..scenario }
}

const BEGIN: Step = now("do begin/linkedin country=DE");
const RUTH: Step = now("do person/add name=Ruth country=AT");
const RUTH_BEGINS: Step = now("do begin/p2/linkedin");
const CONFIRM: Step = now("do confirm/p1/linkedin/ai-training");
const RUTH_CONFIRMS: Step = now("do confirm/p2/linkedin/ai-training");
/// Killed when the first of two journals is written.
const POSTPONE_KILLED: Step = Step::Killed(
    Invocation { now: BOTH_DUE, words: "do notification/postpone/2027-02-28" },
    "data/profiles/p1/journal.jsonl",
);
const POSTPONE: Step = at(BOTH_DUE, "do notification/postpone/2027-02-28");
const OBJECT: Step = now("do request/p1/linkedin/objection/begin");
const DETAILS: Step =
    now("do request/p1/requests/{p1}/details name=Erika email=erika@example.org grounds=Beratung postal=Musterweg");
const SENT: Step = now("do request/p1/requests/{p1:2}/sent-by-form/text on=2026-11-23");
const PICTURE_THERE: Step = Step::Files(|sandbox| fs::write(sandbox.here("setting.png"), PICTURE));
const ADD_PICTURE: Step = now("do picture/p1/linkedin/ai-training file=setting.png");

const UNFINISHED: &[Step] = &[BEGIN, RUTH, RUTH_BEGINS, CONFIRM, RUTH_CONFIRMS, POSTPONE_KILLED];

const REQUEST: &[&str] = &["/p1/requests/{p1:2}", "/p1/requests/{p1:2}/details", "/p1/requests/{p1:2}/form-text"];
const ATTACHED: &[&str] = &["/p1/records/linkedin/ai-training"];

/// All commands.
pub(crate) const SCENARIOS: &[Scenario] = &[
    command("begun", &[], "do begin/linkedin country=DE"),
    command("begun for somebody else", &[], "do welcome/helping name=Anna country=CH"),
    command("begun in another country", &[], "do begin/linkedin country=AT"),
    command("person added", &[BEGIN], "do person/add name=Ruth country=AT"),
    command("begun by a person who is there", &[BEGIN, RUTH], "do begin/p2/linkedin"),
    command("person shown", &[BEGIN, RUTH], "do person/p1/show"),
    command("person named", &[BEGIN], "do person/p1/rename name=Erika"),
    command("country chosen", &[BEGIN, CONFIRM], "do person/p1/country country=CH"),
    command("one person erased", &[BEGIN, RUTH, CONFIRM, PICTURE_THERE, ADD_PICTURE], "do person/p1/erase sure=true"),
    command(
        "last person erased",
        &[BEGIN, now("do set/hour hour=9:00"), CONFIRM, PICTURE_THERE, ADD_PICTURE],
        "do person/p1/erase sure=true",
    ),
    command("beginning undone", &[BEGIN], "do undo/{p1}"),
    command("added person undone", &[BEGIN, RUTH], "do undo/{p2}"),
    command("setting confirmed", &[BEGIN], "do confirm/p1/linkedin/ai-training"),
    command("setting was off", &[BEGIN], "do was-off/p1/linkedin/ai-training/before"),
    command("setting not seen", &[BEGIN], "do unseen/p1/linkedin/ai-training/other-name"),
    command("setting left out", &[BEGIN], "do leave-out/p1/linkedin/research"),
    command("setting does not apply", &[BEGIN], "do not-applicable/p1/linkedin/ads"),
    command("setting open again", &[BEGIN, CONFIRM], "do reopen/p1/linkedin/ai-training"),
    command("rest left out", &[BEGIN], "do enough/p1/linkedin"),
    command("form confirmed", &[BEGIN], "do confirm/p1/linkedin/objection-form"),
    command("own grounds", &[BEGIN], "do grounds/p1/linkedin/objection-form grounds=Krankheit"),
    showing(command("link opened", &[BEGIN], "do open/p1/linkedin/ai-training/app")),
    command("answer undone", &[BEGIN, CONFIRM], "do undo/{p1}"),
    command("later", &[BEGIN], "do later/p1/linkedin/ai-training/2026-11-27"),
    command("checked again", &[BEGIN, CONFIRM], "do checked/p1/linkedin/ai-training/2027-02-23/off"),
    command("interval chosen", &[BEGIN, CONFIRM], "do recheck/p1/linkedin/ai-training months=6"),
    command("reminded monthly", &[BEGIN], "do notification/nudging/p1/linkedin/monthly"),
    Scenario {
        invocation: Invocation { now: DUE, words: "do notification/confirm/p1/linkedin/ai-training" },
        ..command("notification answered", &[BEGIN, RUTH], "")
    },
    Scenario {
        invocation: Invocation { now: BOTH_DUE, words: "do notification/postpone/2027-02-28" },
        ..command("notification of two persons put off", &[BEGIN, RUTH, RUTH_BEGINS, CONFIRM, RUTH_CONFIRMS], "")
    },
    Scenario {
        invocation: Invocation { now: BOTH_DUE, words: "do undo/{p1},{p2}" },
        ..command(
            "putting off of two persons undone",
            &[BEGIN, RUTH, RUTH_BEGINS, CONFIRM, RUTH_CONFIRMS, POSTPONE],
            "",
        )
    },
    Scenario {
        invocation: Invocation { now: BOTH_DUE, words: "remind --due" },
        promise: Promise::NotedAtTheEnd,
        ..command("reminder shown", &[BEGIN, RUTH, RUTH_BEGINS, CONFIRM, RUTH_CONFIRMS], "")
    },
    command("reminders turned on", &[BEGIN, now("do set/reminders reminders=false")], "do reminders/on"),
    looking_at(command("request begun", &[BEGIN], "do request/p1/linkedin/objection/begin"), &["/p1/requests/{p1}"]),
    looking_at(
        command(
            "request detailed",
            &[BEGIN, OBJECT],
            "do request/p1/requests/{p1}/details name=Erika grounds=Beratung",
        ),
        REQUEST,
    ),
    looking_at(
        command(
            "request sent",
            &[BEGIN, OBJECT, DETAILS],
            "do request/p1/requests/{p1:2}/sent-by-form/text on=2026-11-23",
        ),
        REQUEST,
    ),
    looking_at(
        command(
            "answer to a request noted",
            &[BEGIN, OBJECT, DETAILS, SENT],
            "do request/p1/requests/{p1:2}/refused on=2026-11-23",
        ),
        REQUEST,
    ),
    looking_at(
        command("request begun again", &[BEGIN, OBJECT, DETAILS, SENT], "do request/p1/linkedin/objection/begin-again"),
        REQUEST,
    ),
    looking_at(
        command("request put off", &[BEGIN, OBJECT], "do later/p1/requests/{p1}/2026-11-27"),
        &["/p1/requests/{p1:2}"],
    ),
    looking_at(
        command("authority chosen", &[BEGIN, OBJECT], "do request/p1/requests/{p1}/authority/de-by"),
        &["/p1/requests/{p1:2}/authority"],
    ),
    looking_at(command("sending undone", &[BEGIN, OBJECT, DETAILS, SENT], "do undo/{p1}"), REQUEST),
    looking_at(
        command("authority may name", &[BEGIN, OBJECT], "do request/p1/requests/{p1}/name-me name_me=no"),
        &["/p1/requests/{p1:2}/authority", "/p1/requests/{p1:2}/complaint"],
    ),
    looking_at(command("note added", &[BEGIN, CONFIRM], "do note/p1/linkedin/ai-training note=Gesehen"), ATTACHED),
    looking_at(
        command(
            "picture added",
            &[BEGIN, CONFIRM, PICTURE_THERE],
            "do picture/p1/linkedin/ai-training file=setting.png",
        ),
        ATTACHED,
    ),
    looking_at(
        command("picture undone", &[BEGIN, CONFIRM, PICTURE_THERE, ADD_PICTURE, now("export")], "do undo/{p1}"),
        ATTACHED,
    ),
    looking_at(
        command(
            "altered picture added again",
            &[BEGIN, CONFIRM, PICTURE_THERE, ADD_PICTURE, Step::Files(alter_pictures)],
            "do picture/p1/linkedin/ai-training file=setting.png",
        ),
        ATTACHED,
    ),
    command("account added", &[BEGIN], "do account/p1/linkedin/add/2"),
    command("account named", &[BEGIN], "do account/p1/linkedin/name name=Beruf"),
    command("no account there", &[BEGIN], "do account/p1/linkedin/membership/none"),
    command("language of the menus", &[BEGIN], "do language/p1/linkedin/de"),
    command("hour chosen", &[BEGIN], "do set/hour hour=9:00"),
    command("weekday chosen", &[BEGIN], "do set/weekdays/6 day6=true"),
    command("language chosen", &[BEGIN], "do set/language language=de"),
    command("left out of the backup", &[BEGIN], "do set/device_backup device_backup=false"),
    command(
        "back in the backup",
        &[BEGIN, now("do set/device_backup device_backup=false")],
        "do set/device_backup device_backup=true",
    ),
    command(
        "leaving out of the backup undone",
        &[BEGIN, now("do set/device_backup device_backup=false")],
        "do undo/{app}",
    ),
    command("records exported", &[BEGIN, CONFIRM, PICTURE_THERE, ADD_PICTURE], "export"),
    command("calendar saved", &[BEGIN, CONFIRM], "calendar"),
    showing(command("torn journal opened", &[BEGIN, CONFIRM, Step::Files(tear_journal)], "show /")),
    showing(command("damaged journal opened", &[BEGIN, CONFIRM, CONFIRM_AGAIN, Step::Files(damage_journal)], "show /")),
    command(
        "damaged journal written",
        &[BEGIN, CONFIRM, CONFIRM_AGAIN, Step::Files(damage_journal)],
        "do enough/p1/linkedin",
    ),
    command(
        "damage seen",
        &[BEGIN, CONFIRM, CONFIRM_AGAIN, Step::Files(damage_journal), now("show /")],
        "do damage/seen",
    ),
    showing(command("unfinished command opened", UNFINISHED, "show /")),
    Scenario {
        invocation: Invocation { now: BOTH_DUE, words: "do leave-out/p1/linkedin/research" },
        ..command("unfinished command followed by another", UNFINISHED, "")
    },
    Scenario {
        invocation: Invocation { now: YEARS_LATER, words: "remind --due" },
        promise: Promise::NotedAtTheEnd,
        ..command("left over files swept", &[BEGIN, now("export"), Step::Files(leave_in_inbox)], "")
    },
    showing(command("half erased person opened", &[BEGIN, RUTH, Step::Files(half_erase)], "show /")),
    Scenario {
        copied: true,
        ..command("copied folder written", &[BEGIN, CONFIRM], "do leave-out/p1/linkedin/research")
    },
];

const CONFIRM_AGAIN: Step = now("do leave-out/p1/linkedin/research");

fn alter_pictures(sandbox: &Sandbox) -> io::Result<()> {
    for file in fs::read_dir(sandbox.data("profiles/p1/evidence"))? {
        fs::write(file?.path(), b"\x89PNG\r\n\x1a\nother")?;
    }
    Ok(())
}

fn tear_journal(sandbox: &Sandbox) -> io::Result<()> {
    let mut journal = OpenOptions::new().append(true).open(sandbox.data("profiles/p1/journal.jsonl"))?;
    journal.write_all(b"1234abcd {\"v\":2,\"id\":\"")
}

/// Changes a letter of the second line.
fn damage_journal(sandbox: &Sandbox) -> io::Result<()> {
    let path = sandbox.data("profiles/p1/journal.jsonl");
    fs::write(&path, fs::read_to_string(&path)?.replace("\"done\"", "\"dome\""))
}

/// Leaves a file that was picked and never taken in.
fn leave_in_inbox(sandbox: &Sandbox) -> io::Result<()> {
    fs::create_dir_all(sandbox.data("inbox"))?;
    fs::write(sandbox.data("inbox/setting.png"), PICTURE)
}

/// Leaves what a crash while erasing leaves.
fn half_erase(sandbox: &Sandbox) -> io::Result<()> {
    fs::rename(sandbox.data("profiles/p2"), sandbox.data("profiles/.erased-p2"))
}
