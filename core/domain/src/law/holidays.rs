//! Public holidays of the countries in which known controllers have to act, computed for any year: a period that would
//! end on a holiday ends with the next working day (Regulation 1182/71 Art. 3(4), `law.md` §4 and §5).

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Calendar of the public holidays that hold in the whole of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayCalendar {
    /// Organisation of Working Time Act 1997, Second Schedule. Good Friday is no holiday, and no holiday moves to
    /// another day.
    Ireland,
    /// The nine days of the whole country. Holidays of single Länder are left out, so the true due date may be later.
    Germany,
    /// England and Wales, with substitute days.
    UnitedKingdom,
    /// Eleven days.
    Luxembourg,
    /// Sixteen days, Christmas Eve among them.
    Lithuania,
    /// Without the days on which lists differ: see [`HolidayCalendar::is_doubtful`].
    Netherlands,
}

/// A public holiday. Those without a name that people elsewhere know are [`Holiday::National`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// Ireland, since 2023.
    StBrigid,
    /// Ireland, 17 March.
    StPatrick,
    /// Two days before Easter Sunday.
    GoodFriday,
    /// Easter Sunday itself, where it is listed.
    EasterSunday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 39 days after Easter Sunday.
    Ascension,
    /// 50 days after Easter Sunday.
    WhitMonday,
    /// Germany, 3 October.
    GermanUnity,
    /// 25 December.
    Christmas,
    /// 26 December, under any name.
    SecondChristmasDay,
    /// A weekday in place of a holiday that fell on a weekend.
    Substitute,
    /// Any other holiday of the country.
    National,
}

impl HolidayCalendar {
    /// All calendars.
    pub const ALL: [Self; 6] =
        [Self::Ireland, Self::Germany, Self::UnitedKingdom, Self::Luxembourg, Self::Lithuania, Self::Netherlands];

