//! What changed from one scene to another.

use pavo_scene::Scene;
use serde_json::{Map, Value, json};
use std::fmt;

/// What happened to a part of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands elsewhere among its siblings.
    Moved,
    /// It is another value.
    Changed,
}

impl ChangeKind {
    /// added, removed, moved or changed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Changed => "changed",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Where, as a JSON pointer: in the new scene, for what is gone in the old one.
    pub pointer: String,
    /// What it is about in words: a node's id, its words, or its type; empty for what is no node.
    pub name: String,
    /// The value before; for a move, the index among the siblings.
    pub before: Option<Value>,
    /// The value after.
    pub after: Option<Value>,
}

/// Longest value that is told, in characters.
const LONGEST_VALUE: usize = 60;

impl Change {
    /// The change as JSON.
    pub fn to_value(&self) -> Value {
        json!({
            "change": self.kind.word(),
            "pointer": self.pointer,
            "name": self.name,
            "before": self.before,
            "after": self.after,
        })
    }
}

/// One line: what happened, where, and from what to what.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |value: &Option<Value>| {
            let text = value.as_ref().map_or_else(|| "nothing".to_owned(), Value::to_string);
            match text.char_indices().nth(LONGEST_VALUE) {
                Some((cut, _)) => format!("{}…", &text[..cut]),
                None => text,
            }
        };
        write!(f, "{} {}", self.kind.word(), self.pointer)?;
        if !self.name.is_empty() {
            write!(f, " ({})", self.name)?;
        }
        match self.kind {
            ChangeKind::Changed => write!(f, ": {} → {}", short(&self.before), short(&self.after)),
            ChangeKind::Moved => write!(f, ": from place {} to {}", short(&self.before), short(&self.after)),
            ChangeKind::Added | ChangeKind::Removed => Ok(()),
        }
    }
}

/// What changed from one scene to another, in the order of the new one.
///
/// Nodes are known again by their ids, else by type and words, else by type and place.
pub fn changes(old: &Scene, new: &Scene) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&old.to_value(), &new.to_value(), "", "", &mut changes);
    changes
}

/// The keys whose lists are of nodes or parts of the film.
const LISTS: &[&str] = &["scenes", "nodes", "overlays", "children", "of"];

fn compare(old: &Value, new: &Value, pointer: &str, name: &str, changes: &mut Vec<Change>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => compare_fields(old, new, pointer, name, changes),
        (old, new) if old == new => {}
        (old, new) => changes.push(Change {
            kind: ChangeKind::Changed,
            pointer: pointer.to_owned(),
            name: name.to_owned(),
            before: Some(old.clone()),
            after: Some(new.clone()),
        }),
    }
}

fn compare_fields(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    pointer: &str,
    name: &str,
    changes: &mut Vec<Change>,
) {
    for (key, after) in new {
        let at = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        match (old.get(key), after) {
            (Some(Value::Array(before)), Value::Array(after)) if LISTS.contains(&key.as_str()) => {
                compare_lists(before, after, &at, changes);
            }
            (Some(before), after) => compare(before, after, &at, name, changes),
            (None, after) => changes.push(Change {
                kind: ChangeKind::Changed,
                pointer: at,
                name: name.to_owned(),
                before: None,
                after: Some(after.clone()),
            }),
        }
    }
    for (key, before) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        changes.push(Change {
            kind: ChangeKind::Changed,
            pointer: format!("{pointer}/{key}"),
            name: name.to_owned(),
            before: Some(before.clone()),
            after: None,
        });
    }
}

/// Whether two nodes are one, by some sign.
type Sign = dyn Fn(&Value, &Value) -> bool;

fn text<'v>(node: &'v Value, key: &str) -> Option<&'v str> {
    node[key].as_str()
}

fn is_same_id(one: &Value, other: &Value) -> bool {
    text(one, "id").is_some() && text(one, "id") == text(other, "id")
}

fn is_same_text(one: &Value, other: &Value) -> bool {
    one["type"] == other["type"] && text(one, "text").is_some() && text(one, "text") == text(other, "text")
}

