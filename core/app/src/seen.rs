//! Words, time and journals as seen at one moment: what screens, plans and commands read.

use chrono::NaiveDate;
use widerspruch_domain::authorities::{competent, naming};
use widerspruch_domain::catalogue::packed::Text;
use widerspruch_domain::catalogue::{
    AuthorityFacts, Certainty, Device, GuideFacts, GuideWords, ServiceFacts, ServiceWords,
};
use widerspruch_domain::checklist::{applies, next_check};
use widerspruch_domain::civil::add_days;
use widerspruch_domain::due::{Due, Request as Law};
use widerspruch_domain::holidays::Calendar;
use widerspruch_domain::journal::{
    AccountState, Attached, EntryId, GuideState, Mark, Membership, RequestKind, RequestState, State,
};
use widerspruch_domain::region::Region;
use widerspruch_domain::reminders::Preferences;
use widerspruch_domain::requests::{Stage, Standing, is_answer, offered, standing};

use crate::boundary::{Moment, OpenConfig, PermissionState, Platform};
use crate::content::{Word, w};
use crate::due::steps;
use crate::forms::{self, EVENTS, Setting};
use crate::letters::{self, Details, Letter, Written};
use crate::storage::store::{Book, Store};
use crate::view::View;

/// Words, time and journals as seen at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) view: View,
    pub(crate) moment: Moment,
    pub(crate) store: &'a Store,
    pub(crate) config: &'a OpenConfig,
}

/// One person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) id: &'a str,
    pub(crate) state: &'a State,
    /// Country code.
    pub(crate) country: &'a str,
    pub(crate) region: Region,
}

/// One account, with what the catalogue knows of its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a AccountState,
    pub(crate) facts: &'static ServiceFacts,
    pub(crate) words: &'static ServiceWords,
    /// Language of the service's menus: as chosen, else the app's where the service has it.
    pub(crate) language: &'static str,
}

/// One guide of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guide<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) facts: &'static GuideFacts,
    pub(crate) words: &'static GuideWords,
    pub(crate) state: &'a GuideState,
}

/// One request, and how it stands.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    pub(crate) account: Account<'a>,
    pub(crate) id: &'a str,
    pub(crate) state: &'a RequestState,
    pub(crate) standing: Standing,
}

