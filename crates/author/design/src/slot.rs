//! What a block takes: named slots, each with its kind and limits, and the values that fill them.

use pavo_scene::{NumberFormat, Problem, Rgba, Severity};
use serde_json::{Map, Value, json};

/// Largest figure that a slot takes, and least.
const LARGEST_FIGURE: f64 = 1e15;

/// Most characters of a value that is shown in an error.
const SHOWN_CHARS: usize = 60;

/// One thing that a block takes.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// The name of its field.
    pub name: &'static str,
    /// What fills it.
    pub kind: SlotKind,
    /// Whether the block is nothing without it.
    pub required: bool,
    /// What it is for.
    pub about: &'static str,
}

/// What fills a slot.
#[derive(Debug, Clone, Copy)]
pub enum SlotKind {
    /// Words, of at most so many characters.
    Text(usize),
    /// A figure.
    Figure,
    /// A whole number from one to another.
    Count(u32, u32),
    /// true or false.
    Flag,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// How a figure is written, such as `$0.0a`.
    Format,
    /// A colour, such as `#06B6D4`.
    Color,
    /// So many words from the first to the second number, each of at most so many characters.
    Texts([usize; 2], usize),
    /// So many figures from the first to the second number.
    Figures([usize; 2]),
    /// So many rows of words, each with at most so many cells.
    Rows([usize; 2], usize),
    /// So many objects from the first to the second number, each with slots of its own.
    Items([usize; 2], &'static [Slot]),
    /// An object with slots of its own.
    Item(&'static [Slot]),
}

impl Slot {
    /// A slot that may stay empty.
    pub(crate) const fn new(name: &'static str, kind: SlotKind, about: &'static str) -> Self {
        Self { name, kind, required: false, about }
    }

    /// A slot that must be filled.
    pub(crate) const fn needed(name: &'static str, kind: SlotKind, about: &'static str) -> Self {
        Self { name, kind, required: true, about }
    }
}

impl SlotKind {
    /// What is allowed, in words.
    #[must_use]
    pub fn allowed(&self) -> String {
        let range = |[least, most]: [usize; 2]| format!("{least} to {most}");
        match self {
            Self::Text(most) => format!("a text of 1 to {most} characters"),
            Self::Figure => "a number".to_owned(),
            Self::Count(least, most) => format!("a whole number from {least} to {most}"),
            Self::Flag => "true or false".to_owned(),
            Self::Choice(words) => words.join(", "),
            Self::Format => "a pattern such as 0,0 or $0.0a or 0%".to_owned(),
            Self::Color => "a colour such as #06B6D4".to_owned(),
            Self::Texts(count, most) => format!("a list of {} texts of 1 to {most} characters", range(*count)),
            Self::Figures(count) => format!("a list of {} numbers", range(*count)),
            Self::Rows(count, most) => format!("a list of {} lists of 1 to {most} texts", range(*count)),
            Self::Items(count, _) => format!("a list of {} objects", range(*count)),
            Self::Item(_) => "an object".to_owned(),
        }
    }

    /// The JSON Schema of what fills it.
    #[must_use]
    pub fn schema(&self) -> Value {
        let list = |[least, most]: &[usize; 2], items: Value| json!({ "type": "array", "minItems": least, "maxItems": most, "items": items });
        match self {
            Self::Text(most) => json!({ "type": "string", "minLength": 1, "maxLength": most }),
            Self::Figure => json!({ "type": "number", "minimum": -LARGEST_FIGURE, "maximum": LARGEST_FIGURE }),
            Self::Count(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Choice(words) => json!({ "enum": words }),
            Self::Format | Self::Color => json!({ "type": "string", "description": self.allowed() }),
            Self::Texts(count, most) => list(count, Self::Text(*most).schema()),
            Self::Figures(count) => list(count, Self::Figure.schema()),
            Self::Rows(count, most) => {
                list(count, json!({ "type": "array", "minItems": 1, "maxItems": most, "items": { "type": "string" } }))
            }
            Self::Items(count, slots) => list(count, schema_of(slots)),
            Self::Item(slots) => schema_of(slots),
        }
    }
}

/// The JSON Schema of an object that fills some slots.
#[must_use]
pub fn schema_of(slots: &[Slot]) -> Value {
    let mut properties = Map::new();
    for slot in slots {
        let mut schema = slot.kind.schema();
        if let Some(object) = schema.as_object_mut() {
            let about = match slot.kind {
                SlotKind::Format | SlotKind::Color => format!("{} Allowed: {}.", slot.about, slot.kind.allowed()),
                _ => slot.about.to_owned(),
            };
            object.insert("description".to_owned(), about.into());
        }
        properties.insert(slot.name.to_owned(), schema);
    }
    let required: Vec<&str> = slots.iter().filter(|slot| slot.required).map(|slot| slot.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Values that fill slots; those of a wrong kind are not there.
#[derive(Debug, Clone, Copy)]
pub struct Props<'a>(&'a Map<String, Value>);

impl<'a> Props<'a> {
    /// The values of an object, as they are.
    pub(crate) const fn new(values: &'a Map<String, Value>) -> Self {
        Self(values)
    }

    pub(crate) fn text(self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
    }

    pub(crate) fn words(self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    pub(crate) fn figure(self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(Value::as_f64).filter(|figure| figure.is_finite())
    }

    pub(crate) fn count(self, name: &str) -> Option<u32> {
        self.0.get(name).and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok())
    }

    pub(crate) fn flag(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether a slot says no in so many words.
    pub(crate) fn is_false(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool) == Some(false)
    }

    pub(crate) fn format(self, name: &str) -> Option<NumberFormat> {
        self.0.get(name).and_then(Value::as_str).and_then(NumberFormat::parse)
    }

    pub(crate) fn texts(self, name: &str) -> Vec<String> {
        texts_of(self.0.get(name))
    }

    pub(crate) fn figures(self, name: &str) -> Vec<f64> {
        let list = self.0.get(name).and_then(Value::as_array);
        list.map(|list| list.iter().filter_map(Value::as_f64).collect()).unwrap_or_default()
    }

    pub(crate) fn rows(self, name: &str) -> Vec<Vec<String>> {
        let list = self.0.get(name).and_then(Value::as_array);
        list.map(|list| list.iter().map(|row| texts_of(Some(row))).collect()).unwrap_or_default()
    }

    pub(crate) fn items<T>(self, name: &str, read: impl Fn(Self) -> T) -> Vec<T> {
        let list = self.0.get(name).and_then(Value::as_array);
        list.map(|list| list.iter().filter_map(Value::as_object).map(|item| read(Props(item))).collect())
            .unwrap_or_default()
    }

    pub(crate) fn item<T>(self, name: &str, read: impl FnOnce(Self) -> T) -> Option<T> {
        self.0.get(name).and_then(Value::as_object).map(|item| read(Props(item)))
    }
}

fn texts_of(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array);
    list.map(|list| list.iter().filter_map(Value::as_str).map(|words| words.trim().to_owned()).collect())
        .unwrap_or_default()
}

/// What is wrong with values for slots, all of it; `pointer` is the place of the object.
pub(crate) fn check(slots: &[Slot], values: &Map<String, Value>, pointer: &str, problems: &mut Vec<Problem>) {
    for slot in slots {
        match values.get(slot.name) {
            Some(value) => check_value(&slot.kind, value, &format!("{pointer}/{}", slot.name), problems),
            None if slot.required => {
                let message = format!("{} is missing", slot.name);
                problems.push(problem(pointer, message, None, Some(slot.kind.allowed())));
            }
            None => {}
        }
    }
    for (name, value) in values {
        if !slots.iter().any(|slot| slot.name == name) {
            let known = slots.iter().map(|slot| slot.name).collect::<Vec<_>>().join(", ");
            let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            problems.push(problem(&pointer, "the block has no such slot".to_owned(), Some(value), Some(known)));
        }
    }
}

fn check_value(kind: &SlotKind, value: &Value, pointer: &str, problems: &mut Vec<Problem>) {
    let is_text = |value: &Value, most: usize| {
        value.as_str().is_some_and(|words| !words.trim().is_empty() && words.chars().count() <= most)
    };
    let is_figure = |value: &Value| value.as_f64().is_some_and(|figure| figure.abs() <= LARGEST_FIGURE);
    let items = |count: &[usize; 2]| {
        value.as_array().filter(|list| (count[0]..=count[1]).contains(&list.len())).map(Vec::as_slice)
    };
    let fits = match kind {
        SlotKind::Text(most) => is_text(value, *most),
        SlotKind::Figure => is_figure(value),
        SlotKind::Count(least, most) => {
            value.as_u64().is_some_and(|count| (u64::from(*least)..=u64::from(*most)).contains(&count))
        }
        SlotKind::Flag => value.is_boolean(),
        SlotKind::Choice(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        SlotKind::Format => value.as_str().is_some_and(|pattern| NumberFormat::parse(pattern).is_some()),
        SlotKind::Color => value.as_str().is_some_and(|color| Rgba::parse(color).is_some()),
        SlotKind::Texts(count, most) => items(count).is_some_and(|list| list.iter().all(|words| is_text(words, *most))),
        SlotKind::Figures(count) => items(count).is_some_and(|list| list.iter().all(is_figure)),
        SlotKind::Rows(count, most) => items(count).is_some_and(|list| {
            list.iter().all(|row| {
                row.as_array().is_some_and(|row| (1..=*most).contains(&row.len()) && row.iter().all(Value::is_string))
            })
        }),
        SlotKind::Items(count, slots) => match items(count) {
            Some(list) => {
                for (index, item) in list.iter().enumerate() {
                    check_value(&SlotKind::Item(slots), item, &format!("{pointer}/{index}"), problems);
                }
                true
            }
            None => false,
        },
        SlotKind::Item(slots) => match value.as_object() {
            Some(object) => {
                check(slots, object, pointer, problems);
                true
            }
            None => false,
        },
    };
    if !fits {
        problems.push(problem(pointer, "not what the slot takes".to_owned(), Some(value), Some(kind.allowed())));
    }
}

pub(crate) fn problem(pointer: &str, message: String, found: Option<&Value>, allowed: Option<String>) -> Problem {
    let found = found.map(|value| {
        let written = value.to_string();
        let short: String = written.chars().take(SHOWN_CHARS).collect();
        if short.len() < written.len() { format!("{short}…") } else { short }
    });
    Problem { severity: Severity::Error, pointer: pointer.to_owned(), message, found, allowed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: &[Slot] =
        &[Slot::needed("label", SlotKind::Text(10), "A name."), Slot::needed("value", SlotKind::Figure, "A figure.")];
    const SLOTS: &[Slot] = &[
        Slot::new("title", SlotKind::Text(8), "A title."),
        Slot::needed("data", SlotKind::Items([1, 2], PAIR), "Pairs."),
        Slot::new("kind", SlotKind::Choice(&["bar", "line"]), "A kind."),
    ];

    fn problems(values: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        check(SLOTS, values.as_object().expect("an object"), "/p", &mut problems);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn values_that_fit_have_no_problems() {
        assert!(problems(&json!({ "title": "Hi", "data": [{ "label": "a", "value": 1 }], "kind": "bar" })).is_empty());
    }

    #[test]
    fn every_problem_is_told_with_its_place_and_what_is_allowed() {
        let told = problems(&json!({ "title": "much too long", "data": [{ "label": "a", "value": "x" }], "kin": 3 }));
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("/p/title") && told[0].contains("1 to 8"), "{told:?}");
        assert!(told[1].starts_with("/p/data/0/value") && told[1].contains("a number"), "{told:?}");
        assert!(told[2].starts_with("/p/kin") && told[2].contains("title, data, kind"), "{told:?}");
        assert!(problems(&json!({}))[0].contains("data is missing"));
    }

    #[test]
    fn the_schema_names_every_slot() {
        let schema = schema_of(SLOTS);
        assert_eq!(schema["required"], json!(["data"]));
        assert_eq!(schema["properties"]["data"]["items"]["properties"]["label"]["maxLength"], json!(10));
    }
}
