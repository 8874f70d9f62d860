//! The moment of a film that stands for it.

use pavo_film::{FrameTooLarge, Still, still};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Resolution, Scene, Time};

/// Most moments that are weighed against each other.
const MOST_MOMENTS: usize = 6;

/// When a part of a film has shown what it has to show, and does not yet go: a share of its length.
const SETTLED: f64 = 0.7;

/// From one pixel to the next so much is an edge, of 255: more than grain and soft grounds have.
const EDGE: u8 = 24;

/// The moment with the most to see at `aspect`, of one in each part of the film; of films of many parts only some are
/// looked at. Of two that show as much the earlier one.
///
/// # Errors
/// [`FrameTooLarge`] never happens.
pub(crate) fn poster_moment(scene: &Scene, assets: &Assets, aspect: AspectRatio) -> Result<Time, FrameTooLarge> {
    let spans = scene.shot_spans();
    let step = spans.len().div_ceil(MOST_MOMENTS).max(1);
    let settled = |(begin, end): &(Time, Time)| Time::from_secs(begin.secs() + SETTLED * (end.secs() - begin.secs()));
    let mut moments = spans.iter().step_by(step).map(settled);
    let Some(mut best) = moments.next() else { return Ok(Time::from_secs(scene.duration().secs() / 2.0)) };
    if spans.len() == 1 {
        return Ok(best);
    }
    let look = |moment| still(scene, assets, aspect, Resolution::P360, moment).map(|still| edges(&still));
    let mut most = look(best)?;
    for moment in moments {
        let seen = look(moment)?;
        if seen > most {
            (best, most) = (moment, seen);
        }
    }
    Ok(best)
}

/// How many pixels differ clearly from their neighbour to the right: of blurred and empty frames few.
fn edges(still: &Still) -> usize {
    let row_bytes = 4 * still.size.width as usize;
    let differ = |pair: &[u8]| (0..3).any(|channel| pair[channel].abs_diff(pair[channel + 4]) > EDGE);
    let in_row = |row: &[u8]| row.windows(8).step_by(4).filter(|pair| differ(pair)).count();
    still.pixels.chunks_exact(row_bytes.max(4)).map(in_row).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment_of(text: &str) -> f64 {
        let scene = Scene::parse(text).unwrap().scene;
        poster_moment(&scene, &Assets::default(), AspectRatio::Wide).unwrap().secs()
    }

    #[test]
    fn film_of_one_part_is_shown_when_all_has_come_in() {
        assert!((moment_of(r##"{ "mg": 1, "scenes": [{ "dur": 10, "nodes": [] }] }"##) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn part_with_the_most_to_see_stands_for_a_film() {
        let bars: Vec<String> = (0..9)
            .map(|index| {
                let x = index * 120 - 480;
                format!(
                    r##"{{ "type": "rect", "size": [60, 600], "pos": {{ "x": {x}, "y": 0 }}, "fill": "#FFFFFF" }}"##
                )
            })
            .collect();
        let empty = r##"{ "dur": 2, "bg": "#000000", "nodes": [] }"##;
        let full = format!(r##"{{ "dur": 2, "bg": "#000000", "nodes": [{}] }}"##, bars.join(","));
        let film = format!(r##"{{ "mg": 1, "scenes": [{empty}, {full}, {empty}] }}"##);
        assert!((moment_of(&film) - 3.4).abs() < 1e-9);
    }
}