impl<'a> Seen<'a> {
    /// In the order in which they were added.
    pub(crate) fn persons(&self) -> Vec<Person<'a>> {
        let ids = in_order(self.store.persons.names().collect());
        ids.into_iter().filter_map(|id| self.person(id)).collect()
    }

    pub(crate) fn person(&self, id: &str) -> Option<Person<'a>> {
        self.store.persons.pair(id).map(|(id, book)| self.person_of(id, book))
    }

    fn person_of(&self, id: &'a str, book: &'a Book) -> Person<'a> {
        // Damage can take the entry that says where somebody lives.
        let known = book.state.country.as_str();
        let country = if known.is_empty() { self.preset_country() } else { known };
        let region = self.view.content.facts.regions.countries.get(country).copied().unwrap_or(Region::Other);
        Person { id, state: &book.state, country, region }
    }

    /// The person whose screens are shown; the first where none was chosen.
    pub(crate) fn current(&self) -> Option<Person<'a>> {
        self.person(&self.store.device().current).or_else(|| self.persons().first().copied())
    }

    /// By service, in the order in which they were added.
    pub(crate) fn accounts(&self, person: Person<'a>) -> Vec<Account<'a>> {
        let ids = in_order(person.state.accounts.names().collect());
        ids.into_iter().filter_map(|id| self.account_of(person, id)).collect()
    }

    /// All accounts of all persons.
    pub(crate) fn all_accounts(&self) -> Vec<Account<'a>> {
        self.persons().into_iter().flat_map(|person| self.accounts(person)).collect()
    }

    pub(crate) fn account(&self, person: &str, account: &str) -> Option<Account<'a>> {
        self.account_of(self.person(person)?, account)
    }

    fn account_of(&self, person: Person<'a>, id: &str) -> Option<Account<'a>> {
        let (id, state) = person.state.accounts.pair(id)?;
        let (facts, words) = self.view.content.service(&state.service)?;
        let wanted = state.language.as_deref().unwrap_or(self.view.content.language);
        let language = facts.languages.into_iter().find(|l| **l == *wanted).or(facts.languages.into_iter().next());
        let language = language.map_or("", |language| language.as_str());
        Some(Account { person, id, state, facts, words, language })
    }

    pub(crate) fn guide(&self, account: Account<'a>, guide: &str) -> Option<Guide<'a>> {
        let facts = account.facts.guides.into_iter().find(|facts| *facts.id == *guide)?;
        guide_of(account, facts)
    }

    /// The guides of an account that are offered, what helps most first.
    pub(crate) fn guides(&self, account: Account<'a>) -> Vec<Guide<'a>> {
        account.facts.guides.into_iter().filter_map(|facts| guide_of(account, facts)).collect()
    }

    /// The guides of an account for which something was noted or added, offered (any more) or not.
    pub(crate) fn recorded_guides(&self, account: Account<'a>) -> Vec<Guide<'a>> {
        let mut guides = Vec::new();
        for guide in account.facts.guides.into_iter().filter_map(|facts| any_guide(account, facts)) {
            if !guide.state.history.is_empty() || !self.attached(&guide.key()).is_empty() {
                guides.push(guide);
            }
        }
        guides
    }

    /// The guide that a key of records names, offered (any more) or not.
    pub(crate) fn recorded_guide(&self, key: &str) -> Option<Guide<'a>> {
        let (account, guide) = key.rsplit_once('/')?;
        let (person, account) = account.split_once('/')?;
        let account = self.account(person, account)?;
        any_guide(account, account.facts.guides.into_iter().find(|facts| *facts.id == *guide)?)
    }

    /// The guide that a subject of the planner names: `p1/linkedin/ai-training`.
    pub(crate) fn guide_by_key(&self, key: &str) -> Option<Guide<'a>> {
        let mut names = key.split('/');
        self.guide_at(names.next()?, names.next()?, names.next()?)
    }

    pub(crate) fn guide_at(&self, person: &str, account: &str, guide: &str) -> Option<Guide<'a>> {
        self.guide(self.account(person, account)?, guide)
    }

    /// The requests of a person, oldest first.
    pub(crate) fn requests(&self, person: Person<'a>) -> Vec<Request<'a>> {
        let mut requests: Vec<Request<'_>> = Vec::new();
        for request in person.state.requests.names().filter_map(|id| self.request(person.id, id)) {
            let place = requests.iter().take_while(|known| known.state.begun.seq <= request.state.begun.seq).count();
            requests.insert(place, request);
        }
        requests
    }

    pub(crate) fn request(&self, person: &str, id: &str) -> Option<Request<'a>> {
        let person = self.person(person)?;
        let (id, state) = person.state.requests.pair(id)?;
        let account = self.account_of(person, &state.account)?;
        let standing = standing(state, person.region, account.calendar(), self.view.today());
        Some(Request { account, id, state, standing })
    }

    /// A text of a request, or what most likely will be written: what was for another request of the same account, or for
    /// the guide that leads to the form.
    pub(crate) fn written(&self, request: &Request<'a>, field: &str) -> &'a str {
        if let Some(text) = request.state.texts.get(field) {
            return text;
        }
        if field == "grounds" {
            let guides = self.guides(request.account).into_iter();
            return guides.map(|guide| guide.state.grounds.as_str()).find(|text| !text.is_empty()).unwrap_or_default();
        }
        let mut requests = self.requests(request.account.person);
        requests.retain(|other| other.account.id == request.account.id);
        requests.iter().rev().find_map(|other| other.state.texts.get(field)).map_or("", String::as_str)
    }

    /// Notes and pictures of what a key names, `p1/linkedin/ai-training` or `p1/requests/0af9-17`, oldest first.
    pub(crate) fn attached(&self, key: &str) -> Vec<&'a Attached> {
        let mut found = Vec::new();
        if let Some((person, to)) = key.split_once('/')
            && let Some(person) = self.person(person)
        {
            found.extend(person.state.attached.iter().filter(|attached| attached.to == to));
        }
        found
    }

    /// Whether a note or a picture was added on a later day than what it belongs to was noted.
    pub(crate) fn is_later(&self, person: Person<'a>, attached: &Attached) -> bool {
        let key = [person.id, "/", &attached.to].concat();
        let mut newest = None;
        let mut see = |mark: &Mark| {
            if mark.seq < attached.mark.seq {
                newest = newest.max(Some(mark.at.date()));
            }
        };
        if let Some(request) = self.request_by_key(&key) {
            see(&request.state.begun);
            request.state.events.iter().for_each(|(mark, ..)| see(mark));
        } else if let Some(guide) = self.recorded_guide(&key) {
            guide.state.history.iter().for_each(|(mark, _)| see(mark));
        }
        newest.is_some_and(|newest| newest < attached.mark.at.date())
    }

    /// The newest request of that kind that the person is not through with.
    pub(crate) fn open_request(&self, account: Account<'a>, kind: RequestKind) -> Option<Request<'a>> {
        let mut requests = self.requests(account.person);
        let open = |request: &Request<'_>| {
            request.account.id == account.id && request.state.kind == kind && request.standing.stage != Stage::Closed
        };
        let place = requests.iter().rposition(open)?;
        Some(requests.swap_remove(place))
    }

    /// The request that a subject of the planner names: `p1/requests/0af9-17`.
    pub(crate) fn request_by_key(&self, key: &str) -> Option<Request<'a>> {
        let (person, id) = key.split_once("/requests/")?;
        self.request(person, id)
    }

    /// A choice for the app as a whole, or its preset.
    pub(crate) fn setting(&self, setting: Setting) -> &'a str {
        self.store.setting(setting.name()).unwrap_or(setting.preset())
    }

    pub(crate) fn is_on(&self, setting: Setting) -> bool {
        self.setting(setting) == "true"
    }

    pub(crate) fn preferences(&self) -> Preferences {
        let chosen = forms::weekdays_of(self.setting(Setting::Weekdays));
        let weekdays = chosen.or(forms::weekdays_of(Setting::Weekdays.preset())).unwrap_or([true; 7]);
        Preferences { hour: self.setting(Setting::Hour).parse().unwrap_or(18), weekdays }
    }

    /// The last day whose marks are believed: what was noted later was noted while the clock was wrong. Where the clock
    /// is so now, because it says a day before this app was made, everything is believed.
    pub(crate) fn latest_mark(&self) -> NaiveDate {
        let today = self.view.today();
        let made = self.view.content.facts.services.values().all(|service| service.read_on <= today);
        // Travel alone can make it tomorrow.
        if made { add_days(today, 1) } else { NaiveDate::MAX }
    }

    /// The day of the next look at a guide's setting; `None` where none is wanted.
    pub(crate) fn next_check(&self, guide: &Guide<'_>) -> Option<NaiveDate> {
        next_check(guide.facts, guide.state, self.latest_mark())
    }

    /// Whether reminders are wanted and can appear.
    pub(crate) fn reminders_on(&self) -> bool {
        let allowed = self.store.device().permission == PermissionState::Granted;
        self.is_on(Setting::Reminders) && (allowed || self.view.platform == Platform::Terminal)
    }

    /// Where the person probably lives: what the device says, where we know it.
    pub(crate) fn preset_country(&self) -> &'static str {
        let said = self.config.region.as_deref().unwrap_or_default();
        let mut known = self.view.content.facts.regions.countries.keys();
        known.find(|code| code.eq_ignore_ascii_case(said)).map_or("ZZ", |code| code.as_str())
    }
}

