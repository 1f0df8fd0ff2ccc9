//! The grammar as a whole: what is built is parsed, for every variant of every feature.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use widerspruch_domain::catalogue::Device;
use widerspruch_domain::catalogue::Sort;
use widerspruch_domain::journal::{
    Answer, EntryId, HelpAgreement, Membership, Nudging, RecheckResult, RequestEvent, RequestKind, Since, Unseen, Via,
};
use widerspruch_domain::letters::Letter;

use super::*;
use crate::boundary::Action;
use crate::features::settings::paths::{Setting, Weekday};
use crate::grammar::addresses::{
    AccountAddress, CheckAddress, GuideAddress, RequestAddress, Subject, notification_command,
};
use crate::grammar::fields::FieldKind;
use crate::kit::testing::TestFolder;

const UNSEEN: [Unseen; 7] = [
    Unseen::OtherAccount,
    Unseen::OtherName,
    Unseen::OtherWord,
    Unseen::OldApp,
    Unseen::NotOffered,
    Unseen::Minor,
    Unseen::SomethingElse,
];
const SENDINGS: [RequestEvent; 4] =
    [RequestEvent::SentByForm, RequestEvent::SentByEmail, RequestEvent::SentByPost, RequestEvent::HandedOver];
const KINDS: [RequestKind; 4] =
    [RequestKind::Objection, RequestKind::Advertising, RequestKind::Access, RequestKind::Erasure];
const EVENTS: [RequestEvent; 21] = [
    RequestEvent::SentByForm,
    RequestEvent::SentByEmail,
    RequestEvent::SentByPost,
    RequestEvent::HandedOver,
    RequestEvent::Received,
    RequestEvent::Acknowledged,
    RequestEvent::IdentityAsked,
    RequestEvent::IdentityGiven,
    RequestEvent::ClarificationAsked,
    RequestEvent::ClarificationGiven,
    RequestEvent::MoreTime,
    RequestEvent::Granted,
    RequestEvent::Partly,
    RequestEvent::Refused,
    RequestEvent::FormDemanded,
    RequestEvent::Replied,
    RequestEvent::NothingCame,
    RequestEvent::FollowedUp,
    RequestEvent::ComplainedToController,
    RequestEvent::Complained,
    RequestEvent::Closed,
];

/// Names that routes and commands are made of.
#[derive(Debug, Clone)]
pub(super) struct Names {
    person: String,
    account: String,
    /// A guide's id: none of the names that a service's own screens have.
    guide: String,
    pub(super) entry: String,
    key: String,
    number: u32,
    day: NaiveDate,
}

/// Words that stand in the place of an account.
const WORDS: [&str; 6] = ["all", "company", "filter", "find", "requests", "rumours"];

fn names() -> impl Strategy<Value = Names> {
    let ids =
        ("[a-z]{2,12}(-[2-9][0-9]?)?", "x-[a-z-]{1,20}", "[0-9a-f]{1,16}-[1-9][0-9]{0,8}", "[a-z]{2}(-[a-z]{2})?");
    (1_u32..1_000_000, ids, 1_u32..100, 0_i32..4_000_000).prop_map(
        |(person, (account, guide, entry, key), number, day)| {
            Names {
                person: format!("p{person}"),
                // A service cannot be called like a word of routes.
                account: if WORDS.contains(&account.as_str()) { "linkedin".to_owned() } else { account },
                guide,
                entry,
                key,
                number,
                // Years of four digits, as routes write them.
                day: NaiveDate::from_ymd_opt(1000, 1, 1).unwrap()
                    + chrono::Days::new(u64::try_from(day % 3_287_181).unwrap()),
            }
        },
    )
}

/// Returns names of which no two are alike.
pub(super) fn fixed_names() -> Names {
    Names {
        person: "p1".into(),
        account: "linkedin".into(),
        guide: "ai-training".into(),
        entry: "a1-1".into(),
        key: "de".into(),
        number: 41,
        day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

impl Names {
    fn account(&self) -> AccountAddress<'_> {
        AccountAddress { person: &self.person, account: &self.account }
    }

    fn guide(&self) -> GuideAddress<'_> {
        GuideAddress { person: &self.person, account: &self.account, guide: &self.guide }
    }

    fn request(&self) -> RequestAddress<'_> {
        RequestAddress { person: &self.person, id: &self.entry }
    }

    fn subjects(&self) -> [Subject<'_>; 2] {
        [Subject::Guide(self.guide()), Subject::Request(self.request())]
    }

    fn entry_id(&self) -> EntryId {
        self.entry.parse().unwrap()
    }
}

