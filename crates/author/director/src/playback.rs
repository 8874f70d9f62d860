//! How the prompt wants the videos and recordings that were handed in to be played: from where on, how loud, again and again.

use crate::given::{Given, GivenKind};
use pavo_scene::{Asset, AssetKind, AudioClip, Part as _, Play, Scene, Time};
use serde_json::Value;
use std::ops::Range;

/// What the prompt says of videos and recordings.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Playback {
    /// How far into the video or recording it begins, in seconds.
    pub(crate) from_secs: Option<f64>,
    /// How long the recording is heard, in seconds.
    pub(crate) length_secs: Option<f64>,
    /// Whether it begins again when it is over.
    pub(crate) is_repeated: bool,
    /// Whether it is heard behind other things.
    pub(crate) is_quiet: bool,
    /// Seconds in which it comes up and falls to silence.
    pub(crate) fades_secs: [Option<f64>; 2],
    /// Whether nothing shall be heard.
    pub(crate) is_mute: bool,
    /// Whether a video is heard.
    pub(crate) has_own_sound: bool,
}

/// How much quieter what is heard in the background is, in decibels.
const QUIET_DB: f64 = -12.0;

/// Seconds in which a recording comes up: too short to hear, long enough not to click.
const FADE_IN_SECS: f64 = 0.05;

/// Seconds in which a recording falls to silence; never more than a quarter of a film.
const FADE_OUT_SECS: f64 = 1.0;

const HEARD: &[&str] =
    &["music", "song", "track", "audio", "sound", "soundtrack", "recording", "voiceover", "voice-over", "mp3", "tune"];
const SEEN: &[&str] = &["video", "clip", "footage", "movie", "recording", "gif"];

const GOES_ON: &[&str] =
    &["start", "from", "begin", "trim", "loop", "fad", "quiet", "soft", "skip", "with fade", "and fade", "in a loop"];

const MUTE: &[&str] = &[
    "no sound",
    "without sound",
    "no audio",
    "without audio",
    "no music",
    "without music",
    "without its sound",
    "muted",
    "mute it",
    "mute the",
    "silent",
    "sound off",
    "audio off",
];
const OWN_SOUND: &[&str] = &[
    "with its sound",
    "with its own sound",
    "with its audio",
    "with its own audio",
    "keep the audio",
    "keep the sound",
    "keep its sound",
    "keep its audio",
    "with sound",
    "with audio",
    "with the sound",
    "with the audio",
    "original sound",
    "original audio",
    "use its sound",
    "use its audio",
];
const QUIET: &[&str] = &["quietly", "quiet", "softly", "in the background", "background music", "low volume", "at low"];
const AGAIN: &[&str] = &["looping", "looped", "loops", "loop", "on repeat", "repeating"];
const BEGINS: &[&str] = &[
    "trimmed to start at",
    "trim to start at",
    "starting from",
    "starting at",
    "start from",
    "start at",
    "starts at",
    "begin at",
    "beginning at",
    "trimmed from",
    "trim from",
    "cut in at",
    "from second",
    "from",
];

impl Playback {
    /// Reads a prompt, and blanks what it says of playing: to nothing else it means anything. Nothing is read where there
    /// is nothing to play.
    pub(crate) fn take_from(prompt: &mut String, given: &[Given]) -> Self {
        let mut playback = Self::default();
        let sounds = given.iter().any(|given| matches!(given.what, GivenKind::Sound { .. }));
        let videos = given.iter().any(|given| given.video_secs().is_some());
        if !sounds && !videos {
            return playback;
        }
        let view = without_quotes(prompt);
        let mut said: Vec<Range<usize>> = Vec::new();
        let mut before = [false; 2];
        for (clause, goes_on) in clauses(&view) {
            let words = &view[clause.clone()];
            // What follows a comma may be about what is named before it.
            let is_carried = goes_on && GOES_ON.iter().any(|word| words.trim_start().starts_with(word));
            let [is_heard, is_seen] = [(HEARD, before[0]), (SEEN, before[1])]
                .map(|(names, before)| names.iter().any(|word| has_word(words, word)) || is_carried && before);
            before = [is_heard, is_seen];
            let mut note = |range: Range<usize>| said.push(clause.start + range.start..clause.start + range.end);
            if let Some(range) = first_of(words, MUTE) {
                playback.is_mute = true;
                note(range);
                continue;
            }
            if let Some(range) = first_of(words, OWN_SOUND).filter(|_| videos) {
                playback.has_own_sound = true;
                note(range);
            }
            if let Some((range, secs, end)) = beginning(words, is_heard || is_seen) {
                playback.from_secs = Some(secs);
                playback.length_secs = end.map(|end| end - secs).filter(|secs| *secs > 0.0);
                note(range);
            }
            if is_heard {
                if let Some(range) = first_of(words, QUIET) {
                    playback.is_quiet = true;
                    note(range);
                }
                if let Some((range, ends, secs)) = fade(words) {
                    for (fade, _) in playback.fades_secs.iter_mut().zip(ends).filter(|(_, is_meant)| *is_meant) {
                        *fade = Some(secs);
                    }
                    note(range);
                }
            }
            if let Some(range) = first_of(words, AGAIN).filter(|_| is_heard || is_seen) {
                playback.is_repeated = true;
                note(range);
            }
        }
        blank(prompt, &said);
        playback
    }

