//! Changes to a film that is there: `make it blue`, `change "Hello" to "Hi"`, `faster`, `remove the subtitle`.
//!
//! The document is changed where the words say so, and nowhere else: ids, places and times of everything else stay.

mod data;
mod document;

use crate::lexicon::transitions::named_transition;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::translation::Translation;
use crate::typeface;
use document::{
    difference, recolored, remove_text, replace_words, rounded, size_of, stretched, visit, visit_mut, without_nulls,
};
use pavo_scene::{ColorToken, Mode, Rgba, Scene};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// A changed film.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The whole film, with the changes.
    pub scene: Scene,
    /// What changed, as a JSON Patch (RFC 6902) of the document before.
    pub patch: Vec<Value>,
    /// What was done, a sentence each.
    pub done: Vec<String>,
}

impl Edited {
    /// What was done and what changed, as JSON: `{"edit": […], "patch": […]}`.
    pub fn to_value(&self) -> Value {
        json!({ "edit": self.done, "patch": self.patch })
    }
}

/// A film with the changes that a prompt asks for; `None` where it asks for none that is understood.
///
/// `duration_secs`: how long it shall be, whatever the prompt says.
pub fn edit(scene: &Scene, prompt: &str, duration_secs: Option<f64>) -> Option<Edited> {
    let translation = Translation::of(prompt);
    let prompt = Prompt::new(translation.as_ref().map_or(prompt, |translation| &translation.text));
    let before = scene.to_value();
    let mut editor = Editor { prompt: &prompt, document: before.clone(), done: Vec::new() };
    // What the film is about comes from its own prompt; where that changes, all that hangs on it does.
    if editor.data() {
        editor.last(duration_secs);
        let Editor { document, done, .. } = editor;
        let scene = Scene::from_value(&document).ok()?.scene;
        let mut patch = Vec::new();
        difference(&before, &scene.to_value(), "", &mut patch);
        return (!patch.is_empty()).then_some(Edited { scene, patch, done });
    }
    editor.copy();
    editor.removal();
    editor.restyle();
    editor.recolor();
    editor.fonts();
    editor.sizes();
    editor.pace();
    if !editor.done.is_empty() {
        editor.last(duration_secs);
    }
    editor.frame();
    editor.transitions();
    let Editor { document, done, .. } = editor;
    let mut scene = Scene::from_value(&document).ok()?.scene;
    pavo_design::resolve_theme(&mut scene);
    let mut patch = Vec::new();
    difference(&before, &scene.to_value(), "", &mut patch);
    (!done.is_empty() && !patch.is_empty()).then_some(Edited { scene, patch, done })
}

struct Editor<'a, 'p> {
    prompt: &'a Prompt<'p>,
    document: Value,
    done: Vec<String>,
}

impl Editor<'_, '_> {
    fn says(&self, phrases: &[&str]) -> bool {
        self.prompt.says_any(&self.prompt.whole(), phrases)
    }

    /// The words in quotation marks, with their places.
    fn quotes(&self) -> Vec<(Range<usize>, String)> {
        let quotes = self.prompt.atoms.iter().filter(|atom| matches!(atom.kind, AtomKind::Quote | AtomKind::Tick));
        quotes.map(|atom| (atom.span.clone(), self.prompt.words(atom.inner.clone()).to_owned())).collect()
    }

    /// `change "A" to "B"`, `the title should say "B"`.
    fn copy(&mut self) {
        let quotes = self.quotes();
        let changes = self.says(&[
            "change",
            "replace",
            "swap",
            "rename",
            "instead",
            "should say",
            "should read",
            "reads",
            "says",
            "to say",
            "make the title",
            "set the title",
        ]);
        if !changes || self.says(&["remove", "delete"]) {
            return;
        }
        if let [(first, old), (second, new), ..] = quotes.as_slice() {
            let between = self.prompt.plain(first.end..second.start);
            let is_swap = ["to", "with", "by", "into", "->", "→"]
                .iter()
                .any(|word| between.split_whitespace().any(|part| part == *word));
            if is_swap && replace_words(&mut self.document, old, new) > 0 {
                self.done.push(format!("\"{old}\" is \"{new}\" now"));
            }
            return;
        }
        let [(_, new)] = quotes.as_slice() else { return };
        let role = [("subtitle", 1), ("tagline", 1), ("title", 0), ("headline", 0), ("text", 0)]
            .iter()
            .find(|(name, _)| self.says(&[name]))
            .map(|(_, rank)| *rank);
        let texts = self.texts_by_size();
        if let Some(old) = role.and_then(|rank: usize| texts.get(rank)).cloned()
            && replace_words(&mut self.document, &old, new) > 0
        {
            self.done.push(format!("\"{old}\" is \"{new}\" now"));
        }
    }