/// Makes every route of every feature.
fn every_route(names: &Names) -> Vec<Route<'_>> {
    let person = names.person.as_str();
    let mut all = Vec::new();
    {
        use home::paths::Route as R;
        all.extend([R::Start, R::Home { person }, R::Objection { person }, R::Damage].map(Route::Home));
    }
    {
        use guide::paths::Page;
        let pages = [
            Page::Guide,
            Page::Computer,
            Page::Phone,
            Page::Effect,
            Page::Details,
            Page::Already,
            Page::Later,
            Page::Recheck,
            Page::CheckStep,
            Page::CheckChanged,
            Page::Grounds,
            Page::Reading,
            Page::Unseen,
        ];
        let pages = pages.into_iter().chain(UNSEEN.map(Page::UnseenReason)).chain([Page::Wrong, Page::WrongElse]);
        let steps = [Device::App, Device::Computer].map(|device| Page::WrongStep { device, number: names.number });
        let pages = pages.chain(steps);
        all.extend(pages.map(|page| Route::Guide(guide::paths::Route { guide: names.guide(), page })));
    }
    {
        use requests::paths::{Page, Route as R};
        let mut pages = vec![
            Page::Request,
            Page::Authority,
            Page::Wording(&names.entry),
            Page::Noted(&names.entry),
            Page::CorrectLongAgo { entry: &names.entry, on: names.day },
            Page::Further,
            Page::Sent,
            Page::Answer,
            Page::Other,
            Page::Earlier,
            Page::Due,
        ];
        for letter in Letter::ALL.into_iter().map(Some).chain([None]) {
            let to_fill_in: [fn(Option<Letter>) -> Page<'static>; 5] =
                [Page::Grounds, Page::Details, Page::Gaps, Page::Signing, Page::Failure];
            pages.extend(to_fill_in.map(|page| page(letter)));
        }
        for letter in Letter::ALL {
            let of_letter: [fn(Letter) -> Page<'static>; 4] =
                [Page::Letter, Page::Language, Page::Reading, Page::Enclosures];
            pages.extend(of_letter.map(|page| page(letter)));
        }
        pages.extend(SENDINGS.map(|event| Page::LongAgo { event, on: names.day }));
        for event in EVENTS {
            pages.extend([false, true].map(|with_text| Page::Event { event, with_text }));
        }
        all.extend(pages.into_iter().map(|page| Route::Requests(R::Request { request: names.request(), page })));
        let (account, on) = (names.account(), names.day);
        all.push(Route::Requests(R::SentBefore(account)));
        for kind in KINDS {
            all.extend([R::Again { account, kind }, R::SentWay { account, kind }].map(Route::Requests));
            for event in SENDINGS {
                all.push(Route::Requests(R::SentLongAgo { account, kind, event, on }));
            }
        }
        let others = [
            R::Requests { person },
            R::Authorities { person },
            R::FindAuthorities { person, words: &names.key },
            R::Authority { person, key: &names.key },
        ];
        all.extend(others.map(Route::Requests));
    }
    {
        use records::paths::Route as R;
        let day = R::Day { person, entry: &names.entry };
        all.extend([R::Records { person }, R::Export { person }, day].map(Route::Records));
        for subject in names.subjects() {
            all.extend([R::Attachments(subject), R::CheckedAttachments(subject), R::Note(subject)].map(Route::Records));
        }
    }
    {
        use reminders::paths::Route as R;
        all.extend([R::Reminders, R::Reliability, R::Calendar, R::Check { person }].map(Route::Reminders));
    }
    {
        use services::paths::Route as R;
        let account = names.account();
        let all_of_them = [
            R::Services { person },
            R::Service(account),
            R::Why(account),
            R::WhyPage { account, page: &names.key },
            R::Account(account),
            R::Wrong(account),
            R::Mine { person },
            R::Find { person, words: &names.key },
            R::Groups { person },
            R::Filter { person, sort: Sort::ALL[names.number as usize % Sort::ALL.len()] },
            R::Company { person, group: &names.key },
            R::Rumours { person },
            R::Steps(account),
            R::Minors(account),
        ];
        all.extend(all_of_them.map(Route::Services));
    }
    {
        use persons::paths::Route as R;
        let country = names.key.as_str();
        let routes = [
            R::Helping,
            R::FirstCountry { service: &names.account },
            R::Company { company: &names.key },
            R::Services,
            R::Persons,
            R::Person { person },
            R::Country { person, country },
            R::Agreement { person },
            R::Erase { person },
        ];
        all.extend(routes.map(Route::Persons));
    }
    {
        use settings::paths::Route as R;
        all.extend([R::Settings, R::Weekdays].map(Route::Settings));
    }
    {
        use about::paths::Route as R;
        all.extend([R::About, R::Publisher, R::Privacy, R::Notices, R::Notice(&names.key)].map(Route::About));
    }
    all
}

/// Makes every command of every feature.
pub(super) fn every_command(names: &Names) -> Vec<Command<'_>> {
    let person = names.person.as_str();
    let mut all = vec![Command::Home(home::paths::Command::AcceptDamage)];
    {
        use guide::paths::Command as C;
        let guide = names.guide();
        let mut answers = vec![Answer::Open, Answer::Done, Answer::NotApplicable, Answer::LeftOut];
        let since = [Since::BeforeStart, Since::AfterStart, Since::Unknown];
        answers.extend(since.map(|since| Answer::WasOff { since }));
        answers.extend(UNSEEN.map(|why| Answer::NotVisible { why }));
        all.extend(answers.into_iter().map(|answer| Command::Guide(C::Answer { guide, answer })));
        all.extend([false, true].map(|browser_only| Command::Guide(C::OpenLink { guide, browser_only })));
        let results = [RecheckResult::Off, RecheckResult::On, RecheckResult::NotFound];
        all.extend(results.map(|result| Command::Guide(C::Recheck { guide, due: names.day, result })));
        let others = [
            C::ChooseInterval(guide),
            C::WriteGrounds(guide),
            C::OpenWithText(guide),
            C::LeaveOutRest(names.account()),
        ];
        all.extend(others.map(Command::Guide));
    }
    {
        use requests::paths::Command as C;
        let request = names.request();
        for kind in KINDS {
            all.extend(
                [false, true].map(|again| Command::Requests(C::Begin { account: names.account(), kind, again })),
            );
        }
        let (account, on) = (names.account(), names.day);
        for event in SENDINGS {
            for kind in KINDS {
                let sent = [false, true].map(|with_text| C::NoteSent { account, kind, event, with_text });
                all.extend(sent.map(Command::Requests));
                all.push(Command::Requests(C::NoteSentLongAgo { account, kind, event, on }));
            }
            all.push(Command::Requests(C::NoteEventLongAgo { request, event, on }));
        }
        for letter in Letter::ALL {
            let ways = requests::paths::HandOut::ALL.map(|way| C::HandOut { request, letter, way });
            all.extend(ways.map(Command::Requests));
        }
        for letter in Letter::ALL.into_iter().map(Some).chain([None]) {
            let to_fill_in = [
                C::WriteDetails { request, letter },
                C::WriteGaps { request, letter },
                C::WriteFailure { request, letter },
                C::ChooseSigning { request, letter },
            ];
            all.extend(to_fill_in.map(Command::Requests));
        }
        let others = [C::AllowNaming(request)];
        all.push(Command::Requests(C::ChooseAuthority { request, key: &names.key }));
        let entry = names.entry.as_str();
        let corrections = [C::CorrectDay { request, entry }, C::CorrectDayLongAgo { request, entry, on }];
        all.extend(corrections.map(Command::Requests));
        all.push(Command::Requests(C::TakeBack { request, entry }));
        all.extend(others.map(Command::Requests));
        for letter in Letter::ALL {
            let language = C::ChooseLanguage { request, letter, language: &names.key };
            all.extend([language, C::ChooseEnclosures { request, letter }].map(Command::Requests));
        }
        for event in EVENTS {
            all.extend([false, true].map(|with_text| Command::Requests(C::NoteEvent { request, event, with_text })));
        }
    }
    {
        use records::paths::Command as C;
        all.push(Command::Records(C::Export { person }));
        all.push(Command::Records(C::CorrectDay { person, entry: &names.entry }));
        for subject in names.subjects() {
            all.extend([C::AddNote(subject), C::AddPicture(subject)].map(Command::Records));
            all.extend([0, 1, 19].map(|from| Command::Records(C::CheckPictures { subject, from })));
        }
        all.push(Command::Records(C::undo(&names.entry_id())));
        all.push(Command::Records(C::Undo(vec![names.entry_id(), names.entry_id()])));
    }
    {
        use reminders::paths::Command as C;
        all.extend([C::TurnOn, C::Test, C::SaveCalendar, C::SnoozeAll { until: names.day }].map(Command::Reminders));
        all.extend(names.subjects().map(|subject| Command::Reminders(C::Snooze { subject, until: names.day })));
        let check = CheckAddress { person, day: names.day };
        all.push(Command::Reminders(C::SnoozeCheck { check, until: names.day }));
        let nudging = [Nudging::Series, Nudging::Monthly, Nudging::Stopped];
        all.extend(nudging.map(|nudging| Command::Reminders(C::ChooseNudging(nudging))));
    }
    {
        use services::paths::Command as C;
        let account = names.account();
        let mut commands = vec![
            C::AddAccount { person, service: &names.account, number: names.number },
            C::Use { person, service: &names.account, used: true },
            C::Use { person, service: &names.account, used: false },
            C::NameAccount(account),
            C::ChooseLanguage { account, language: None },
            C::ChooseLanguage { account, language: Some(&names.key) },
        ];
        let memberships = [Membership::Member, Membership::None, Membership::Former, Membership::Never];
        commands.extend(memberships.map(|membership| C::ChooseMembership { account, membership }));
        all.extend(commands.into_iter().map(Command::Services));
    }
    {
        use persons::paths::Command as C;
        let commands = [
            C::Begin { person: None, service: &names.account },
            C::Begin { person: Some(person), service: &names.account },
            C::Help,
            C::Add,
            C::Show { person },
            C::Rename { person },
            C::SayWhose { person },
            C::ChooseCountry { person },
            C::Move { person, country: &names.key },
            C::CorrectCountry { person, country: &names.key },
            C::Erase { person },
        ];
        all.extend(commands.map(Command::Persons));
        let said = [HelpAgreement::Agreed, HelpAgreement::Unable, HelpAgreement::Represented, HelpAgreement::Declined];
        all.extend(said.map(|agreement| Command::Persons(C::NoteHelp { person, agreement })));
    }
    {
        use settings::paths::Command as C;
        all.extend(Setting::ALL.map(|setting| Command::Settings(C::Choose(setting))));
        all.extend(Weekday::ALL.map(|day| Command::Settings(C::ChooseDay(day))));
    }
    all
}

