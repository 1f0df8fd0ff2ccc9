//! The snapshot: words, time and journals at one moment, for screens, plans, letters and commands.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use widerspruch_domain::authorities::{authority_of_whole_country, competent_authorities};
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{AuthorityFacts, GuideFacts};
use widerspruch_domain::checklist::{ChecklistProgress, Denial, checklist_progress};
use widerspruch_domain::checks::{CheckDay, check_day, is_checked};
use widerspruch_domain::civil::latest_day_anywhere;
use widerspruch_domain::journal::{
    AccountState, Answer, Attachment, EntryId, Membership, NotedEvent, RequestKind, RequestState, Stamp, is_doubted,
};
use widerspruch_domain::law::{self, Region};
use widerspruch_domain::nudges::next_step;
use widerspruch_domain::reminders::{FIRST_DAY, Preferences};
use widerspruch_domain::requests::{ControllerAnswer, Stage, request_status};
use widerspruch_domain::sorted_map::SortedMap;

use super::account::Account;
use super::check::Check;
use super::guide::Guide;
use super::person::Person;
use super::platform::needs_permission;
use super::request::{Request, counting_list};
use super::setting::{parse_weekdays, preset};
use crate::boundary::{Moment, OpenConfig, PermissionState};
use crate::features::settings::paths::Setting;
use crate::grammar::addresses::{AccountAddress, CheckAddress, GuideAddress, RequestAddress, Subject};
use crate::storage::{OpenJournal, Store};
use crate::words::Wording;

/// Words, time and journals at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    pub(crate) wording: Wording,
    pub(crate) moment: Moment,
    pub(crate) store: &'a Store,
    pub(crate) config: &'a OpenConfig,
    /// The check days that were asked for, by person: each row of a screen asks again.
    checks: RefCell<SortedMap<Option<CheckDay>>>,
}

impl<'a> Snapshot<'a> {
    pub(crate) fn new(wording: Wording, moment: Moment, store: &'a Store, config: &'a OpenConfig) -> Self {
        Self { wording, moment, store, config, checks: RefCell::default() }
    }

