//! What an act looks like in a journal: a flat object of texts, `{"act":"answered","account":"linkedin",…}`. Names and
//! values are never renamed. Not derived with serde: the derived code for these acts is five times as large, in every
//! phone's package.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::act::{
    Act, Answer, HelpAgreement, Membership, Nudging, Picture, RecheckResult, RequestEvent, RequestKind, SentAs, Via,
};
use super::entry_id::EntryId;
use crate::civil::parse_day;

/// Makes the writer and the reader of all acts from one list. The name of a field is its name in the journal, and
/// fields are written in the order of the list; a forgotten act or field does not compile.
macro_rules! acts {
    ($($act:ident = $name:literal { $($field:ident),+ })+) => {
        /// Returns the fields of an act as they stand in a journal.
        pub(super) fn write_act(act: &Act) -> Vec<WrittenField> {
            let mut fields = Vec::with_capacity(6);
            match act {
                $(Act::$act { $($field),+ } => {
                    fields.push(("act".into(), $name.to_owned()));
                    $($field.write(stringify!($field), &mut fields);)+
                })+
                Act::Unknown { fields: kept } => {
                    return kept.iter().map(|(name, value)| (name.clone().into(), value.clone())).collect();
                }
            }
            fields
        }

        fn read_act(fields: &ReadFields<'_>) -> Option<Act> {
            match fields.text("act")? {
                $($name => Some(Act::$act { $($field: Part::read(stringify!($field), fields)?),+ }),)+
                _ => None,
            }
        }
    };
}

acts! {
    PersonAdded = "person_added" { name, helped, country }
    PersonRenamed = "person_renamed" { name }
    HelpedChosen = "helped_chosen" { helped }
    CountryChosen = "country_chosen" { country }
    CountryCorrected = "country_corrected" { country }
    HelpNoted = "help_noted" { agreement }
    AccountAdded = "account_added" { account, service, membership }
    AccountChosen = "account_chosen" { account, chosen }
    AccountNamed = "account_named" { account, name }
    ServiceLanguageChosen = "service_language_chosen" { account, language }
    Answered = "answered" { account, guide, answer, via }
    Rechecked = "checked" { account, guide, due, seen, via }
    RecheckChosen = "recheck_chosen" { account, guide, months }
    Snoozed = "snoozed" { account, guide, until, via }
    NudgingChosen = "nudging_chosen" { account, nudging }
    GroundsWritten = "grounds_written" { account, guide, text }
    RequestBegun = "request_begun" { account, kind }
    RequestNoted = "request_noted" { request, event, on, via }
    RequestSentAs = "request_sent_as" { request, sent }
    RequestCorrected = "request_corrected" { request, entry, on }
    RequestWritten = "request_written" { request, field, text }
    RequestSnoozed = "request_snoozed" { request, until, via }
    NoteAdded = "note_added" { to, text }
    PictureAdded = "picture_added" { to, picture }
    SettingChosen = "setting_chosen" { name, value }
    DayCorrected = "day_corrected" { entry, on }
    Undone = "undone" { entry }
}

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = write_act(self);
        let mut map = serializer.serialize_map(Some(fields.len()))?;
        for (name, value) in fields {
            map.serialize_entry(&name, value.as_str())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Act {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = deserializer.deserialize_map(FieldsVisitor)?;
        if let Some(act) = read_act(&fields) {
            return Ok(act);
        }
        // Whoever wrote it knows more than we do: another act, or another value of a field.
        if fields.text("act").is_none() {
            return Err(D::Error::custom("this is no act: it has no name"));
        }
        let kept = fields.0.into_iter().map(|(name, value)| (name.0.into_owned(), value.0.into_owned()));
        Ok(Self::Unknown { fields: kept.collect() })
    }
}

