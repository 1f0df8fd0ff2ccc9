//! `cargo xtask catalogue`: the table of all cards, what of them is to be read again, a card as the app shows it, and the
//! sheet with which a volunteer tries it on a phone. It warns and refuses nothing.

use std::path::Path;
use std::process::Command;

use chrono::{Days, Months, NaiveDate};
use serde_json::Value;

use crate::cargo::build_terminal;
use crate::catalogue::{folders, read_json};
use crate::report::align_columns;
use crate::run::{self, Failure};

const SERVICES: &str = "core/catalogue/services";
const COMPANIES: &str = "core/catalogue/companies/facts.json";

/// Days after which a card is read again: of a pillar, of others, and of one with only a finding. They are those of
/// `ServiceFacts::recheck_after` in `core/domain`.
const PILLAR: u64 = 92;
const OTHER: u64 = 183;
const FINDING: u64 = 365;

/// Ages in months after which an address and a source deserve another look.
const ADDRESS_MONTHS: u32 = 24;
const SOURCE_MONTHS: u32 = 12;

/// Options of `cargo xtask catalogue`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// List what is past its period on this day, oldest first.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
    /// Print a card and its guides as the app shows them.
    #[arg(long, value_name = "ID", conflicts_with_all = ["today", "sheet"])]
    show: Option<String>,
    /// Language of `--show`.
    #[arg(long, default_value = "de", requires = "show")]
    lang: String,
    /// Print what a volunteer checks in ten minutes on a phone.
    #[arg(long, value_name = "ID", conflicts_with = "today")]
    sheet: Option<String>,
}

/// A card with its facts.
struct Card {
    id: String,
    facts: Value,
}

/// Prints what was asked for.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if let Some(id) = &options.show {
        return show(root, id, &options.lang);
    }
    let cards = read_cards(root)?;
    let text = if let Some(id) = &options.sheet {
        let card = cards.iter().find(|card| card.id == *id);
        sheet(card.ok_or_else(|| Failure::Found(format!("{SERVICES}: no card `{id}`; there are {}", ids(&cards))))?)
    } else if let Some(today) = options.today {
        let companies = read_json(&root.join(COMPANIES))?;
        to_read_again(&cards, &companies, today)
    } else {
        table(&cards)
    };
    print!("{text}");
    Ok(())
}

fn read_cards(root: &Path) -> Result<Vec<Card>, Failure> {
    let read = |id: String| {
        let facts = read_json(&root.join(SERVICES).join(&id).join("facts.json"))?;
        Ok(Card { id, facts })
    };
    let mut cards = folders(&root.join(SERVICES))?.into_iter().map(read).collect::<Result<Vec<_>, Failure>>()?;
    cards.sort_by_key(|card| card.facts["order"].as_u64());
    Ok(cards)
}

fn ids(cards: &[Card]) -> String {
    cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Prints a card and its guides through the terminal app, in a folder of their own.
fn show(root: &Path, id: &str, language: &str) -> Result<(), Failure> {
    let facts: Value = read_json(&root.join(SERVICES).join(id).join("facts.json"))?;
    let folder = tempfile::tempdir().map_err(|error| Failure::File { path: root.to_owned(), error })?;
    let program = build_terminal(root)?;
    let terminal = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.arg("--data-dir").arg(folder.path()).args(["--lang", language]).args(arguments);
        run::streamed(&mut command)
    };
    // Somebody who lives in Germany and has an account there sees every guide of the union.
    terminal(&["do", "begin/linkedin", "country=DE"])?;
    terminal(&["do", &format!("uses/p1/{id}/on")])?;
    let card = format!("/p1/services/{id}");
    terminal(&["show", &card])?;
    for guide in list(&facts["guides"]) {
        terminal(&["show", &format!("{card}/{}", text(&guide["id"]))])?;
    }
    Ok(())
}