    /// Returns the calendar of a country by its ISO 3166 code in capitals, `None` where its holidays were not
    /// researched.
    pub fn of_country(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.country() == code)
    }

    /// Returns the country's ISO 3166 code.
    pub const fn country(self) -> &'static str {
        match self {
            Self::Ireland => "IE",
            Self::Germany => "DE",
            Self::UnitedKingdom => "GB",
            Self::Luxembourg => "LU",
            Self::Lithuania => "LT",
            Self::Netherlands => "NL",
        }
    }

    /// Returns the name of this list of days. It changes with the list, so that a date that was counted by another one can
    /// be told.
    pub const fn edition(self) -> &'static str {
        match self {
            Self::Ireland => "IE-1",
            Self::Germany => "DE-1",
            Self::UnitedKingdom => "GB-1",
            Self::Luxembourg => "LU-1",
            Self::Lithuania => "LT-1",
            Self::Netherlands => "NL-1",
        }
    }

    /// Returns the last year for which these days were compared with an official list. Later years follow from the same
    /// rules; a day that is added for a single year would be missing.
    pub const fn compared_until(self) -> i32 {
        match self {
            Self::UnitedKingdom => 2028,
            _ => 2026,
        }
    }

    /// Returns the holiday on a day, `None` for a day that is no holiday.
    pub fn holiday(self, day: NaiveDate) -> Option<Holiday> {
        match self {
            Self::UnitedKingdom => united_kingdom(day).or_else(|| substitute(day)),
            _ => self.listed(day),
        }
    }

    /// Returns whether official lists differ on a day, so that a period that ends on it may end later.
    pub fn is_doubtful(self, day: NaiveDate) -> bool {
        let after_ascension = || after_easter(day) == Some(40);
        self == Self::Netherlands && self.holiday(day).is_none() && (is_date(day, 5, 5) || after_ascension())
    }

    /// Returns whether a day is free in one part of the country and not in another, so that a period that ends there may
    /// end on another day (`law.md` §5.2). Scotland has no Easter Monday; its summer holiday is the first Monday of
    /// August, not the last; 2 January and 30 November are free there, 17 March and 12 July in Northern Ireland.
    pub fn differs_in_parts(self, day: NaiveDate) -> bool {
        if self != Self::UnitedKingdom {
            return false;
        }
        // One of these days on a weekend moves to the Monday or Tuesday after it.
        let moved = |days| {
            let own = day.checked_sub_days(Days::new(days));
            own.is_some_and(|own| {
                let listed = [(1, 2), (3, 17), (7, 12), (11, 30)].contains(&(own.month(), own.day()));
                listed && (days == 0 || is_weekend(own))
            })
        };
        let august = is_nth_weekday(day, 8, Weekday::Mon, 1) || is_last_monday(day, 8);
        after_easter(day) == Some(1) || august || (0..=2).any(moved)
    }

    fn listed(self, day: NaiveDate) -> Option<Holiday> {
        let fixed: &[(u32, u32, Holiday)] = match self {
            Self::Ireland => &[(3, 17, Holiday::StPatrick)],
            Self::Germany => &[(5, 1, Holiday::LabourDay), (10, 3, Holiday::GermanUnity)],
            Self::Luxembourg => &[
                (5, 1, Holiday::LabourDay),
                (5, 9, Holiday::National),
                (6, 23, Holiday::National),
                (8, 15, Holiday::National),
                (11, 1, Holiday::National),
            ],
            Self::Lithuania => &[
                (2, 16, Holiday::National),
                (3, 11, Holiday::National),
                (5, 1, Holiday::LabourDay),
                (6, 24, Holiday::National),
                (7, 6, Holiday::National),
                (8, 15, Holiday::National),
                (11, 1, Holiday::National),
                (11, 2, Holiday::National),
                (12, 24, Holiday::National),
            ],
            Self::Netherlands | Self::UnitedKingdom => &[],
        };
        let easter: &[(i64, Holiday)] = match self {
            Self::Ireland => &[(1, Holiday::EasterMonday)],
            Self::Luxembourg => &[(1, Holiday::EasterMonday), (39, Holiday::Ascension), (50, Holiday::WhitMonday)],
            Self::Lithuania => &[(0, Holiday::EasterSunday), (1, Holiday::EasterMonday)],
            Self::Germany | Self::Netherlands => &[
                (-2, Holiday::GoodFriday),
                (1, Holiday::EasterMonday),
                (39, Holiday::Ascension),
                (50, Holiday::WhitMonday),
            ],
            Self::UnitedKingdom => &[],
        };
        let by_date = everywhere(day).or_else(|| find_holiday(fixed, |(month, date, _)| is_date(day, *month, *date)));
        let days = after_easter(day);
        by_date
            .or_else(|| easter.iter().find(|(after, _)| days == Some(*after)).map(|(_, holiday)| *holiday))
            .or_else(|| self.by_own_rule(day))
    }

    /// Returns the holiday on a day by the rules of a single country.
    fn by_own_rule(self, day: NaiveDate) -> Option<Holiday> {
        let monday = |month| is_nth_weekday(day, month, Weekday::Mon, 1);
        let sunday = |month| is_nth_weekday(day, month, Weekday::Sun, 1);
        match self {
            Self::Ireland if is_st_brigid(day) => Some(Holiday::StBrigid),
            Self::Ireland => {
                (monday(5) || monday(6) || monday(8) || is_last_monday(day, 10)).then_some(Holiday::National)
            }
            Self::Lithuania => (sunday(5) || sunday(6)).then_some(Holiday::National),
            // The list of the European Union has 5 May in both years, and the day after Ascension in 2025 only.
            Self::Netherlands if (2025..=2026).contains(&day.year()) && is_date(day, 5, 5) => Some(Holiday::National),
            Self::Netherlands if day.year() == 2025 && is_date(day, 5, 30) => Some(Holiday::National),
            Self::Netherlands => is_kings_day(day).then_some(Holiday::National),
            Self::Germany | Self::Luxembourg | Self::UnitedKingdom => None,
        }
    }
}

/// Returns Easter Sunday of a year from 1583 on, in the Gregorian calendar (Meeus, Jones and Butcher).
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let all = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(all / 31).ok()?, u32::try_from(all % 31 + 1).ok()?)
}

fn after_easter(day: NaiveDate) -> Option<i64> {
    easter_sunday(day.year()).map(|sunday| day.signed_duration_since(sunday).num_days())
}

fn everywhere(day: NaiveDate) -> Option<Holiday> {
    let days = [(1, 1, Holiday::NewYear), (12, 25, Holiday::Christmas), (12, 26, Holiday::SecondChristmasDay)];
    find_holiday(&days, |(month, date, _)| is_date(day, *month, *date))
}

fn find_holiday(days: &[(u32, u32, Holiday)], wanted: impl Fn(&(u32, u32, Holiday)) -> bool) -> Option<Holiday> {
    days.iter().find(|found| wanted(found)).map(|(_, _, holiday)| *holiday)
}

