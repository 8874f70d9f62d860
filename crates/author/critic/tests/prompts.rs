//! Prompts of our own, in the dialects that people write: what each must show, and how good its film is.
//!
//! Each line of `tests/prompts/own.jsonl` is a prompt and what must hold of its film. `PROMPTS=part` runs those whose ids
//! hold the part; `PROMPTS_TABLE=1` prints the score of each.

use pavo_critic::check::{CheckSettings, Severity, check};
use pavo_critic::{Designed, designed};
use pavo_director::{Brief, Direction, direct};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Node, NodeKind, Scene, Shot};
use serde_json::Value;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the films must reach: in the median, and each.
const MEDIAN_SCORE: f64 = 88.0;
const LEAST_SCORE: f64 = 75.0;

/// A prompt and what must hold of its film.
struct Case(Value);

impl Case {
    fn text(&self, key: &str) -> Option<&str> {
        self.0[key].as_str()
    }

    fn texts(&self, key: &str) -> Vec<&str> {
        self.0[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn figures(&self, key: &str) -> Vec<f64> {
        self.0[key].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    }

    fn says(&self, key: &str) -> bool {
        self.0[key].as_bool() == Some(true)
    }
}

/// A film, and what is on its screen.
struct Film {
    direction: Direction,
    scene: Scene,
    words: Vec<String>,
    figures: Vec<f64>,
}

impl Film {
    fn of(case: &Case, assets: &Assets) -> Self {
        let brief = Brief::new(case.text("prompt").unwrap_or_default());
        let Designed { direction, reviewed } = designed(&brief, assets, CheckSettings::of);
        let scene = reviewed.scene;
        let (mut words, mut figures) = (Vec::new(), Vec::new());
        for node in scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays) {
            visit(node, &mut |node| match &node.kind {
                NodeKind::Text(text) => words.push(text.text.clone()),
                NodeKind::Number(number) => figures.push(number.to),
                _ => {}
            });
        }
        Self { direction, scene, words, figures }
    }

    /// When the node of a text begins to come, in seconds of the film.
    fn begins(&self, words: &str) -> Option<f64> {
        let spans = self.scene.shot_spans();
        let in_shot = |(shot, (begin, _)): (&Shot, &(pavo_scene::Time, pavo_scene::Time))| {
            let mut first: Option<f64> = None;
            for node in &shot.nodes {
                visit(node, &mut |node| {
                    let NodeKind::Text(text) = &node.kind else { return };
                    if text.text == words {
                        let start = node.common.start.map_or(0.0, pavo_scene::Time::secs);
                        let comes = node.common.entrance.as_ref().and_then(|entrance| entrance.start);
                        let at = begin.secs() + comes.map_or(start, pavo_scene::Time::secs).max(start);
                        first = Some(first.map_or(at, |first| first.min(at)));
                    }
                });
            }
            first
        };
        self.scene.shots.iter().zip(&spans).find_map(in_shot)
    }
}

fn visit(node: &Node, see: &mut impl FnMut(&Node)) {
    see(node);
    for child in node.children() {
        visit(child, see);
    }
}

/// A figure as it is written within words: `12480`, `12,480`, `1.2`.
fn is_written(figure: f64, words: &[String]) -> bool {
    let plain = figure.to_string();
    words.iter().any(|text| {
        let text = text.replace(',', "");
        text.match_indices(&plain).any(|(at, _)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !digit(text[..at].chars().next_back()) && !digit(text[at + plain.len()..].chars().next())
        })
    })
}