    /// How long a video is seen from where it begins, in seconds.
    pub(crate) fn seen_secs(&self, secs: f64) -> f64 {
        (secs - self.from_secs.unwrap_or(0.0)).max(0.0)
    }

    /// Lets the videos of a scene be played, and recordings be heard; gives what cannot be done as it was said.
    pub(crate) fn apply(&self, scene: &mut Scene, given: &[Given]) -> Vec<String> {
        let mut warnings = Vec::new();
        let film_secs = scene.duration().secs();
        let mut heard: Option<(&Given, f64)> = None;
        let mut played: Vec<(&str, Play)> = Vec::new();
        for one in given {
            match &one.what {
                GivenKind::Video { sight, secs, has_sound } => {
                    if !scene.assets.contains_key(&one.name) {
                        continue;
                    }
                    let from = self.from_secs.filter(|from| *from < *secs);
                    if from != self.from_secs {
                        let told = format!("{} is {secs:.1} s long, and is shown from its beginning", one.called());
                        warnings.push(told);
                    }
                    // On a screen the last picture stays, as on a real one.
                    let is_screen = sight.kind == pavo_design::PictureKind::Screenshot;
                    let is_repeated = self.is_repeated || !is_screen && secs - from.unwrap_or(0.0) < film_secs;
                    let play = Play {
                        from: from.filter(|from| *from > 0.0).map(Time::from_secs),
                        speed: None,
                        is_repeated: is_repeated.then_some(true),
                    };
                    if play != Play::default() {
                        played.push((one.name.as_str(), play));
                    }
                    if self.has_own_sound && !self.is_mute {
                        if *has_sound {
                            heard.get_or_insert((one, *secs));
                        } else {
                            warnings.push(format!("{} has no sound", one.called()));
                        }
                    }
                }
                GivenKind::Sound { secs } if !self.is_mute => {
                    if let Some((other, _)) = heard.filter(|(other, _)| other.video_secs().is_none()) {
                        warnings.push(format!(
                            "{} is not heard: {} is what the film sounds like",
                            one.called(),
                            other.called()
                        ));
                    } else {
                        // A recording of its own goes before a video's sound.
                        heard = Some((one, *secs));
                    }
                }
                GivenKind::Sound { .. } => {
                    warnings.push(format!("{} is not heard: the prompt asks for no sound", one.called()));
                }
                GivenKind::Picture(_) | GivenKind::Table(_) | GivenKind::Font(_) => {}
            }
        }
        if !played.is_empty() {
            let mut document = scene.to_value();
            played.iter().for_each(|(name, play)| set_play(&mut document, name, play));
            // What cannot be read back stays as it was.
            if let Ok(parsed) = Scene::from_value(&document) {
                *scene = parsed.scene;
            }
        }
        if let Some((one, secs)) = heard {
            self.add_sound(scene, one, secs, film_secs, &mut warnings);
        }
        warnings
    }

    fn add_sound(&self, scene: &mut Scene, one: &Given, secs: f64, film_secs: f64, warnings: &mut Vec<String>) {
        let is_video = one.video_secs().is_some();
        let name = if is_video { format!("{}-sound", one.name) } else { one.name.clone() };
        scene.assets.insert(name.clone(), Asset { kind: AssetKind::Audio, src: one.src.clone() });
        let from = self.from_secs.filter(|from| secs <= 0.0 || *from < secs);
        if from != self.from_secs && !is_video {
            warnings.push(format!("{} is {secs:.1} s long, and is heard from its beginning", one.called()));
        }
        let rest = secs - from.unwrap_or(0.0);
        if !self.is_repeated && secs > 0.0 && rest < film_secs - 0.5 {
            let told =
                format!("{} ends after {rest:.1} s, the film after {film_secs:.1} s; ask for it to loop", one.called());
            warnings.push(told);
        }
        let [fade_in, fade_out] = self.fades_secs;
        let most = film_secs / 2.0;
        scene.audio.push(AudioClip {
            src: name,
            start: None,
            dur: self.length_secs.map(|secs| Time::from_secs(secs.min(film_secs))),
            from: from.filter(|from| *from > 0.0).map(Time::from_secs),
            gain: self.is_quiet.then_some(QUIET_DB),
            fade_in: Some(Time::from_secs(fade_in.unwrap_or(FADE_IN_SECS).min(most))),
            fade_out: Some(Time::from_secs(fade_out.map_or(FADE_OUT_SECS.min(film_secs / 4.0), |secs| secs.min(most)))),
            is_repeated: self.is_repeated.then_some(true),
        });
    }
}