/// Returns a line for each card, and how many were tried on a phone.
fn table(cards: &[Card]) -> String {
    let title = ["card", "order", "sort", "pillar", "benefit", "read on", "tried", "ways or finding", "regions"];
    let mut rows = vec![title.map(str::to_owned).to_vec()];
    for Card { id, facts } in cards {
        let ways: Vec<String> = list(&facts["guides"]).iter().map(way).collect();
        let what = if ways.is_empty() { text(&facts["finding"]["kind"]).to_owned() } else { ways.join(", ") };
        let regions: Vec<&str> = entries(&facts["regions"]).map(|(region, _)| region.as_str()).collect();
        let yes = |field: &str| if facts[field] == true { "yes" } else { "no" };
        let cells = [
            id,
            &facts["order"].to_string(),
            text(&facts["sort"]),
            yes("pillar"),
            text(&facts["benefit"]),
            text(&facts["read_on"]),
            yes("tried_on_phone"),
            &what,
            &regions.join(" "),
        ];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    align_columns(&rows).into_iter().map(|line| line + "\n").collect::<String>() + &share_tried(cards)
}

fn way(guide: &Value) -> String {
    let optional = if guide["step"].is_string() { "" } else { " (optional)" };
    format!("{} {}{optional}", text(&guide["kind"]), text(&guide["id"]))
}

fn share_tried(cards: &[Card]) -> String {
    let tried = cards.iter().filter(|card| card.facts["tried_on_phone"] == true).count();
    format!("{tried} of {} cards tried on a phone\n", cards.len())
}

/// Returns what deserves another look on a day, each kind with its oldest first.
fn to_read_again(cards: &[Card], companies: &Value, today: NaiveDate) -> String {
    let mut found: Vec<(&str, Option<NaiveDate>, String)> = Vec::new();
    for Card { id, facts } in cards {
        let read_on = day(&facts["read_on"]);
        if let Some(read_on) = read_on {
            let (once, twice) = (read_on + Days::new(period(facts)), read_on + Days::new(2 * period(facts)));
            if today > twice {
                found.push(("cards past twice their period: folded in the app", Some(read_on), id.clone()));
            } else if today > once {
                found.push(("cards past their period", Some(read_on), id.clone()));
            }
        }
        for (key, claim) in entries(&facts["claims"]) {
            let until = day(&claim["recheck_after"]).filter(|until| today > *until);
            found.extend(until.map(|until| ("claims past their own day", Some(until), format!("{id}: {key}"))));
        }
        for (key, source) in entries(&facts["sources"]) {
            let old = day(&source["read_on"]).or(read_on).filter(|on| is_older(*on, SOURCE_MONTHS, today));
            found.extend(old.map(|on| ("sources read more than 12 months ago", Some(on), format!("{id}: {key}"))));
        }
        for guide in list(&facts["guides"]) {
            let name = format!("{id}: {}", text(&guide["id"]));
            let main = guide["step"].is_string().then(|| list(&guide["paths"]).first()).flatten();
            if main.is_some_and(|path| path["certainty"] == "C") {
                found.push(("main ways that are only reported", read_on, name.clone()));
            }
            if lacks_german(facts, guide) {
                found.push(("guides with labels that nobody saw in German", read_on, name));
            }
        }
        for news in list(&facts["news"]) {
            let newer = day(&news["date"]).filter(|date| read_on.is_some_and(|read_on| *date > read_on));
            found.extend(newer.map(|date| ("news without a newer reading of the card", Some(date), id.clone())));
        }
    }
    for (id, company) in entries(&companies["companies"]) {
        let old = day(&company["read_on"]).filter(|on| is_older(*on, ADDRESS_MONTHS, today));
        found.extend(old.map(|on| ("addresses read more than 24 months ago", Some(on), id.clone())));
    }
    found.sort();
    let mut lines = String::new();
    let mut kind = "";
    for (of, on, what) in &found {
        if *of != kind {
            kind = of;
            lines += &format!("{kind}\n");
        }
        lines += &format!("  {}  {what}\n", on.map_or_else(String::new, |on| on.to_string()));
    }
    if found.is_empty() {
        lines += "nothing is past its period\n";
    }
    lines + &share_tried(cards)
}

/// Returns the days after which a card is read again.
fn period(facts: &Value) -> u64 {
    if facts["pillar"] == true {
        PILLAR
    } else if list(&facts["guides"]).is_empty() {
        FINDING
    } else {
        OTHER
    }
}

fn is_older(on: NaiveDate, months: u32, today: NaiveDate) -> bool {
    on + Months::new(months) < today
}

/// Returns whether a way of the guide shows a label without a name in German.
fn lacks_german(facts: &Value, guide: &Value) -> bool {
    let steps = list(&guide["paths"]).iter().flat_map(|path| list(&path["steps"]));
    let mut labels = steps.filter_map(|step| text(step).split_once(' ').filter(|(gesture, _)| *gesture != "do"));
    labels.any(|(_, label)| facts["labels"][label]["de"].is_null())
}

/// Returns the sheet: links and labels in order, with boxes, and what to note about the phone.
fn sheet(card: &Card) -> String {
    let facts = &card.facts;
    let mut lines = format!(
        "# {}: ten minutes on a phone\n\nDate ______  Device ______  System ______  App version ______\n\
         Language of the menus ______  Country ______  Kind of account ______\n\n\
         Mark each line: so / other (write how) / missing. Change nothing that you do not want to change.\n",
        text(&facts["name"])
    );
    let boxes = "[ ] so  [ ] other: ______________  [ ] missing";
    lines += "\n## Links\n";
    for (key, link) in entries(&facts["links"]) {
        lines += &format!("* {key}: {}\n  {boxes}  asks for a login [ ]\n", text(&link["url"]));
    }
    for guide in list(&facts["guides"]) {
        lines += &format!("\n## {}\n", way(guide));
        for path in list(&guide["paths"]) {
            lines += &format!("On {}:\n", if path["device"] == "app" { "the phone" } else { "a computer" });
            for (number, step) in list(&path["steps"]).iter().enumerate() {
                lines += &format!("{}. {}\n   {boxes}\n", number + 1, step_text(facts, text(step)));
            }
        }
        let setting = &guide["setting"];
        for part in ["label", "on", "off"].iter().filter_map(|part| setting[*part].as_str()) {
            lines += &format!("* the setting says {}\n  {boxes}\n", names(facts, part));
        }
    }
    lines
        + "\nWhat differed, in your words:\n\nKeep this sheet beside the record of the service. Only from such a sheet `tried_on_phone` becomes true.\n"
}

fn step_text(facts: &Value, step: &str) -> String {
    match step.split_once(' ') {
        Some(("do", key)) => format!("(a sentence of the app: {key})"),
        Some((gesture, label)) => format!("{gesture} {}", names(facts, label)),
        None => step.to_owned(),
    }
}

/// Returns all names of a label, by language of the service.
fn names(facts: &Value, label: &str) -> String {
    let of = |(language, names): (&String, &Value)| {
        let names: Vec<&str> = list(names).iter().map(text).collect();
        format!("{language}: “{}”", names.join("” or “"))
    };
    entries(&facts["labels"][label]).map(of).collect::<Vec<_>>().join("; ")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn card(id: &str, facts: Value) -> Card {
        Card { id: id.to_owned(), facts }
    }

    fn old(facts: Value, today: &str) -> String {
        to_read_again(&[card("adobe", facts)], &json!({}), today.parse().unwrap())
    }

    #[test]
    fn a_card_is_listed_from_the_day_after_its_period_and_apart_after_twice_of_it() {
        let pillar = || json!({ "read_on": "2026-11-30", "pillar": true, "guides": [{ "id": "g", "kind": "form" }] });
        assert!(old(pillar(), "2027-03-02").starts_with("nothing is past its period"));
        assert!(old(pillar(), "2027-03-03").starts_with("cards past their period\n  2026-11-30  adobe\n"));
        assert!(old(pillar(), "2027-06-03").starts_with("cards past twice their period"));
        let finding = json!({ "read_on": "2026-11-30" });
        assert!(old(finding.clone(), "2027-11-30").starts_with("nothing"));
        assert!(old(finding, "2027-12-01").starts_with("cards past their period"));
    }

    #[test]
    fn what_else_deserves_a_look_is_listed_with_its_place() {
        let facts = json!({
            "read_on": "2026-11-30",
            "claims": { "future": { "recheck_after": "2026-12-01" } },
            "sources": { "P": { "read_on": "2025-11-01" } },
            "labels": { "settings": { "en": ["Settings"] } },
            "guides": [{ "id": "g", "kind": "switch", "step": "training", "paths": [
                { "device": "app", "certainty": "C", "steps": ["do menu", "tap settings"] }
            ]}],
            "news": [{ "date": "2026-12-01" }]
        });
        let companies = json!({ "companies": { "adobe-ie": { "read_on": "2024-11-30" } } });
        let listed = to_read_again(&[card("adobe", facts)], &companies, "2026-12-02".parse().unwrap());
        for line in [
            "claims past their own day\n  2026-12-01  adobe: future\n",
            "sources read more than 12 months ago\n  2025-11-01  adobe: P\n",
            "main ways that are only reported\n  2026-11-30  adobe: g\n",
            "guides with labels that nobody saw in German\n  2026-11-30  adobe: g\n",
            "news without a newer reading of the card\n  2026-12-01  adobe\n",
            "addresses read more than 24 months ago\n  2024-11-30  adobe-ie\n",
            "0 of 1 cards tried on a phone\n",
        ] {
            assert!(listed.contains(line), "{line:?} is not in\n{listed}");
        }
    }

    #[test]
    fn a_sheet_has_each_link_label_and_word_of_the_setting() {
        let facts = json!({
            "name": "Adobe",
            "links": { "switch": { "url": "https://account.adobe.com/privacy" } },
            "labels": { "privacy": { "de": ["Datenschutz"], "en": ["Privacy"] }, "off": { "en": ["Off"] } },
            "guides": [{ "id": "g", "kind": "computer", "step": "training", "setting": { "off": "off" }, "paths": [
                { "device": "computer", "steps": ["do menu", "find privacy", "off"] }
            ]}]
        });
        let sheet = sheet(&card("adobe", facts));
        for part in [
            "https://account.adobe.com/privacy",
            "2. find de: “Datenschutz”; en: “Privacy”",
            "en: “Off”",
            "On a computer",
        ] {
            assert!(sheet.contains(part), "{part:?} is not in\n{sheet}");
        }
    }
}