    /// The texts of the film, from the largest on; each once.
    fn texts_by_size(&self) -> Vec<String> {
        let mut found: Vec<(f64, String)> = Vec::new();
        visit(&self.document["scenes"], &mut |node| {
            if node.get("type").and_then(Value::as_str) == Some("text")
                && let Some(text) = node.get("text").and_then(Value::as_str)
                && !found.iter().any(|(_, known)| known == text)
            {
                found.push((size_of(node), text.to_owned()));
            }
        });
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        found.into_iter().map(|(_, text)| text).collect()
    }

    /// `remove the subtitle`, `without "Beta"`.
    fn removal(&mut self) {
        if !self.says(&["remove", "delete", "drop", "get rid of", "without", "take away", "hide"]) {
            return;
        }
        let named: Vec<String> = self.quotes().into_iter().map(|(_, words)| words).collect();
        let texts = self.texts_by_size();
        let by_role: Option<String> = [("subtitle", 1), ("tagline", 1), ("title", 0), ("headline", 0)]
            .iter()
            .find(|(name, _)| self.says(&[name]))
            .and_then(|(_, rank): &(&str, usize)| texts.get(*rank).cloned());
        for words in named.into_iter().chain(by_role) {
            if remove_text(&mut self.document["scenes"], &words) > 0 {
                self.done.push(format!("\"{words}\" is gone"));
            }
        }
        // `the 0 on the y axis`: a figure that stands there by itself.
        if self.says(&["axis", "axes"]) {
            let figures = self.prompt.tokens.iter().filter(|token| token.figure().is_some());
            let written: Vec<&str> = figures.map(|token| self.prompt.words(token.span.clone())).collect();
            for words in written {
                if remove_text(&mut self.document["scenes"], words) > 0 {
                    self.done.push(format!("\"{words}\" is gone"));
                }
            }
        }
        if self.says(&["camera", "camera move", "camera moves", "camera movement"]) {
            let mut count = 0;
            for scene in self.document["scenes"].as_array_mut().into_iter().flatten() {
                count += usize::from(scene.as_object_mut().is_some_and(|scene| scene.shift_remove("camera").is_some()));
            }
            if count > 0 {
                self.done.push("the camera stands".to_owned());
            }
        }
    }

    /// `in a neon style`: another preset, whose colours and typefaces take the place of the old ones.
    fn restyle(&mut self) {
        let Some((span, preset)) = self.prompt.styles.iter().find_map(|hit| match hit.meaning {
            crate::lexicon::styles::StyleWord::Preset(name) => Some((hit.span.clone(), name)),
            crate::lexicon::styles::StyleWord::Energy(_) => None,
        }) else {
            return;
        };
        let words = self.prompt.plain(span);
        let wish = pavo_design::LookWish {
            style_words: vec![words.to_owned(), preset.to_owned()],
            seed: self.document["meta"]["seed"].as_u64().unwrap_or(0),
            ..pavo_design::LookWish::default()
        };
        let theme = pavo_design::look(&wish).theme;
        let Some(mut theme) = pavo_scene::Part::write(&theme) else { return };
        // Typefaces that were handed in stay.
        let mut assets = self.document["assets"].as_object().into_iter().flat_map(|assets| assets.values());
        if assets.any(|asset| asset["type"] == "font") && self.document["theme"]["fonts"].is_object() {
            theme["fonts"] = self.document["theme"]["fonts"].clone();
        }
        self.dress(theme);
        self.done.push(format!("the style is {words} now"));
    }

