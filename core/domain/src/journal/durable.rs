//! What an act looks like in a journal: a flat object of texts, `{"act":"answered","account":"linkedin",…}`. Names and
//! values are never renamed. Written by hand: the derived code for these acts is five times as large, in every
//! phone's package.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::act::{Act, Answer, Picture};
use crate::civil::day;

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = write(self);
        let mut map = serializer.serialize_map(Some(fields.len()))?;
        for (name, value) in fields {
            map.serialize_entry(name, value.as_str())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Act {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = deserializer.deserialize_map(FieldsVisitor)?;
        read(&fields).ok_or_else(|| D::Error::custom("this act is not known, or a part of it is missing"))
    }
}

fn write(act: &Act) -> Vec<(&'static str, String)> {
    let mut fields = Vec::with_capacity(6);
    let mut put = |name, value: &str| fields.push((name, value.to_owned()));
    match act {
        Act::PersonAdded { name, helped, country } => {
            put("act", "person_added");
            put("name", name);
            put("helped", &helped.to_string());
            put("country", country);
        }
        Act::PersonRenamed { name } => {
            put("act", "person_renamed");
            put("name", name);
        }
        Act::CountryChosen { country } => {
            put("act", "country_chosen");
            put("country", country);
        }
        Act::AccountAdded { account, service, membership } => {
            put("act", "account_added");
            put("account", account);
            put("service", service);
            put("membership", membership.name());
        }
        Act::AccountNamed { account, name } => {
            put("act", "account_named");
            put("account", account);
            put("name", name);
        }
        Act::ServiceLanguageChosen { account, language } => {
            put("act", "service_language_chosen");
            put("account", account);
            put("language", language);
        }
        Act::Answered { account, guide, answer, via } => {
            put("act", "answered");
            put("account", account);
            put("guide", guide);
            match answer {
                Answer::Open => put("answer", "open"),
                Answer::Done => put("answer", "done"),
                Answer::WasOff { since } => {
                    put("answer", "was_off");
                    put("since", since.name());
                }
                Answer::NotVisible { why } => {
                    put("answer", "not_visible");
                    put("why", why.name());
                }
                Answer::NotApplicable => put("answer", "not_applicable"),
                Answer::LeftOut => put("answer", "left_out"),
            }
            put("via", via.name());
        }
        Act::Checked { account, guide, due, seen, via } => {
            put("act", "checked");
            put("account", account);
            put("guide", guide);
            put("due", &due.to_string());
            put("seen", seen.name());
            put("via", via.name());
        }
        Act::RecheckChosen { account, guide, months } => {
            put("act", "recheck_chosen");
            put("account", account);
            put("guide", guide);
            put("months", &months.to_string());
        }
        Act::Snoozed { account, guide, until, via } => {
            put("act", "snoozed");
            put("account", account);
            put("guide", guide);
            put("until", &until.to_string());
            put("via", via.name());
        }
        Act::NudgingChosen { account, nudging } => {
            put("act", "nudging_chosen");
            put("account", account);
            put("nudging", nudging.name());
        }
        Act::GroundsWritten { account, guide, text } => {
            put("act", "grounds_written");
            put("account", account);
            put("guide", guide);
            put("text", text);
        }
        Act::RequestBegun { account, kind } => {
            put("act", "request_begun");
            put("account", account);
            put("kind", kind.name());
        }
        Act::RequestNoted { request, event, on, via } => {
            put("act", "request_noted");
            put("request", &request.to_string());
            put("event", event.name());
            put("on", &on.to_string());
            put("via", via.name());
        }
        Act::RequestWritten { request, field, text } => {
            put("act", "request_written");
            put("request", &request.to_string());
            put("field", field);
            put("text", text);
        }
        Act::RequestSnoozed { request, until, via } => {
            put("act", "request_snoozed");
            put("request", &request.to_string());
            put("until", &until.to_string());
            put("via", via.name());
        }
        Act::NoteAdded { to, text } => {
            put("act", "note_added");
            put("to", to);
            put("text", text);
        }
        Act::PictureAdded { to, picture } => {
            put("act", "picture_added");
            put("to", to);
            put("sha256", &picture.sha256);
            put("type", picture.kind.name());
            put("size", &picture.size.to_string());
        }
        Act::SettingChosen { name, value } => {
            put("act", "setting_chosen");
            put("name", name);
            put("value", value);
        }
        Act::Undone { entry } => {
            put("act", "undone");
            put("entry", &entry.to_string());
        }
    }
    fields
}

