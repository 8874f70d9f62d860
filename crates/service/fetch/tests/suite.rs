//! Films of the files that people hand in, at all ratios: everything is shown, seen and read, and nothing is wrong with it.
//!
//! Each case is files and a prompt. Its film is designed for each ratio by itself, as the command line does, and once for all
//! of them together, as a job with several outputs does; everything that is wrong with any film of a family is told at once.
//!
//! With `PAVO_SHEETS=folder` (an absolute path) a picture of each case is written there: four ratios, one below another, at
//! four moments.

#[path = "suite/film.rs"]
mod film;
#[path = "suite/material.rs"]
mod material;

use film::{Case, Film, Pixels, has_hue, size_of};
use image::RgbaImage;
use material::File;
use pavo_scene::AspectRatio;
use std::path::PathBuf;

fn case(name: &'static str, files: Vec<File>, prompt: &'static str, words: &'static [&'static str]) -> Case {
    Case { name, prompt, files, words, figures: &[] }
}

/// The frames of a case side by side, a row for each ratio, for a person to look at.
fn write_sheet(case: &Case, rows: &[(AspectRatio, Vec<Pixels>)]) {
    const GAP: u32 = 6;
    let Some(folder) = std::env::var_os("PAVO_SHEETS").map(PathBuf::from) else { return };
    let heights: u32 = rows.iter().map(|(aspect, _)| size_of(*aspect).height + GAP).sum();
    let mut sheet = RgbaImage::from_pixel(4 * (320 + GAP), heights, image::Rgba([128, 128, 128, 255]));
    let mut y = 0;
    for (aspect, frames) in rows {
        let size = size_of(*aspect);
        // The later one of each two, so that the last is what the film ends with.
        for (column, frame) in (0..).zip(frames.iter().skip(1).step_by(2)) {
            let frame = RgbaImage::from_raw(size.width, size.height, frame.as_flattened().to_vec()).expect("a frame");
            image::imageops::replace(&mut sheet, &frame, column * i64::from(size.width + GAP), y);
        }
        y += i64::from(size.height + GAP);
    }
    std::fs::create_dir_all(&folder).expect("a folder");
    sheet.save(folder.join(format!("{}.png", case.name.replace(' ', "-")))).expect("a sheet");
}

/// Everything that is wrong with the films of a case.
fn wrong_with(case: &Case) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |place: String, wrong: Vec<String>| {
        told.extend(wrong.into_iter().map(|what| format!("{}, {place}: {what}", case.name)));
    };
    let mut rows = Vec::new();
    for &aspect in AspectRatio::ALL {
        let film = Film::of(case, aspect, &[aspect]);
        let frames = film.frames(aspect);
        let wrong = film.wrong_at(aspect, &frames);
        tell(aspect.to_string(), [film.wrong, wrong].concat());
        rows.push((aspect, frames));
    }
    write_sheet(case, &rows);
    let together = Film::of(case, AspectRatio::Wide, AspectRatio::ALL);
    for &aspect in AspectRatio::ALL {
        tell(format!("{aspect} of all"), together.wrong_at(aspect, &together.frames(aspect)));
    }
    tell("all ratios".to_owned(), together.wrong);
    told
}