/// Returns the British holiday that falls on a day, weekends included, without substitute days.
fn united_kingdom(day: NaiveDate) -> Option<Holiday> {
    let easter = match after_easter(day) {
        Some(-2) => Some(Holiday::GoodFriday),
        Some(1) => Some(Holiday::EasterMonday),
        _ => None,
    };
    let monday = || is_nth_weekday(day, 5, Weekday::Mon, 1) || is_last_monday(day, 5) || is_last_monday(day, 8);
    everywhere(day).or(easter).or_else(|| monday().then_some(Holiday::National))
}

/// Returns [`Holiday::Substitute`] on a weekday that replaces a British holiday on a weekend: each moves to the first
/// weekday after it that is neither a holiday nor a substitute already.
fn substitute(day: NaiveDate) -> Option<Holiday> {
    if is_weekend(day) {
        return None;
    }
    // At most two holidays lie together, with a weekend before them: four days back is far enough.
    let before = (1..=4).filter_map(|days| day.checked_sub_days(Days::new(days)));
    let mut owed = 0;
    for earlier in before.collect::<Vec<_>>().into_iter().rev() {
        let holiday = united_kingdom(earlier).is_some();
        match (is_weekend(earlier), holiday) {
            (true, true) => owed += 1,
            (false, false) if owed > 0 => owed -= 1,
            _ => {}
        }
    }
    (owed > 0).then_some(Holiday::Substitute)
}

/// Returns whether a day is St Brigid's: the first Monday in February, or 1 February where that is a Friday.
fn is_st_brigid(day: NaiveDate) -> bool {
    if day.year() < 2023 || day.month() != 2 {
        return false;
    }
    let first = day.with_day(1).map(|first| first.weekday());
    if first == Some(Weekday::Fri) { day.day() == 1 } else { is_nth_weekday(day, 2, Weekday::Mon, 1) }
}

/// Returns whether a day is King's Day: 27 April, or 26 April where that is a Sunday.
fn is_kings_day(day: NaiveDate) -> bool {
    let sunday = NaiveDate::from_ymd_opt(day.year(), 4, 27).is_some_and(|day| day.weekday() == Weekday::Sun);
    is_date(day, 4, if sunday { 26 } else { 27 })
}

fn is_last_monday(day: NaiveDate, month: u32) -> bool {
    let a_week_later = day.checked_add_days(Days::new(7));
    day.month() == month && day.weekday() == Weekday::Mon && a_week_later.is_none_or(|later| later.month() != month)
}

fn is_nth_weekday(day: NaiveDate, month: u32, weekday: Weekday, which: u32) -> bool {
    day.month() == month && day.weekday() == weekday && (day.day() - 1) / 7 + 1 == which
}

fn is_date(day: NaiveDate, month: u32, date: u32) -> bool {
    (day.month(), day.day()) == (month, date)
}