/// Numbers the variants that [`every_route`] and [`every_command`] make. A new variant does not compile until it has a
/// number here, and the property fails until one of the two makes it.
fn numbers(names: &Names) -> BTreeSet<usize> {
    let routes = every_route(names).into_iter().map(|route| match route {
        Route::Home(route) => match route {
            home::paths::Route::Start => 0,
            home::paths::Route::Home { .. } => 1,
            home::paths::Route::Objection { .. } => 2,
            home::paths::Route::Damage => 3,
        },
        Route::Guide(route) => match route.page {
            guide::paths::Page::Guide => 4,
            guide::paths::Page::Computer => 5,
            guide::paths::Page::Phone => 6,
            guide::paths::Page::Effect => 7,
            guide::paths::Page::Details => 94,
            guide::paths::Page::Already => 8,
            guide::paths::Page::Later => 9,
            guide::paths::Page::Recheck => 10,
            guide::paths::Page::CheckStep => 131,
            guide::paths::Page::CheckChanged => 132,
            guide::paths::Page::Grounds => 11,
            guide::paths::Page::Reading => 129,
            guide::paths::Page::Unseen => 12,
            guide::paths::Page::UnseenReason(_) => 13,
            guide::paths::Page::Wrong => 86,
            guide::paths::Page::WrongStep { .. } => 87,
            guide::paths::Page::WrongElse => 88,
        },
        Route::Requests(route) => match route {
            requests::paths::Route::Requests { .. } => 14,
            requests::paths::Route::Again { .. } => 15,
            requests::paths::Route::SentBefore(_) => 101,
            requests::paths::Route::SentWay { .. } => 102,
            requests::paths::Route::SentLongAgo { .. } => 103,
            requests::paths::Route::Authorities { .. } => 16,
            requests::paths::Route::FindAuthorities { .. } => 82,
            requests::paths::Route::Authority { .. } => 17,
            requests::paths::Route::Request { page, .. } => match page {
                requests::paths::Page::Request => 18,
                requests::paths::Page::Grounds(_) => 92,
                requests::paths::Page::Details(_) => 19,
                requests::paths::Page::Authority => 20,
                requests::paths::Page::Letter(_) => 21,
                requests::paths::Page::Language(_) => 96,
                requests::paths::Page::Reading(_) => 97,
                requests::paths::Page::Enclosures(_) => 98,
                requests::paths::Page::Wording(_) => 22,
                requests::paths::Page::Noted(_) => 110,
                requests::paths::Page::Further => 23,
                requests::paths::Page::Gaps(_) => 118,
                requests::paths::Page::Signing(_) => 125,
                requests::paths::Page::Failure(_) => 119,
                requests::paths::Page::Sent => 24,
                requests::paths::Page::Answer => 25,
                requests::paths::Page::Other => 93,
                requests::paths::Page::Earlier => 130,
                requests::paths::Page::Due => 26,
                requests::paths::Page::Event { .. } => 27,
                requests::paths::Page::LongAgo { .. } => 104,
                requests::paths::Page::CorrectLongAgo { .. } => 128,
            },
        },
        Route::Records(route) => match route {
            records::paths::Route::Records { .. } => 28,
            records::paths::Route::Export { .. } => 29,
            records::paths::Route::Attachments(_) => 30,
            records::paths::Route::CheckedAttachments(_) => 31,
            records::paths::Route::Note(_) => 32,
            records::paths::Route::Day { .. } => 116,
        },
        Route::Reminders(route) => match route {
            reminders::paths::Route::Reminders => 33,
            reminders::paths::Route::Reliability => 34,
            reminders::paths::Route::Calendar => 35,
            reminders::paths::Route::Check { .. } => 133,
        },
        Route::Services(route) => match route {
            services::paths::Route::Services { .. } => 36,
            services::paths::Route::Service(_) => 37,
            services::paths::Route::Why(_) => 38,
            services::paths::Route::WhyPage { .. } => 39,
            services::paths::Route::Account(_) => 40,
            services::paths::Route::Wrong(_) => 89,
            services::paths::Route::Mine { .. } => 135,
            services::paths::Route::Find { .. } => 136,
            services::paths::Route::Groups { .. } => 137,
            services::paths::Route::Filter { .. } => 138,
            services::paths::Route::Company { .. } => 139,
            services::paths::Route::Rumours { .. } => 140,
            services::paths::Route::Steps(_) => 141,
            services::paths::Route::Minors(_) => 142,
        },
        Route::Persons(route) => match route {
            persons::paths::Route::Helping => 95,
            persons::paths::Route::FirstCountry { .. } => 143,
            persons::paths::Route::Company { .. } => 144,
            persons::paths::Route::Services => 145,
            persons::paths::Route::Persons => 41,
            persons::paths::Route::Person { .. } => 42,
            persons::paths::Route::Country { .. } => 111,
            persons::paths::Route::Agreement { .. } => 123,
            persons::paths::Route::Erase { .. } => 43,
        },
        Route::Settings(route) => match route {
            settings::paths::Route::Settings => 44,
            settings::paths::Route::Weekdays => 45,
        },
        Route::About(route) => match route {
            about::paths::Route::About => 46,
            about::paths::Route::Publisher => 84,
            about::paths::Route::Privacy => 85,
            about::paths::Route::Notices => 90,
            about::paths::Route::Notice(_) => 91,
        },
    });
    let commands = every_command(names).into_iter().map(|command| match command {
        Command::Home(home::paths::Command::AcceptDamage) => 47,
        Command::Guide(command) => match command {
            guide::paths::Command::Answer { .. } => 48,
            guide::paths::Command::OpenLink { .. } => 49,
            guide::paths::Command::OpenWithText(_) => 105,
            guide::paths::Command::Recheck { .. } => 50,
            guide::paths::Command::ChooseInterval(_) => 51,
            guide::paths::Command::WriteGrounds(_) => 52,
            guide::paths::Command::LeaveOutRest(_) => 53,
        },
        Command::Requests(command) => match command {
            requests::paths::Command::Begin { .. } => 54,
            requests::paths::Command::WriteDetails { .. } => 55,
            requests::paths::Command::AllowNaming(_) => 56,
            requests::paths::Command::WriteGaps { .. } => 120,
            requests::paths::Command::ChooseSigning { .. } => 126,
            requests::paths::Command::WriteFailure { .. } => 121,
            requests::paths::Command::ChooseAuthority { .. } => 57,
            requests::paths::Command::ChooseLanguage { .. } => 99,
            requests::paths::Command::ChooseEnclosures { .. } => 100,
            requests::paths::Command::NoteEvent { .. } => 58,
            requests::paths::Command::NoteSent { .. } => 106,
            requests::paths::Command::NoteSentLongAgo { .. } => 107,
            requests::paths::Command::HandOut { .. } => 108,
            requests::paths::Command::NoteEventLongAgo { .. } => 109,
            requests::paths::Command::CorrectDay { .. } => 112,
            requests::paths::Command::CorrectDayLongAgo { .. } => 127,
            requests::paths::Command::TakeBack { .. } => 113,
        },
        Command::Records(command) => match command {
            records::paths::Command::Export { .. } => 59,
            records::paths::Command::AddNote(_) => 60,
            records::paths::Command::AddPicture(_) => 61,
            records::paths::Command::CheckPictures { .. } => 83,
            records::paths::Command::CorrectDay { .. } => 117,
            records::paths::Command::Undo(_) => 62,
        },
        Command::Reminders(command) => match command {
            reminders::paths::Command::TurnOn => 63,
            reminders::paths::Command::Test => 64,
            reminders::paths::Command::SaveCalendar => 65,
            reminders::paths::Command::Snooze { .. } => 66,
            reminders::paths::Command::SnoozeAll { .. } => 67,
            reminders::paths::Command::SnoozeCheck { .. } => 134,
            reminders::paths::Command::ChooseNudging(_) => 68,
        },
        Command::Services(command) => match command {
            services::paths::Command::AddAccount { .. } => 69,
            services::paths::Command::Use { .. } => 146,
            services::paths::Command::NameAccount(_) => 70,
            services::paths::Command::ChooseMembership { .. } => 71,
            services::paths::Command::ChooseLanguage { .. } => 72,
        },
        Command::Persons(command) => match command {
            persons::paths::Command::Begin { .. } => 73,
            persons::paths::Command::Help => 74,
            persons::paths::Command::Add => 75,
            persons::paths::Command::Show { .. } => 76,
            persons::paths::Command::Rename { .. } => 77,
            persons::paths::Command::SayWhose { .. } => 122,
            persons::paths::Command::ChooseCountry { .. } => 78,
            persons::paths::Command::Move { .. } => 114,
            persons::paths::Command::CorrectCountry { .. } => 115,
            persons::paths::Command::NoteHelp { .. } => 124,
            persons::paths::Command::Erase { .. } => 79,
        },
        Command::Settings(command) => match command {
            settings::paths::Command::Choose(_) => 80,
            settings::paths::Command::ChooseDay(_) => 81,
        },
        Command::About(command) => match command {},
    });
    routes.chain(commands).collect()
}

