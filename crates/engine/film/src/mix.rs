//! What a film sounds like.

use crate::warning::FilmWarning;
use pavo_media::{Assets, SAMPLE_RATE, Sound};
use pavo_scene::{AudioClip, Scene, Time};

/// How loud the loudest sample of a mix may be that would be louder than full scale: one decibel below it.
const CEILING: f32 = 0.891_250_94;

/// Everything that is heard, added up: left and right by turns, [`SAMPLE_RATE`] of each a second; exactly as long as
/// the film. `None` where nothing is.
///
/// Where the sum would be louder than full scale, all of it is made quieter.
pub(crate) fn mixed(scene: &Scene, assets: &Assets, film_secs: f64) -> Option<Vec<f32>> {
    let clips = scene.audio.iter().filter_map(|clip| Some((clip, assets.sound(&clip.src)?)));
    let clips: Vec<(&AudioClip, &Sound)> =
        clips.map(|(clip, sound)| (clip, sound.as_ref())).filter(|(_, sound)| !sound.is_empty()).collect();
    if clips.is_empty() {
        return None;
    }
    let mut mix = vec![0.0; 2 * pairs_in(film_secs)];
    for (clip, sound) in clips {
        add(clip, sound, &mut mix);
    }
    let loudest = mix.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    if loudest > 1.0 {
        mix.iter_mut().for_each(|sample| *sample *= CEILING / loudest);
    }
    Some(mix)
}

/// The recordings that are asked for and not at hand.
pub(crate) fn missing(scene: &Scene, assets: &Assets) -> Vec<FilmWarning> {
    let mut names: Vec<&str> = scene.audio.iter().map(|clip| clip.src.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| assets.sound(name).is_none());
    names.into_iter().map(|name| FilmWarning::NoSound { name: name.to_owned() }).collect()
}

/// Adds what is heard of a recording.
fn add(clip: &AudioClip, sound: &Sound, mix: &mut [f32]) {
    let secs = |time: Option<Time>| time.map_or(0.0, Time::secs);
    let (start, from) = (pairs_in(secs(clip.start)), pairs_in(secs(clip.from)));
    let is_repeated = clip.is_repeated.unwrap_or(false);
    let recorded = if is_repeated { usize::MAX } else { sound.len().saturating_sub(from) };
    let asked = clip.dur.map_or(usize::MAX, |dur| pairs_in(dur.secs()));
    let film_pairs = mix.len() / 2;
    let length = recorded.min(asked).min(film_pairs.saturating_sub(start));
    let fades = [clip.fade_in, clip.fade_out].map(|fade| pairs_in(secs(fade)));
    let heard = &mut mix[2 * start.min(film_pairs)..];
    let gain = libm::exp10(clip.gain.unwrap_or(0.0) / 20.0);
    for (index, heard) in heard.chunks_exact_mut(2).take(length).enumerate() {
        let at = 2 * ((from + index) % sound.len());
        let rise = share(index, fades[0]) * share(length - 1 - index, fades[1]);
        #[expect(clippy::cast_possible_truncation, reason = "samples have no more precision")]
        let gain = (gain * rise) as f32;
        heard[0] += gain * sound.samples[at];
        heard[1] += gain * sound.samples[at + 1];
    }
}

/// How much of a fade of a length is over after so many pairs; all of it where there is none.
fn share(done: usize, length: usize) -> f64 {
    if done >= length {
        return 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "films are some minutes long")]
    let share = (done as f64 + 0.5) / length as f64;
    // Even steps of loudness sound sudden at both ends.
    share * share * (3.0 - 2.0 * share)
}

/// Pairs of samples in a time.
fn pairs_in(secs: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "films are some minutes long")]
    let pairs = (secs * f64::from(SAMPLE_RATE)).round().max(0.0) as usize;
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILM: &str = r#"{ "mg": 1, "assets": { "a": { "type": "audio", "src": "a.wav" } }, "audio": [CLIPS], "scenes": [{ "dur": 2, "nodes": [] }] }"#;

    /// The loudness of a mix of clips of a recording of one second and full scale, every tenth of a second.
    fn mix(clips: &str) -> Option<Vec<f32>> {
        let scene = Scene::parse(&FILM.replace("CLIPS", clips)).expect("a valid scene").scene;
        let mut assets = Assets::default();
        assets.add_sound("a", Sound { samples: vec![0.5; 2 * 48_000] });
        let mix = mixed(&scene, &assets, 2.0)?;
        assert_eq!(mix.len(), 2 * 96_000);
        Some(mix.chunks_exact(2 * 4_800).map(|tenth| tenth[4_800]).collect())
    }

    fn assert_levels(clips: &str, expected: &[(usize, f32)]) {
        let levels = mix(clips).expect("something to hear");
        for (tenth, level) in expected {
            assert!((levels[*tenth] - level).abs() < 0.01, "{clips}: {} in tenth {tenth}, not {level}", levels[*tenth]);
        }
    }

    #[test]
    fn film_without_audio_is_silent() {
        assert_eq!(mix(""), None);
    }

    #[test]
    fn clips_begin_end_and_repeat_where_they_are_told() {
        assert_levels(r#"{ "src": "a" }"#, &[(0, 0.5), (9, 0.5), (10, 0.0), (19, 0.0)]);
        assert_levels(r#"{ "src": "a", "start": 0.5, "dur": 0.3 }"#, &[(4, 0.0), (5, 0.5), (7, 0.5), (8, 0.0)]);
        assert_levels(r#"{ "src": "a", "from": 0.7 }"#, &[(0, 0.5), (2, 0.5), (3, 0.0)]);
        assert_levels(r#"{ "src": "a", "loop": true }"#, &[(0, 0.5), (12, 0.5), (19, 0.5)]);
        assert_levels(r#"{ "src": "a", "from": 5 }"#, &[(0, 0.0), (19, 0.0)]);
    }

    #[test]
    fn clips_fade_and_are_louder_by_decibels() {
        let clip = r#"{ "src": "a", "fadeIn": 0.4, "fadeOut": 0.2, "gain": -6.0206 }"#;
        assert_levels(clip, &[(0, 0.25 * 0.043), (1, 0.25 * 0.316), (4, 0.25), (7, 0.25), (9, 0.25 * 0.156)]);
    }

    #[test]
    fn clips_add_up_and_never_exceed_full_scale() {
        let both = r#"{ "src": "a" }, { "src": "a", "start": 0.5, "gain": -6.0206 }"#;
        assert_levels(both, &[(0, 0.5), (6, 0.75), (12, 0.25)]);
        let loud = r#"{ "src": "a", "gain": 20 }, { "src": "a", "start": 1.5, "gain": -6.0206 }"#;
        assert_levels(loud, &[(0, CEILING), (16, CEILING * 0.05)]);
    }
}