fn guide_of<'a>(account: Account<'a>, facts: &'static GuideFacts) -> Option<Guide<'a>> {
    any_guide(account, facts).filter(Guide::is_offered)
}

fn any_guide<'a>(account: Account<'a>, facts: &'static GuideFacts) -> Option<Guide<'a>> {
    let words = account.words.guides.get(&*facts.id)?;
    Some(Guide { account, facts, words, state: account.state.guide(&facts.id) })
}

/// `p2` before `p10`, `linkedin` before `linkedin-2` before `linkedin-10`.
fn in_order(mut ids: Vec<&str>) -> Vec<&str> {
    ids.sort_unstable_by_key(|id| {
        let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
        (name, id.len(), *id)
    });
    ids
}

impl Person<'_> {
    pub(crate) fn name(&self, view: &View) -> String {
        match (self.state.name.as_str(), self.state.helped) {
            ("", false) => view.t(w::PERSON_ME),
            ("", true) => view.t(w::PERSON_UNNAMED),
            (name, _) => name,
        }
        .to_owned()
    }
}

impl<'a> Request<'a> {
    /// `p1/requests/0af9-17`.
    pub(crate) fn key(&self) -> String {
        format!("{}/requests/{}", self.account.person.id, self.id)
    }

    pub(crate) fn route(&self) -> String {
        format!("/{}", self.key())
    }

