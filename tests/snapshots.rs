//! Every screen in every language: all that can be reached, per region where it differs, and in the states a person and a
//! device come to. A run leaves what changed beside the snapshots, as `.snap.new`, to be read before it takes their place
//! (`docs/contributing.md`). A snapshot proves that a screen has not changed; that it is right, only a reader can say.

#![allow(clippy::unwrap_used, reason = "writing to a string")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use support::{Phone, crc32, every_screen, here, moment, taps};
use widerspruch_core::boundary::{
    Action, ChannelState, DeviceReport, PermissionState, Platform, Restriction, Row, Screen, SectionKind,
};

const NOW: &str = "2026-11-23T20:00:00+01:00";

/// Screens to which no row leads a person who has just begun.
const HIDDEN: [&str; 5] = ["/damage", "/p1/erase", "/p1/records", "/p1/services/linkedin/ai-training/look", "/p7"];

fn phone(language: &str, country: &str) -> Phone {
    let mut phone = Phone::new(language, country, NOW);
    phone.welcome();
    phone
}

/// Every screen that can be reached, drawn, by its route.
fn screens(phone: &Phone) -> BTreeMap<String, String> {
    let all = every_screen(phone, &HIDDEN);
    all.iter().filter(|(route, _)| is_drawn(route)).map(|(route, screen)| (route.clone(), drawn(screen))).collect()
}

/// Whether a screen is drawn. Those about wrong steps are alike in every guide; notices change with the lock files, and
/// tests hold them to these.
fn is_drawn(route: &str) -> bool {
    let kept = ["/linkedin/wrong", "/ai-training/wrong", "/ai-training/wrong/phone/1"];
    let alike = route.contains("/wrong") && !kept.iter().any(|end| route.ends_with(end));
    !alike && !route.starts_with("/about/notices/")
}

fn accept(name: &str, drawn: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(file_name(name), drawn));
}

/// The name of a snapshot's file, without its ending.
fn file_name(name: &str) -> String {
    name.replace('/', "-").trim_end_matches('-').to_owned()
}

/// Some screens in a state that a person comes to, one below the other.
fn states(name: &str, phone: &Phone, routes: &[&str]) {
    accept(name, &together(phone, routes));
}

fn together(phone: &Phone, routes: &[&str]) -> String {
    let all = routes.iter().map(|route| drawn(&phone.core.screen(route, phone.now).unwrap()));
    all.collect::<Vec<_>>().join("\n\n")
}

/// Every screen of a person who has just begun.
fn every(language: &str) {
    states(&format!("{language}-welcome"), &Phone::new(language, "DE", NOW), &["/", "/welcome/helping"]);
    let all = screens(&phone(language, "DE"));
    let missing: Vec<String> = must_be_there().into_iter().filter(|route| !all.contains_key(route)).collect();
    assert_eq!(missing, [""; 0], "nothing leads there any more");
    let names: BTreeSet<String> = all.keys().map(|route| file_name(&format!("{language}{route}"))).collect();
    let kept = std::fs::read_dir(here("snapshots")).unwrap().map(|file| file.unwrap().file_name());
    let kept =
        kept.map(|name| name.into_string().unwrap()).filter_map(|name| Some(name.strip_suffix(".snap")?.to_owned()));
    // Of the others, some are of a state and not of a route.
    let kept: BTreeSet<String> = kept.filter(|name| name.starts_with(&format!("{language}-p1-"))).collect();
    assert_eq!(kept.difference(&names).collect::<Vec<_>>(), [""; 0], "snapshots of screens that nothing leads to");
    for (route, drawn) in all.into_iter().filter(|(route, _)| route != "/about/notices") {
        accept(&format!("{language}{route}"), &drawn);
    }
}