    /// `make it blue`, `a darker background`, `the title in #E11D48`.
    fn recolor(&mut self) {
        let old = self.document["theme"]["colors"].clone();
        let role = |name: &str| old[name].as_str().and_then(Rgba::parse);
        let mut given: Map<String, Value> = Map::new();
        for hit in &self.prompt.colors {
            let near =
                self.prompt.plain(hit.span.start.saturating_sub(40)..(hit.span.end + 24).min(self.prompt.text.len()));
            let role = if near.contains("background") || near.contains("backdrop") {
                "bg"
            } else if ["text", "title", "words", "headline", "letters", "font"].iter().any(|word| near.contains(word)) {
                "text"
            } else {
                "accent"
            };
            given.insert(role.to_owned(), json!(hit.meaning.to_string()));
            self.done.push(format!("the {} is {} now", if role == "bg" { "background" } else { role }, hit.meaning));
        }
        let dark = self.says(&["dark mode", "darker background", "dark background", "make it dark", "darker"]);
        let light = self.says(&[
            "light mode",
            "lighter background",
            "light background",
            "make it light",
            "lighter",
            "brighter",
        ]);
        let wanted = match (dark, light) {
            (true, false) => Some(Mode::Dark),
            (false, true) => Some(Mode::Light),
            _ => None,
        };
        if let Some(mode) = wanted.filter(|_| !given.contains_key("bg")) {
            let preset = self.document["theme"]["preset"].as_str().unwrap_or_default().to_owned();
            let wish = pavo_design::LookWish {
                mode: Some(mode),
                accent: given.get("accent").and_then(Value::as_str).and_then(Rgba::parse),
                style_words: vec![preset],
                ..pavo_design::LookWish::default()
            };
            if let Some(theme) = pavo_scene::Part::write(&pavo_design::look(&wish).theme) {
                let fonts = self.document["theme"]["fonts"].clone();
                self.dress(theme);
                if !fonts.is_null() {
                    self.document["theme"]["fonts"] = fonts;
                }
                self.done.push(format!("it is {} now", if mode == Mode::Dark { "dark" } else { "light" }));
            }
            return;
        }
        if given.is_empty() {
            return;
        }
        // What is not named stays, as far as it can be read on what is.
        let ground = given.get("bg").and_then(Value::as_str).and_then(Rgba::parse).or_else(|| role("bg"));
        for name in ["bg", "text", "accent"] {
            if let (None, Some(color), Some(ground)) = (given.get(name), role(name), ground)
                && (name == "bg" || pavo_design::contrast::Floor::TEXT.holds(color, ground) || name == "accent")
            {
                given.insert(name.to_owned(), json!(color.to_string()));
            }
        }
        let theme = json!({
            "preset": self.document["theme"]["preset"].as_str().unwrap_or("minimal"),
            "fonts": self.document["theme"]["fonts"],
            "motion": self.document["theme"]["motion"],
            "colors": Value::Object(given),
        });
        let text = json!({ "mg": 1, "theme": without_nulls(theme), "scenes": [{ "dur": 1, "nodes": [] }] });
        let Ok(parsed) = Scene::from_value(&text) else { return };
        let mut dressed = parsed.scene;
        pavo_design::resolve_theme(&mut dressed);
        if let Some(theme) = dressed.theme.as_ref().and_then(pavo_scene::Part::write) {
            self.dress(theme);
        }
    }

    /// Another theme: colours that nodes have from the old one, literally, become those of the same roles.
    fn dress(&mut self, theme: Value) {
        let old = self.document["theme"]["colors"].clone();
        let pairs: Vec<(String, String)> = ColorToken::ALL
            .iter()
            .filter_map(|token| {
                let name = token.to_string();
                Some((old[name.as_str()].as_str()?.to_owned(), theme["colors"][name.as_str()].as_str()?.to_owned()))
            })
            .filter(|(old, new)| old != new)
            .collect();
        recolored(&mut self.document["scenes"], &pairs);
        if let Some(overlays) = self.document.get_mut("overlays") {
            recolored(overlays, &pairs);
        }
        self.document["theme"] = theme;
    }