fn read(fields: &Fields<'_>) -> Option<Act> {
    let text = |name| fields.text(name).map(str::to_owned);
    let account = || text("account");
    let guide = || text("guide");
    Some(match fields.text("act")? {
        "person_added" => {
            Act::PersonAdded { name: text("name")?, helped: fields.value("helped")?, country: text("country")? }
        }
        "person_renamed" => Act::PersonRenamed { name: text("name")? },
        "country_chosen" => Act::CountryChosen { country: text("country")? },
        "account_added" => Act::AccountAdded {
            account: account()?,
            service: text("service")?,
            membership: fields.value("membership")?,
        },
        "account_named" => Act::AccountNamed { account: account()?, name: text("name")? },
        "service_language_chosen" => Act::ServiceLanguageChosen { account: account()?, language: text("language")? },
        "answered" => {
            let answer = match fields.text("answer")? {
                "open" => Answer::Open,
                "done" => Answer::Done,
                "was_off" => Answer::WasOff { since: fields.value("since")? },
                "not_visible" => Answer::NotVisible { why: fields.value("why")? },
                "not_applicable" => Answer::NotApplicable,
                "left_out" => Answer::LeftOut,
                _ => return None,
            };
            Act::Answered { account: account()?, guide: guide()?, answer, via: fields.value("via")? }
        }
        "checked" => Act::Checked {
            account: account()?,
            guide: guide()?,
            due: day(fields.text("due")?)?,
            seen: fields.value("seen")?,
            via: fields.value("via")?,
        },
        "recheck_chosen" => {
            Act::RecheckChosen { account: account()?, guide: guide()?, months: fields.value("months")? }
        }
        "snoozed" => Act::Snoozed {
            account: account()?,
            guide: guide()?,
            until: day(fields.text("until")?)?,
            via: fields.value("via")?,
        },
        "nudging_chosen" => Act::NudgingChosen { account: account()?, nudging: fields.value("nudging")? },
        "grounds_written" => Act::GroundsWritten { account: account()?, guide: guide()?, text: text("text")? },
        "request_begun" => Act::RequestBegun { account: account()?, kind: fields.value("kind")? },
        "request_noted" => Act::RequestNoted {
            request: fields.value("request")?,
            event: fields.value("event")?,
            on: day(fields.text("on")?)?,
            via: fields.value("via")?,
        },
        "request_written" => {
            Act::RequestWritten { request: fields.value("request")?, field: text("field")?, text: text("text")? }
        }
        "request_snoozed" => Act::RequestSnoozed {
            request: fields.value("request")?,
            until: day(fields.text("until")?)?,
            via: fields.value("via")?,
        },
        "note_added" => Act::NoteAdded { to: text("to")?, text: text("text")? },
        "picture_added" => {
            // It names a file: a journal from elsewhere must not lead to another one.
            let sha256 = text("sha256").filter(|sha256| sha256.len() == 64 && sha256.bytes().all(is_hexadecimal))?;
            let picture = Picture { sha256, kind: fields.value("type")?, size: fields.value("size")? };
            Act::PictureAdded { to: text("to")?, picture }
        }
        "setting_chosen" => Act::SettingChosen { name: text("name")?, value: text("value")? },
        "undone" => Act::Undone { entry: fields.value("entry")? },
        _ => return None,
    })
}

fn is_hexadecimal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// The fields of an act as they stand in the file.
struct Fields<'a>(Vec<(Piece<'a>, Piece<'a>)>);