/// How many variants [`numbers`] tells apart.
const VARIANTS: usize = 147;

/// Performs a command as a shell sends it, under the lock.
pub(super) fn perform_text(folder: &mut TestFolder, command: &str, inputs: &[(&str, &str)]) -> Outcome {
    let form: FormValues = inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let lock = folder.session.store.lock();
    let now = folder.now;
    let outcome = perform(&mut folder.session, command, &form, now);
    folder.session.store.unlock(lock);
    outcome.unwrap().outcome
}

/// Returns the days of the upcoming reminders with an id, and whether one with that id is due.
fn planned(folder: &TestFolder, id: &str) -> (Vec<String>, bool) {
    let plan = planned_occurrences(&folder.snapshot());
    let days = plan.upcoming.iter().filter(|o| o.id == id).map(|o| o.at.date().to_string()).collect();
    (days, plan.due.iter().any(|o| o.id == id))
}

#[test]
fn a_reminder_that_made_room_is_not_moved_into_the_past_when_its_day_becomes_free() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[]);
    let mut drafts = Vec::new();
    for kind in ["objection", "access"] {
        let outcome = perform_text(&mut folder, &format!("request/p1/linkedin/{kind}/begin"), &[]);
        drafts.push(outcome.notice.unwrap().undo.unwrap());
    }
    folder.wait_days(3);
    // Both drafts want to remind on 26 November at 18:00. It is 20:00 now, and the second has made room.
    let id = planned_occurrences(&folder.snapshot()).upcoming[0].id.clone();
    assert!(id.ends_with("/send/2026-11-26"), "{id}");
    let waiting = (vec!["2026-11-27".to_owned()], false);
    assert_eq!(planned(&folder, &id), waiting);
    let outcome = perform_text(&mut folder, &drafts[0], &[]);
    assert!(outcome.plan_changed);
    assert_eq!(planned(&folder, &id), waiting);
}

