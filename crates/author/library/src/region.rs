//! Outlines of countries and states.
//!
//! They are those of Natural Earth, whose borders are those that are held in fact.

use crate::pack::{Entry, REGIONS};
use std::sync::LazyLock;

/// The outline of a country or state.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// ISO 3166: `BR` for a country, `US-CA` for a state; `X-…` for what has no code.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Closed lines around it and what is cut out of it, by the even-odd rule; each point is longitude and latitude in
    /// degrees, east and north positive.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// How exact outlines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// For a map of the world.
    World,
    /// For a map of a part of it.
    Near,
}

/// Other names of countries and states.
const ALIASES: &[(&str, &str)] = &[
    ("america", "US"),
    ("bolivia", "BO"),
    ("brasil", "BR"),
    ("britain", "GB"),
    ("burma", "MM"),
    ("cape verde", "CV"),
    ("china", "CN"),
    ("czech republic", "CZ"),
    ("czechia", "CZ"),
    ("deutschland", "DE"),
    ("england", "GB"),
    ("españa", "ES"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("iran", "IR"),
    ("italia", "IT"),
    ("ivory coast", "CI"),
    ("laos", "LA"),
    ("méxico", "MX"),
    ("moldova", "MD"),
    ("north korea", "KP"),
    ("palestine", "PS"),
    ("russia", "RU"),
    ("south korea", "KR"),
    ("korea", "KR"),
    ("syria", "SY"),
    ("taiwan", "TW"),
    ("tanzania", "TZ"),
    ("the netherlands", "NL"),
    ("the philippines", "PH"),
    ("the united states", "US"),
    ("turkey", "TR"),
    ("türkiye", "TR"),
    ("u.k.", "GB"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("uae", "AE"),
    ("uk", "GB"),
    ("united states of america", "US"),
    ("us", "US"),
    ("usa", "US"),
    ("venezuela", "VE"),
    ("vietnam", "VN"),
];

/// The code that another name of a country stands for; `name` in small letters.
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, code)| *code)
}

fn read(entry: Entry<'static>) -> Region {
    let ring = |text: &str| {
        let mut at = [0_i32; 2];
        let points = text.split(' ').filter_map(|step| {
            let (x, y) = step.split_once(',')?;
            at = [at[0].checked_add(x.parse().ok()?)?, at[1].checked_add(y.parse().ok()?)?];
            Some(at.map(|hundredths| f64::from(hundredths) / 100.0))
        });
        points.collect::<Vec<_>>()
    };
    let code = entry.name.split_once('/').map_or(entry.name, |(_, code)| code);
    Region { code, name: entry.about, rings: entry.drawn.split(';').map(ring).collect() }
}

fn all(prefix: &str) -> Vec<Region> {
    REGIONS.entries().filter(|entry| entry.name.starts_with(prefix)).map(read).collect()
}

static WORLD: LazyLock<Vec<Region>> = LazyLock::new(|| all("w/"));
static NEAR: LazyLock<Vec<Region>> = LazyLock::new(|| all("n/"));
static STATES: LazyLock<Vec<Region>> = LazyLock::new(|| all("s/"));

/// All countries, in order of their codes.
#[must_use]
pub fn countries(detail: Detail) -> &'static [Region] {
    match detail {
        Detail::World => &WORLD,
        Detail::Near => &NEAR,
    }
}

/// The states of the United States, in order of their codes.
#[must_use]
pub fn us_states() -> &'static [Region] {
    &STATES
}

/// A country or state by its name or code; countries first.
#[must_use]
pub fn region(name: &str) -> Option<&'static Region> {
    let wanted = name.trim().to_lowercase();
    let code = code_of(&wanted).map_or_else(|| wanted.to_uppercase(), str::to_owned);
    let is_it = |region: &&Region| region.code == code || region.name.to_lowercase() == wanted;
    countries(Detail::Near).iter().find(is_it).or_else(|| {
        let state = format!("US-{code}");
        us_states().iter().find(|region| is_it(region) || region.code == state)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_rings_on_the_globe() {
        for region in countries(Detail::World).iter().chain(countries(Detail::Near)).chain(us_states()) {
            assert!(!region.rings.is_empty(), "{}", region.name);
            for ring in &region.rings {
                assert!(ring.len() >= 4, "{}", region.name);
                let is_on_globe = |[x, y]: &[f64; 2]| x.abs() <= 180.5 && y.abs() <= 90.5;
                assert!(ring.iter().all(is_on_globe), "{}", region.name);
            }
        }
    }

    #[test]
    fn regions_are_found_by_name_code_and_other_names() {
        for (name, code) in
            [("Brazil", "BR"), ("Brasil", "BR"), ("USA", "US"), ("uk", "GB"), ("South Korea", "KR"), ("Japan", "JP")]
        {
            assert_eq!(region(name).map(|region| region.code), Some(code), "{name}");
        }
        assert_eq!(region("California").map(|region| region.code), Some("US-CA"));
        assert_eq!(region("US-TX").map(|region| region.name), Some("Texas"));
        assert!(region("Atlantis").is_none());
    }

    #[test]
    fn every_alias_leads_somewhere() {
        for (alias, code) in ALIASES {
            assert!(countries(Detail::Near).iter().any(|region| region.code == *code), "{alias}");
        }
        assert!(countries(Detail::World).len() >= 170 && us_states().len() >= 50);
    }
}