impl Fields<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.0 == name).map(|(_, value)| value.0.as_ref())
    }

    fn value<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::with_capacity(6);
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}

/// A text that is copied only where it holds escapes.
struct Piece<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Piece<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PieceVisitor)
    }
}

struct PieceVisitor;

impl<'de> Visitor<'de> for PieceVisitor {
    type Value = Piece<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Piece<'de>, E> {
        Ok(Piece(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Piece<'de>, E> {
        Ok(Piece(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::act::{Membership, Nudging, PictureType, RequestEvent, RequestKind, Seen, Since, Unseen, Via};
    use super::super::entry_id::EntryId;
    use super::*;
    use chrono::NaiveDate;

    /// Every act once, every answer once, with its text.
    fn pinned() -> Vec<(Act, &'static str)> {
        let account = || "linkedin-2".to_owned();
        let guide = || "ai-training".to_owned();
        let request = || EntryId { installation: "0af9".into(), number: 7 };
        let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let answered = |answer| Act::Answered { account: account(), guide: guide(), answer, via: Via::Notification };
        let picture = Picture { sha256: "0a".repeat(32), kind: PictureType::Heic, size: 4096 };
        vec![
            (
                Act::PersonAdded { name: "Ömer \"Ö\"".into(), helped: true, country: "DE".into() },
                r#"{"act":"person_added","name":"Ömer \"Ö\"","helped":"true","country":"DE"}"#,
            ),
            (Act::PersonRenamed { name: "Mia".into() }, r#"{"act":"person_renamed","name":"Mia"}"#),
            (Act::CountryChosen { country: "ZZ".into() }, r#"{"act":"country_chosen","country":"ZZ"}"#),
            (
                Act::AccountAdded { account: account(), service: "linkedin".into(), membership: Membership::None },
                r#"{"act":"account_added","account":"linkedin-2","service":"linkedin","membership":"none"}"#,
            ),
            (
                Act::AccountNamed { account: account(), name: "Work".into() },
                r#"{"act":"account_named","account":"linkedin-2","name":"Work"}"#,
            ),
            (
                Act::ServiceLanguageChosen { account: account(), language: "en".into() },
                r#"{"act":"service_language_chosen","account":"linkedin-2","language":"en"}"#,
            ),
            (
                answered(Answer::Open),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"open","via":"notification"}"#,
            ),
            (
                answered(Answer::Done),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"done","via":"notification"}"#,
            ),
            (
                answered(Answer::WasOff { since: Since::BeforeStart }),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"was_off","since":"before_start","via":"notification"}"#,
            ),
            (
                answered(Answer::NotVisible { why: Unseen::OldApp }),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"not_visible","why":"old_app","via":"notification"}"#,
            ),
            (
                answered(Answer::NotApplicable),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"not_applicable","via":"notification"}"#,
            ),
            (
                answered(Answer::LeftOut),
                r#"{"act":"answered","account":"linkedin-2","guide":"ai-training","answer":"left_out","via":"notification"}"#,
            ),
            (
                Act::Checked { account: account(), guide: guide(), due: on, seen: Seen::NotFound, via: Via::App },
                r#"{"act":"checked","account":"linkedin-2","guide":"ai-training","due":"2026-11-23","seen":"not_found","via":"app"}"#,
            ),
            (
                Act::RecheckChosen { account: account(), guide: guide(), months: 6 },
                r#"{"act":"recheck_chosen","account":"linkedin-2","guide":"ai-training","months":"6"}"#,
            ),
            (
                Act::Snoozed { account: account(), guide: guide(), until: on, via: Via::App },
                r#"{"act":"snoozed","account":"linkedin-2","guide":"ai-training","until":"2026-11-23","via":"app"}"#,
            ),
            (
                Act::NudgingChosen { account: account(), nudging: Nudging::Monthly },
                r#"{"act":"nudging_chosen","account":"linkedin-2","nudging":"monthly"}"#,
            ),
            (
                Act::GroundsWritten { account: account(), guide: guide(), text: "a\nb".into() },
                r#"{"act":"grounds_written","account":"linkedin-2","guide":"ai-training","text":"a\nb"}"#,
            ),
            (
                Act::RequestBegun { account: account(), kind: RequestKind::Advertising },
                r#"{"act":"request_begun","account":"linkedin-2","kind":"advertising"}"#,
            ),
            (
                Act::RequestNoted { request: request(), event: RequestEvent::SentByPost, on, via: Via::App },
                r#"{"act":"request_noted","request":"0af9-7","event":"sent_by_post","on":"2026-11-23","via":"app"}"#,
            ),
            (
                Act::RequestWritten { request: request(), field: "name".into(), text: String::new() },
                r#"{"act":"request_written","request":"0af9-7","field":"name","text":""}"#,
            ),
            (
                Act::RequestSnoozed { request: request(), until: on, via: Via::Notification },
                r#"{"act":"request_snoozed","request":"0af9-7","until":"2026-11-23","via":"notification"}"#,
            ),
            (
                Act::NoteAdded { to: "requests/0af9-7".into(), text: "called".into() },
                r#"{"act":"note_added","to":"requests/0af9-7","text":"called"}"#,
            ),
            (
                Act::PictureAdded { to: "linkedin/ads".into(), picture },
                r#"{"act":"picture_added","to":"linkedin/ads","sha256":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","type":"heic","size":"4096"}"#,
            ),
            (
                Act::SettingChosen { name: "hour".into(), value: "19".into() },
                r#"{"act":"setting_chosen","name":"hour","value":"19"}"#,
            ),
            (Act::Undone { entry: request() }, r#"{"act":"undone","entry":"0af9-7"}"#),
        ]
    }

    #[test]
    fn the_durable_form_of_every_act_is_pinned() {
        for (act, text) in pinned() {
            assert_eq!(serde_json::to_string(&act).unwrap(), text);
            assert_eq!(serde_json::from_str::<Act>(text).unwrap(), act);
        }
    }

    #[test]
    fn an_act_with_a_missing_or_invalid_field_is_refused() {
        for (act, text) in pinned() {
            let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap();
            for name in fields.keys() {
                let mut without = fields.clone();
                without.remove(name);
                assert!(serde_json::from_value::<Act>(without.into()).is_err(), "{act:?} without {name}");
                let mut number = fields.clone();
                number.insert(name.clone(), 1.into());
                assert!(serde_json::from_value::<Act>(number.into()).is_err(), "{act:?} with a number as {name}");
            }
        }
    }

    #[test]
    fn an_unknown_act_is_refused_and_an_unknown_field_is_ignored() {
        assert!(serde_json::from_str::<Act>(r#"{"act":"erased","name":"Mia"}"#).is_err());
        let more = r#"{"act":"person_renamed","mood":"well","name":"Mia"}"#;
        assert_eq!(serde_json::from_str::<Act>(more).unwrap(), Act::PersonRenamed { name: "Mia".into() });
    }

    #[test]
    fn a_date_in_another_form_is_refused() {
        for on in ["2026-2-3", "2026-02-30", "03.02.2026", ""] {
            let text = format!(r#"{{"act":"request_snoozed","request":"a1-1","until":"{on}","via":"app"}}"#);
            assert!(serde_json::from_str::<Act>(&text).is_err(), "{on:?}");
        }
    }

    #[test]
    fn a_picture_with_a_path_instead_of_a_checksum_is_refused() {
        let read = |sha256: &str| {
            let text =
                format!(r#"{{"act":"picture_added","to":"linkedin/ads","sha256":"{sha256}","type":"png","size":"7"}}"#);
            serde_json::from_str::<Act>(&text).ok()
        };
        let right = "0af9".repeat(16);
        assert!(
            matches!(read(&right), Some(Act::PictureAdded { picture, .. }) if picture.file() == format!("{right}.png"))
        );
        for wrong in [String::new(), "../".repeat(21) + ".", right.to_uppercase(), right[1..].to_owned()] {
            assert_eq!(read(&wrong), None, "{wrong:?}");
        }
    }
}