    /// Returns all persons, in the order in which they were added.
    pub(crate) fn persons(&self) -> Vec<Person<'a>> {
        let ids = sorted_ids(self.store.persons.keys().collect());
        ids.into_iter().filter_map(|id| self.person(id)).collect()
    }

    /// Finds a person.
    pub(crate) fn person(&self, id: &str) -> Option<Person<'a>> {
        self.store.persons.get_key_value(id).map(|(id, journal)| self.person_of(id, journal))
    }

    fn person_of(&self, id: &'a str, journal: &'a OpenJournal) -> Person<'a> {
        // Empty where the entry with the country was lost by damage. Nothing stands in for it: what holds everywhere is left.
        let country = journal.state.country.as_str();
        let region = self.region_of(country, None);
        Person { id, state: &journal.state, country, region }
    }

    /// Returns the person whose screens are shown, else the first.
    pub(crate) fn current(&self) -> Option<Person<'a>> {
        let device = self.store.device();
        // A crash can leave the name of a person who was about to be added.
        let shown = self.person(&device.current).or_else(|| self.person(&device.previous));
        shown.or_else(|| self.persons().first().copied())
    }

    /// Returns the person whose phone it is; `None` where somebody only helps. Who said no to being helped is not that
    /// person, even where damage took away whose list it is.
    pub(crate) fn owner(&self) -> Option<Person<'a>> {
        self.persons().into_iter().find(|person| !person.state.helped && !person.state.wants_no_reminders())
    }

    /// Returns the open step that a person is to take next.
    pub(crate) fn next_step(&self, person: Person<'a>) -> Option<Guide<'a>> {
        let accounts = self.accounts(person);
        let steps: Vec<_> = accounts.iter().map(|account| (account.facts, account.state)).collect();
        let (account, guide) = next_step(&steps, person.region)?;
        self.guide_of(*accounts.get(account)?, &guide.id)
    }

    /// Returns the accounts that a person uses by service, in the order in which they were added.
    pub(crate) fn accounts(&self, person: Person<'a>) -> Vec<Account<'a>> {
        let mut accounts = self.all_accounts(person);
        accounts.retain(|account| !account.state.put_away);
        accounts
    }

    /// Returns the accounts of a person with those that were put away, in the same order.
    pub(crate) fn all_accounts(&self, person: Person<'a>) -> Vec<Account<'a>> {
        let ids = sorted_ids(person.state.accounts.keys().collect());
        ids.into_iter().filter_map(|id| self.account_of(person, id)).collect()
    }

    /// Finds an account, or the one that a person would have first at a service that they have not chosen yet: what is
    /// known of it can be read, and the first answer chooses it.
    pub(crate) fn account(&self, address: AccountAddress<'_>) -> Option<Account<'a>> {
        self.account_of(self.person(address.person)?, address.account)
    }

    fn account_of(&self, person: Person<'a>, id: &str) -> Option<Account<'a>> {
        let chosen = person.state.accounts.get_key_value(id);
        let (facts, words) = self.wording.catalogue.service(chosen.map_or(id, |(_, state)| &state.service))?;
        let (id, state) = chosen.unwrap_or_else(|| (facts.id.as_str(), not_chosen()));
        let wanted = state.language.as_deref().unwrap_or(self.wording.catalogue.language);
        let known = facts.languages();
        let first = || facts.fallback_language(&known);
        let language = known.iter().find(|language| **language == wanted).copied().unwrap_or_else(first);
        let catalogue = self.wording.catalogue;
        Some(Account { person, id, state, facts, words, language, speaks_it: language == wanted, catalogue })
    }

    /// Finds a guide that is offered.
    pub(crate) fn guide(&self, address: GuideAddress<'_>) -> Option<Guide<'a>> {
        self.guide_of(self.account(address.account())?, address.guide)
    }

    /// Finds a guide of an account, if it is offered there.
    pub(crate) fn guide_of(&self, account: Account<'a>, guide: &str) -> Option<Guide<'a>> {
        any_guide(account, facts_of(account, guide)?).filter(Guide::is_offered)
    }

    /// Returns the offered guides of an account, the most helpful first.
    pub(crate) fn guides(&self, account: Account<'a>) -> Vec<Guide<'a>> {
        let guides = account.facts.guides.into_iter().filter_map(|facts| any_guide(account, facts));
        guides.filter(Guide::is_offered).collect()
    }

    /// Returns the guides of an account with notes or attachments, including guides that are not offered any more.
    pub(crate) fn recorded_guides(&self, account: Account<'a>) -> Vec<Guide<'a>> {
        let mut guides = Vec::new();
        for guide in account.facts.guides.into_iter().filter_map(|facts| any_guide(account, facts)) {
            if !guide.state.history.is_empty() || !self.attachments(guide.subject()).is_empty() {
                guides.push(guide);
            }
        }
        guides
    }

    /// Finds a guide, even if it is not offered any more.
    pub(crate) fn recorded_guide(&self, address: GuideAddress<'_>) -> Option<Guide<'a>> {
        let account = self.account(address.account())?;
        any_guide(account, facts_of(account, address.guide)?)
    }

    /// Finds the guide that a subject of the planner names: `p1/linkedin/ai-training`.
    pub(crate) fn guide_of_key(&self, key: &str) -> Option<Guide<'a>> {
        match Subject::parse(key)? {
            Subject::Guide(address) => self.guide(address),
            Subject::Request(_) => None,
        }
    }

    /// Finds the request that a subject of the planner names: `p1/requests/0af9-17`.
    pub(crate) fn request_of_key(&self, key: &str) -> Option<Request<'a>> {
        match Subject::parse(key)? {
            Subject::Guide(_) => None,
            Subject::Request(address) => self.request(address),
        }
    }

    /// Returns the requests of a person, oldest first.
    pub(crate) fn requests(&self, person: Person<'a>) -> Vec<Request<'a>> {
        let mut requests: Vec<Request<'_>> = Vec::new();
        for request in person.state.requests.keys().filter_map(|id| self.request_of(person, id)) {
            let place = requests.iter().take_while(|known| known.state.begun.seq <= request.state.begun.seq).count();
            requests.insert(place, request);
        }
        requests
    }

    /// Finds a request.
    pub(crate) fn request(&self, address: RequestAddress<'_>) -> Option<Request<'a>> {
        self.request_of(self.person(address.person)?, address.id)
    }

    fn request_of(&self, person: Person<'a>, id: &str) -> Option<Request<'a>> {
        let (id, state) = person.state.requests.get_key_value(id)?;
        let account = self.account_of(self.sender_of(person, state), &state.account)?;
        Some(self.request_with(account, id, state))
    }

    /// Adds its status to the state of a request.
    pub(crate) fn request_with<'b>(&self, account: Account<'b>, id: &'b str, state: &'b RequestState) -> Request<'b> {
        let counted = believed_events(state, &self.believed_days());
        let list = counting_list(account, state);
        let (region, today) = (account.person.region, self.wording.today());
        let status = request_status(&counted, region, false, list, today);
        let request = Request { account, id, state, counted, status, own_law: false };
        if !region.has_parts_with_laws() || !self.is_part_chosen(&request) {
            return request;
        }
        let status = request_status(&request.counted, region, true, list, today);
        Request { status, own_law: true, ..request }
    }

    /// Returns whether the person chose an authority of a part of the country from which a request is sent.
    fn is_part_chosen(&self, request: &Request<'_>) -> bool {
        let chosen = request.text("authority");
        let mut all = competent_authorities(&self.wording.catalogue.facts.authorities, request.country());
        all.any(|(key, authority)| **key == *chosen && authority.land.is_some())
    }

    /// Returns the person as one who lives where a request was sent from; for a draft, where they live now.
    fn sender_of(&self, person: Person<'a>, request: &'a RequestState) -> Person<'a> {
        // The entry with the country can be lost by damage.
        let sent = request.sent_from.as_ref().filter(|sent| !sent.country.is_empty());
        sent.map_or(person, |sent| Person {
            country: &sent.country,
            region: self.region_of(&sent.country, sent.law.as_deref()),
            ..person
        })
    }

    /// Returns the legal area of an identifier that was kept, else that of the country.
    pub(crate) fn region_of(&self, country: &str, law: Option<&str>) -> Region {
        let kept = law.and_then(Region::of);
        let known = || self.wording.catalogue.facts.regions.countries.get(country).copied();
        kept.or_else(known).unwrap_or(Region::ELSEWHERE)
    }

    /// Returns the countries for which the period of a request was counted before the person corrected that, each with
    /// its end.
    pub(crate) fn counted_before(&self, request: &Request<'a>) -> Vec<(&'a str, Option<NaiveDate>)> {
        let former = request.state.sent_from.iter().flat_map(|sent| &sent.former);
        let counted = former.map(|place| {
            let region = self.region_of(&place.country, place.law.as_deref());
            let company = request.account.company_in(region);
            let list = company.and_then(|(_, company)| region.holidays(&company.country));
            // What was counted while the company had not answered.
            let mut asked = request.state.clone();
            asked.events.retain(|(_, event, _)| !event.is_answer());
            let status = request_status(&asked, region, false, list, self.wording.today());
            (place.country.as_str(), status.due.ok().map(|due| due.due))
        });
        counted.collect()
    }

    /// Finds the newest request of a kind that is not closed.
    pub(crate) fn open_request(&self, account: Account<'a>, kind: RequestKind) -> Option<Request<'a>> {
        let mut requests = self.requests(account.person);
        let open = |request: &Request<'_>| {
            request.account.id == account.id && request.state.kind == kind && request.status.stage != Stage::Closed
        };
        let place = requests.iter().rposition(open)?;
        Some(requests.swap_remove(place))
    }

    /// Returns the progress of an account. A form is not done if the company refused the request, or granted it only in
    /// part.
    pub(crate) fn progress(&self, account: Account<'a>) -> ChecklistProgress<'static> {
        let mut progress = checklist_progress(account.facts, account.state, account.person.region);
        progress.set_denied(|facts| {
            let request = self.denied_request(&self.guide_of(account, &facts.id)?)?;
            let (answer, _) = request.status.denial()?;
            let is_closed = request.status.stage == Stage::Closed;
            Some(Denial { is_partly: answer == ControllerAnswer::Partly, is_closed })
        });
        progress
    }

    /// Returns the newest request that was sent of the kind that a guide's form sends; before that, the draft.
    pub(crate) fn request_of_guide(&self, guide: &Guide<'a>) -> Option<Request<'a>> {
        let kind = guide.request_kind()?;
        let mut requests = self.requests(guide.account.person);
        requests.retain(|request| request.account.id == guide.account.id && request.state.kind == kind);
        let sent = requests.iter().rposition(|request| request.status.sent.is_some());
        let place = sent.or(requests.len().checked_sub(1))?;
        Some(requests.swap_remove(place))
    }

    /// Returns the request that a guide's form sent, if the company refused it or granted it only in part, whatever the
    /// person did about that.
    pub(crate) fn denied_request(&self, guide: &Guide<'a>) -> Option<Request<'a>> {
        self.request_of_guide(guide).filter(|request| request.status.denial().is_some())
    }

    /// Finds the guide to the service's form for a request.
    pub(crate) fn form_guide(&self, request: &Request<'a>) -> Option<Guide<'a>> {
        let kind = request.state.kind.name();
        let mut guides = self.guides(request.account).into_iter();
        guides.find(|guide| guide.facts.request.is_some_and(|asked| *asked == *kind))
    }

    /// Returns the authority to complain to: the chosen authority, else the one of the whole country. Where provinces
    /// have authorities beside that of the country, the person chooses.
    pub(crate) fn authority(&self, request: &Request<'_>) -> Option<&'static (Text, AuthorityFacts)> {
        let facts = &self.wording.catalogue.facts.authorities;
        let places = self.complaint_places(request);
        let chosen = request.text("authority");
        let mut offered = places.iter().flat_map(|place| competent_authorities(facts, place.country));
        let found = offered.find(|(key, _)| **key == *chosen);
        found.or_else(|| {
            let country = places.first()?.country;
            authority_of_whole_country(facts, country).filter(|_| law::division(country).is_none())
        })
    }

    /// Returns the person where they live now, if they have moved to another country since a request was sent.
    pub(crate) fn moved_to<'b>(&self, request: &Request<'b>) -> Option<Person<'b>>
    where
        'a: 'b,
    {
        let then = request.sender();
        self.person(then.id).filter(|now| !now.is_place_lost() && now.country != then.country)
    }

    /// Returns whether a complaint to the company fits a request: where its law knows one, and the person still lives
    /// where such a law holds (`law.md` §8.2).
    pub(crate) fn takes_company_complaint(&self, request: &Request<'_>) -> bool {
        let here = self.moved_to(request).is_none_or(|now| now.region.complaint_goes_first_to_the_company());
        here && request.region().complaint_goes_first_to_the_company()
    }

    /// Returns the person as one who lives where the authorities are that a complaint can go to: where they live when it
    /// is made, then where they lived when the request was sent (`law.md` §7.1). Only places that have an authority.
    pub(crate) fn complaint_places<'b>(&self, request: &Request<'b>) -> Vec<Person<'b>>
    where
        'a: 'b,
    {
        let facts = &self.wording.catalogue.facts.authorities;
        let (then, now) = (request.sender(), self.moved_to(request));
        let moved = now.is_some();
        let then = Some(then).filter(|then| !moved || !then.region.complaint_says_residence());
        let has_one = |place: &Person<'_>| competent_authorities(facts, place.country).next().is_some();
        now.into_iter().chain(then).filter(has_one).collect()
    }

    /// Returns the country and the legal area of the authority to complain to: while none is chosen, of the first place
    /// that has one.
    pub(crate) fn complaint_place<'b>(&self, request: &Request<'b>) -> (&'b str, Region)
    where
        'a: 'b,
    {
        let first = || self.complaint_places(request).first().map(|place| place.country);
        let chosen = self.authority(request).map(|(_, authority)| authority.country.as_str());
        match chosen.or_else(first).filter(|country| *country != request.country()) {
            Some(country) => (country, self.region_of(country, None)),
            None => (request.country(), request.region()),
        }
    }

    /// Returns the day of the newest objection to AI training with the same account.
    pub(crate) fn objected_on(&self, request: &Request<'a>) -> Option<NaiveDate> {
        let mut requests = self.requests(request.account.person);
        requests.retain(|one| one.account.id == request.account.id && one.state.kind == RequestKind::Objection);
        requests.iter().rev().find_map(|objection| objection.status.sent)
    }

    /// Returns whether the person's own grounds belong into the letters of a request: only letters that object have
    /// grounds.
    pub(crate) fn takes_grounds(&self, request: &Request<'a>) -> bool {
        match request.state.kind {
            RequestKind::Objection => true,
            // Objects to the processing of what is to be erased, where that is a right.
            RequestKind::Erasure => request.region().has_right_to_object(),
            RequestKind::Access | RequestKind::Advertising => false,
        }
    }

    /// Returns the notes and pictures of a guide or a request, oldest first.
    pub(crate) fn attachments(&self, subject: Subject<'_>) -> Vec<&'a Attachment> {
        let mut found = Vec::new();
        if let Some(person) = self.person(subject.person()) {
            let to = subject.attachment_target();
            found.extend(person.state.attachments.iter().filter(|attachment| attachment.to == to));
        }
        found
    }

    /// Returns whether a note or a picture was added on a later day than everything else of its subject.
    pub(crate) fn was_added_later(&self, person: Person<'a>, attachment: &Attachment) -> bool {
        let mut newest = None;
        let mut see = |stamp: &Stamp| {
            if stamp.seq < attachment.stamp.seq {
                newest = newest.max(Some(stamp.at.date()));
            }
        };
        match Subject::of_attachment(person.id, &attachment.to) {
            Some(Subject::Request(address)) => {
                if let Some(request) = self.request(address) {
                    see(&request.state.begun);
                    request.state.events.iter().for_each(|(stamp, ..)| see(stamp));
                }
            }
            Some(Subject::Guide(address)) => {
                if let Some(guide) = self.recorded_guide(address) {
                    guide.state.history.iter().for_each(|(stamp, _)| see(stamp));
                }
            }
            None => {}
        }
        newest.is_some_and(|newest| newest < attachment.stamp.at.date())
    }

    /// Returns a choice for the app as a whole, or its preset.
    pub(crate) fn setting(&self, setting: Setting) -> &'a str {
        self.store.setting(setting.name()).unwrap_or(preset(setting))
    }

    /// Returns whether a setting is switched on.
    pub(crate) fn is_on(&self, setting: Setting) -> bool {
        self.setting(setting) == "true"
    }

    /// Returns when the person wants to be reminded.
    pub(crate) fn preferences(&self) -> Preferences {
        let chosen = parse_weekdays(self.setting(Setting::Weekdays));
        let weekdays = chosen.or(parse_weekdays(preset(Setting::Weekdays))).unwrap_or([true; 7]);
        Preferences { hour: self.setting(Setting::Hour).parse().unwrap_or(18), weekdays }
    }

    /// Returns the last day whose stamps are believed: today anywhere on Earth, since travel can turn today into a day that is
    /// still to come here. A later stamp was made while the clock was wrong. If the clock
    /// is wrong now, as it shows a day before this app was made, every stamp is believed.
    pub(crate) fn last_believed_day(&self) -> NaiveDate {
        let today = self.wording.today();
        if self.clock_is_possible() { latest_day_anywhere(self.moment.unix_seconds).max(today) } else { NaiveDate::MAX }
    }

    /// Returns the days of which notes are believed. If the clock is wrong now, nobody can tell.
    pub(crate) fn believed_days(&self) -> RangeInclusive<NaiveDate> {
        let first = if self.clock_is_possible() { FIRST_DAY } else { NaiveDate::MIN };
        first..=self.last_believed_day()
    }

    /// Returns the oldest event of a request whose day does not count, because it is still to come or was noted while the
    /// clock was wrong: the sending before what followed it.
    pub(crate) fn doubted_event<'b>(&self, request: &Request<'b>) -> Option<&'b NotedEvent> {
        request.state.events.iter().find(|event| self.is_doubted(event))
    }

    /// Returns the entry that noted the sending of a request, where that does not count: its day comes before every other.
    pub(crate) fn doubted_sending<'b>(&self, request: &Request<'b>) -> Option<&'b EntryId> {
        let first = self.doubted_event(request).filter(|_| request.status.sent.is_none());
        first.filter(|(_, event, _)| event.is_sending()).map(|(stamp, ..)| &stamp.entry)
    }

    /// Returns whether the day of an event does not count.
    pub(crate) fn is_doubted(&self, (stamp, _, on): &NotedEvent) -> bool {
        is_doubted(&self.believed_days(), stamp.at.date(), *on)
    }

    /// Returns whether what an entry noted of a guide does not count.
    pub(crate) fn is_note_doubted(&self, person: Person<'a>, stamp: &Stamp) -> bool {
        let mut events = person.state.requests.values().filter_map(|request| request.event(&stamp.entry));
        match events.next() {
            Some(event) => self.is_doubted(event),
            None => !self.believed_days().contains(&stamp.at.date()),
        }
    }

    /// Returns the request whose doubted event an entry noted: one correction there puts all of the entry right.
    pub(crate) fn request_of_doubt(&self, person: Person<'a>, entry: &EntryId) -> Option<Request<'a>> {
        let mut requests = self.requests(person).into_iter();
        requests.find(|request| request.state.event(entry).is_some_and(|event| self.is_doubted(event)))
    }

    /// Returns whether the clock shows a day on which this app can run: none before it was made.
    pub(crate) fn clock_is_possible(&self) -> bool {
        let today = self.wording.today();
        self.wording.catalogue.facts.services.values().all(|service| service.read_on <= today)
    }

    /// Returns the next check day of a person; `None` if there is nothing to look at, or no check is wanted.
    pub(crate) fn check(&self, person: Person<'a>) -> Option<Check<'a>> {
        let guides = self.accounts(person).into_iter().flat_map(|account| self.guides(account));
        let guides: Vec<Guide<'a>> = guides.filter(|guide| is_checked(guide.facts)).collect();
        let compute = || {
            let states: Vec<_> = guides.iter().map(|guide| guide.state).collect();
            check_day(&states, person.state.check.months, self.last_believed_day())
        };
        let found = self.checks.borrow_mut().get_or_insert_with(person.id, compute).clone()?;
        let these = |places: &[usize]| places.iter().filter_map(|place| guides.get(*place).copied()).collect();
        let address = CheckAddress { person: person.id, day: found.day };
        let snoozed_until = person.state.check.snoozed_until;
        Some(Check {
            address,
            open: these(&found.open),
            answered: these(&found.answered),
            after: found.after,
            snoozed_until,
        })
    }

    /// Finds the check day that a subject of the planner names: `p1/check/2027-02-23`.
    pub(crate) fn check_of_key(&self, key: &str) -> Option<Check<'a>> {
        let address = CheckAddress::parse(key)?;
        self.check(self.person(address.person)?).filter(|check| check.address == address)
    }

    /// Returns the day of the next re-check of a guide's switch; `None` if none is wanted.
    pub(crate) fn next_recheck(&self, guide: &Guide<'a>) -> Option<NaiveDate> {
        let answer = guide.state.answer;
        let stands = matches!(answer, Answer::Done | Answer::WasOff { .. } | Answer::NotVisible { .. });
        if !stands || !is_checked(guide.facts) {
            return None;
        }
        let check = self.check(self.person(guide.account.person.id)?)?;
        Some(if check.asks(guide) { check.address.day } else { check.after })
    }

    /// Returns the check day that has come and still asks for a guide's switch.
    pub(crate) fn due_check(&self, guide: &Guide<'_>) -> Option<Check<'a>> {
        // Only what was answered is looked at again.
        let person = self.person(guide.account.person.id).filter(|_| guide.state.answer != Answer::Open)?;
        self.check(person).filter(|check| check.is_due(self.wording.today()) && check.asks(guide))
    }

    /// Returns whether reminders are wanted and can appear.
    pub(crate) fn reminders_on(&self) -> bool {
        let allowed = self.store.device().permission == PermissionState::Granted;
        self.is_on(Setting::Reminders) && (allowed || !needs_permission(self.wording.platform))
    }

    /// Returns the country where the person probably lives: the device's region, if the catalogue knows it.
    pub(crate) fn preset_country(&self) -> &'static str {
        let said = self.config.region.as_deref().unwrap_or_default();
        let mut known = self.wording.catalogue.facts.regions.countries.keys();
        known.find(|code| code.eq_ignore_ascii_case(said)).map_or(law::ELSEWHERE, |code| code.as_str())
    }
}

/// Returns a request without the events whose day is doubted: they count once their day is corrected.
fn believed_events<'b>(request: &'b RequestState, days: &RangeInclusive<NaiveDate>) -> Cow<'b, RequestState> {
    let is_wrong = !days.contains(&request.begun.at.date());
    let counts = |(stamp, _, on): &NotedEvent| !is_doubted(days, stamp.at.date(), *on);
    if !is_wrong && request.events.iter().all(counts) {
        return Cow::Borrowed(request);
    }
    let mut request = request.clone();
    request.events.retain(counts);
    if is_wrong && let Some(first) = days.end().with_day(1) {
        // Stays the same for a whole month, so that the question whether it was sent can fall due.
        request.begun.at = first.and_time(request.begun.at.time());
    }
    Cow::Owned(request)
}

fn facts_of(account: Account<'_>, guide: &str) -> Option<&'static GuideFacts> {
    account.facts.guides.into_iter().find(|facts| *facts.id == *guide)
}

fn any_guide<'a>(account: Account<'a>, facts: &'static GuideFacts) -> Option<Guide<'a>> {
    let words = account.words.guides.get(&*facts.id)?;
    Some(Guide { account, facts, words, state: account.state.guide(&facts.id) })
}

/// Returns the state of an account at a service that was not chosen yet.
fn not_chosen() -> &'static AccountState {
    static NOT_CHOSEN: OnceLock<AccountState> = OnceLock::new();
    NOT_CHOSEN.get_or_init(|| AccountState {
        service: String::new(),
        membership: Membership::Member,
        put_away: false,
        name: String::new(),
        language: None,
        guides: SortedMap::new(),
    })
}

/// Sorts ids by name and number: `p2` before `p10`, `linkedin` before `linkedin-2` before `linkedin-10`.
fn sorted_ids(mut ids: Vec<&str>) -> Vec<&str> {
    ids.sort_unstable_by_key(|id| {
        let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
        (name, id.len(), *id)
    });
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_by_number() {
        assert_eq!(sorted_ids(vec!["p10", "p2", "p1"]), ["p1", "p2", "p10"]);
        let accounts = vec!["linkedin-10", "meta", "linkedin", "linkedin-2"];
        assert_eq!(sorted_ids(accounts), ["linkedin", "linkedin-2", "linkedin-10", "meta"]);
    }
}