/// Routes to which something must lead: the fixed ones, and those of every service and guide of the catalogue.
fn must_be_there() -> BTreeSet<String> {
    let fixed = [
        "/",
        "/about",
        "/about/notices",
        "/about/privacy",
        "/about/publisher",
        "/p1/authorities",
        "/p1/objection",
        "/p1/person",
        "/p1/records/pack",
        "/p1/requests",
        "/p1/services",
        "/persons",
        "/reminders",
        "/reminders/calendar",
        "/reminders/reliability",
        "/settings",
        "/settings/weekdays",
    ];
    let mut all: BTreeSet<String> = fixed.map(str::to_owned).into();
    for service in std::fs::read_dir(here("../core/catalogue/services")).unwrap().map(Result::unwrap) {
        let facts = std::fs::read_to_string(service.path().join("facts.json")).unwrap();
        let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        let service = format!("/p1/services/{}", service.file_name().into_string().unwrap());
        for guide in facts["guides"].as_array().unwrap() {
            let guide = format!("{service}/{}", guide["id"].as_str().unwrap());
            all.extend([format!("{guide}/effect"), format!("{guide}/effect/all"), guide]);
        }
        all.extend([format!("{service}/why"), service]);
    }
    all
}

/// Screens that must differ from Germany's wherever the person lives: they name the law, the authority, the country.
const BY_REGION: [&str; 7] = [
    "/p1/authorities",
    "/p1/objection",
    "/p1/person",
    "/p1/services/linkedin/ai-training/effect/all",
    "/p1/services/linkedin/objection-form",
    "/p1/services/linkedin/why",
    "/settings",
];

/// Names of authority and law that screens must have in one country, and in no other of these.
const REGIONS: [(&str, &[&str]); 5] = [
    ("CA", &["OPC", "PIPEDA"]),
    ("CH", &["EDÖB", "DSG"]),
    ("GB", &["ICO", "UK GDPR"]),
    ("HK", &["PCPD", "PDPO"]),
    ("ZZ", &[]),
];

/// What differs by where the person lives.
fn regional(language: &str, country: &str) {
    let usual = screens(&phone(language, "DE"));
    let here = screens(&phone(language, country));
    let different: Vec<_> = here.into_iter().filter(|(route, drawn)| usual.get(route) != Some(drawn)).collect();
    let same = BY_REGION.into_iter().filter(|route| !different.iter().any(|(found, _)| found == route));
    assert_eq!(same.collect::<Vec<_>>(), [""; 0], "as in Germany");
    let different: Vec<String> = different.into_iter().map(|(_, drawn)| drawn).collect();
    let text = different.join("\n\n");
    for (other, words) in REGIONS {
        for word in words {
            assert_eq!(text.contains(word), other == country, "{word} in {country}");
        }
    }
    accept(&format!("{language}-{country}"), &text);
}

fn a_year_of_use(language: &str) {
    const GUIDE: &str = "/p1/services/linkedin/ai-training";
    let mut phone = phone(language, "DE");
    phone.perform("open/p1/linkedin/ai-training/app");
    states(&format!("{language}-opened"), &phone, &[GUIDE]);
    phone.perform("confirm/p1/linkedin/ai-training");
    let looked = format!("{GUIDE}/look");
    states(&format!("{language}-confirmed"), &phone, &["/", GUIDE, &looked, "/p1/services"]);
    phone.perform("enough/p1/linkedin");
    states(&format!("{language}-enough"), &phone, &["/", "/p1/records", "/p1/services/linkedin/research"]);
    phone.now = moment("2027-02-25T20:00:00+01:00");
    let unseen = format!("{GUIDE}/unseen/something-else");
    states(&format!("{language}-due"), &phone, &["/", GUIDE, &unseen, "/reminders", "/reminders/reliability"]);
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/on");
    states(&format!("{language}-seen-on"), &phone, &["/", GUIDE]);
    phone.perform("confirm/p1/linkedin/ai-training");
    for guide in ["research", "objection-form"] {
        phone.perform(&format!("confirm/p1/linkedin/{guide}"));
    }
    states(&format!("{language}-done"), &phone, &["/", "/p1/records"]);
    phone.now = moment("2027-05-03T20:00:00+02:00");
    states(&format!("{language}-old"), &phone, &["/p1/objection", "/p1/services/linkedin/why"]);
}