/// Name and value of a field as they stand in a journal.
pub(super) type WrittenField = (Cow<'static, str>, String);

/// A part of an act, kept in one field or in several.
trait Part: Sized {
    fn write(&self, name: &'static str, fields: &mut Vec<WrittenField>);

    /// Returns `None` for a missing or an invalid field.
    fn read(name: &'static str, fields: &ReadFields<'_>) -> Option<Self>;
}

/// Keeps parts in one field, as the text that `Display` writes and `FromStr` reads.
macro_rules! text_parts {
    ($($part:ty),+) => {
        $(impl Part for $part {
            fn write(&self, name: &'static str, fields: &mut Vec<WrittenField>) {
                fields.push((name.into(), self.to_string()));
            }

            fn read(name: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
                fields.parse(name)
            }
        })+
    };
}

text_parts! { String, bool, u8, EntryId, Via, HelpAgreement, RecheckResult, Membership, Nudging, RequestKind, RequestEvent }

/// `FromStr` would accept other forms of a date too.
impl Part for NaiveDate {
    fn write(&self, name: &'static str, fields: &mut Vec<WrittenField>) {
        fields.push((name.into(), self.to_string()));
    }

    fn read(name: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
        parse_day(fields.text(name)?)
    }
}

/// No day is an empty text.
impl Part for Option<NaiveDate> {
    fn write(&self, name: &'static str, fields: &mut Vec<WrittenField>) {
        fields.push((name.into(), self.map_or_else(String::new, |day| day.to_string())));
    }

    fn read(name: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
        match fields.text(name)? {
            "" => Some(None),
            text => parse_day(text).map(Some),
        }
    }
}

impl Part for SentAs {
    fn write(&self, _: &'static str, fields: &mut Vec<WrittenField>) {
        self.law.write("law", fields);
        self.country.write("country", fields);
        self.holidays.write("holidays", fields);
        self.addressee.write("addressee", fields);
        self.addressee_name.write("addressee_name", fields);
        self.language.write("language", fields);
        self.title.write("title", fields);
        self.membership.write("membership", fields);
        self.due.write("due", fields);
    }

    fn read(_: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
        Some(Self {
            law: Part::read("law", fields)?,
            country: Part::read("country", fields)?,
            holidays: Part::read("holidays", fields)?,
            addressee: Part::read("addressee", fields)?,
            addressee_name: Part::read("addressee_name", fields)?,
            language: Part::read("language", fields)?,
            title: Part::read("title", fields)?,
            membership: Part::read("membership", fields)?,
            due: Part::read("due", fields)?,
        })
    }
}

impl Part for Answer {
    fn write(&self, name: &'static str, fields: &mut Vec<WrittenField>) {
        let (answer, detail) = match self {
            Self::Open => ("open", None),
            Self::Done => ("done", None),
            Self::WasOff { since } => ("was_off", Some(("since", since.name()))),
            Self::NotVisible { why } => ("not_visible", Some(("why", why.name()))),
            Self::NotApplicable => ("not_applicable", None),
            Self::LeftOut => ("left_out", None),
        };
        fields.push((name.into(), answer.to_owned()));
        fields.extend(detail.map(|(name, text)| (name.into(), text.to_owned())));
    }

    fn read(name: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
        Some(match fields.text(name)? {
            "open" => Self::Open,
            "done" => Self::Done,
            "was_off" => Self::WasOff { since: fields.parse("since")? },
            "not_visible" => Self::NotVisible { why: fields.parse("why")? },
            "not_applicable" => Self::NotApplicable,
            "left_out" => Self::LeftOut,
            _ => return None,
        })
    }
}

impl Part for Picture {
    fn write(&self, _: &'static str, fields: &mut Vec<WrittenField>) {
        fields.push(("sha256".into(), self.sha256.clone()));
        fields.push(("type".into(), self.kind.to_string()));
        fields.push(("size".into(), self.size.to_string()));
    }

    fn read(_: &'static str, fields: &ReadFields<'_>) -> Option<Self> {
        // The checksum names a file: a journal from elsewhere must not lead to another file.
        let is_checksum = |text: &&str| text.len() == 64 && text.bytes().all(is_hexadecimal);
        let sha256 = fields.text("sha256").filter(is_checksum)?.to_owned();
        Some(Self { sha256, kind: fields.parse("type")?, size: fields.parse("size")? })
    }
}

fn is_hexadecimal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// The fields of an act as they stand in the journal.
struct ReadFields<'a>(Vec<(Piece<'a>, Piece<'a>)>);

impl ReadFields<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.0 == name).map(|(_, value)| value.0.as_ref())
    }

    fn parse<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = ReadFields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ReadFields<'de>, A::Error> {
        let mut fields = Vec::with_capacity(6);
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(ReadFields(fields))
    }
}

