//! The whole film: how long it is, what its parts are, what each of them shows.

mod pictures;

use crate::Brief;
use crate::budget;
use crate::content;
use crate::design_seam::{self, Style};
use crate::directives::{self, Directives, Freedom};
use crate::emit::{Emitter, rounded};
use crate::finish;
use crate::fixed::{chart_elements, code_element};
use crate::given::{Given, Table};
use crate::intent::{self, Idea, Taste};
use crate::logo;
use crate::mask::AtomKind;
use crate::need::{natural_secs, part_need};
use crate::own_fonts::OwnLetters;
use crate::playback::Playback;
use crate::prompt::Prompt;
use crate::segment::{self, Beat};
use crate::stage::{BackgroundChange, Stage};
use crate::sticker;
use crate::story::{self, Part};
use crate::tabled;
use crate::title::title_of;
use crate::trace::Trace;
use crate::warn;
use pavo_design::{LOGO_ASSET, TimeNeed};
use pavo_scene::{
    AspectRatio, CameraMove, Canvas, Entrance, EntrancePreset, FrameRate, LONGEST_FILM_SECS, Length, Meta, Node,
    NodeKind, Paint, Rect, Rgba, Scene, Shot, Size, Time, Transition, TransitionPreset,
};
use std::ops::Range;

/// A scene and what its maker should know.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The scene.
    pub(crate) scene: Scene,
    /// What was left out or read otherwise than it may be meant.
    pub(crate) warnings: Vec<String>,
}

/// Shortest film, in seconds.
const SHORTEST_SECS: f64 = 0.1;

/// As many quotations that nothing shows get a part of their own.
const MOST_LEFT_OUT: usize = 3;

/// So many quotations are looked for on screen: of more, most are spoken of.
const MOST_QUOTED: usize = 60;

/// Shortest scene that follows another by more than a cut, in seconds.
const SHORTEST_JOINED_SECS: f64 = 1.2;