/// Everything that does not hold.
fn failures(case: &Case, film: &Film, assets: &Assets) -> (Vec<String>, f64) {
    let mut failures = Vec::new();
    let shown = |wanted: &str| film.words.iter().any(|words| words == wanted);
    let holds = |wanted: &str| film.words.iter().any(|words| words.contains(wanted));
    let lower: Vec<String> = film.words.iter().map(|words| words.to_lowercase()).collect();
    let holds_ci = |wanted: &str| lower.iter().any(|words| words.contains(&wanted.to_lowercase()));
    let counts = |figure: f64| {
        film.figures.iter().any(|shown| (shown - figure).abs() < 1e-6 * figure.abs().max(1.0))
            || is_written(figure, &film.words)
    };
    let mut demand = |holds: bool, what: String| {
        if !holds {
            failures.push(what);
        }
    };
    for wanted in case.texts("shows") {
        demand(shown(wanted), format!("\"{wanted}\" is not on screen: {:?}", film.words));
    }
    for wanted in case.texts("shows_all_ci") {
        demand(holds_ci(wanted), format!("\"{wanted}\" is not on screen: {:?}", film.words));
    }
    for wanted in case.texts("numbers_text") {
        demand(holds(wanted), format!("{wanted} is not on screen: {:?}", film.words));
    }
    for (key, is_there) in [("shows_any", &holds as &dyn Fn(&str) -> bool), ("shows_any_ci", &holds_ci)] {
        let wanted = case.texts(key);
        let whole = film.words.join(" ");
        let any = wanted.iter().any(|wanted| is_there(wanted) || whole.contains(wanted));
        demand(wanted.is_empty() || any, format!("none of {wanted:?} is on screen: {:?}", film.words));
    }
    for figure in case.figures("numbers") {
        let other = case.figures("numbers_alt");
        let is_there = counts(figure) || other.iter().any(|other| counts(*other));
        demand(is_there, format!("{figure} is not on screen: {:?} {:?}", film.figures, film.words));
    }
    let any = case.figures("numbers_any");
    demand(any.is_empty() || any.iter().any(|figure| counts(*figure)), format!("none of {any:?} is on screen"));
    for word in case.texts("not_shown") {
        demand(!holds(word), format!("\"{word}\" must not be on screen"));
    }
    if case.says("wordless") {
        demand(film.words.is_empty() && film.figures.is_empty(), format!("words are on screen: {:?}", film.words));
    }
    let document = film.scene.to_json();
    for color in case.texts("colors") {
        demand(document.contains(color), format!("{color} is nowhere"));
    }
    if let Some(secs) = case.0["secs"].as_f64() {
        let length = film.scene.duration().secs();
        demand((length - secs).abs() < 1e-3, format!("it is {length} s long, not {secs}"));
    }
    if let Some(count) = case.0["scenes"].as_u64() {
        let made = film.scene.shots.len();
        demand(made as u64 == count, format!("it has {made} scenes, not {count}"));
    }
    if let Some(aspect) = case.text("aspect") {
        demand(film.scene.aspect().word() == aspect, format!("it is {}", film.scene.aspect().word()));
    }
    if let Some(begins) = case.0["begins"].as_object() {
        // A beat that is literal is met to half a frame; where taste fills in, within a breath.
        let slack = if case.says("literal") { 0.5 / f64::from(film.scene.frame_rate().fps()) } else { 0.25 };
        for (words, secs) in begins {
            let at = film.begins(words);
            let secs = secs.as_f64().unwrap_or_default();
            let is_met = at.is_some_and(|at| at >= secs - 1e-6 && at - secs <= slack + 1e-6);
            demand(is_met, format!("\"{words}\" begins at {at:?}, not {secs}"));
        }
    }
    if let Some(block) = case.text("block") {
        let named = film.direction.trace.entries.iter().any(|entry| entry.stage == "block" && entry.decision == block);
        let chosen: Vec<&str> = film
            .direction
            .trace
            .entries
            .iter()
            .filter(|entry| matches!(entry.stage, "block" | "intent"))
            .map(|entry| entry.decision.as_str())
            .collect();
        demand(named, format!("it is no {block}: {chosen:?}"));
    }
    if case.says("flat") {
        let is_flat = !["\"kind\":\"linear\"", "\"kind\":\"radial\"", "\"fx\":\"shadow\""]
            .iter()
            .any(|word| document.replace(' ', "").contains(word));
        demand(is_flat, "it is not flat".to_owned());
    }
    if case.says("still") {
        demand(film.scene.shots.iter().all(|shot| shot.camera.is_none()), "the camera moves".to_owned());
    }
    let report = check(&film.scene, assets, &CheckSettings::of(&film.scene));
    for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
        failures.push(finding.to_string());
    }
    (failures, report.score.points)
}

#[test]
fn films_of_our_prompts_show_what_they_must_and_are_good() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/prompts/own.jsonl");
    let lines = std::fs::read_to_string(path).expect("the prompts");
    let part = std::env::var("PROMPTS").unwrap_or_default();
    let cases: Vec<Case> = lines
        .lines()
        .map(|line| Case(serde_json::from_str(line).expect("a case")))
        .filter(|case| case.text("id").is_some_and(|id| id.contains(&part)))
        .collect();
    assert!(!part.is_empty() || cases.len() >= 120, "{} prompts", cases.len());
    let assets = pavo_design::fonts::bundled_assets();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let film = Film::of(case, &assets);
                    let (failures, score) = failures(case, &film, &assets);
                    let id = case.text("id").unwrap_or_default().to_owned();
                    done.lock().expect("no panic").push((id, score, failures));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no panic");
    done.sort_by(|one, other| one.1.total_cmp(&other.1));
    if std::env::var("PROMPTS_TABLE").is_ok() {
        for (id, score, failures) in &done {
            println!("{score:>5.1} {id} {}", failures.join(" | "));
        }
    }
    let wrong: Vec<String> = done
        .iter()
        .filter(|(_, _, failures)| !failures.is_empty())
        .map(|(id, _, failures)| format!("{id}: {}", failures.join("\n    ")))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), done.len(), wrong.join("\n"));
    let (least, median) = (&done[0], done[done.len() / 2].1);
    assert!(least.1 >= LEAST_SCORE, "{} has {:.1} points", least.0, least.1);
    assert!(!part.is_empty() || median >= MEDIAN_SCORE, "the median is {median:.1}");
}

#[test]
fn the_same_prompt_and_seed_give_the_same_scene_and_another_seed_the_same_facts() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/prompts/own.jsonl");
    let lines = std::fs::read_to_string(path).expect("the prompts");
    for line in lines.lines().step_by(9) {
        let case = Case(serde_json::from_str(line).expect("a case"));
        let prompt = case.text("prompt").unwrap_or_default();
        let of = |seed: u64| direct(&Brief { seed: Some(seed), ..Brief::new(prompt) }).scene;
        assert_eq!(of(7).to_json(), of(7).to_json(), "{prompt}");
        for wanted in case.texts("shows") {
            let written = serde_json::to_string(wanted).expect("a text");
            assert!(of(8).to_json().contains(written.trim_matches('"')), "{wanted}: {prompt}");
        }
        assert_eq!(of(8).duration(), of(7).duration(), "{prompt}");
        assert_eq!(of(8).at_aspect(AspectRatio::Tall).shots.len(), of(7).shots.len(), "{prompt}");
    }
}