    /// How its due date came about.
    pub(crate) fn steps(&self, view: &View, due: &Due) -> Vec<String> {
        let standing = &self.standing;
        let proof = standing.law != Law::Complaint && standing.receipt != Some(due.receipt);
        steps(view, due, self.account.person.region, standing.law, standing.extended, proof)
    }

    /// Route to its notes and pictures.
    pub(crate) fn records_route(&self) -> String {
        records_route(&self.key())
    }

    /// A text that was written for it; nothing where none was.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.state.texts.get(field).map_or("", String::as_str)
    }

    /// The wording that was sent when that was noted.
    pub(crate) fn wording(&self, noted: &EntryId) -> Option<&'a str> {
        self.state.wordings.get(&noted.to_string()).map(String::as_str)
    }

    /// The guide to the service's form for it.
    pub(crate) fn guide(&self, seen: &Seen<'a>) -> Option<Guide<'a>> {
        let kind = self.state.kind.name();
        let mut guides = seen.guides(self.account).into_iter();
        guides.find(|guide| guide.facts.request.is_some_and(|asked| *asked == *kind))
    }

    /// Route to the guide to the service's form for it.
    pub(crate) fn form(&self, seen: &Seen<'a>) -> Option<String> {
        self.guide(seen).map(|guide| guide.route())
    }

    /// The authority to complain to: as chosen, or the only one.
    pub(crate) fn authority(&self, seen: &Seen<'_>) -> Option<&'static (Text, AuthorityFacts)> {
        let mut all = competent(&seen.view.content.facts.authorities, self.account.person.country);
        let chosen = self.text("authority");
        let only = all.clone().next().filter(|_| all.clone().nth(1).is_none());
        all.find(|(key, _)| **key == *chosen).or(only)
    }

    /// A text of that day, or what is missing for it; `None` where nobody is known to send it to, or where the person has
    /// moved to a place whose law gives no such right.
    pub(crate) fn letter(
        &self,
        seen: &Seen<'a>,
        letter: Letter,
        on: NaiveDate,
    ) -> Option<Result<Written, Vec<&'static str>>> {
        let (view, facts) = (&seen.view, self.account.facts);
        let region = self.account.person.region;
        let controller = facts.controllers.get(&facts.regions.get(&region)?.controller)?;
        if !offered(region).contains(&self.state.kind) {
            return None;
        }
        let mut events: Vec<_> = self.state.events.iter().map(|(_, event, day)| (*day, *event)).collect();
        // As it happened, not as it was noted.
        events.sort_by_key(|(day, _)| *day);
        let mut history = Vec::new();
        let mut answer = None;
        for (day, event) in events {
            history.push([&view.full_date(day), ": ", view.t(EVENTS[event as usize].1)].concat());
            if is_answer(event) {
                answer = Some(event);
            }
        }
        let standing = &self.standing;
        if letter == Letter::FollowUp && answer.is_some() {
            return None;
        }
        // After a complaint to the controller the due date is that of the complaint.
        let due = standing.due.as_ref().ok().filter(|due| standing.law != Law::Complaint && due.overdue_from() <= on);
        let erases = self.state.kind == RequestKind::Erasure;
        let grounds = |field| if self.has_grounds(seen) { self.text(field) } else { "" };
        let details = Details {
            region,
            kind: self.state.kind,
            member: self.account.state.membership == Membership::Member,
            objected: if erases { self.objected(seen) } else { None },
            service: &facts.name,
            controller,
            name: self.text("name"),
            email: self.text("email"),
            profile: self.text("profile"),
            postal: self.text("postal"),
            blocks: grounds("blocks"),
            grounds: grounds("grounds"),
            what: self.text("what"),
            today: on,
            sent: standing.sent,
            due: due.filter(|_| !standing.may_be_later).map(|due| due.due),
            since: facts.regions.get(&region)?.start,
            history: &history,
            answer,
            authority: self.authority(seen).map_or("", |(_, authority)| authority.name.as_str()),
            naming: naming(self.account.person.country),
            name_me: Some(self.text("name_me")).filter(|said| !said.is_empty()).map(|said| said == "yes"),
        };
        Some(letters::write(view, letter, &details))
    }

    /// The country from where it was sent, where another law holds in the person's country now.
    pub(crate) fn sent_elsewhere(&self, view: &View) -> Option<&'static str> {
        let from = self.state.sent_from.as_deref()?;
        let region = view.content.facts.regions.countries.get(from)?;
        (*region != self.account.person.region).then(|| view.content.country(from))
    }

    /// Whether the controller answered.
    pub(crate) fn is_answered(&self) -> bool {
        self.state.events.iter().any(|(_, event, _)| is_answer(*event))
    }

    /// Whether own grounds belong into its letters: into those that object.
    pub(crate) fn has_grounds(&self, seen: &Seen<'a>) -> bool {
        match self.state.kind {
            RequestKind::Objection => true,
            RequestKind::Erasure => self.objected(seen).is_none(),
            RequestKind::Access | RequestKind::Advertising => false,
        }
    }

    /// The day of the newest objection to AI training with the same account.
    fn objected(&self, seen: &Seen<'a>) -> Option<NaiveDate> {
        let mut requests = seen.requests(self.account.person);
        requests.retain(|one| one.account.id == self.account.id && one.state.kind == RequestKind::Objection);
        requests.iter().rev().find_map(|objection| objection.standing.sent)
    }

    /// What is asked, in words that promise no right which the person does not have.
    pub(crate) fn name(&self, view: &View) -> &'static str {
        view.t(asked(self.state.kind, self.account.person.region))
    }
}