    /// `use Playfair for the title`.
    fn fonts(&mut self) {
        let families = typeface::families(self.prompt, &self.prompt.whole());
        if families.is_empty() || !self.says(&["use", "font", "typeface", "in", "set", "change", "switch"]) {
            return;
        }
        let family = families[0].family.to_owned();
        let (display, body) = (
            self.says(&["title", "headline", "titles", "display"]),
            self.says(&["body", "captions", "subtitle", "small text"]),
        );
        let fonts = &mut self.document["theme"]["fonts"];
        if fonts.is_null() {
            *fonts = json!({});
        }
        if display || !body {
            fonts["display"] = json!(family);
        }
        if body || !display {
            fonts["body"] = json!(family);
        }
        self.done.push(format!("the typeface is {family} now"));
    }

    /// `make the title bigger`.
    fn sizes(&mut self) {
        let factor = if self.says(&["bigger", "larger", "increase the size"]) {
            1.25
        } else if self.says(&["smaller", "reduce the size"]) {
            0.8
        } else {
            return;
        };
        let rank = usize::from(self.says(&["subtitle", "tagline", "caption"]));
        let Some(words) = self.texts_by_size().get(rank).cloned() else { return };
        let mut count = 0;
        visit_mut(&mut self.document["scenes"], &mut |node| {
            if node.get("text").and_then(Value::as_str) == Some(words.as_str()) {
                let size = size_of(&Value::Object(node.clone()));
                let font = node.entry("font").or_insert_with(|| json!({}));
                font["size"] = json!((size * factor).round());
                count += 1;
            }
        });
        if count > 0 {
            self.done.push(format!("\"{words}\" is {} now", if factor > 1.0 { "larger" } else { "smaller" }));
        }
    }

    /// `faster`, `make it 10 seconds`, `twice as long`.
    fn pace(&mut self) {
        let length = self.document["canvas"]["duration"].as_f64().unwrap_or(0.0);
        let seconds =
            self.prompt.tokens.iter().find_map(crate::token::Token::secs).filter(|secs| (1.0..=120.0).contains(secs));
        let factor = if let (Some(secs), true) = (seconds, length > 0.0) {
            secs / length
        } else if self.says(&["twice as fast", "double the speed", "half as long"]) {
            0.5
        } else if self.says(&["twice as long", "twice as slow", "half the speed"]) {
            2.0
        } else if self.says(&["faster", "quicker", "speed up", "speed it up", "snappier"]) {
            0.7
        } else if self.says(&["slower", "slow down", "slow it down", "calmer", "longer"]) {
            1.4
        } else {
            return;
        };
        if (factor - 1.0).abs() < 1e-6 || length <= 0.0 {
            return;
        }
        self.stretch(length, factor);
    }

    /// So many seconds long.
    fn last(&mut self, secs: Option<f64>) {
        let length = self.document["canvas"]["duration"].as_f64().unwrap_or(0.0);
        if let Some(secs) = secs.filter(|secs| length > 0.0 && (secs - length).abs() > 1e-6) {
            self.stretch(length, secs / length);
        }
    }

    fn stretch(&mut self, length: f64, factor: f64) {
        let factor = (length * factor).clamp(1.0, 120.0) / length;
        stretched(&mut self.document["scenes"], factor);
        if let Some(overlays) = self.document.get_mut("overlays") {
            stretched(overlays, factor);
        }
        let new = rounded(length * factor);
        self.document["canvas"]["duration"] = json!(new);
        self.done.push(format!("it takes {new} s now"));
    }

    /// `make it vertical`.
    fn frame(&mut self) {
        let aspects = [
            ("9:16", &["vertical", "9:16", "portrait", "for tiktok", "for reels", "for stories"][..]),
            ("1:1", &["square", "1:1"]),
            ("4:5", &["4:5"]),
            ("16:9", &["horizontal", "landscape", "16:9", "widescreen"]),
        ];
        let Some((aspect, _)) = aspects.iter().find(|(_, names)| self.says(names)) else { return };
        if self.document["canvas"]["aspect"] != json!(aspect) {
            self.document["canvas"]["aspect"] = json!(aspect);
            self.done.push(format!("the ratio is {aspect} now"));
        }
    }