/// Sets how all nodes that show an asset play it, also those that are there at some ratios only.
fn set_play(document: &mut Value, name: &str, play: &Play) {
    match document {
        Value::Object(object) => {
            if object.get("type").is_some_and(|kind| kind == "image")
                && object.get("src").is_some_and(|src| src == name)
            {
                object.insert("play".to_owned(), play.write().unwrap_or_default());
            }
            object.values_mut().for_each(|value| set_play(value, name, play));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| set_play(item, name, play)),
        _ => {}
    }
}

/// The prompt in small letters, with nothing in its quotations; of the same bytes as the prompt.
fn without_quotes(prompt: &str) -> String {
    let mut closing: Option<char> = None;
    let mut view = String::with_capacity(prompt.len());
    for letter in prompt.chars() {
        let is_end = closing == Some(letter);
        if closing.is_some() && !is_end {
            view.extend(std::iter::repeat_n('_', letter.len_utf8()));
            continue;
        }
        closing = match letter {
            _ if is_end => None,
            '"' => Some('"'),
            '\u{201c}' | '\u{201e}' => Some('\u{201d}'),
            '\u{ab}' => Some('\u{bb}'),
            _ => None,
        };
        view.push(letter.to_ascii_lowercase());
    }
    view
}

/// What stands between marks, and whether it goes on after a comma.
fn clauses(view: &str) -> Vec<(Range<usize>, bool)> {
    let mut clauses = Vec::new();
    let (mut start, mut goes_on) = (0, false);
    for (at, letter) in view.char_indices() {
        let next = view[at + letter.len_utf8()..].chars().next();
        let is_end = match letter {
            // Not within a figure.
            '.' | ',' => next.is_none_or(char::is_whitespace),
            ';' | '\n' | '(' | ')' | '!' | '?' | '\u{2014}' => true,
            _ => false,
        };
        if is_end {
            clauses.push((start..at, goes_on));
            (start, goes_on) = (at + letter.len_utf8(), letter == ',');
        }
    }
    clauses.push((start..view.len(), goes_on));
    clauses
}