fn checks(language: &str) {
    let mut phone = phone(language, "DE");
    for guide in ["ai-training", "research"] {
        phone.perform(&format!("confirm/p1/linkedin/{guide}"));
    }
    phone.now = moment("2027-02-23T19:00:00+01:00");
    let [step, changed, next] =
        ["ai-training", "ai-training/changed", "research"].map(|page| format!("/p1/check/linkedin/{page}"));
    states(&format!("{language}-check"), &phone, &["/", "/p1/check", &step, &changed]);
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/off");
    states(&format!("{language}-check-half"), &phone, &["/p1/check", &step, &next]);
    phone.perform("checked/p1/linkedin/research/2027-02-23/skipped");
    states(&format!("{language}-check-over"), &phone, &["/", "/p1/check"]);
}

fn requests(language: &str) {
    let mut phone = phone(language, "DE");
    let request = phone.begin("access");
    let to = |screen: &str| format!("{request}/{screen}");
    let sent = [to("sent"), to("sent-by-post")];
    states(&format!("{language}-request-draft"), &phone, &["/p1/requests", &request, &sent[0], &sent[1]]);
    let command = |event: &str| format!("request{request}/{event}");
    phone.perform(&command("sent-by-post"));
    states(&format!("{language}-request-on-the-way"), &phone, &[&request]);
    phone.perform(&command("received"));
    let waiting = [to("due"), to("answer"), to("identity-asked")];
    let again = "/p1/requests/again/linkedin/access";
    let routes = ["/", "/p1/requests", &request, &waiting[0], &waiting[1], &waiting[2], again];
    states(&format!("{language}-request-waiting"), &phone, &routes);
    phone.now = moment("2026-12-23T18:30:00+01:00");
    states(&format!("{language}-request-due"), &phone, &["/", &request]);
    phone.perform(&command("identity-asked"));
    states(&format!("{language}-request-question"), &phone, &["/", &request]);
    phone.now = moment("2026-12-28T18:30:00+01:00");
    phone.perform(&command("identity-given"));
    states(&format!("{language}-request-unclear"), &phone, &["/", &request, &waiting[0]]);
    phone.now = moment("2027-02-01T18:30:00+01:00");
    states(&format!("{language}-request-overdue"), &phone, &["/", &request]);
    phone.perform(&command("refused"));
    states(&format!("{language}-request-refused"), &phone, &[&request, &to("earlier"), &to("acknowledged")]);
    phone.perform(&command("closed"));
    states(&format!("{language}-request-closed"), &phone, &["/", "/p1/requests", &request]);
}

fn corrections(language: &str) {
    let mut phone = phone(language, "DE");
    phone.now = moment("2026-12-03T20:00:00+01:00");
    let request = phone.begin("access");
    phone.perform(&format!("request{request}/sent-by-form"));
    let screen = phone.core.screen(&request, phone.now).unwrap();
    let noted = taps(&screen).into_iter().find_map(|(_, action)| match action {
        Action::Go { route } if route.contains("/noted/") => Some(route),
        _ => None,
    });
    let noted = noted.unwrap();
    phone.typed.insert("on".into(), "2026-11-23".into());
    phone.perform(&format!("request{}", noted.replace("/noted/", "/correct/")));
    states(&format!("{language}-corrected-day"), &phone, &[&request, &noted]);
    states(&format!("{language}-another-country"), &phone, &["/p1/person/country/CA"]);
    phone.perform("person/p1/country/CA/corrected");
    states(&format!("{language}-corrected-country"), &phone, &[&request]);
    phone.perform("pack/p1");
    accept(&format!("{language}-corrected-pack"), &phone.saved[0]);
}