    /// `with whip pan transitions`.
    fn transitions(&mut self) {
        let Some(transition) = named_transition(self.prompt) else { return };
        let Some(value) = pavo_scene::Part::write(&transition) else { return };
        let mut count = 0;
        for scene in self.document["scenes"].as_array_mut().into_iter().flatten().skip(1) {
            scene["transition"] = value.clone();
            count += 1;
        }
        if count > 0 {
            self.done.push(format!("scenes follow each other by {} now", transition.preset));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Brief, direct};

    fn film() -> Scene {
        direct(&Brief {
            seed: Some(3),
            ..Brief::new("Title \"Hello there\" with the subtitle \"A quiet film\", 5 seconds")
        })
        .scene
    }

    fn edited(words: &str) -> Edited {
        edit(&film(), words, None).unwrap_or_else(|| panic!("{words}: nothing is understood"))
    }

    fn texts(scene: &Scene) -> Vec<String> {
        let mut found = Vec::new();
        visit(&scene.to_value()["scenes"], &mut |node| {
            if let (Some("text"), Some(text)) = (node["type"].as_str(), node["text"].as_str()) {
                found.push(text.to_owned());
            }
        });
        found
    }

    #[test]
    fn words_change_and_go_and_everything_else_stays() {
        let changed = edited("change \"Hello there\" to \"Good night\"");
        assert!(texts(&changed.scene).contains(&"Good night".to_owned()), "{:?}", texts(&changed.scene));
        assert!(texts(&changed.scene).contains(&"A quiet film".to_owned()));
        let is_about_words = |operation: &Value| {
            let path = operation["path"].as_str().unwrap_or_default();
            path.ends_with("/text") || path == "/meta/title"
        };
        assert!(changed.patch.iter().all(is_about_words), "{:?}", changed.patch);
        let said = edited("the title should say \"Hi\"");
        assert!(
            texts(&said.scene).contains(&"Hi".to_owned()) && !texts(&said.scene).contains(&"Hello there".to_owned())
        );
        let gone = edited("remove the subtitle");
        assert!(
            !texts(&gone.scene).contains(&"A quiet film".to_owned())
                && texts(&gone.scene).contains(&"Hello there".to_owned())
        );
    }

    #[test]
    fn colours_are_those_that_are_named() {
        let blue = edited("make the accent #2244EE");
        assert_eq!(blue.scene.to_value()["theme"]["colors"]["accent"], "#2244EE");
        let ground = edited("a #101820 background");
        let colors = ground.scene.to_value()["theme"]["colors"].clone();
        assert_eq!(colors["bg"], "#101820");
        let text = colors["text"].as_str().and_then(Rgba::parse).expect("a colour");
        assert!(pavo_design::contrast::wcag(text, Rgba::parse("#101820").expect("a colour")) >= 4.5);
        assert_eq!(texts(&ground.scene), texts(&film()));
        assert!(!edited("make it dark").done.is_empty());
    }

    #[test]
    fn pace_ratio_and_size_change() {
        assert_eq!(edited("make it 10 seconds long").scene.duration().secs(), 10.0);
        assert_eq!(edited("faster please").scene.duration().secs(), 3.5);
        assert_eq!(edited("make it vertical").scene.aspect().word(), "9:16");
        let of = |scene: &Scene| {
            let mut size = 0.0;
            visit(&scene.to_value()["scenes"], &mut |node| {
                if node["text"] == "Hello there" {
                    size = size_of(node);
                }
            });
            size
        };
        assert!(of(&edited("make the title bigger").scene) > 1.2 * of(&film()));
        let neon = edited("in a neon style");
        assert_eq!(texts(&neon.scene), texts(&film()));
        assert_ne!(neon.scene.to_value()["theme"]["colors"], film().to_value()["theme"]["colors"]);
    }

    #[test]
    fn what_changes_nothing_is_no_change() {
        assert_eq!(edit(&film(), "a video about autumn", None), None);
        assert_eq!(edit(&film(), "change \"Nowhere\" to \"Somewhere\"", None), None);
    }

    #[test]
    fn a_patch_makes_the_one_document_of_the_other() {
        let (before, after) =
            (json!({ "a": 1, "b": [1, { "c/d": 2 }], "e": 3 }), json!({ "a": 2, "b": [1, { "c/d": 4 }], "f": 5 }));
        let mut patch = Vec::new();
        difference(&before, &after, "", &mut patch);
        let paths: Vec<&str> = patch.iter().filter_map(|operation| operation["path"].as_str()).collect();
        assert_eq!(paths, ["/e", "/a", "/b/1/c~1d", "/f"]);
    }
}