/// Where the notes and pictures of a key are: `p1/linkedin/ai-training` at `/p1/records/linkedin/ai-training`.
pub(crate) fn records_route(key: &str) -> String {
    let (person, to) = key.split_once('/').unwrap_or((key, ""));
    ["/", person, "/records/", to].concat()
}

/// What a request asks, as it is called where the person lives.
pub(crate) fn asked(kind: RequestKind, region: Region) -> Word {
    match kind {
        RequestKind::Objection if region.has_right_to_object() => w::REQUEST_OBJECTION,
        RequestKind::Objection => w::REQUEST_WISH,
        RequestKind::Advertising => w::REQUEST_ADVERTISING,
        RequestKind::Access => w::REQUEST_ACCESS,
        RequestKind::Erasure => w::REQUEST_ERASURE,
    }
}

impl Account<'_> {
    /// The holidays of the place where the controller has to act; `None` where they were not researched or do not count.
    pub(crate) fn calendar(&self) -> Option<Calendar> {
        match self.person.region {
            Region::Uk => Some(Calendar::UnitedKingdom),
            Region::Eu => {
                let there = self.facts.regions.get(&self.person.region)?;
                Calendar::of_country(&self.facts.controllers.get(&there.controller)?.country)
            }
            Region::Ch | Region::Ca | Region::Hk | Region::Other => None,
        }
    }

    /// The service's name, with the account's own or its number where there are several.
    pub(crate) fn name(&self) -> String {
        let service = self.facts.name;
        let number = self.id.strip_prefix(self.facts.id.as_str()).and_then(|rest| rest.strip_prefix('-'));
        match (self.state.name.as_str(), number) {
            ("", None) => service.to_string(),
            ("", Some(number)) => format!("{service} {number}"),
            (name, _) => format!("{service} ({name})"),
        }
    }

    /// `p1/linkedin`.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.person.id, self.id)
    }

    pub(crate) fn route(&self) -> String {
        format!("/{}/services/{}", self.person.id, self.id)
    }

    /// Whether a label is known from one report only, so may be a little different.
    pub(crate) fn is_reported(&self, key: &str) -> bool {
        let label = self.facts.labels.get(key).and_then(|label| label.get(self.language));
        label.is_some_and(|label| label.certainty == Certainty::C)
    }

    /// The service's own words for a label.
    pub(crate) fn label(&self, key: &str) -> &'static str {
        let label = self.facts.labels.get(key).and_then(|label| label.get(self.language));
        label.map_or("", |label| label.text.as_str())
    }

    /// The sentence of a claim, whether it may be shown or not.
    pub(crate) fn sentence(&self, claim: &str) -> &'static str {
        self.words.claims.get(claim).map_or("", |sentence| sentence.as_str())
    }
}

