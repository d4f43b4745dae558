//! The time of a line: UTC from the system's clock, rounded down.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

/// The last second that four digits of the year can tell.
const LAST_S: u64 = 253_402_300_799;
const MINUTE_S: u64 = 60;
const DAY_S: u64 = 24 * 60 * MINUTE_S;
const MONTHS: u64 = 12;

/// Where the time of day comes from. It may jump, in both directions: nobody sets a booth's clock but people and, where
/// there is one, a network.
pub trait WallClock: Send {
    /// Seconds since 1970-01-01 00:00 UTC.
    fn unix_s(&self) -> u64;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl WallClock for SystemClock {
    /// A clock that stands before 1970 stands at its beginning.
    fn unix_s(&self) -> u64 {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

/// How far times are rounded down: a divisor of an hour in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granularity(u8);

impl Granularity {
    /// The minutes that can be chosen.
    pub const CHOICES_MIN: [u8; 6] = [1, 5, 10, 15, 30, 60];

    /// One of [`Self::CHOICES_MIN`]; `None` for any other.
    #[must_use]
    pub fn minutes(minutes: u8) -> Option<Self> {
        Self::CHOICES_MIN.contains(&minutes).then_some(Self(minutes))
    }

    /// In minutes.
    #[must_use]
    pub const fn as_minutes(self) -> u8 {
        self.0
    }
}

impl Default for Granularity {
    /// One minute.
    fn default() -> Self {
        Self(1)
    }
}

/// A second of UTC, displayed as `2026-11-20T07:00:00Z`. Leap seconds are not counted, as in the system's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(u64);

impl Timestamp {
    /// So many seconds since 1970-01-01 00:00; beyond the year 9999 the end of that.
    #[must_use]
    pub fn at(unix_s: u64) -> Self {
        Self(unix_s.min(LAST_S))
    }

    /// What this clock says. Beyond the year 9999 it stands at the end of that.
    pub(super) fn of(clock: &dyn WallClock) -> Self {
        Self(clock.unix_s().min(LAST_S))
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn unix_s(self) -> u64 {
        self.0
    }

    /// The latest moment of this granularity that is not later.
    pub(super) fn rounded_down(self, granularity: Granularity) -> Self {
        let step = u64::from(granularity.as_minutes()) * MINUTE_S;
        Self(self.0 - self.0 % step)
    }
}

const fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn year_days(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn month_days(year: u64, month: u64) -> u64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut days, seconds) = (self.0 / DAY_S, self.0 % DAY_S);
        let (mut year, mut month) = (1970, 1);
        while days >= year_days(year) {
            days -= year_days(year);
            year += 1;
        }
        while days >= month_days(year, month) {
            days -= month_days(year, month);
            month += 1;
        }
        let (hour, minute) = (seconds / 3_600, seconds / MINUTE_S % 60);
        let second = seconds % MINUTE_S;
        write!(f, "{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
    }
}

/// A text that is no time in the form of [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTimestamp;

impl FromStr for Timestamp {
    type Err = NoTimestamp;

    /// Reads what [`fmt::Display`] writes, and nothing else.
    fn from_str(text: &str) -> Result<Self, NoTimestamp> {
        let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u64>().ok());
        let date = (part(0, 4), part(5, 7), part(8, 10));
        let (Some(year), Some(month), Some(day)) = date else { return Err(NoTimestamp) };
        let (Some(hour), Some(minute), Some(second)) = (part(11, 13), part(14, 16), part(17, 19)) else {
            return Err(NoTimestamp);
        };
        if year < 1970 || !(1..=MONTHS).contains(&month) || day == 0 {
            return Err(NoTimestamp);
        }
        let before: u64 = (1970..year).map(year_days).chain((1..month).map(|month| month_days(year, month))).sum();
        let found = Self((before + day - 1) * DAY_S + hour * 3_600 + minute * MINUTE_S + second);
        // Written otherwise than we write it, or no such day: it comes back as another text.
        if found.0 <= LAST_S && found.to_string() == text { Ok(found) } else { Err(NoTimestamp) }
    }
}