fn record_pack(language: &str) {
    let mut phone = phone(language, "DE");
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.now = moment("2026-11-24T09:30:00+01:00");
    phone.add_note_and_picture("<b> & \"Ein\"");
    let request = phone.begin("access");
    phone.of_request(&request, "sent-by-email", &[]);
    let routes = ["/p1/records/linkedin/ai-training", "/p1/records", "/p1/records/pack"];
    states(&format!("{language}-attached"), &phone, &routes);
    phone.perform("pack/p1");
    accept(&format!("{language}-pack"), &phone.saved[0]);
}

fn other_people(language: &str) {
    let begun = || {
        let mut phone = Phone::new(language, "DE", NOW);
        phone.welcome();
        phone
    };
    let mut several = begun();
    several.perform("account/p1/linkedin/add/2");
    states(&format!("{language}-two-accounts"), &several, &["/", "/p1/services", "/reminders", "/settings"]);
    let mut none = begun();
    none.perform("account/p1/linkedin/membership/never");
    states(&format!("{language}-no-account"), &none, &["/", "/p1/services/linkedin", "/p1/objection"]);
    none.perform("leave-out/p1/linkedin/objection-form");
    let left_out = together(&none, &["/p1/services/linkedin"]);
    let single = if language == "de" { "0 von 1 Schritt getan · 1 Schritt " } else { "0 of 1 step done · 1 step " };
    assert!(left_out.contains(single), "the number of steps decides the form, not how many were left out: {left_out}");
    let mut helped = Phone::new(language, "DE", NOW);
    helped.help("Mama");
    let routes = ["/", "/p1/services/linkedin/ai-training", "/p1/person", "/persons"];
    states(&format!("{language}-helped"), &helped, &routes);
    helped.add("Papa");
    states(&format!("{language}-two-persons"), &helped, &["/", "/persons", "/reminders", "/settings"]);
}

fn other_devices(language: &str) {
    const GUIDE: &str = "/p1/services/linkedin/ai-training";
    for (platform, name) in [(Platform::Ios, "ios"), (Platform::Terminal, "terminal")] {
        let mut phone = Phone::on(platform, language, "DE", NOW);
        phone.welcome();
        let elsewhere = format!("{GUIDE}/phone");
        let mut routes = vec!["/", GUIDE, "/reminders", "/reminders/reliability", "/settings"];
        if platform == Platform::Terminal {
            routes.push(&elsewhere);
        }
        states(&format!("{language}-{name}"), &phone, &routes);
    }
    let mut phone = phone(language, "DE");
    let denied = DeviceReport {
        permission: PermissionState::Denied,
        channel: ChannelState::Off,
        restrictions: vec![Restriction::Background, Restriction::UnusedApp],
        ..DeviceReport::default()
    };
    phone.core.report(denied, phone.now).unwrap();
    states(&format!("{language}-denied"), &phone, &["/", "/reminders", "/reminders/reliability"]);
    let granted =
        DeviceReport { permission: PermissionState::Granted, channel: ChannelState::On, ..Default::default() };
    phone.core.report(granted, phone.now).unwrap();
    states(&format!("{language}-granted"), &phone, &["/", "/reminders", "/reminders/reliability"]);
    phone.perform("set/weekdays/3");
    phone.core.perform("set/weekdays/3", &[("day3".into(), "false".into())].into(), phone.now).unwrap();
    phone.core.perform("set/reminders", &[("reminders".into(), "false".into())].into(), phone.now).unwrap();
    states(&format!("{language}-reminders-off"), &phone, &["/", "/reminders", "/settings"]);
}