fn is_letter(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

/// Where a phrase stands as words of its own.
fn place_of(words: &str, phrase: &str) -> Option<Range<usize>> {
    words.match_indices(phrase).map(|(at, _)| at..at + phrase.len()).find(|range| {
        !is_letter(words[..range.start].chars().next_back()) && !is_letter(words[range.end..].chars().next())
    })
}

fn has_word(words: &str, word: &str) -> bool {
    place_of(words, word).is_some() || place_of(words, &format!("{word}s")).is_some()
}

fn first_of(words: &str, phrases: &[&str]) -> Option<Range<usize>> {
    phrases.iter().find_map(|phrase| place_of(words, phrase))
}

/// Where something begins, and where it ends if that is said too: the words, and seconds.
fn beginning(words: &str, is_meant: bool) -> Option<(Range<usize>, f64, Option<f64>)> {
    if let Some(range) = first_of(words, &["skip the first", "skipping the first", "without the first"])
        && let Some((secs, length)) = time(&words[range.end..])
    {
        return Some((range.start..range.end + length, secs.0, None));
    }
    for phrase in BEGINS {
        let Some(range) = place_of(words, phrase) else { continue };
        let Some(((secs, is_clock), length)) = time(&words[range.end..]) else { continue };
        // A place on a clock is one in a recording; seconds alone may be about anything.
        if !is_meant && !is_clock && !phrase.starts_with("trim") {
            continue;
        }
        let end = range.end + length;
        let to = ["to", "until", "till"].iter().find_map(|word| {
            let after = &words[end..];
            let place = place_of(after, word).filter(|place| after[..place.start].trim().is_empty())?;
            let ((until, _), length) = time(&after[place.end..])?;
            Some((until, end + place.end + length))
        });
        return Some(match to {
            Some((until, end)) => (range.start..end, secs, Some(until)),
            None => (range.start..end, secs, None),
        });
    }
    None
}

/// A time at the beginning of some words, whether it is written as on a clock, and how many bytes it takes.
fn time(words: &str) -> Option<((f64, bool), usize)> {
    let lead = words.len() - words.trim_start().len();
    let rest = &words[lead..];
    let length =
        rest.find(|letter: char| !(letter.is_ascii_digit() || letter == ':' || letter == '.')).unwrap_or(rest.len());
    let figure = rest[..length].trim_end_matches(['.', ':']);
    if figure.is_empty() {
        return None;
    }
    if let Some((minutes, secs)) = figure.split_once(':') {
        let (minutes, secs): (f64, f64) = (minutes.parse().ok()?, secs.parse().ok()?);
        return (secs < 60.0).then_some(((minutes * 60.0 + secs, true), lead + figure.len()));
    }
    let secs: f64 = figure.parse().ok()?;
    let unit = &rest[figure.len()..];
    let gap = unit.len() - unit.trim_start().len();
    let unit = unit.trim_start();
    let name = &unit[..unit.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(unit.len())];
    let secs = match name {
        "s" | "sec" | "secs" | "second" | "seconds" => secs,
        "min" | "minute" | "minutes" => secs * 60.0,
        _ => return None,
    };
    Some(((secs, false), lead + figure.len() + gap + name.len()))
}

/// A fade of what is heard: the words, whether it is in and out, and seconds.
fn fade(words: &str) -> Option<(Range<usize>, [bool; 2], f64)> {
    const PHRASES: [(&str, [bool; 2]); 9] = [
        ("fade in and out", [true; 2]),
        ("fading in and out", [true; 2]),
        ("fades in and out", [true; 2]),
        ("fade in", [true, false]),
        ("fades in", [true, false]),
        ("fading in", [true, false]),
        ("fade out", [false, true]),
        ("fades out", [false, true]),
        ("fading out", [false, true]),
    ];
    let (range, ends) = PHRASES.iter().find_map(|(phrase, ends)| Some((place_of(words, phrase)?, *ends)))?;
    let after = &words[range.end..];
    let over = ["over the last", "over", "in", "for", "within"].iter().find_map(|word| {
        let place = place_of(after, word).filter(|place| after[..place.start].trim().is_empty())?;
        let ((secs, _), length) = time(&after[place.end..])?;
        Some((secs, place.end + length))
    });
    Some(match over {
        Some((secs, length)) => (range.start..range.end + length, ends, secs),
        None => (range, ends, FADE_OUT_SECS),
    })
}

/// Puts spaces for some bytes.
fn blank(prompt: &mut String, said: &[Range<usize>]) {
    let mut letters = String::with_capacity(prompt.len());
    for (at, letter) in prompt.char_indices() {
        if said.iter().any(|range| range.contains(&at)) {
            letters.extend(std::iter::repeat_n(' ', letter.len_utf8()));
        } else {
            letters.push(letter);
        }
    }
    *prompt = letters;
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_design::{PictureKind, Sight};

    fn video() -> Given {
        let sight = Sight { kind: PictureKind::Photo, ratio: 1.78, focus: [0.5; 2], luminance: 0.3, transparent: 0.0 };
        let what = GivenKind::Video { sight, secs: 40.0, has_sound: true };
        Given { name: "video-1".to_owned(), src: "a.mp4".to_owned(), what }
    }

    fn sound() -> Given {
        Given { name: "sound-1".to_owned(), src: "a.mp3".to_owned(), what: GivenKind::Sound { secs: 90.0 } }
    }

    fn read(prompt: &str, given: &[Given]) -> (Playback, String) {
        let mut rest = prompt.to_owned();
        let playback = Playback::take_from(&mut rest, given);
        assert_eq!(rest.len(), prompt.len());
        (playback, rest.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn where_a_video_begins_is_read_and_means_nothing_else() {
        let (playback, rest) = read("\"Harbour\" over this clip, starting at 3s. 8 seconds", &[video()]);
        assert_eq!((playback.from_secs, rest.as_str()), (Some(3.0), "\"Harbour\" over this clip, . 8 seconds"));
        assert_eq!(read("Show the clip. From 3s on a box", &[video()]).0.from_secs, None);
        let (playback, rest) = read("\"Harbour\" over this clip starting at 3.5s. 8 seconds", &[video()]);
        assert_eq!((playback.from_secs, rest.as_str()), (Some(3.5), "\"Harbour\" over this clip . 8 seconds"));
        assert_eq!(read("trim from 12 seconds", &[video()]).0.from_secs, Some(12.0));
        assert_eq!(read("Show the footage from 0:30 to 0:45", &[video()]).0.length_secs, Some(15.0));
        assert_eq!(read("skip the first 2 sec", &[video()]).0.from_secs, Some(2.0));
        assert_eq!(read("\"from 0:30\" as a title", &[video()]).0, Playback::default());
        assert_eq!(read("the box moves from 2s on", &[video()]).0, Playback::default());
    }

    #[test]
    fn how_a_recording_is_heard_is_read() {
        let (playback, rest) =
            read("Title \"Loop\". Play the music quietly in a loop from 0:30, fade out over 2s", &[sound()]);
        assert!(playback.is_quiet && playback.is_repeated);
        assert_eq!(playback.from_secs, Some(30.0));
        assert_eq!(playback.fades_secs, [None, Some(2.0)]);
        assert_eq!(read("Music. The title fades out over 2s", &[sound()]).0.fades_secs, [None, None]);
        assert!(rest.starts_with("Title \"Loop\""), "{rest}");
        let fades = |prompt: &str| read(prompt, &[sound()]).0.fades_secs;
        assert_eq!(fades("music with fade in and out over 2s"), [Some(2.0); 2]);
        assert_eq!(fades("the song fades out over the last 3 seconds"), [None, Some(3.0)]);
        assert_eq!(fades("the song fades in"), [Some(1.0), None]);
        for prompt in ["no sound", "\"X\", muted", "a silent film", "without music please"] {
            assert!(read(prompt, &[sound()]).0.is_mute, "{prompt}");
        }
        assert!(read("use this clip with its sound", &[video()]).0.has_own_sound);
        assert_eq!(read("use this clip with its sound", &[]).0, Playback::default());
    }

    fn film(secs: f64) -> Scene {
        let text = format!(
            r#"{{ "mg": 1, "assets": {{ "video-1": {{ "type": "video", "src": "a.mp4" }} }},
                "scenes": [{{ "dur": {secs}, "nodes": [{{ "type": "group", "children": [{{ "type": "image", "src": "video-1" }}] }}] }}] }}"#
        );
        Scene::parse(&text).expect("a scene").scene
    }

    #[test]
    fn recordings_are_cut_to_the_film_with_a_fade() {
        let mut scene = film(8.0);
        assert_eq!(Playback::default().apply(&mut scene, &[sound()]), Vec::<String>::new());
        let [clip] = scene.audio.as_slice() else { panic!("one recording") };
        assert_eq!((clip.src.as_str(), clip.from, clip.gain), ("sound-1", None, None));
        assert_eq!((clip.fade_in, clip.fade_out), (Some(Time::from_secs(0.05)), Some(Time::from_secs(1.0))));
        let mut short = film(2.0);
        let quiet = Playback { is_quiet: true, from_secs: Some(30.0), ..Playback::default() };
        quiet.apply(&mut short, &[sound()]);
        let [clip] = short.audio.as_slice() else { panic!("one recording") };
        assert_eq!((clip.gain, clip.from), (Some(-12.0), Some(Time::from_secs(30.0))));
        assert_eq!(clip.fade_out, Some(Time::from_secs(0.5)));
        let mute = Playback { is_mute: true, ..Playback::default() };
        let mut scene = film(8.0);
        assert_eq!(mute.apply(&mut scene, &[sound()]), ["a.mp3 is not heard: the prompt asks for no sound"]);
        assert!(scene.audio.is_empty());
    }

    #[test]
    fn videos_are_heard_only_where_the_prompt_asks_for_it() {
        let mut scene = film(8.0);
        Playback::default().apply(&mut scene, &[video()]);
        assert!(scene.audio.is_empty());
        let loud = Playback { has_own_sound: true, from_secs: Some(3.0), ..Playback::default() };
        loud.apply(&mut scene, &[video()]);
        assert_eq!(scene.audio[0].src, "video-1-sound");
        assert_eq!(scene.assets["video-1-sound"], Asset { kind: AssetKind::Audio, src: "a.mp4".to_owned() });
        assert!(scene.to_json().contains("\"play\": {\n"), "{}", scene.to_json());
        Scene::parse(&scene.to_json()).expect("a scene");
    }

    #[test]
    fn a_video_that_is_shorter_than_the_film_begins_again() {
        let play = |secs: f64| {
            let mut scene = film(secs);
            Playback::default().apply(&mut scene, &[video()]);
            let pavo_scene::NodeKind::Image(image) = &scene.shots[0].nodes[0].children()[0].kind else {
                panic!("an image")
            };
            image.play.clone()
        };
        assert_eq!(play(8.0), None);
        assert_eq!(play(60.0).and_then(|play| play.is_repeated), Some(true));
    }
}
