//! Schema violations in the words of the person who wrote the request.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::Value;

/// Problems told at once; a request with more has the rest counted.
const TOLD: usize = 20;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where: `outputs[0].fps`; empty for the whole body.
    pub(crate) field: String,
    /// What is wrong and what would be right.
    pub(crate) problem: String,
}

/// Entries of a list that are looked at: no list of the contract may be nearly as long.
const MOST_ENTRIES: usize = 200;

/// Problems that are looked for.
const MOST_PROBLEMS: usize = 400;

/// Everything that is wrong with `body`, in the order of the schema; of very much, a part.
///
/// The time that it takes grows with the body and no faster.
pub(crate) fn problems_of(validator: &Validator, body: &Value) -> Vec<Problem> {
    if let Some(problem) = too_long(body, &mut String::new()) {
        return vec![problem];
    }
    let mut problems: Vec<(u8, Problem)> = Vec::new();
    for error in validator.iter_errors(body).take(MOST_PROBLEMS) {
        let (rank, problem) = problem_of(&error);
        // One value can be wrong in several ways; the most telling one is enough.
        let same_field = problems.iter_mut().find(|(_, known)| known.field == problem.field);
        match same_field {
            Some((known_rank, _)) if *known_rank <= rank => {}
            Some(known) => *known = (rank, problem),
            None => problems.push((rank, problem)),
        }
    }
    problems.into_iter().map(|(_, problem)| problem).collect()
}

/// A list that is far too long to be looked through.
fn too_long(value: &Value, field: &mut String) -> Option<Problem> {
    let length = field.len();
    match value {
        Value::Array(entries) if entries.len() > MOST_ENTRIES => {
            let problem = format!("has {} entries, but at most {MOST_ENTRIES} are looked at", entries.len());
            Some(Problem { field: field.clone(), problem })
        }
        Value::Array(entries) => entries.iter().enumerate().find_map(|(index, entry)| {
            field.push_str(&format!("[{index}]"));
            let found = too_long(entry, field);
            field.truncate(length);
            found
        }),
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            field.push_str(if field.is_empty() { "" } else { "." });
            field.push_str(name);
            let found = too_long(member, field);
            field.truncate(length);
            found
        }),
        _ => None,
    }
}

/// All problems as one sentence-like line.
pub(crate) fn one_line(problems: &[Problem]) -> String {
    let mut parts: Vec<String> = problems
        .iter()
        .take(TOLD)
        .map(|Problem { field, problem }| match field.as_str() {
            "" => problem.clone(),
            field => format!("{field}: {problem}"),
        })
        .collect();
    if problems.len() > TOLD {
        parts.push(format!("and {} more problems", problems.len() - TOLD));
    }
    parts.join("; ")
}

/// The problem and its rank; a lower rank tells more.
fn problem_of(error: &ValidationError<'_>) -> (u8, Problem) {
    let mut field = field_of(error.instance_path());
    let value = error.instance().as_ref();
    let (rank, problem) = match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            if !field.is_empty() {
                field.push('.');
            }
            field.push_str(name);
            (0, format!("is missing{}", hint_for(name)))
        }
        ValidationErrorKind::Enum { options } => {
            let words = options.as_array().map(Vec::as_slice).unwrap_or_default();
            (0, not_one_of(value, &words.iter().collect::<Vec<_>>()))
        }
        ValidationErrorKind::AnyOf { context } => (0, not_one_of(value, &words_in(context))),
        ValidationErrorKind::Type { kind } => {
            let place = if field.is_empty() { "the body " } else { "" };
            let wanted = wanted_types(kind);
            (1, format!("{place}is {}, but must be {wanted}", shown(value)))
        }
        ValidationErrorKind::Minimum { limit } => (2, format!("{} is less than {limit}", shown(value))),
        ValidationErrorKind::Maximum { limit } => (2, format!("{} is more than {limit}", shown(value))),
        ValidationErrorKind::MinItems { limit } => {
            (2, format!("has {} entries, but needs at least {limit}", entries(value)))
        }
        ValidationErrorKind::MaxItems { limit } => {
            (2, format!("has {} entries, but at most {limit} are allowed", entries(value)))
        }
        ValidationErrorKind::MinLength { .. } => (2, "is empty".to_owned()),
        ValidationErrorKind::MaxLength { limit } => {
            let length = value.as_str().map_or(0, |text| text.chars().count());
            (2, format!("has {length} characters, but at most {limit} are allowed"))
        }
        // That pattern asks for one character that can be seen; all others are about addresses.
        ValidationErrorKind::Pattern { pattern } if pattern.starts_with("[^") => (3, "is blank".to_owned()),
        ValidationErrorKind::Pattern { .. } => (3, format!("{} is not an http:// or https:// address", shown(value))),
        _ => (4, error.to_string()),
    };
    let range = match error.kind() {
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => range_of(&field),
        _ => "",
    };
    (rank, Problem { problem: format!("{problem}{range}"), field })
}

