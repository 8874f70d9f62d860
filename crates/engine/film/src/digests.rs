//! The digests of a film's frames: what to compare two renders by, whatever they were encoded to.

use pavo_display_list::Digest;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The digests of all frames of a film, in order.
///
/// They are of the pixels as they were drawn, before a format's own conversion: RGBA8, premultiplied, sRGB,
/// row-major from the top left. Two films of the same digests are the same film, on any number of threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmDigests {
    fps: u32,
    /// The number of the first of these frames in the whole film.
    first_frame: u32,
    frames: Vec<Digest>,
}

impl FilmDigests {
    /// The frames' digests.
    pub fn frames(&self) -> &[Digest] {
        &self.frames
    }

    /// The digest of the film: of its frames' digests, in order, each as 16 bytes from the lowest on.
    pub fn film(&self) -> Digest {
        let bytes: Vec<u8> = self.frames.iter().flat_map(|digest| digest.0.to_le_bytes()).collect();
        Digest::of_bytes(&bytes)
    }
}

/// A line that says what follows, a line for each frame (number, seconds, digest), and one for the film.
impl fmt::Display for FilmDigests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# frame seconds xxh3-128-of-its-pixels, {} fps", self.fps)?;
        for (index, digest) in (self.first_frame..).zip(&self.frames) {
            writeln!(f, "{index} {:.6} {digest}", f64::from(index) / f64::from(self.fps))?;
        }
        writeln!(f, "film {} {}", self.frames.len(), self.film())
    }
}

/// What the workers have seen of films that are drawn together.
pub(crate) struct Seen {
    state: Mutex<State>,
}

struct State {
    /// The number of each film's first frame, and what each frame from that one on shows, as the digest of its commands.
    shown: Vec<(u32, Vec<Option<Digest>>)>,
    /// The pixels of commands that were drawn.
    pixels: BTreeMap<Digest, Digest>,
}

impl Seen {
    /// Nothing yet, of films with frames of these numbers.
    pub(crate) fn new(frames: impl Iterator<Item = Range<u32>>) -> Self {
        let shown = frames.map(|frames| (frames.start, vec![None; frames.len()])).collect();
        Self { state: Mutex::new(State { shown, pixels: BTreeMap::new() }) }
    }

    /// Commands were drawn.
    pub(crate) fn drawn(&self, commands: Digest, pixels: &[u8]) {
        let digest = Digest::of_bytes(pixels);
        self.lock().pixels.insert(commands, digest);
    }

    /// Some films' frames show commands that were drawn now or before.
    pub(crate) fn shown(&self, takers: &[(usize, u32)], commands: Digest) {
        let mut state = self.lock();
        for (film, frame_index) in takers {
            let (first, shown) = &mut state.shown[*film];
            shown[(frame_index - *first) as usize] = Some(commands);
        }
    }

    /// All digests of a complete film.
    pub(crate) fn digests_of(&self, film: usize, fps: u32) -> FilmDigests {
        let state = self.lock();
        let pixels = |commands: &Option<Digest>| state.pixels.get(commands.as_ref()?).copied();
        let (first_frame, shown) = &state.shown[film];
        FilmDigests { fps, first_frame: *first_frame, frames: shown.iter().filter_map(pixels).collect() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifest_has_a_line_for_each_frame_and_one_for_the_film() {
        let seen = Seen::new([0..2, 0..3].into_iter());
        let [standing, moved] = [Digest(1), Digest(2)];
        seen.drawn(standing, &[1, 2, 3, 4]);
        seen.drawn(moved, &[5, 6, 7, 8]);
        for (takers, commands) in [(&[(1, 2)][..], moved), (&[(0, 0), (1, 0)], standing), (&[(1, 1)], standing)] {
            seen.shown(takers, commands);
        }
        let text = seen.digests_of(1, 25).to_string();
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert_eq!(lines[1][..2], ["0", "0.000000"]);
        assert_eq!(lines[3][..2], ["2", "0.080000"]);
        assert_eq!(lines[1][2], lines[2][2]);
        assert_ne!(lines[2][2], lines[3][2]);
        assert_eq!(lines[4][..2], ["film", "3"]);
    }

    #[test]
    fn film_differs_when_its_frames_change_places() {
        let film =
            |frames: [u128; 2]| FilmDigests { fps: 30, first_frame: 0, frames: frames.map(Digest).to_vec() }.film();
        assert_ne!(film([1, 2]), film([2, 1]));
    }
}
