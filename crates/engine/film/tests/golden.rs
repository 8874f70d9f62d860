//! Scenes whose poses, drawing commands and pictures are kept: `tests/golden/cases/<topic>/<claim>.json`,
//! and whole films whose digests are: `tests/golden/films/<claim>.json`.
//!
//! Beside each case stand its expectations: `<claim>.pose.txt` (every node's values, exact), `<claim>.list.txt`
//! (drawing commands, exact) and, where the case asks for it, `<claim>.strip.png` (small frames side by side).
//! Beside a film stands `<claim>.digests.txt`. `cargo xtask bless <claim>` writes them anew; what differs is
//! shown in `target/golden-report/index.html`.

#[path = "golden/case.rs"]
mod case;
#[path = "golden/film.rs"]
mod film;
#[path = "../benches/film/fonts.rs"]
mod fonts;
#[path = "golden/gallery.rs"]
mod gallery;
#[path = "golden/line_diff.rs"]
mod line_diff;
#[path = "golden/report.rs"]
mod report;
#[path = "golden/strip.rs"]
mod strip;

use gallery::Gallery;
use std::path::Path;

/// What `cargo xtask bless` sets: the part of the names that may be written anew.
const BLESS: &str = "PAVO_BLESS";

#[test]
fn scenes_are_drawn_as_they_were() {
    let gallery = Gallery {
        folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden"),
        report: Path::new(env!("CARGO_TARGET_TMPDIR")).join("../golden-report"),
        blessed: std::env::var(BLESS).ok(),
    };
    if let Err(problem) = gallery.check(&fonts::bundled()) {
        panic!("{problem}");
    }
}

#[path = "golden/harness.rs"]
mod harness;