fn compare_lists(old: &[Value], new: &[Value], pointer: &str, changes: &mut Vec<Change>) {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    // The surest signs first.
    let signs: [&Sign; 3] = [&is_same_id, &PartialEq::eq, &is_same_text];
    for is_known in signs {
        for (index, node) in new.iter().enumerate() {
            if partner[index].is_some() {
                continue;
            }
            let found = (0..old.len()).find(|other| !taken[*other] && is_known(&old[*other], node));
            if let Some(found) = found {
                (partner[index], taken[found]) = (Some(found), true);
            }
        }
    }
    // What stands at the same place and has no other name is the same, with other values.
    for (index, node) in new.iter().enumerate() {
        let may = |other: usize| {
            !taken[other]
                && old[other]["type"] == node["type"]
                && (text(&old[other], "id").is_none() || text(node, "id").is_none())
        };
        if partner[index].is_none() && index < old.len() && may(index) {
            (partner[index], taken[index]) = (Some(index), true);
        }
    }
    let kept: Vec<usize> = partner.iter().flatten().copied().collect();
    for (index, node) in new.iter().enumerate() {
        let at = format!("{pointer}/{index}");
        let name = name_of(node);
        let Some(before) = partner[index] else {
            changes.push(Change {
                kind: ChangeKind::Added,
                pointer: at,
                name,
                before: None,
                after: Some(node.clone()),
            });
            continue;
        };
        // Among those that stayed, it stands elsewhere.
        let rank = kept.iter().filter(|other| **other < before).count();
        let place = partner[..index].iter().flatten().count();
        if rank != place {
            let (before, after) = (Some(json!(before)), Some(json!(index)));
            changes.push(Change { kind: ChangeKind::Moved, pointer: at.clone(), name: name.clone(), before, after });
        }
        compare(&old[before], node, &at, &name, changes);
    }
    for (index, node) in old.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        changes.push(Change {
            kind: ChangeKind::Removed,
            pointer: format!("{pointer}/{index}"),
            name: name_of(node),
            before: Some(node.clone()),
            after: None,
        });
    }
}

fn name_of(node: &Value) -> String {
    let named = |key: &str| node[key].as_str();
    match (named("id"), named("text"), named("type")) {
        (Some(id), _, _) => id.to_owned(),
        (None, Some(text), _) => format!("\"{}\"", text.chars().take(24).collect::<String>().replace('\n', " ")),
        (None, None, Some(kind)) => kind.to_owned(),
        (None, None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let scene = |nodes: &str| {
            let text = format!(r#"{{ "mg": 1, "scenes": [{{ "dur": 2, "nodes": [{nodes}] }}] }}"#);
            Scene::parse(&text).expect("a valid scene").scene
        };
        changes(&scene(old), &scene(new)).iter().map(Change::to_string).collect()
    }

    const TITLE: &str = r#"{ "type": "text", "id": "title", "text": "Pier" }"#;
    const DOT: &str = r#"{ "type": "ellipse", "size": [9, 9] }"#;

    #[test]
    fn equal_scenes_have_no_changes() {
        assert_eq!(told(TITLE, TITLE), Vec::<String>::new());
    }

    #[test]
    fn nodes_that_come_go_and_change_are_told() {
        let longer = TITLE.replace("Pier", "Pier 9");
        assert_eq!(told(TITLE, &longer), [r#"changed /scenes/0/nodes/0/text (title): "Pier" → "Pier 9""#]);
        assert_eq!(told(TITLE, &format!("{DOT}, {TITLE}")), ["added /scenes/0/nodes/0 (ellipse)"]);
        assert_eq!(told(&format!("{DOT}, {TITLE}"), TITLE), ["removed /scenes/0/nodes/0 (ellipse)"]);
        let swapped = told(&format!("{DOT}, {TITLE}"), &format!("{TITLE}, {DOT}"));
        assert_eq!(swapped[0], "moved /scenes/0/nodes/0 (title): from place 1 to 0");
    }

    #[test]
    fn text_without_an_id_is_known_again_by_its_words() {
        let text = |words: &str, size: u32| {
            format!(r#"{{ "type": "text", "text": "{words}", "font": {{ "size": {size} }} }}"#)
        };
        let found = told(&format!("{}, {}", text("A", 50), text("B", 60)), &text("B", 70));
        assert_eq!(
            found,
            [
                r#"changed /scenes/0/nodes/0/font/size ("B"): 60 → 70"#.to_owned(),
                r#"removed /scenes/0/nodes/0 ("A")"#.to_owned(),
            ]
        );
    }
}