fn damage(language: &str) {
    let mut phone = phone(language, "DE");
    for guide in ["ai-training", "research", "objection-form"] {
        phone.perform(&format!("confirm/p1/linkedin/{guide}"));
    }
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    std::fs::write(&path, format!("{}\n{}\n", lines[0], lines[1])).unwrap();
    phone.restart();
    states(&format!("{language}-missing"), &phone, &["/", "/damage"]);
    std::fs::write(&path, format!("{}\n{}\n{}\n", lines[0], lines[1], lines[2].replace("done", "dome"))).unwrap();
    phone.restart();
    // The file with the damage is named by what it holds, which is different in each folder.
    let name = std::fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().file_name());
    let name = name.map(|name| name.into_string().unwrap()).find(|name| name.starts_with("damaged-")).unwrap();
    accept(&format!("{language}-damaged"), &together(&phone, &["/", "/damage"]).replace(&name, "damaged-0af9.txt"));
    let newer = r#"{"v":99,"id":"aa-9","seq":9,"at":0,"offset":0,"acts":[]}"#;
    std::fs::write(&path, format!("{whole}{:08x} {newer}\n", crc32(newer.as_bytes()))).unwrap();
    phone.restart();
    states(&format!("{language}-newer"), &phone, &["/"]);
}

macro_rules! in_both {
    ($($name:ident: $run:expr;)*) => {
        mod de {
            $(#[test] fn $name() { let run: fn(&str) = $run; run("de"); })*
        }
        mod en {
            $(#[test] fn $name() { let run: fn(&str) = $run; run("en"); })*
        }
    };
}

in_both! {
    every_screen: super::every;
    switzerland: |language| super::regional(language, "CH");
    united_kingdom: |language| super::regional(language, "GB");
    canada: |language| super::regional(language, "CA");
    hong_kong: |language| super::regional(language, "HK");
    elsewhere: |language| super::regional(language, "ZZ");
    a_year_of_use: super::a_year_of_use;
    checks: super::checks;
    requests: super::requests;
    corrections: super::corrections;
    record_pack: super::record_pack;
    other_people: super::other_people;
    other_devices: super::other_devices;
    damage: super::damage;
}

/// A screen for reading: one line a row, its kind, its words, where it leads.
fn drawn(screen: &Screen) -> String {
    let mut out = format!("# {}  ({}, parent {:?})\n", screen.title, screen.route, screen.parent);
    for section in &screen.sections {
        let kind = if section.kind == SectionKind::Answers { "## answers" } else { "##" };
        let is_answer = |row: &Row| matches!(row, Row::ActionButton { .. } | Row::Item { .. });
        let only_answers = section.kind == SectionKind::Rows || section.rows.iter().all(is_answer);
        assert!(only_answers, "{}: {section:?}", screen.route);
        writeln!(out, "\n{kind} {}", section.header.as_deref().unwrap_or("")).unwrap();
        for row in &section.rows {
            row_line(&mut out, row);
        }
        if let Some(footer) = &section.footer {
            writeln!(out, "-- {footer}").unwrap();
        }
    }
    if let Some(primary) = &screen.primary {
        writeln!(out, "\n[ {} ] {}", primary.label, json(&primary.action)).unwrap();
    }
    for tab in &screen.tabs {
        writeln!(out, "tab {}{} {:?} {}", if tab.selected { "*" } else { "" }, tab.label, tab.icon, tab.route).unwrap();
    }
    if let Some(notice) = &screen.notice {
        writeln!(out, "notice {}", notice.text).unwrap();
    }
    named(out)
}

fn row_line(out: &mut String, row: &Row) {
    writeln!(out, "{}", json(row)).unwrap();
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// With a fixed name for the installation, which is drawn anew in each folder.
fn named(mut text: String) -> String {
    for before in ["undo/", "/requests/", "/noted/", "/wording/", "/correct/", "/take-back/"] {
        let mut parts = text.split(before);
        let mut named = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let drawn = part.bytes().take_while(u8::is_ascii_hexdigit).count();
            let is_entry = drawn > 0 && part[drawn..].starts_with('-');
            named.extend([before, if is_entry { "a1" } else { "" }, if is_entry { &part[drawn..] } else { part }]);
        }
        text = named;
    }
    text
}