/// Plans the film of a prompt.
pub(crate) fn plan(
    mut prompt: Prompt<'_>,
    brief: &Brief,
    letters: &OwnLetters,
    playback: &Playback,
    seed: u64,
    trace: &mut Trace,
) -> Plan {
    prompt.has_logo = brief.brand.as_ref().is_some_and(|brand| brand.logo.is_some());
    if let Some(values) = tabled::begin(brief.given.iter().filter_map(Given::table), prompt.text) {
        prompt.hush(values);
    }
    prompt.own_families = letters.cuts.iter().map(|cut| cut.family.to_lowercase()).collect();
    let beats = segment::beats(&prompt);
    let timed = beats.iter().any(|beat| beat.times.is_some());
    let header = outside(&prompt, &beats);
    let directives = directives::read(&prompt, &header, &beats, brief, trace);
    prompt.length_at = directives.length_at.clone();
    prompt.is_tall = directives.aspect == Some(AspectRatio::Tall);
    let prompt = &prompt;
    let mut warnings = warn::warnings(prompt, &directives, trace);
    for beat in &beats {
        let decision = beat
            .times
            .map_or_else(|| "a part without times".to_owned(), |(start, end)| format!("{start} s to {end} s"));
        trace.note(prompt.text, "beat", beat.tag.clone(), decision, 0.95);
    }
    let style = design_seam::style(prompt, &directives, seed, brief, letters);
    let sticker = sticker::sticker(prompt, &brief.given);
    let lies_on_top = |one: &&Given| sticker.as_ref().is_some_and(|sticker| sticker.name() == one.name);
    let is_shown = !speaks_of_reference(prompt);
    let photos: Vec<&Given> =
        brief.given.iter().filter(|one| is_shown && one.is_photo() && !lies_on_top(one)).collect();
    if !photos.is_empty() {
        warnings.retain(|warning| !["photos ", "screenshots "].iter().any(|what| warning.starts_with(what)));
        let decision = format!("{} of them shall appear", photos.len());
        trace.note(prompt.text, "pictures", 0..0, decision, 1.0);
    }
    let mut film = Film {
        prompt,
        directives: &directives,
        style: &style,
        seed,
        photos,
        tables: brief.given.iter().filter_map(Given::table).collect(),
        playback,
        trace,
        warnings: &mut warnings,
        things: 0,
    };
    let (mut shots, secs) = if timed { film.timed(&beats) } else { film.free(&beats) };
    if directives.looped {
        close(&mut shots, timed);
    }
    let mut scene = Scene {
        meta: Some(Meta {
            title: title_of(&shots),
            prompt: Some(brief.prompt.chars().take(20_000).collect()),
            engine: Some("director".into()),
            seed: Some(seed),
            notes: warnings.clone(),
            ..Meta::default()
        }),
        canvas: Some(Canvas {
            aspect: Some(directives.aspect.unwrap_or(AspectRatio::Wide)),
            fps: Some(f64::from(directives.frame_rate.unwrap_or(FrameRate::Fps30).fps())),
            duration: Some(Time::from_secs(secs)),
            looped: directives.looped.then_some(true),
            ..Canvas::default()
        }),
        theme: Some(style.look.theme.clone()),
        shots,
        ..Scene::default()
    };
    let is_crowded = logo::has_figures(&scene) || brief.given.iter().any(|one| one.is_photo() && !lies_on_top(&one));
    scene.overlays.extend(sticker.as_ref().map(|sticker| sticker.node(is_crowded)));
    logo::add_logo(&mut scene, prompt, brief, style.look.plate, directives.negatives.logos);
    let others: Vec<Given> = brief.given.iter().filter(|given| given.name != LOGO_ASSET).cloned().collect();
    for left in content::add_assets(&mut scene, &others) {
        warnings.push(match left.font() {
            Some(cut) => format!("the typeface {} has no role in this film and is not used", cut.family),
            None if !is_shown => format!(
                "the file {} is not shown; handed in as a reference (--reference, reference_image_url) it gives its colours",
                left.called()
            ),
            None => format!("the file {} has no place in this film and is not shown", left.called()),
        });
    }
    warnings.extend(playback.apply(&mut scene, &brief.given));
    if !scene.audio.is_empty() {
        warnings.retain(|warning| !warning.starts_with("sound "));
    }
    finish::finish(&mut scene, prompt, trace);
    // A document that cannot be read back is our mistake; the film is made nevertheless.
    if let Err(invalid) = Scene::from_value(&scene.to_value()) {
        trace.note(prompt.text, "repair", 0..0, invalid.to_string(), 0.0);
        warnings.push("parts of the prompt could not be placed; a plain background is shown".to_owned());
        let background = Some(style.base().into());
        scene.shots = vec![Shot { dur: Some(Time::from_secs(secs)), background, ..Shot::default() }];
    }
    Plan { scene, warnings }
}

/// Lets a film's end go on in its beginning: the camera stays where it would go one way, and what comes on screen goes
/// again before it comes anew, but where the prompt says when things happen (`timed`).
fn close(shots: &mut [Shot], timed: bool) {
    for camera in shots.iter_mut().filter_map(|shot| shot.camera.as_mut()) {
        if matches!(camera.movement, CameraMove::Push | CameraMove::Pull | CameraMove::Pan | CameraMove::Orbit) {
            camera.movement = CameraMove::None;
        }
    }
    let is_cut = shots.len() > 1 || shots.iter().any(|shot| shot.nodes.iter().any(comes_in));
    if let Some(first) = shots.first_mut().filter(|_| is_cut && !timed) {
        first.transition.get_or_insert(Transition::new(TransitionPreset::Crossfade));
    }
}

/// Whether a node, or one in it, comes on screen after the beginning.
fn comes_in(node: &Node) -> bool {
    node.common.entrance.is_some() || node.common.start.is_some() || node.children().iter().any(comes_in)
}

