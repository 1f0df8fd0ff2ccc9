//! `cargo xtask release-check`: refuses a release while something that people must be told is not filled in.

use std::path::Path;

use crate::catalogue::{PUBLISHER, Publisher, language_codes, read_publisher};
use crate::run::{self, Failure};
use crate::{notices, strings};

/// One file for each language of the app.
const LANGUAGES: &str = "core/catalogue/app";
const SECURITY: &str = "docs/security.md";
/// What the page on security says while nobody can report a weakness.
const NO_REPORTS_YET: &str = "There is no e-mail address for it yet";

/// Fails with every field that is empty or malformed, and with generated files that are not up to date.
pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let publisher = read_publisher(root)?;
    let manifest = run::read(&root.join("Cargo.toml"))?;
    let mut findings: Vec<String> =
        publisher_findings(&publisher, &language_codes(&root.join(LANGUAGES))?, repository(&manifest))
            .into_iter()
            .map(|finding| format!("{PUBLISHER}: {finding}"))
            .collect();
    if run::read(&root.join(SECURITY))?.contains(NO_REPORTS_YET) {
        findings.push(format!("{SECURITY}: nobody can report a weakness yet; say where"));
    }
    if !findings.is_empty() {
        findings.push("No release before this is filled in: docs/release.md, “Before the first release”.".to_owned());
        return Err(Failure::Found(findings.join("\n")));
    }
    strings::check_committed(root)?;
    notices::check_committed(root)?;
    println!("everything that people must be told is filled in");
    Ok(())
}

/// Returns the address of the repository in the workspace's manifest.
fn repository(manifest: &str) -> Option<&str> {
    let line = manifest.lines().find_map(|line| line.strip_prefix("repository = "))?;
    Some(line.trim_matches('"'))
}

/// Returns every field that is empty or malformed, by its name.
fn publisher_findings(publisher: &Publisher, languages: &[String], repository: Option<&str>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut expect =
        |field: &str, fault: Option<&str>| findings.extend(fault.map(|fault| format!("`{field}` {fault}")));
    let text = |value: &str| value.trim().is_empty().then_some("is empty");
    expect("name", text(&publisher.name));
    let short = publisher.address.len() < 2 || publisher.address.iter().any(|line| line.trim().is_empty());
    expect("address", short.then_some("needs two lines or more, none of them empty"));
    expect("email", text(&publisher.email).or_else(|| (!is_email(&publisher.email)).then_some("is no e-mail address")));
    let source = publisher.source.as_str();
    let https = source.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.contains(' '));
    expect("source", text(source).or_else(|| (!https).then_some("is no address that begins with https://")));
    let differs = repository.map(|address| address.trim_end_matches('/')) != Some(source.trim_end_matches('/'));
    expect("source", (https && differs).then_some("is not the `repository` of Cargo.toml"));
    expect("law_checked_by", text(&publisher.law_checked_by));
    expect("law_checked_on", day_fault(publisher.law_checked_on.as_deref()));
    expect("lawyer_checked", publisher.lawyer_checked.is_none().then_some("is neither true nor false"));
    for language in languages {
        let Some(texts) = publisher.texts.get(language) else {
            expect(&format!("texts.{language}"), Some("is missing"));
            continue;
        };
        expect(&format!("texts.{language}.checked_by"), text(&texts.checked_by));
        expect(&format!("texts.{language}.checked_on"), day_fault(texts.checked_on.as_deref()));
        expect(&format!("texts.{language}.origin"), text(&texts.origin));
    }
    for surplus in publisher.texts.keys().filter(|language| !languages.contains(language)) {
        expect(&format!("texts.{surplus}"), Some("is no language of the app"));
    }
    findings
}

fn is_email(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b));
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

/// Returns what is wrong with a day such as `2026-11-30`. Whether it exists, the build of the app checks.
fn day_fault(day: Option<&str>) -> Option<&'static str> {
    let day = day.filter(|day| !day.is_empty());
    let Some(day) = day else { return Some("is empty") };
    let shape: String = day.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape != "0000-00-00").then_some("is no day like 2026-11-30")
}

