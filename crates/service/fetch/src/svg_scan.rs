//! What an SVG asks for, found out before it is converted: how much it becomes when all that it refers to is put in, and
//! what of it cannot be shown.

use crate::svg::SvgError;
use std::collections::{BTreeMap, BTreeSet};
use usvg::roxmltree::{Document, Node};

/// Most that a document may become: an element counts as four, thirty-two bytes of its attributes as one.
const MOST_WEIGHT: u64 = 400_000;
/// Most elements within each other, once all that is referred to is put in.
const MOST_DEPTH: usize = 64;
/// Most comparisons of an element with a rule of a style sheet.
const MOST_COMPARISONS: u64 = 4_000_000;

/// What was found in a document.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    /// Whether there are words in it.
    pub(crate) has_text: bool,
    /// What of it is not shown.
    pub(crate) notes: BTreeSet<&'static str>,
}

/// Looks through a document.
///
/// # Errors
///
/// [`SvgError`] where it refers to itself, or becomes too much.
pub(crate) fn scan(document: &Document<'_>) -> Result<Scanned, SvgError> {
    let mut scanned = Scanned::default();
    let mut ids = BTreeMap::new();
    let mut css = String::new();
    let mut elements = 0_u64;
    for node in document.descendants().filter(Node::is_element) {
        // Before anything looks below a node: what is within it is within all that it is within.
        if node.ancestors().nth(MOST_DEPTH + 2).is_some() {
            return Err(SvgError::Depth);
        }
        elements += 1;
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
        scanned.note(node);
        if node.tag_name().name() == "style" {
            css.extend(node.children().filter(Node::is_text).filter_map(|inner| inner.text()));
            css.push('}');
        }
    }
    let rules = rules_of(&css);
    if elements.saturating_mul(rules.len() as u64) > MOST_COMPARISONS {
        return Err(SvgError::TooMuch);
    }
    let mut weigher = Weigher { ids, rules: &rules, known: BTreeMap::new(), open: BTreeSet::new() };
    let (weight, _) = weigher.weigh(document.root_element(), 0)?;
    // Each copy of an element is compared with the rules again.
    if (weight / 4).saturating_mul(rules.len() as u64) > 4 * MOST_COMPARISONS {
        return Err(SvgError::TooMuch);
    }
    Ok(scanned)
}

impl Scanned {
    fn note(&mut self, node: Node<'_, '_>) {
        match node.tag_name().name() {
            "text" => {
                let mut words = node.descendants().filter_map(|inner| inner.text());
                self.has_text |= words.any(|words| !words.trim().is_empty());
            }
            "image" | "feImage" => {
                self.notes.insert("pictures embedded in it are left out");
            }
            "foreignObject" => {
                self.notes.insert("foreign objects in it are left out");
            }
            "script" => {
                self.notes.insert("scripts in it are not run");
            }
            "animate" | "animateTransform" | "animateMotion" | "set" => {
                self.notes.insert("its own animations are not played");
            }
            _ => {}
        }
        let is_link = node.tag_name().name() == "a";
        let is_elsewhere =
            |value: &str| !value.trim_start().starts_with('#') && !value.trim_start().starts_with("data:");
        if !is_link && href(node).is_some_and(is_elsewhere) {
            self.notes.insert("what it refers to elsewhere is not fetched");
        }
    }
}

/// A rule of a style sheet, as far as it matters here.
struct Rule<'c> {
    /// The names of elements, classes and ids in its selectors.
    names: BTreeSet<&'c str>,
    /// Whether it may be about any element.
    is_universal: bool,
    /// What it refers to.
    targets: Vec<&'c str>,
    /// How long its declarations are, in bytes.
    bytes: u64,
}