/// Returns whether a day is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holidays(calendar: HolidayCalendar, year: i32) -> Vec<NaiveDate> {
        let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days().take_while(|day| day.year() == year);
        days.filter(|day| calendar.holiday(*day).is_some()).collect()
    }

    /// Sums up all days of a list from 2018 to 2060.
    fn sum_of(calendar: HolidayCalendar) -> u64 {
        let days = (2018..=2060).flat_map(|year| holidays(calendar, year));
        days.fold(0, |sum: u64, day| {
            sum.wrapping_mul(1_000_003).wrapping_add(u64::from(day.num_days_from_ce().unsigned_abs()))
        })
    }

    #[test]
    fn a_list_that_changes_needs_another_edition() {
        let now: Vec<_> = HolidayCalendar::ALL.into_iter().map(|list| (list.edition(), sum_of(list))).collect();
        let known = [
            ("IE-1", 12_414_490_704_332_864_301),
            ("DE-1", 12_841_338_642_672_639_844),
            ("GB-1", 2_124_414_138_057_380_829),
            ("LU-1", 11_668_071_454_058_585_100),
            ("LT-1", 6_626_504_855_683_476_697),
            ("NL-1", 13_975_292_406_006_802_618),
        ];
        assert_eq!(now, known, "a date that was told by the former list would move without a word");
        for list in HolidayCalendar::ALL {
            assert!(list.edition().starts_with(list.country()), "{list:?}");
        }
    }

    #[test]
    fn easter_falls_on_its_known_dates_and_always_on_a_sunday() {
        // The earliest and the latest possible, and a century year that is no leap year.
        for (year, wanted) in [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2100, "2100-03-28")] {
            assert_eq!(easter_sunday(year), Some(day(wanted)));
        }
        for year in 1583..=4099 {
            let sunday = easter_sunday(year).unwrap();
            assert_eq!(sunday.weekday(), Weekday::Sun);
            assert!(((3, 22)..=(4, 25)).contains(&(sunday.month(), sunday.day())));
        }
    }

    #[test]
    fn each_country_has_the_right_number_of_holidays_every_year() {
        for year in 2023..=2060 {
            assert_eq!(holidays(HolidayCalendar::Ireland, year).len(), 10, "{year}");
            let weekdays =
                holidays(HolidayCalendar::UnitedKingdom, year).into_iter().filter(|day| !is_weekend(*day)).count();
            // A substitute for New Year stays in January, so all eight are in their year.
            assert_eq!(weekdays, 8, "{year}");
        }
        // Ascension on 1 May would be one day for two.
        assert_eq!(holidays(HolidayCalendar::Germany, 2026).len(), 9);
        assert_eq!(holidays(HolidayCalendar::Germany, 2008).len(), 8);
        assert_eq!(holidays(HolidayCalendar::Luxembourg, 2026).len(), 11);
        assert_eq!(holidays(HolidayCalendar::Lithuania, 2026).len(), 16);
        let dutch = [(2025, 10), (2026, 9), (2027, 8)];
        for (year, days) in dutch {
            assert_eq!(holidays(HolidayCalendar::Netherlands, year).len(), days, "{year}");
        }
    }

    #[test]
    fn a_british_holiday_on_a_weekend_has_a_substitute_day() {
        let of = |text| HolidayCalendar::UnitedKingdom.holiday(day(text));
        for substitute in ["2022-12-27", "2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03", "2033-12-27"] {
            assert_eq!(of(substitute), Some(Holiday::Substitute), "{substitute}");
        }
        for working in ["2022-12-28", "2026-12-29", "2027-12-29", "2028-01-04", "2033-12-28", "2026-12-24"] {
            assert_eq!(of(working), None, "{working}");
        }
    }

    #[test]
    fn days_that_are_free_in_a_part_of_the_united_kingdom_only_are_known() {
        let differs = |text| HolidayCalendar::UnitedKingdom.differs_in_parts(day(text));
        // Easter Monday, both Mondays of August, 17 March, St Andrew on a Monday.
        for part in ["2026-04-06", "2026-08-03", "2026-08-31", "2026-03-17", "2026-11-30"] {
            assert!(differs(part), "{part}");
        }
        // 12 July 2026 is a Sunday, 2 January 2027 a Saturday, 2 January 2028 a Sunday after a Saturday.
        for moved in ["2026-07-13", "2027-01-04", "2028-01-04"] {
            assert!(differs(moved), "{moved}");
        }
        for alike in ["2026-04-03", "2026-12-25", "2026-12-28", "2026-05-04", "2026-03-18", "2026-07-15"] {
            assert!(!differs(alike), "{alike}");
        }
        assert!(!HolidayCalendar::Ireland.differs_in_parts(day("2026-04-06")));
    }

    #[test]
    fn kings_day_is_never_a_sunday_and_disputed_days_are_doubtful() {
        let dutch = HolidayCalendar::Netherlands;
        assert!(dutch.holiday(day("2025-04-26")).is_some() && dutch.holiday(day("2025-04-27")).is_none());
        assert!(dutch.holiday(day("2026-04-27")).is_some());
        assert!(dutch.holiday(day("2026-05-05")).is_some() && !dutch.is_doubtful(day("2026-05-05")));
        assert!(dutch.is_doubtful(day("2027-05-05")) && dutch.is_doubtful(day("2027-05-07")));
        assert!(!HolidayCalendar::Ireland.is_doubtful(day("2027-05-05")));
    }

    #[test]
    fn a_calendar_is_found_by_country_code_and_an_unknown_code_has_none() {
        for calendar in HolidayCalendar::ALL {
            assert_eq!(HolidayCalendar::of_country(calendar.country()), Some(calendar));
        }
        assert_eq!(HolidayCalendar::of_country("FR"), None);
        assert_eq!(HolidayCalendar::of_country("ie"), None);
    }
}