#[test]
fn an_earlier_hour_does_not_move_the_reminder_of_the_day_into_the_past() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[]);
    folder.wait_days(1);
    folder.now.unix_seconds -= 8 * 3600;
    let id = "p1/linkedin/ai-training/nudge/2026-11-24";
    assert_eq!(planned(&folder, id), (vec!["2026-11-24".to_owned()], false));
    perform_text(&mut folder, "set/hour", &[("hour", "09:00")]);
    assert_eq!(planned(&folder, id), (vec!["2026-11-25".to_owned()], false));
}

#[test]
fn a_command_without_a_change_keeps_the_plan_and_its_answer_has_words() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[]);
    let outcome = perform_text(&mut folder, "reopen/p1/linkedin/ai-training", &[]);
    assert_eq!(outcome.notice.unwrap().text, "That is open already.");
    assert_eq!(outcome.then, [Action::Go { route: "/p1/services/linkedin/ai-training".to_owned() }]);
    assert!(!outcome.plan_changed);
}

#[test]
fn a_button_of_a_notification_is_told_apart_from_one_of_a_screen() {
    let mut folder = TestFolder::empty();
    perform_text(&mut folder, "begin/linkedin", &[]);
    perform_text(&mut folder, "leave-out/p1/linkedin/ai-training", &[]);
    let old = perform_text(&mut folder, "notification/confirm/p1/linkedin/ai-training", &[]);
    assert!(!old.plan_changed, "an old notification overwrote an answer");
    assert!(perform_text(&mut folder, "confirm/p1/linkedin/ai-training", &[]).plan_changed);
}

