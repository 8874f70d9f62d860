//! A golden film: a whole scene of which the digests of all frames are kept.

use crate::case::{aspect, read_scene};
use pavo_film::{CancelToken, Format, FrameMaker, OutputSpec, RenderSettings, render};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Resolution, Scene, Time};
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::Path;

/// Whether pixels are kept of this machine's kind: others may round otherwise, commands are the same everywhere.
const HAS_PIXELS: bool = cfg!(target_arch = "x86_64");

pub(crate) struct GoldenFilm {
    scene: Scene,
    aspect: AspectRatio,
}

impl GoldenFilm {
    /// Reads `{"aspect_ratio": "16:9", "scene": {…}}`.
    pub(crate) fn read(path: &Path) -> Self {
        let (value, scene) = read_scene(path);
        Self { scene, aspect: aspect(&value) }
    }

    /// For each frame its number and the digests of its commands and of its pixels.
    ///
    /// The film is rendered by 1, 2 and 8 workers, which must give the same.
    pub(crate) fn digests(&self, assets: &Assets) -> String {
        let frame_rate = self.scene.frame_rate();
        let output = OutputSpec { format: Format::Mp4, aspect: self.aspect, frame_rate, resolution: Resolution::P360 };
        let folder = tempfile::tempdir().expect("a folder");
        let film = folder.path().join("film.mp4");
        let [one, two, eight] = [1, 2, 8].map(|threads| {
            let threads = NonZeroUsize::new(threads);
            let settings = RenderSettings { threads, digests: true, ..RenderSettings::default() };
            let report = render(&self.scene, assets, &output, &film, &settings, &(), &CancelToken::default());
            report.expect("a film").digests.expect("digests were asked for")
        });
        assert_eq!(one.to_string(), two.to_string(), "with 1 and 2 threads");
        assert_eq!(one.to_string(), eight.to_string(), "with 1 and 8 threads");
        let maker = FrameMaker::new(&self.scene, self.aspect, output.pixel_size(), assets);
        let mut text = String::from("# frame commands pixels\n");
        for (index, pixels) in (0_u32..).zip(one.frames()) {
            let secs = f64::from(index) / f64::from(frame_rate.fps());
            let commands = maker.display_list_at(Time::from_secs(secs)).digest();
            write!(text, "{index} {commands}").expect("text");
            writeln!(text, "{}", if HAS_PIXELS { format!(" {pixels}") } else { String::new() }).expect("text");
        }
        text
    }
}
