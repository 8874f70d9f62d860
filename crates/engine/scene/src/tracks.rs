//! Columns and rows of a grid.

use crate::basic::number;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};

/// Most columns, and most rows, of a grid.
pub const MOST_TRACKS: usize = 24;

/// How wide a column is, or how high a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GridTrack {
    /// A share of the room that the others leave.
    Share(f64),
    /// Design units.
    Units(f64),
    /// Percent of the grid.
    Percent(f64),
    /// As large as what is in it.
    Auto,
}

/// The columns or rows of a grid.
///
/// Read from JSON as how many equal ones, or as a list of shares (`2` or `"2fr"`), units (`"320u"`), percents (`"25%"`) and `"auto"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracks(
    /// 1 to 24 of them.
    pub Vec<GridTrack>,
);

impl Tracks {
    /// So many equal ones.
    pub fn equal(count: usize) -> Self {
        Self(vec![GridTrack::Share(1.0); count.clamp(1, MOST_TRACKS)])
    }
}

impl GridTrack {
    fn of(value: &Value) -> Option<Self> {
        let track = match value {
            Value::String(word) if word == "auto" => Self::Auto,
            Value::String(word) => {
                let before = |unit: &str| word.strip_suffix(unit).and_then(|number| number.trim().parse().ok());
                before("fr")
                    .map(Self::Share)
                    .or_else(|| before("%").map(Self::Percent))
                    .or_else(|| before("u").map(Self::Units))?
            }
            other => Self::Share(other.as_f64()?),
        };
        let fits = match track {
            Self::Share(share) => (0.01..=1000.0).contains(&share),
            Self::Units(units) => (0.0..=1e4).contains(&units),
            Self::Percent(percent) => (0.0..=100.0).contains(&percent),
            Self::Auto => true,
        };
        fits.then_some(track)
    }

    fn write(self) -> Value {
        match self {
            Self::Share(share) => number(share),
            Self::Units(units) => format!("{units}u").into(),
            Self::Percent(percent) => format!("{percent}%").into(),
            Self::Auto => "auto".into(),
        }
    }
}

impl Part for Tracks {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = match value {
            Value::Array(tracks) if (1..=MOST_TRACKS).contains(&tracks.len()) => {
                tracks.iter().map(GridTrack::of).collect::<Option<Vec<GridTrack>>>().map(Self)
            }
            count => {
                let count = count.as_u64().and_then(|count| usize::try_from(count).ok());
                count.filter(|count| (1..=MOST_TRACKS).contains(count)).map(Self::equal)
            }
        };
        if found.is_none() {
            let allowed = format!(
                "a whole number from 1 to {MOST_TRACKS}, or a list of as many shares from 0.01 to 1000 (2 or \"2fr\"), \
                 units (\"320u\", 0 to 10000), percents (\"25%\", 0 to 100) or \"auto\""
            );
            reader.error("not columns or rows", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        let are_equal = self.0.iter().all(|track| *track == GridTrack::Share(1.0));
        Some(if are_equal { json!(self.0.len()) } else { self.0.iter().map(|track| track.write()).collect() })
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(definitions, "Tracks", |_| {
            let track = json!({ "anyOf": [
                { "type": "number", "minimum": 0.01, "maximum": 1000 },
                { "type": "string", "pattern": r"^(auto|[0-9.]+ *(fr|u|%))$" },
            ] });
            json!({
                "description": "How many equal ones, or a list of shares (2 or \"2fr\"), units (\"320u\"), percents (\"25%\") and \"auto\".",
                "anyOf": [
                    { "type": "integer", "minimum": 1, "maximum": MOST_TRACKS },
                    { "type": "array", "items": track, "minItems": 1, "maxItems": MOST_TRACKS },
                ],
            })
        })
    }
}