/// Whether what was handed in shows only how the film shall look.
fn speaks_of_reference(prompt: &Prompt<'_>) -> bool {
    prompt.says_any(
        &prompt.whole(),
        &["style reference", "reference only", "as a reference", "as reference", "for reference", "mood reference"],
    )
}

/// The parts of a prompt that belong to no beat.
fn outside(prompt: &Prompt<'_>, beats: &[Beat]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for beat in beats {
        if from < beat.tag.start {
            parts.push(from..beat.tag.start);
        }
        from = beat.text.end.max(from);
    }
    if from < prompt.text.len() {
        parts.push(from..prompt.text.len());
    }
    parts
}

struct Film<'a, 'p> {
    prompt: &'a Prompt<'p>,
    directives: &'a Directives,
    style: &'a Style,
    /// What chance is drawn from.
    seed: u64,
    /// Pictures that shall appear.
    photos: Vec<&'a Given>,
    /// Tables that were handed in.
    tables: Vec<&'a Table>,
    /// How videos among them are played.
    playback: &'a Playback,
    trace: &'a mut Trace,
    warnings: &'a mut Vec<String>,
    /// How many things the parts so far have placed one by one.
    things: usize,
}

impl<'a> Film<'a, '_> {
    /// A film whose beats have times.
    fn timed(&mut self, beats: &[Beat]) -> (Vec<Shot>, f64) {
        let last = beats.iter().filter_map(|beat| beat.times).map(|(_, end)| end).fold(0.0, f64::max);
        let given = self.directives.duration_secs;
        let secs = match given {
            Some(given) if given < last - 1e-6 => {
                self.warnings.push(format!("the beats last {last} s, the film {given} s: what is later is cut off"));
                given
            }
            Some(given) => given,
            None => last,
        };
        let secs = secs.clamp(SHORTEST_SECS, LONGEST_FILM_SECS);
        let scenes = if self.directives.is_plain { self.plain_scenes(beats, secs) } else { self.scenes(beats, secs) };
        if let Some(shots) = scenes {
            return (shots, secs);
        }
        let mut stage = Stage::new(self.prompt, self.directives, secs);
        for sentence in self.lasting(beats) {
            let before = stage.elements.len();
            stage.play(&sentence, (0.0, secs), self.trace);
            for element in &mut stage.elements[before..] {
                element.persistent = true;
            }
        }
        for beat in beats {
            let Some((start, end)) = beat.times else { continue };
            if start < secs {
                let before = stage.elements.len();
                stage.play(&beat.text, (start, end.min(secs)), self.trace);
                if stage.elements.len() == before && intent::lists_things(self.prompt, &beat.text) {
                    self.warnings.push(format!(
                        "what is listed at {start} s is not shown: the prompt places things itself, and says nothing of \
                         where these go; put them in quotation marks, with a place"
                    ));
                }
            }
        }
        let ground = self.ground_of(&stage, secs);
        (vec![self.shot(stage, ground, secs)], secs)
    }

    /// What is behind things that are placed one by one: something that moves, where for long nothing else is there.
    fn ground_of(&self, stage: &Stage<'_>, secs: f64) -> (Paint, Vec<Node>) {
        const LONGEST_EMPTY_SECS: f64 = 1.5;
        let mut spans: Vec<(f64, f64)> =
            stage.elements.iter().map(|element| (element.window.0, element.window.1.unwrap_or(secs))).collect();
        spans.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (mut empty, mut until) = (0.0_f64, 0.0_f64);
        for (start, end) in spans.into_iter().chain([(secs, secs)]) {
            empty = empty.max(start - until);
            until = until.max(end);
        }
        let may_move = !self.directives.negatives.decoration && !self.directives.roles.flat;
        if !self.photos.is_empty() {
            // What is placed one by one stands on them.
            let mut parts = vec![Part { idea: Idea::Ambient, at: 0..0, is_optional: false }];
            content::place(&mut parts, &self.photos, self.prompt, false);
            if let Some(block) = self.style.block(&parts[0].idea, secs) {
                return (block.background, block.nodes);
            }
        }
        let moving = (empty > LONGEST_EMPTY_SECS && may_move).then(|| self.style.block(&Idea::Ambient, secs)).flatten();
        moving.map_or_else(|| self.style.ground(), |block| (block.background, block.nodes))
    }

    /// Beats as scenes of their own: where the design is ours, they follow each other, and none speaks of another.
    fn scenes(&mut self, beats: &[Beat], secs: f64) -> Option<Vec<Shot>> {
        if self.directives.freedom == Freedom::Literal {
            return None;
        }
        let times: Vec<(f64, f64)> = beats.iter().filter_map(|beat| beat.times).collect();
        let follows = times.first().is_some_and(|(start, _)| *start == 0.0)
            && times.len() == beats.len()
            && times.windows(2).all(|pair| (pair[1].0 - pair[0].1).abs() < 0.02)
            && times.last().is_some_and(|(_, end)| *end <= secs + 1e-6);
        let alone = beats.iter().all(|beat| self.stands_alone(&beat.text));
        if !follows || !alone {
            return None;
        }
        let mut ideas: Vec<Idea> = Vec::new();
        for beat in beats {
            let shown: Vec<&str> = ideas.iter().map(Idea::name).collect();
            let taste = Taste { seed: self.seed, shown: &shown };
            ideas.push(intent::beat_idea(self.prompt, &beat.text, self.directives, taste, self.trace));
        }
        // Things placed one by one keep their places when nothing else happens; then one scene holds them all.
        if ideas.iter().all(|idea| matches!(idea, Idea::Staged | Idea::Ambient)) {
            return None;
        }
        let mut ideas = ideas;
        let at: Vec<Range<usize>> = beats.iter().map(|beat| beat.text.clone()).collect();
        self.illustrate(&mut ideas, &at);
        let last = beats.len() - 1;
        let shots = beats.iter().zip(&ideas).enumerate().map(|(index, (beat, idea))| {
            let (start, end) = times[index];
            self.part(idea, &beat.text, rounded(if index == last { secs - start } else { end - start }))
        });
        Some(shots.collect())
    }

    /// Beats as scenes of their own, whatever they say of each other; one that shows nothing leaves the one before it there.
    fn plain_scenes(&mut self, beats: &[Beat], secs: f64) -> Option<Vec<Shot>> {
        let mut parts: Vec<(f64, Idea, Range<usize>)> = Vec::new();
        for beat in beats {
            let Some((start, _)) = beat.times.filter(|(start, _)| *start < secs - SHORTEST_SECS) else { continue };
            let shown: Vec<&str> = parts.iter().map(|(_, idea, _)| idea.name()).collect();
            let taste = Taste { seed: self.seed, shown: &shown };
            let idea = intent::beat_idea(self.prompt, &beat.text, self.directives, taste, self.trace);
            let is_empty = matches!(idea, Idea::Ambient | Idea::Staged);
            let follows = parts.last().is_none_or(|(before, ..)| start >= before + SHORTEST_SECS);
            if !is_empty && follows {
                parts.push((start, idea, beat.text.clone()));
            }
        }
        // What comes later than the beginning does so in its time.
        if parts.first().is_some_and(|(start, ..)| *start >= SHORTEST_SECS) {
            parts.insert(0, (0.0, Idea::Ambient, 0..0));
        }
        let mut ideas: Vec<Idea> = parts.iter().map(|(_, idea, _)| idea.clone()).collect();
        let at: Vec<Range<usize>> = parts.iter().map(|(.., at)| at.clone()).collect();
        self.illustrate(&mut ideas, &at);
        parts.iter_mut().zip(ideas).for_each(|(part, idea)| part.1 = idea);
        let begins: Vec<f64> = parts.iter().map(|(start, ..)| *start).skip(1).chain([secs]).collect();
        let mut from = 0.0;
        let shots = parts.into_iter().zip(begins).map(|((_, idea, at), end)| {
            let shot = self.part(&idea, &at, rounded(end - from));
            from = end;
            shot
        });
        let shots: Vec<Shot> = shots.collect();
        (!shots.is_empty()).then_some(shots)
    }

    /// Sentences outside of all beats about what is there all the time: `a persistent overlay shows "…"`.
    fn lasting(&self, beats: &[Beat]) -> Vec<Range<usize>> {
        const ALWAYS: [&str; 9] = [
            "persistent",
            "throughout",
            "for the full",
            "for the whole",
            "the entire",
            "always visible",
            "always on screen",
            "at all times",
            "stays on screen",
        ];
        let shows = |sentence: &Range<usize>| {
            self.prompt.atoms.iter().any(|atom| atom.kind == AtomKind::Quote && sentence.contains(&atom.span.start))
        };
        let outside = outside(self.prompt, beats);
        let sentences = outside.iter().flat_map(|part| crate::segment::sentences(self.prompt, part));
        sentences.filter(|sentence| self.prompt.says_any(sentence, &ALWAYS) && shows(sentence)).collect()
    }

    /// A film whose parts have no times.
    fn free(&mut self, beats: &[Beat]) -> (Vec<Shot>, f64) {
        let named = beats.iter().any(|beat| !beat.tag.is_empty());
        let story = if named { None } else { story::story(self.prompt, self.directives, self.seed, self.trace) };
        let is_single = beats.is_empty() || self.is_one_picture(beats);
        let mut parts = match story {
            Some(parts) => parts,
            None if is_single => vec![self.whole()],
            None => self.untimed(beats),
        };
        self.show_table(&mut parts);
        self.end_with_logo(&mut parts);
        let photos = self.photos_of(&parts);
        content::place(&mut parts, &photos, self.prompt, !self.directives.is_literal());
        logo::say_name_once(&mut parts, self.style.look.logo);
        let is_single = is_single && parts.len() == 1;
        let (shots, secs) = match parts.as_slice() {
            [only] if is_single => self.single(&only.idea, &only.at),
            _ => self.parts(&parts),
        };
        // What is quoted is shown, if need be in a part of its own.
        let left = self.left_out(beats, &shots);
        // Many of them are what the prompt speaks of, not what the film says.
        let is_spoken_of = left.len() > MOST_LEFT_OUT && shots.iter().any(|shot| !shot.nodes.is_empty());
        if self.directives.is_literal() || self.directives.negatives.text || left.is_empty() || is_spoken_of {
            return (shots, secs);
        }
        let decision = format!("what else is quoted: {}", left.join(" / "));
        self.trace.note(self.prompt.text, "copy", 0..0, decision, 0.5);
        let idea = match left.as_slice() {
            [only] => Idea::Title { kicker: None, title: only.clone(), subtitle: None },
            _ => Idea::Lines(left),
        };
        // The end stays the end.
        let ends = parts.len() > 1 && parts.last().is_some_and(|part| part.idea.is_an_end());
        parts.insert(parts.len() - usize::from(ends), Part { idea, at: 0..0, is_optional: false });
        self.things = 0;
        self.parts(&parts)
    }

    /// Quotations that are nowhere in some shots.
    fn left_out(&self, beats: &[Beat], shots: &[Shot]) -> Vec<String> {
        const MOST_LINES: usize = 6;
        const LONGEST_CHARS: usize = 120;
        let mut shown = Vec::new();
        shots.iter().flat_map(|shot| &shot.nodes).for_each(|node| words_on(node, &mut shown));
        let all: Vec<String> = shown.iter().flat_map(|words| plain_words(words)).collect();
        let told = crate::told::copy_of(self.prompt, beats).into_iter().take(MOST_QUOTED).map(|copy| copy.words);
        told.filter(|words| {
            let mut parts = plain_words(words).into_iter();
            words.chars().count() <= LONGEST_CHARS && !parts.all(|word| all.contains(&word))
        })
        .take(MOST_LINES)
        .collect()
    }

    /// Whether parts without times speak of each other's things: `2. "Fold" appears below it` is no scene of its own.
    fn is_one_picture(&self, beats: &[Beat]) -> bool {
        let refers =
            ["below it", "below that", "beneath it", "under it", "next to it", "beside it", "above it", "under that"];
        let later = beats.iter().skip(1).filter(|beat| self.prompt.says_any(&beat.text, &refers)).count();
        beats.len() >= 2 && later * 2 >= beats.len() - 1 && beats.iter().all(|beat| beat.times.is_none())
    }

    /// Whether a beat says nothing of other beats and gives no times of its own.
    fn stands_alone(&self, text: &Range<usize>) -> bool {
        let prompt = self.prompt;
        let refers = [
            "hold the",
            "holds",
            "hold",
            "keep",
            "remains",
            "stays",
            "both",
            "everything",
            "below it",
            "the title",
            "the number",
            "the text",
            "the label",
            "persistent",
            "below",
            "beneath",
        ];
        let timed = prompt.tokens_in(text).iter().any(|token| token.secs().is_some());
        let placed = prompt
            .tokens_in(text)
            .iter()
            .any(|token| token.figure().is_some_and(|figure| figure.unit == crate::token::Unit::Px));
        !timed && !placed && !prompt.says_any(text, &refers)
    }

    /// The whole prompt as one part.
    fn whole(&mut self) -> Part {
        let at = self.prompt.whole();
        let taste = Taste { seed: self.seed, shown: &[] };
        let idea = intent::idea(self.prompt, &at, self.directives, taste, self.trace);
        Part { idea, at, is_optional: false }
    }

    /// A film of one part.
    fn single(&mut self, idea: &Idea, part: &Range<usize>) -> (Vec<Shot>, f64) {
        if let Some(film) = self.showreel(idea) {
            return film;
        }
        let secs = self
            .directives
            .duration_secs
            .or_else(|| self.footage_secs(idea))
            .unwrap_or_else(|| natural_secs(idea, self.style))
            .clamp(SHORTEST_SECS, LONGEST_FILM_SECS);
        if self.directives.duration_secs.is_none() {
            self.trace.note(self.prompt.text, "duration", 0..0, format!("{secs} s, as long as it needs"), 0.6);
        }
        (vec![self.part(idea, part, secs)], secs)
    }

    /// How long the video is that an idea shows alone, in seconds.
    fn footage_secs(&self, idea: &Idea) -> Option<f64> {
        let Idea::Composed(composed) = idea else { return None };
        let shown = composed.props.get("src").and_then(serde_json::Value::as_str)?;
        let video = self.photos.iter().find(|given| given.name == shown)?;
        let secs = self.playback.seen_secs(video.video_secs()?);
        (secs >= SHORTEST_SECS).then(|| (secs * 10.0).floor() / 10.0)
    }

    /// A film that shows what can be done, where the prompt asks for no more than that: drawings, each followed by the
    /// next in another way.
    fn showreel(&mut self, idea: &Idea) -> Option<(Vec<Shot>, f64)> {
        use TransitionPreset as T;
        use pavo_design::recipes::Recipe as R;
        const DRAWINGS: [R; 8] = [
            R::Burst,
            R::ParticleSphere,
            R::Ribbons,
            R::Gears,
            R::GradientFlow,
            R::GlobeDots,
            R::AbstractLoop,
            R::Network,
        ];
        const WAYS: [T; 7] = [T::ZoomThrough, T::MaskShape, T::Whip, T::Shutter, T::FlipCard, T::Ripple, T::Glitch];
        let asks = ["showreel", "show reel", "motion designer", "go all out", "portfolio piece", "demo reel"];
        let is_free = matches!(idea, Idea::Ambient) && self.directives.freedom != Freedom::Literal;
        if !is_free || !self.prompt.says_any(&self.prompt.whole(), &asks) {
            return None;
        }
        let secs = self.directives.duration_secs.unwrap_or(12.0).clamp(4.0, LONGEST_FILM_SECS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "3 to 8")]
        let count = (secs / 2.2).round().clamp(3.0, 8.0) as usize;
        #[expect(clippy::cast_precision_loss, reason = "3 to 8")]
        let each = rounded(secs / count as f64);
        let first = usize::try_from(self.style.look.seed % 8).unwrap_or(0);
        let mut shots: Vec<Shot> = Vec::new();
        for index in 0..count {
            let drawing = DRAWINGS[(first + index) % DRAWINGS.len()];
            let mut shot = self.part(&Idea::Depict(drawing), &(0..0), each);
            if index > 0 {
                shot.transition = Some(Transition::new(WAYS[(first + index) % WAYS.len()]));
            }
            shots.push(shot);
        }
        self.trace.note(self.prompt.text, "showreel", 0..0, format!("{count} drawings"), 0.6);
        Some((shots, secs))
    }

    /// Beats without times as parts.
    fn untimed(&mut self, beats: &[Beat]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for beat in beats {
            let shown: Vec<&str> = parts.iter().map(|part| part.idea.name()).collect();
            let taste = Taste { seed: self.seed, shown: &shown };
            let idea = intent::idea(self.prompt, &beat.text, self.directives, taste, self.trace);
            parts.push(Part { idea, at: beat.text.clone(), is_optional: false });
        }
        parts
    }

    /// Parts one after another, each as long as it needs in the time that there is.
    fn parts(&mut self, parts: &[Part]) -> (Vec<Shot>, f64) {
        let mut parts = parts.to_vec();
        let mut needs: Vec<TimeNeed> = parts.iter().map(|part| part_need(&part.idea, self.style)).collect();
        if let Some(secs) = self.directives.duration_secs {
            // What the prompt does not insist on gives way to what it says.
            while !budget::fits(&needs, secs)
                && parts.len() > 1
                && let Some(index) = parts.iter().rposition(|part| part.is_optional)
            {
                let left = parts.remove(index);
                needs.remove(index);
                let told = format!("no time for the {}", left.idea.name());
                self.trace.note(self.prompt.text, "budget", left.at, told, 0.6);
            }
        }
        let sum: f64 = needs.iter().map(|need| need.ideal.secs()).sum();
        let secs = self.directives.duration_secs.unwrap_or(sum).clamp(SHORTEST_SECS, LONGEST_FILM_SECS);
        let mut begin = 0.0;
        let mut shots = Vec::new();
        for (part, dur) in parts.iter().zip(budget::spread(&needs, secs)) {
            let dur = rounded(dur);
            let mut shot = self.part(&part.idea, &part.at, dur);
            if !shots.is_empty() && dur >= SHORTEST_JOINED_SECS {
                shot.transition = self.style.transition(self.prompt);
            }
            shots.push(shot);
            begin += dur;
        }
        if let Some(last) = shots.last_mut() {
            let rest = last.dur.map_or(0.0, Time::secs) + secs - begin;
            last.dur = Some(Time::from_secs(rounded(rest.max(SHORTEST_SECS))));
        }
        (shots, secs)
    }

    /// The shot of one idea.
    fn part(&mut self, idea: &Idea, part: &Range<usize>, secs: f64) -> Shot {
        if let Idea::Over(over) = idea {
            return self.part_over(over, part, secs);
        }
        let as_handed_in = tabled::as_handed_in(idea, &self.tables, self.prompt);
        let idea = as_handed_in.as_ref().unwrap_or(idea);
        if let Some(block) =
            self.style.banner(idea, self.photos.first().copied(), secs).or_else(|| self.style.block(idea, secs))
        {
            if let Idea::Composed(composed) = idea {
                self.trace.note(self.prompt.text, "block", part.clone(), composed.block, 0.8);
            }
            let shown = idea.stands_for();
            self.warnings.retain(|warning| !shown.iter().any(|what| warning.starts_with(what)));
            let mut shot = block.into_shot(Time::from_secs(secs));
            shot.nodes.extend(self.face(idea));
            return shot;
        }
        if matches!(idea, Idea::Composed(_)) {
            // What a block cannot take is not shown half.
            return self.part(&Idea::Ambient, part, secs);
        }
        let mut stage = Stage::new(self.prompt, self.directives, secs);
        match idea {
            Idea::Chart { title, subtitle, bars } => {
                stage.elements = chart_elements(title.as_deref(), subtitle.as_deref(), bars, self.directives);
            }
            Idea::Code(code) => stage.elements = vec![code_element(code, secs)],
            _ => stage.play(part, (0.0, secs), self.trace),
        }
        let plain = matches!(idea, Idea::Chart { .. } | Idea::Code(_));
        let ground = if plain { self.style.plain_ground() } else { self.style.ground() };
        let mut shot = self.shot(stage, ground, secs);
        shot.nodes.extend(self.face(idea));
        shot
    }

    fn shot(&mut self, stage: Stage<'_>, ground: (Paint, Vec<Node>), secs: f64) -> Shot {
        let (elements, mut changes) = stage.finish();
        // Several grounds at one moment are not one after another: they are those of different things.
        let times: Vec<f64> = changes.iter().map(|change| change.at).collect();
        changes.retain(|change| times.iter().filter(|at| (**at - change.at).abs() < 1e-6).count() == 1);
        let mut behind = vec![(0.0, self.style.base())];
        behind.extend(changes.iter().map(|change| (change.at, change.color)));
        let frame_secs = 1.0 / f64::from(self.directives.frame_rate.unwrap_or(FrameRate::Fps30).fps());
        let emitter =
            Emitter { directives: self.directives, behind: &behind, end: secs, frame_secs, others: self.things };
        self.things += elements.len();
        let (background, mut nodes) = ground;
        nodes.extend(backgrounds(&changes, self.style.base()));
        nodes.extend(emitter.nodes(&elements));
        Shot {
            dur: Some(Time::from_secs(secs)),
            background: Some(background),
            camera: self.style.camera(),
            nodes,
            ..Shot::default()
        }
    }
}