#[cfg(test)]
mod test {
    use super::*;
    use crate::catalogue::Texts;

    const ADDRESS: &str = "https://example.org/our/app";

    fn filled() -> Publisher {
        let texts = Texts {
            checked_by: "A Reader".to_owned(),
            checked_on: Some("2026-12-01".to_owned()),
            origin: "Written by people.".to_owned(),
        };
        Publisher {
            name: "Example".to_owned(),
            address: vec!["1 Street".to_owned(), "Place".to_owned()],
            email: "us@example.org".to_owned(),
            source: ADDRESS.to_owned(),
            law_checked_by: "A Lawyer".to_owned(),
            law_checked_on: Some("2026-12-01".to_owned()),
            lawyer_checked: Some(false),
            texts: ["de", "en"].map(|language| (language.to_owned(), texts.clone())).into(),
        }
    }

    fn findings(publisher: &Publisher) -> Vec<String> {
        publisher_findings(publisher, &["de".to_owned(), "en".to_owned()], Some(ADDRESS))
    }

    /// Returns what is found of a publisher with one change.
    fn changed(change: impl FnOnce(&mut Publisher)) -> Vec<String> {
        let mut publisher = filled();
        change(&mut publisher);
        findings(&publisher)
    }

    #[test]
    fn a_publisher_who_has_stated_everything_is_taken() {
        assert_eq!(findings(&filled()), [""; 0]);
        assert_eq!(changed(|p| p.source.push('/')), [""; 0]);
    }

    #[test]
    fn every_empty_field_is_named() {
        let named: Vec<String> =
            findings(&Publisher::default()).iter().map(|f| f.split('`').nth(1).unwrap().to_owned()).collect();
        assert_eq!(
            named,
            [
                "name",
                "address",
                "email",
                "source",
                "law_checked_by",
                "law_checked_on",
                "lawyer_checked",
                "texts.de",
                "texts.en"
            ]
        );
        assert_eq!(
            changed(|p| _ = p.texts.insert("en".to_owned(), Texts::default())),
            ["`texts.en.checked_by` is empty", "`texts.en.checked_on` is empty", "`texts.en.origin` is empty"]
        );
        for blank in ["", " ", "\n"] {
            assert_eq!(changed(|p| p.name = blank.to_owned()), ["`name` is empty"]);
            assert_eq!(changed(|p| p.law_checked_by = blank.to_owned()), ["`law_checked_by` is empty"]);
        }
    }

    #[test]
    fn every_malformed_field_is_named() {
        for wrong in ["us", "us@", "@example.org", "us@example", "a us@example.org", "us@exam ple.org"] {
            assert_eq!(changed(|p| p.email = wrong.to_owned()), ["`email` is no e-mail address"], "{wrong}");
        }
        for wrong in ["http://example.org", "example.org", "https://localhost", "https://a b.org"] {
            let found = changed(|p| p.source = wrong.to_owned());
            assert_eq!(found, ["`source` is no address that begins with https://"], "{wrong}");
        }
        for wrong in ["1.12.2026", "2026-12", "yesterday"] {
            let found = changed(|p| p.law_checked_on = Some(wrong.to_owned()));
            assert_eq!(found, ["`law_checked_on` is no day like 2026-11-30"], "{wrong}");
        }
        let address = ["`address` needs two lines or more, none of them empty"];
        assert_eq!(changed(|p| p.address.truncate(1)), address);
        assert_eq!(changed(|p| p.address[1].clear()), address);
        assert_eq!(
            changed(|p| p.source = "https://elsewhere.org/app".to_owned()),
            ["`source` is not the `repository` of Cargo.toml"]
        );
        let surplus = changed(|p| _ = p.texts.insert("fr".to_owned(), p.texts["en"].clone()));
        assert_eq!(surplus, ["`texts.fr` is no language of the app"]);
    }

    #[test]
    fn a_field_that_is_spelled_wrong_is_refused() {
        assert!(serde_json::from_str::<Publisher>(r#"{"e_mail": "us@example.org"}"#).is_err());
    }
}