impl Guide<'_> {
    /// Whether it is of use where the person lives, and with the account that there is.
    pub(crate) fn is_offered(&self) -> bool {
        applies(self.facts, self.account.person.region, self.account.state.membership)
    }

    /// `p1/linkedin/ai-training`.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.account.key(), self.facts.id)
    }

    pub(crate) fn route(&self) -> String {
        format!("{}/{}", self.account.route(), self.facts.id)
    }

    /// A screen behind the guide's: `…/ai-training/later`.
    pub(crate) fn route_to(&self, screen: &str) -> String {
        format!("{}/{screen}", self.route())
    }

    /// Whether a screen behind the guide, or the answer given there, makes sense for its kind.
    pub(crate) fn has(&self, screen: &str) -> bool {
        let path = |device: Device| self.facts.paths.into_iter().any(|path| path.device == device);
        match screen {
            "computer" => path(Device::Computer),
            "phone" => path(Device::App),
            "already" => !self.words.already.is_empty(),
            "look" => self.facts.recheck_months.is_some(),
            "reason" => self.facts.own_grounds,
            "unseen" => self.facts.setting.is_some(),
            "not-applicable" => self.facts.if_visible,
            _ => true,
        }
    }

    /// Place in the catalogue's order: the lower, the more it helps.
    pub(crate) fn place(&self) -> usize {
        self.account.facts.guides.iter().position(|guide| guide.id == self.facts.id).unwrap_or(usize::MAX)
    }

    /// The word for "off" on the person's screen.
    pub(crate) fn off(&self) -> &'static str {
        self.facts.setting.as_ref().map_or("", |setting| self.account.label(&setting.off))
    }

    /// The word for "on" on the person's screen.
    pub(crate) fn on(&self) -> &'static str {
        self.facts.setting.as_ref().map_or("", |setting| self.account.label(&setting.on))
    }

    /// One of the guide's texts with the word for "off" in it.
    pub(crate) fn with_off(&self, text: &str) -> String {
        text.replace("{off}", self.off())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_listed_by_number() {
        assert_eq!(in_order(vec!["p10", "p2", "p1"]), ["p1", "p2", "p10"]);
        let accounts = vec!["linkedin-10", "meta", "linkedin", "linkedin-2"];
        assert_eq!(in_order(accounts), ["linkedin", "linkedin-2", "linkedin-10", "meta"]);
    }
}