/// Full-frame areas for the changes of the background.
fn backgrounds(changes: &[BackgroundChange], first: Rgba) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut current = first;
    for change in changes {
        if change.color == current {
            continue;
        }
        current = change.color;
        // A little larger than the frame, whose pixels may not be a whole number of units.
        let size = Size { width: Length::Percent(102.0), height: Length::Percent(102.0) };
        let mut node = Node::new(Rect { size: Some(size), fill: Some(change.color.into()), ..Rect::default() });
        node.common.start = (change.at > 0.0).then(|| Time::from_secs(change.at));
        let preset = if change.fades { EntrancePreset::Fade } else { EntrancePreset::Cut };
        let mut entrance = Entrance::new(preset);
        entrance.dur = change.fades.then(|| Time::from_secs(0.3));
        node.common.entrance = Some(entrance);
        nodes.push(node);
    }
    nodes
}

/// The words and figures of a node and of those in it.
fn words_on(node: &Node, found: &mut Vec<String>) {
    match &node.kind {
        NodeKind::Text(text) => found.push(text.text.clone()),
        NodeKind::Number(number) => {
            found.push(number.format.as_ref().map_or_else(|| number.to.to_string(), |format| format.write(number.to)));
        }
        _ => {}
    }
    node.children().iter().for_each(|child| words_on(child, found));
}

/// The words of a text in lower case, without marks.
pub(crate) fn plain_words(words: &str) -> Vec<String> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