/// The rules of a style sheet; what is not understood counts as being about everything.
fn rules_of(css: &str) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    let mut selector = "";
    for part in css.split_inclusive(['{', '}']) {
        let body = part.trim_end_matches(['{', '}']);
        if part.ends_with('{') {
            selector = body;
            continue;
        }
        let names: BTreeSet<&str> = selector
            .split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_')))
            .filter(|name| !name.is_empty())
            .collect();
        // Comments, strings and escapes may hide anything.
        let is_universal =
            names.is_empty() || selector.contains(['*', '[', '\\', '"', '\'', '@', ':']) || body.contains("*/");
        if !body.trim().is_empty() {
            rules.push(Rule { names, is_universal, targets: targets_in(body).collect(), bytes: body.len() as u64 });
        }
        selector = "";
    }
    rules
}

/// The ids that a value refers to, as in `url(#id)`.
fn targets_in(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?;
        inner.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'')).strip_prefix('#')
    })
}

fn href<'d>(node: Node<'d, '_>) -> Option<&'d str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value())
}

/// Counts what a document becomes.
struct Weigher<'d, 'input> {
    ids: BTreeMap<&'d str, Node<'d, 'input>>,
    rules: &'d [Rule<'d>],
    /// Weight and depth of each element with all that it holds.
    known: BTreeMap<usize, (u64, usize)>,
    /// The elements that are being weighed.
    open: BTreeSet<usize>,
}

impl<'d, 'input> Weigher<'d, 'input> {
    /// What an element becomes with all that is in it and all that it refers to, and how deep that is.
    fn weigh(&mut self, node: Node<'d, 'input>, level: usize) -> Result<(u64, usize), SvgError> {
        let key = node.id().get_usize();
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if level > MOST_DEPTH {
            return Err(SvgError::Depth);
        }
        if !self.open.insert(key) {
            return Err(SvgError::Recursive);
        }
        let bytes: u64 = node.attributes().map(|attribute| attribute.value().len() as u64).sum();
        let (mut weight, mut depth) = (4 + bytes / 32, 0);
        for child in node.children().filter(Node::is_element) {
            let (inner, below) = self.weigh(child, level + 1)?;
            weight = weight.saturating_add(inner);
            depth = depth.max(below);
        }
        let (targets, has_markers, declared) = self.referred(node);
        weight = weight.saturating_add(declared / 32);
        // Markers stand at every point of an outline.
        let points: u64 =
            ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(|text| text.len() as u64 / 2).sum();
        let times: u64 = if has_markers { 1 + points } else { 1 };
        for target in targets {
            let Some(target) = self.ids.get(target).copied() else { continue };
            let (inner, below) = self.weigh(target, level + 1)?;
            weight = weight.saturating_add(inner.saturating_mul(times));
            depth = depth.max(below);
        }
        if weight > MOST_WEIGHT {
            return Err(SvgError::TooMuch);
        }
        if depth + 1 > MOST_DEPTH {
            return Err(SvgError::Depth);
        }
        self.open.remove(&key);
        self.known.insert(key, (weight, depth + 1));
        Ok((weight, depth + 1))
    }

    /// What an element refers to, whether it may have markers, and how long its declarations in style sheets are.
    fn referred(&self, node: Node<'d, 'input>) -> (BTreeSet<&'d str>, bool, u64) {
        let (mut targets, mut has_markers, mut declared) = (BTreeSet::new(), false, 0);
        for attribute in node.attributes() {
            targets.extend(targets_in(attribute.value()));
            has_markers |= attribute.name().starts_with("marker") || attribute.value().contains("marker");
        }
        if node.tag_name().name() != "a"
            && let Some(target) = href(node).and_then(|href| href.trim().strip_prefix('#'))
        {
            targets.insert(target);
        }
        let classes = node.attribute("class").unwrap_or_default();
        let names: BTreeSet<&str> =
            classes.split_whitespace().chain(node.attribute("id")).chain([node.tag_name().name()]).collect();
        for rule in self.rules {
            if rule.is_universal || !rule.names.is_disjoint(&names) {
                declared += rule.bytes;
                has_markers |= !rule.targets.is_empty();
                targets.extend(&rule.targets);
            }
        }
        (targets, has_markers, declared)
    }
}