#[track_caller]
fn assert_as_they_should_be(cases: &[Case]) {
    let wrong: Vec<String> = cases.iter().flat_map(wrong_with).collect();
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn photographs_fill_frames_and_portraits_stand_beside_words() {
    assert_as_they_should_be(&[
        // Of a face in a small disc, the wall behind it is less than half.
        case(
            "portrait beside a name",
            vec![material::first_portrait().covering(0.005)],
            "Lower third \"Mira Solberg\", harbour master, 4 seconds",
            &["Mira Solberg", "Harbour master"],
        ),
        case(
            "portrait with a quotation",
            vec![material::second_portrait().covering(0.003)],
            "Quote \"The tide keeps its own diary\" by Ines Okafor, keeper of the light, with the portrait",
            &["The tide keeps its own diary", "Ines Okafor"],
        ),
        case(
            "two portraits",
            vec![material::first_portrait().covering(0.02), material::second_portrait().covering(0.02)],
            "Meet the crew: \"Mira Solberg\", harbour master, and \"Ines Okafor\", marine biologist, with their portraits, \
             6 seconds",
            &["Mira Solberg", "Ines Okafor"],
        ),
        case(
            "title over a landscape",
            vec![material::dusk().covering(0.2)],
            "Title \"The long way home\" over the photo, 4 seconds",
            &["The long way home"],
        ),
        case(
            "headline and landscape",
            vec![material::meadow().covering(0.2)],
            "Headline \"Fields before breakfast\", subtitle \"A walk in four parts\", with this picture, 5 seconds",
            &["Fields before breakfast", "A walk in four parts"],
        ),
        case(
            "three landscapes",
            vec![material::dusk().covering(0.2), material::meadow().covering(0.2), material::lake().covering(0.2)],
            "Slideshow of these three photos titled \"Three days in port\", 9 seconds",
            &["Three days in port"],
        ),
    ]);
}

#[test]
fn logos_are_seen_on_whatever_they_stand() {
    assert_as_they_should_be(&[
        case(
            "dark logo on light",
            vec![material::dark_logo().covering(0.01)],
            "Logo reveal, 4 seconds, light background",
            &[],
        ),
        case(
            "dark logo on dark",
            vec![material::dark_logo().covering(0.01)],
            "Logo reveal, 4 seconds, dark background",
            &[],
        ),
        case(
            "light logo on dark",
            vec![material::light_logo().covering(0.01)],
            "Logo reveal, 4 seconds, dark background",
            &[],
        ),
        case(
            "light logo with a tagline",
            vec![material::light_logo().covering(0.005)],
            "Logo reveal for Tidewell with the tagline \"Water, kept well\", 4 seconds",
            &["Water, kept well"],
        ),
        case(
            "drawn logo at the end",
            vec![material::drawn_logo().covering(0.005)],
            "Title \"Open house on Sunday\", then \"Doors at noon\", our logo at the end, 6 seconds",
            &["Open house on Sunday", "Doors at noon"],
        ),
        case(
            "landscape and logo",
            vec![material::lake().covering(0.2), material::light_logo().covering(0.002)],
            "Title \"Opening night\" over the photo, with our logo, 5 seconds",
            &["Opening night"],
        ),
    ]);
}

#[test]
fn tables_are_read_on_screen_whatever_their_dialect() {
    let case = |name, file: File, prompt, words, figures| Case { name, prompt, files: vec![file], words, figures };
    assert_as_they_should_be(&[
        case(
            "commas",
            material::commas(),
            "Use this CSV: bar chart of our revenue, title \"Half a year\"",
            &["Half a year", "January", "February", "March", "April", "May", "June"],
            &[120.0, 135.0, 150.0, 142.0, 171.0, 188.0],
        ),
        case(
            "semicolons",
            material::semicolons(),
            "Column chart of the catch of each port, headline \"What the nets brought\"",
            &["What the nets brought", "Kiel", "Bergen", "Ostende", "Vigo"],
            &[1.5, 2.75, 4.2, 3.1],
        ),
        case(
            "tabs",
            material::tabs(),
            "Ranking of our boats by crew from this table, 6 seconds",
            &["Aurora", "Boreas", "Cirrus", "Doldrum"],
            &[14.0, 9.0, 22.0, 17.0],
        ),
        case(
            "quotes",
            material::quotes(),
            "Donut chart of the shares in this table, title \"Where guests hear of us\"",
            &["Where guests hear of us", "Search, paid", "Letters", "Fairs", "Friends"],
            &[42.0, 31.0, 18.0, 9.0],
        ),
        case(
            "bars",
            material::bars(),
            "Bar chart of the guests in each town, title \"Guests in May\"",
            &["Guests in May", "Köln", "Münster", "Südhafen", "Görlitz"],
            &[12_400.0, 8_150.0, 9_920.0, 4_305.0],
        ),
    ]);
}

// What is looked for of a screen is its head: it is shown from its upper edge on.
#[test]
fn screens_are_shown_from_their_heads_on() {
    assert_as_they_should_be(&[
        case(
            "screen on a phone",
            vec![material::tall_screenshot().covering(0.01)],
            "Phone with this screenshot, title \"All tides in one place\", 5 seconds",
            &["All tides in one place"],
        ),
        case(
            "screen beside words",
            vec![material::tall_screenshot().covering(0.01)],
            "Show our app: headline \"All tides in one place\" beside this screenshot, call to action \"Get it today\", \
             6 seconds",
            &["All tides in one place", "Get it today"],
        ),
        case(
            "screen in a browser",
            vec![material::wide_screenshot().covering(0.01)],
            "Dashboard tour: this screenshot in a browser window, title \"Every berth at a glance\", 5 seconds",
            &["Every berth at a glance"],
        ),
    ]);
}

#[test]
fn footage_fills_frames_below_words() {
    assert_as_they_should_be(&[
        case(
            "title over footage",
            vec![material::footage().covering(0.6)],
            "Title \"The long way home\" over this video, 6 seconds",
            &["The long way home"],
        ),
        case(
            "footage and logo",
            vec![material::footage().covering(0.6), material::light_logo().covering(0.005)],
            "Use this clip as the background of \"Night ferry\", logo at the end, 8 seconds",
            &["Night ferry"],
        ),
    ]);
}

#[test]
fn pictures_of_less_usual_kinds_are_seen_as_others_are() {
    assert_as_they_should_be(&[
        case(
            "photograph that was turned",
            vec![material::turned_photo().covering(0.2)],
            "Title \"Held upright\" over this photo, 3 seconds",
            &["Held upright"],
        ),
        case(
            "photograph of four inks",
            vec![material::printed_photo().covering(0.2)],
            "Title \"Fresh from the press\" over the photo, 3 seconds",
            &["Fresh from the press"],
        ),
        case(
            "photograph of sixteen bits",
            vec![material::deep_photo().covering(0.2)],
            "Title \"Sixteen shades of moss\" with the picture behind it, 3 seconds",
            &["Sixteen shades of moss"],
        ),
        // It is what the film is about, no sign in a corner.
        case(
            "animation",
            vec![material::animation().covering(0.02)],
            "Title \"Keep it rolling\" with this animation, 4 seconds",
            &["Keep it rolling"],
        ),
    ]);
}

#[test]
fn photograph_of_a_camera_that_was_held_upright_stands_upright() {
    let files = vec![material::turned_photo()];
    let hue_deg = files[0].hue_deg.expect("a hue");
    let case = case("upright", files, "Title \"Held upright\" over this photo, 3 seconds", &[]);
    for &aspect in AspectRatio::ALL {
        let frames = Film::of(&case, aspect, &[aspect]).frames(aspect);
        let [width, height] = [size_of(aspect).width, size_of(aspect).height].map(|side| side as usize);
        let violet: Vec<usize> = (0..width * height).filter(|at| has_hue(frames[4][*at], hue_deg)).collect();
        assert!(violet.len() * 5 > width * height, "{aspect}: {} pixels are violet", violet.len());
        // Lying it would be the left half.
        let [x, y] = [violet.iter().map(|at| at % width).sum::<usize>(), violet.iter().map(|at| at / width).sum()]
            .map(|sum| sum / violet.len());
        assert!((width * 2 / 5..width * 3 / 5).contains(&x) && y < height * 2 / 5, "{aspect}: in the middle {x}, {y}");
    }
}
