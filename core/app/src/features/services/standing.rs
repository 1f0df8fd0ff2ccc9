//! How a service stands for a person, in the second line of its row.

use widerspruch_domain::catalogue::{FindingKind, Who};
use widerspruch_domain::journal::{Answer, HistoryItem};

use crate::boundary::{Icon, Tone};
use crate::kit::{answer_sign, answered_request};
use crate::model::{Account, Guide, Snapshot, answer_words, due_recheck, progress_words};
use crate::words::{Word, Wording, w};

/// How a service stands.
pub(super) struct Standing<'a> {
    pub(super) tone: Tone,
    pub(super) icon: Icon,
    pub(super) words: String,
    /// The guide that a tap opens; without it, the card.
    pub(super) next: Option<Guide<'a>>,
    /// Whether there is something to do.
    pub(super) open: bool,
}

/// Says how a service stands: what is to be done, what was done, or what was found.
pub(super) fn standing<'a>(snapshot: &Snapshot<'a>, account: Account<'a>) -> Standing<'a> {
    let wording = &snapshot.wording;
    let progress = snapshot.progress(account);
    let wanted = !account.person.state.wants_no_reminders();
    let due = snapshot.guides(account).into_iter().find(|guide| due_recheck(snapshot, guide).is_some());
    if let Some(due) = due.filter(|_| wanted) {
        let words = wording.t(w::STATE_CHECK_DUE).to_owned();
        return Standing { tone: Tone::Neutral, icon: Icon::Question, words, next: Some(due), open: true };
    }
    if let Some(next) = progress.next().and_then(|next| snapshot.guide_of(account, &next.id)) {
        let open = if account.is_chosen() { wording.t(w::STATE_OPEN) } else { "" };
        let minutes = wording.minutes(next.facts.minutes);
        let words = wording.join(w::JOIN_DOT, [open, &next.words.kind, &minutes]);
        return Standing { tone: Tone::Neutral, icon: Icon::Circle, words, next: Some(next), open: true };
    }
    let (words, (tone, icon)) = match &progress.steps[..] {
        [] => (found(snapshot, account), (Tone::Info, Icon::Info)),
        [only] => match snapshot.guide_of(account, &only.id) {
            Some(guide) => answered(snapshot, &guide),
            None => (String::new(), answer_sign(Answer::LeftOut)),
        },
        steps if steps.len() == progress.done.len() => (progress_words(wording, &progress), answer_sign(Answer::Done)),
        _ => (progress_words(wording, &progress), answer_sign(Answer::LeftOut)),
    };
    Standing { tone, icon, words, next: None, open: false }
}

/// Says how the only step of a service was answered, and when.
fn answered(snapshot: &Snapshot<'_>, guide: &Guide<'_>) -> (String, (Tone, Icon)) {
    let wording = &snapshot.wording;
    let answer = guide.state.answer;
    if let Some(request) = snapshot.request_of_guide(guide)
        && let Some((words, tone, icon)) = answered_request(wording, &request)
    {
        return (words, (tone, icon));
    }
    let state = answer_words(wording, guide, answer);
    let (person, mut noted) = (guide.account.person, guide.state.history.iter().rev());
    let day = noted.find(|(_, what)| matches!(what, HistoryItem::Answer(_)));
    let day = day.filter(|(stamp, _)| !snapshot.is_note_doubted(person, stamp)).map(|(stamp, _)| stamp.at.date());
    let dated = matches!(answer, Answer::Done | Answer::NotVisible { .. });
    let seen = guide.state.last_off.map(|seen| seen.date()).filter(|seen| snapshot.believed_days().contains(seen));
    if let Some(seen) = seen.filter(|_| answer == Answer::Done && guide.facts.setting.is_some()) {
        let words = wording.f(w::CHECK_LAST_OFF, &[("off", &guide.off()), ("date", &wording.full_date(seen))]);
        return (words, answer_sign(answer));
    }
    let words = match day.filter(|_| dated) {
        Some(day) => wording.f(w::SERVICES_ANSWERED, &[("state", &state), ("date", &wording.full_date(day))]),
        None => state,
    };
    (words, answer_sign(answer))
}

/// Says what was found where a person has no step to take.
fn found(snapshot: &Snapshot<'_>, account: Account<'_>) -> String {
    let wording = &snapshot.wording;
    let guides = snapshot.guides(account);
    match &account.facts.finding {
        Some(finding) => {
            let said = match finding.kind {
                FindingKind::FalseAlarm | FindingKind::NoProof => wording.t(w::SERVICES_NOTHING_TO_DO).to_owned(),
                kind => finding_words(wording, account, finding_word(kind)),
            };
            let settings = guides.iter().filter(|guide| guide.facts.setting.is_some()).count();
            let more = if settings == 0 { String::new() } else { wording.n(w::SERVICES_OPTIONAL, settings, &[]) };
            wording.join(w::JOIN_SENTENCES, [said, more])
        }
        None if account.there().is_none() => wording.t(w::SERVICES_NOT_READ).to_owned(),
        None if guides.iter().any(|guide| guide.facts.who == Who::Admin) => {
            wording.f(w::SERVICE_ADMIN, &[("service", &account.service())])
        }
        None => wording.t(w::SERVICES_NO_STEP).to_owned(),
    }
}

/// Says what was found where nobody has to do anything.
pub(super) fn finding_words(wording: &Wording, account: Account<'_>, word: Word) -> String {
    let group = wording.catalogue.facts.group_of(account.facts);
    let company = group.unwrap_or(account.facts.name);
    wording.f(word, &[("company", &company), ("service", &account.service())])
}

/// Returns the sentence of a finding.
pub(super) const fn finding_word(kind: FindingKind) -> Word {
    match kind {
        FindingKind::FalseAlarm => w::FINDING_FALSE_ALARM,
        FindingKind::NoProof => w::FINDING_NO_PROOF,
        FindingKind::NothingAnnounced => w::FINDING_NOTHING_ANNOUNCED,
        FindingKind::OptIn => w::FINDING_OPT_IN,
        FindingKind::NoWay => w::FINDING_NO_WAY,
    }
}