/// `outputs[0].fps`
fn field_of(path: &Location) -> String {
    let mut field = String::new();
    for segment in path {
        match segment {
            LocationSegment::Index(index) => field.push_str(&format!("[{index}]")),
            LocationSegment::Property(name) => {
                if !field.is_empty() {
                    field.push('.');
                }
                field.push_str(&name);
            }
        }
    }
    field
}

/// The words that the branches of an `anyOf` would have accepted.
fn words_in<'e>(branches: &'e [Vec<ValidationError<'static>>]) -> Vec<&'e Value> {
    let enums = branches.iter().flatten().filter_map(|error| match error.kind() {
        ValidationErrorKind::Enum { options } => options.as_array(),
        _ => None,
    });
    enums.flatten().collect()
}

fn not_one_of(value: &Value, words: &[&Value]) -> String {
    let listed: Vec<String> = words.iter().filter(|word| !word.is_null()).map(|word| word.to_string()).collect();
    let listed = listed.join(", ");
    let as_text = value.is_number().then(|| Value::String(value.to_string()));
    match as_text {
        Some(text) if words.contains(&&text) => {
            format!("{value} is a number; write it as a string, {text} (allowed: {listed})")
        }
        Some(_) if !words.is_empty() => {
            format!("{value} is a number, but must be a string, one of {listed}")
        }
        _ => format!("{} is not one of {listed}", shown(value)),
    }
}

fn wanted_types(kind: &TypeKind) -> String {
    let types: Vec<JsonType> = match kind {
        TypeKind::Single(single) => vec![*single],
        TypeKind::Multiple(set) => set.into_iter().collect(),
    };
    let names: Vec<&str> = types
        .into_iter()
        .filter(|json_type| *json_type != JsonType::Null)
        .map(|json_type| match json_type {
            JsonType::Null => "null",
            JsonType::Boolean => "true or false",
            JsonType::Integer => "a whole number",
            JsonType::Number => "a number",
            JsonType::String => "a string",
            JsonType::Array => "a list",
            JsonType::Object => "an object",
        })
        .collect();
    names.join(" or ")
}

fn entries(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

/// A value as it may stand in a message: small ones whole, large ones by their kind.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) if text.chars().count() > 60 => {
            let start: String = text.chars().take(57).collect();
            Value::String(format!("{start}…")).to_string()
        }
        small => small.to_string(),
    }
}

/// What a missing member would look like.
fn hint_for(name: &str) -> &'static str {
    match name {
        "prompt" => " (a string: what the video shall show)",
        "outputs" => " (a list of 1 to 10 objects with format, aspect_ratio, fps and resolution)",
        "format" => r#" (one of "mp4", "prores", "webm", "gif")"#,
        "aspect_ratio" => r#" (one of "16:9", "9:16", "1:1", "4:5")"#,
        "fps" => r#" (one of "24", "25", "30", "60")"#,
        "resolution" => r#" (one of "360p", "480p", "720p", "1080p", "4k")"#,
        "url" => " (an http:// or https:// address)",
        _ => "",
    }
}

fn range_of(field: &str) -> &'static str {
    match field {
        "duration_seconds" => " (allowed: 1 to 120)",
        _ => "",
    }
}