/// A text that is copied only where it holds escape sequences.
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
    use super::super::act::{PictureType, Since, Unseen};
    use super::*;

    /// Returns every act and every answer with its text.
    fn pinned() -> Vec<(Act, &'static str)> {
        let account = || "linkedin-2".to_owned();
        let guide = || "ai-training".to_owned();
        let request = || EntryId { installation: "0af9".into(), number: 7 };
        let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let answered = |answer| Act::Answered { account: account(), guide: guide(), answer, via: Via::Notification };
        let sent = SentAs {
            law: "eu".into(),
            country: "DE".into(),
            holidays: "IE-1".into(),
            addressee: "ireland".into(),
            addressee_name: "LinkedIn Ireland".into(),
            language: "en".into(),
            title: "Objection".into(),
            membership: Membership::Member,
            due: NaiveDate::from_ymd_opt(2026, 12, 23),
        };
        let unknown = SentAs {
            law: "elsewhere".into(),
            country: "ZZ".into(),
            holidays: String::new(),
            addressee: String::new(),
            addressee_name: String::new(),
            language: String::new(),
            title: String::new(),
            membership: Membership::None,
            due: None,
        };
        let picture = Picture { sha256: "0a".repeat(32), kind: PictureType::Heic, size: 4096 };
        vec![
            (
                Act::PersonAdded { name: "Ömer \"Ö\"".into(), helped: true, country: "DE".into() },
                r#"{"act":"person_added","name":"Ömer \"Ö\"","helped":"true","country":"DE"}"#,
            ),
            (Act::PersonRenamed { name: "Mia".into() }, r#"{"act":"person_renamed","name":"Mia"}"#),
            (Act::HelpedChosen { helped: true }, r#"{"act":"helped_chosen","helped":"true"}"#),
            (Act::CountryChosen { country: "ZZ".into() }, r#"{"act":"country_chosen","country":"ZZ"}"#),
            (Act::CountryCorrected { country: "GB".into() }, r#"{"act":"country_corrected","country":"GB"}"#),
            (
                Act::AccountAdded { account: account(), service: "linkedin".into(), membership: Membership::None },
                r#"{"act":"account_added","account":"linkedin-2","service":"linkedin","membership":"none"}"#,
            ),
            (Act::HelpNoted { agreement: HelpAgreement::Declined }, r#"{"act":"help_noted","agreement":"declined"}"#),
            (
                Act::AccountChosen { account: account(), chosen: false },
                r#"{"act":"account_chosen","account":"linkedin-2","chosen":"false"}"#,
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
                Act::Rechecked {
                    account: account(),
                    guide: guide(),
                    due: on,
                    seen: RecheckResult::NotFound,
                    via: Via::App,
                },
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
                Act::RequestSentAs { request: request(), sent },
                r#"{"act":"request_sent_as","request":"0af9-7","law":"eu","country":"DE","holidays":"IE-1","addressee":"ireland","addressee_name":"LinkedIn Ireland","language":"en","title":"Objection","membership":"member","due":"2026-12-23"}"#,
            ),
            (
                Act::RequestSentAs { request: request(), sent: unknown },
                r#"{"act":"request_sent_as","request":"0af9-7","law":"elsewhere","country":"ZZ","holidays":"","addressee":"","addressee_name":"","language":"","title":"","membership":"none","due":""}"#,
            ),
            (
                Act::RequestCorrected {
                    request: request(),
                    entry: EntryId { installation: "0af9".into(), number: 8 },
                    on,
                },
                r#"{"act":"request_corrected","request":"0af9-7","entry":"0af9-8","on":"2026-11-23"}"#,
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
                Act::DayCorrected { entry: request(), on },
                r#"{"act":"day_corrected","entry":"0af9-7","on":"2026-11-23"}"#,
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

    /// Reads an act that must be kept without being understood.
    fn unknown(text: &str) -> bool {
        let act: Act = serde_json::from_str(text).unwrap();
        let again: serde_json::Value = serde_json::to_value(&act).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).unwrap(), "it is written as it was");
        matches!(act, Act::Unknown { .. })
    }

    #[test]
    fn an_act_with_a_missing_or_invalid_field_has_no_effect_and_one_without_a_name_is_refused() {
        for (act, text) in pinned() {
            let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap();
            for name in fields.keys() {
                let mut without = fields.clone();
                without.remove(name);
                let without = serde_json::Value::from(without).to_string();
                if name == "act" {
                    assert!(serde_json::from_str::<Act>(&without).is_err(), "{act:?} without its name");
                } else {
                    assert!(unknown(&without), "{act:?} without {name}");
                }
                let mut number = fields.clone();
                number.insert(name.clone(), 1.into());
                assert!(serde_json::from_value::<Act>(number.into()).is_err(), "{act:?} with a number as {name}");
            }
        }
    }

    #[test]
    fn an_unknown_act_or_value_is_kept_and_an_unknown_field_is_ignored() {
        assert!(unknown(r#"{"act":"erased","name":"Mia"}"#));
        assert!(unknown(r#"{"act":"request_begun","account":"linkedin","kind":"portability"}"#));
        let more = r#"{"act":"person_renamed","mood":"well","name":"Mia"}"#;
        assert_eq!(serde_json::from_str::<Act>(more).unwrap(), Act::PersonRenamed { name: "Mia".into() });
    }

    #[test]
    fn a_date_in_another_form_is_not_understood() {
        for on in ["2026-2-3", "2026-02-30", "03.02.2026", ""] {
            let text = format!(r#"{{"act":"request_snoozed","request":"a1-1","until":"{on}","via":"app"}}"#);
            assert!(unknown(&text), "{on:?}");
        }
    }

    #[test]
    fn the_end_of_a_period_is_a_day_or_nothing() {
        let sent = pinned().into_iter().find(|(act, _)| matches!(act, Act::RequestSentAs { .. })).unwrap().1;
        assert!(unknown(&sent.replace("2026-12-23", "23 December")) && !unknown(&sent.replace("2026-12-23", "")));
    }

    #[test]
    fn a_picture_with_a_path_instead_of_a_checksum_is_no_picture() {
        let read = |sha256: &str| {
            let text =
                format!(r#"{{"act":"picture_added","to":"linkedin/ads","sha256":"{sha256}","type":"png","size":"7"}}"#);
            serde_json::from_str::<Act>(&text).ok()
        };
        let right = "0af9".repeat(16);
        assert!(matches!(
            read(&right),
            Some(Act::PictureAdded { picture, .. }) if picture.file_name() == format!("{right}.png")
        ));
        for wrong in [String::new(), "../".repeat(21) + ".", right.to_uppercase(), right[1..].to_owned()] {
            assert!(matches!(read(&wrong), Some(Act::Unknown { .. })), "{wrong:?}");
        }
    }
}