#[test]
fn before_anybody_has_begun_only_the_start_and_the_pages_about_the_app_are_there() {
    let mut folder = TestFolder::empty();
    let texts: Vec<String> = every_route(&fixed_names()).iter().map(ToString::to_string).collect();
    for text in ["/settings", "/reminders", "/damage", "/about/privacy", "/persons", "/welcome/helping"] {
        assert!(texts.iter().any(|known| known == text), "{text}");
    }
    for text in &texts {
        let shown = screen(&folder.snapshot(), text).unwrap();
        assert_eq!(&shown.route, text);
        // Nothing by others is called like that.
        let welcomed =
            ["/", "/welcome/helping", "/welcome/country/linkedin", "/welcome/services"].contains(&text.as_str());
        let there = welcomed || (text.starts_with("/about") && text != "/about/notices/de");
        assert_eq!(shown.title == "No longer there", !there, "{text}: {}", shown.title);
        assert!(shown.tabs.is_empty(), "{text}");
    }
    perform_text(&mut folder, "begin/linkedin", &[]);
    for text in ["/", "/settings", "/reminders", "/damage", "/about", "/persons"] {
        let shown = screen(&folder.snapshot(), text).unwrap();
        assert_ne!(shown.title, "No longer there", "{text}");
        assert_eq!(shown.tabs.len(), 3, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_route_is_parsed_as_it_was_built_and_no_two_are_alike(names in names()) {
        let mut texts = BTreeSet::new();
        for route in every_route(&names) {
            let text = route.to_string();
            prop_assert_eq!(Route::parse(&text), Some(route), "{}", text);
            prop_assert!(texts.insert(text.clone()), "two routes are {}", text);
        }
    }

    #[test]
    fn every_command_is_parsed_as_it_was_built_and_no_two_are_alike(names in names()) {
        let mut texts = BTreeSet::new();
        for command in every_command(&names) {
            let text = command.to_string();
            let carried = notification_command(&text);
            prop_assert_eq!(split_via(&carried), (Via::Notification, text.as_str()));
            let parsed = Command::parse(&text);
            prop_assert_eq!(parsed.as_ref(), Some(&command), "{}", &text);
            prop_assert!(texts.insert(text.clone()), "two commands are {}", text);
        }
    }

    #[test]
    fn no_text_crashes_the_grammar_and_what_it_takes_it_writes_alike(text in "[/a-z0-9,-]{0,60}|.{0,40}") {
        if let Some(route) = Route::parse(&text) {
            let written = route.to_string();
            prop_assert_eq!(Route::parse(&written), Some(route), "{}", &written);
        }
        if let Some(command) = Command::parse(&text) {
            let written = command.to_string();
            let parsed = Command::parse(&written);
            prop_assert_eq!(parsed.as_ref(), Some(&command), "{}", &written);
        }
    }

    #[test]
    fn the_properties_see_every_variant_of_the_grammar(names in names()) {
        prop_assert_eq!(numbers(&names), (0..VARIANTS).collect::<BTreeSet<_>>());
    }
}

#[test]
fn malformed_routes_and_commands_are_refused() {
    for route in [
        "",
        "home",
        "//",
        "/nothing",
        "/p/requests",
        "/p1/",
        "/p1/requests/17",
        "/p1/requests/a-1/nothing",
        "/p1/requests/a_1",
        "/p1/requests/a1-1/sent_by_form",
        "/p1/requests/a1-1/wording/a1",
        "/p1/services/linkedin/ai-training/unseen/old_app",
    ] {
        assert_eq!(Route::parse(route), None, "{route}");
    }
    for command in [
        "",
        "confirm",
        "confirm/p1",
        "confirm/x/linkedin/a",
        "later/p1/linkedin/a/tomorrow",
        "undo/",
        "undo/x",
        "undo/a_1",
        "undo/a1-1,",
        "account/p1/linkedin/add/0",
        "language/p1/a/de/x",
        "unseen/p1/linkedin/ai-training/old_app",
        "checked/p1/linkedin/ai-training/2026-11-23/not_found",
        "request/p1/requests/a1-1/sent_by_form",
    ] {
        assert_eq!(Command::parse(command), None, "{command}");
    }
}

/// Makes malformed neighbours of a text: each part replaced or with underscores, a part added, the last part removed.
/// With each comes whether the part that was replaced is a name that the grammar itself checks.
fn malformed(text: &str, names: &Names) -> Vec<(String, bool)> {
    let parts: Vec<&str> = text.split('/').collect();
    let day = names.day.to_string();
    let mut all = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let checked = [&names.person, &day, &names.number.to_string()].contains(&&(*part).to_owned())
            || part.split(',').any(|id| id == names.entry);
        for wrong in ["x", "", "_", "0", &part.replace('-', "_"), &part.to_uppercase()] {
            if wrong != *part {
                let mut parts = parts.clone();
                parts[place] = wrong;
                all.push((parts.join("/"), checked));
            }
        }
    }
    all.push((format!("{text}/x"), false));
    all.extend(text.rsplit_once('/').map(|(text, _)| (text.to_owned(), false)));
    all
}

#[test]
fn a_malformed_part_of_a_route_is_refused_or_is_part_of_another_route() {
    let names = fixed_names();
    for text in every_route(&names).iter().map(ToString::to_string) {
        for (wrong, checked) in malformed(&text, &names) {
            let Some(parsed) = Route::parse(&wrong) else { continue };
            assert_eq!(parsed.to_string(), wrong, "from {text}");
            // Without the person, "/p1" is the start.
            assert!(!checked || wrong == "/", "{wrong} is taken like {text}");
        }
    }
}

#[test]
fn a_malformed_part_of_a_command_is_refused_or_is_part_of_another_command() {
    let names = fixed_names();
    for text in every_command(&names).iter().map(ToString::to_string) {
        for (wrong, checked) in malformed(&text, &names) {
            let Some(parsed) = Command::parse(&wrong) else { continue };
            assert_eq!(parsed.to_string(), wrong, "from {text}");
            assert!(!checked, "{wrong} is taken like {text}");
        }
    }
}

#[test]
fn fields_of_a_command_have_different_names_and_choices_have_options() {
    let names = fixed_names();
    for command in every_command(&names) {
        let fields = command.fields();
        let different: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
        assert_eq!(different.len(), fields.len(), "{command:?}");
        for field in fields {
            match field.kind {
                FieldKind::Text(_, longest) => assert!(longest > 0, "{field:?}"),
                FieldKind::Choice(options) => assert!(options.len() > 1, "{field:?}"),
                FieldKind::Listed | FieldKind::Toggle | FieldKind::Day | FieldKind::Hour | FieldKind::File => {}
            }
        }
    }
}
