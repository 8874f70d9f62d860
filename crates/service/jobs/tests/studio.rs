//! Claims about the real studio: the service's words reach the engine, and its errors come back.
#![allow(clippy::unwrap_used, reason = "a failed test should stop where it fails")]

use std::sync::Mutex;

use pavo_film::{Ffmpeg, RenderSettings};
use pavo_jobs::{Brief, CancelFlag, ParentVideo, PavoStudio, RenderEvents, Studio, StudioError, Wanted};
use pavo_store::{AspectRatio, Format, Fps, OutputConfig, Resolution};

const SCENE: &str = r#"{ "mg": 1, "scenes": [{ "dur": 1, "nodes": [{ "type": "text", "text": "Hello" }] }] }"#;

const SMALLEST: OutputConfig =
    OutputConfig { format: Format::Mp4, aspect_ratio: AspectRatio::R1x1, fps: Fps::F24, resolution: Resolution::P360 };

fn studio() -> PavoStudio {
    PavoStudio::new(RenderSettings::default(), "unused")
}

#[test]
fn prompt_becomes_a_scene_that_can_be_drawn() {
    let brief = Brief {
        prompt: "A 2-second title \"Good Morning\", white on black".to_owned(),
        duration_secs: None,
        seed: None,
        outputs: vec![SMALLEST],
        parent: None,
        files: Vec::new(),
        brand: None,
        references: Vec::new(),
    };
    let design = studio().design(&brief, &CancelFlag::new()).unwrap();
    assert_eq!(design.duration_secs, 2.0);
    assert!(design.trace.starts_with('['));
    assert_eq!(studio().design(&brief, &CancelFlag::new()).unwrap(), design, "the same again");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.mp4");
    studio().render(&design.scene, &SMALLEST, &file, &|_| {}, &CancelFlag::new()).unwrap();
    assert!(file.metadata().unwrap().len() > 500);
}

#[test]
fn designs_are_checked_and_what_cannot_be_mended_is_told() {
    let design = |prompt: &str| {
        let outputs = vec![OutputConfig { resolution: Resolution::P1080, ..SMALLEST }];
        let brief = Brief {
            prompt: prompt.to_owned(),
            duration_secs: None,
            seed: None,
            outputs,
            parent: None,
            files: Vec::new(),
            brand: None,
            references: Vec::new(),
        };
        studio().design(&brief, &CancelFlag::new()).unwrap()
    };
    assert_eq!(design("A 4-second title \"Good Morning\", white on black").warnings, Vec::<String>::new());
    let long = "[0:00-0:01] \"Every evening at dusk the keepers of the mole row out and light all the lamps\" \
                fades in, white on black. [0:01-0:03] \"Night\" fades in.";
    let warnings = design(long).warnings;
    assert!(warnings.iter().any(|warning| warning.contains("too briefly to be read")), "{warnings:?}");
}

#[test]
fn asked_duration_wins_over_the_prompt() {
    let brief = Brief {
        prompt: "A 2-second title \"Good Morning\"".to_owned(),
        duration_secs: Some(3.5),
        seed: None,
        outputs: vec![SMALLEST],
        parent: None,
        files: Vec::new(),
        brand: None,
        references: Vec::new(),
    };
    let design = studio().design(&brief, &CancelFlag::new()).unwrap();
    assert_eq!(design.duration_secs, 3.5);
}

#[test]
fn a_film_with_a_parent_is_the_parent_with_the_changes_that_are_asked_for() {
    let brief = |prompt: &str, parent: Option<ParentVideo>| Brief {
        prompt: prompt.to_owned(),
        duration_secs: None,
        seed: None,
        outputs: vec![SMALLEST],
        parent,
        files: Vec::new(),
        brand: None,
        references: Vec::new(),
    };
    let first = "A 2-second title \"Good Morning\", white on black";
    let scene = studio().design(&brief(first, None), &CancelFlag::new()).unwrap().scene;
    let parent = Some(ParentVideo { prompt: first.to_owned(), scene });
    let change = brief("change \"Good Morning\" to \"Good Night\", slower", parent.clone());
    let child = studio().design(&change, &CancelFlag::new()).unwrap();
    assert!(child.scene.contains("Good Night") && !child.scene.contains("\"Good Morning\""), "{}", child.scene);
    assert_eq!(child.duration_secs, 2.8);
    assert!(child.trace.contains("patch") && !child.warnings.iter().any(|told| told.starts_with("parent_video_id")));
    let with_file = Brief { files: vec!["upload:x/a.csv".to_owned()], ..change.clone() };
    let told = studio().design(&with_file, &CancelFlag::new()).unwrap().warnings;
    assert!(told.iter().any(|told| told.starts_with("assets and reference pictures are not used")), "{told:?}");
    let longer = Brief { duration_secs: Some(4.0), ..change };
    assert_eq!(studio().design(&longer, &CancelFlag::new()).unwrap().duration_secs, 4.0, "its own length is kept");
    let anew = studio().design(&brief("A poem about autumn", parent), &CancelFlag::new()).unwrap();
    assert!(anew.warnings[0].starts_with("parent_video_id"), "{:?}", anew.warnings);
}

#[test]
fn scene_becomes_a_file_and_progress_is_told_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("part-0-1.mp4");
    let heard = Mutex::new(Vec::new());
    let progress = |fraction: f32| heard.lock().unwrap().push(fraction);
    studio().render(SCENE, &SMALLEST, &file, &progress, &CancelFlag::new()).unwrap();
    assert_eq!(&std::fs::read(&file).unwrap()[4..8], b"ftyp");
    let heard = heard.into_inner().unwrap();
    assert_eq!(heard.len(), 24, "once per frame");
    assert!(heard.is_sorted());
    assert_eq!(heard.last(), Some(&1.0));
}

#[test]
fn outputs_made_together_end_once_each_and_alone() {
    /// Places in the list, and whether there is a file.
    struct Heard(Mutex<Vec<(usize, bool)>>);
    impl RenderEvents for Heard {
        fn progress(&self, _: usize, _: f32) {}

        fn ended(&self, index: usize, outcome: Result<Vec<String>, StudioError>) {
            self.0.lock().unwrap().push((index, outcome.is_ok()));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let wanted: Vec<Wanted> = [("a.mp4", Format::Mp4), ("not/there.mp4", Format::Mp4), ("c.gif", Format::Gif)]
        .map(|(name, format)| Wanted {
            config: OutputConfig { format, ..SMALLEST },
            destination: folder.path().join(name),
        })
        .into();
    let heard = Heard(Mutex::default());
    studio().render_together(SCENE, &wanted, &heard, &CancelFlag::new());
    let mut heard = heard.0.into_inner().unwrap();
    heard.sort_unstable();
    assert_eq!(heard, [(0, true), (1, false), (2, true)]);
    assert!(wanted[0].destination.is_file() && wanted[2].destination.is_file());
}

#[test]
fn cancelled_film_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("part-0-1.mp4");
    let cancel = CancelFlag::new();
    let progress = |_: f32| cancel.cancel();
    let result = studio().render(SCENE, &SMALLEST, &file, &progress, &cancel);
    assert_eq!(result, Err(StudioError::Cancelled));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_format_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Mp4, Format::Prores, Format::Webm, Format::Gif] {
        let output = OutputConfig { format, ..SMALLEST };
        let file = folder.path().join(format.as_str());
        studio().render(SCENE, &output, &file, &|_| {}, &CancelFlag::new()).unwrap();
        assert!(std::fs::metadata(&file).unwrap().len() > 500, "{}", format.as_str());
    }
}

#[test]
fn missing_encoder_is_told_without_paths() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.mp4");
    let ffmpeg = Ffmpeg::at("/nowhere/secret/ffmpeg");
    let studio = PavoStudio::new(RenderSettings { ffmpeg, ..RenderSettings::default() }, "unused");
    let error = studio.render(SCENE, &SMALLEST, &file, &|_| {}, &CancelFlag::new()).unwrap_err();
    assert_eq!(error.failure().code, "encoder_missing");
    assert!(!error.to_string().contains("secret"));
}

#[test]
fn unreadable_scene_is_our_fault_and_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.mp4");
    let error = studio().render("{\"secret\":", &SMALLEST, &file, &|_| {}, &CancelFlag::new()).unwrap_err();
    assert_eq!(error.failure().code, "internal");
    assert!(!error.to_string().contains("secret"));
}

#[test]
fn files_that_were_handed_in_are_shown_and_drawn_again_from_the_stored_scene() {
    let folder = tempfile::tempdir().unwrap();
    let data = pavo_store::DataDir::create(folder.path()).unwrap();
    // A sign of one pixel by one: the smallest PNG there is.
    let png: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDATx\xdacd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82";
    let table = data.keep_upload(b"Month;Boats\nMay;31\nJune;44\n").unwrap();
    let sign = data.keep_upload(png).unwrap();
    let studio = PavoStudio::new(RenderSettings::default(), folder.path());
    let brief = Brief {
        prompt: "Bar chart of the boats".to_owned(),
        duration_secs: Some(1.0),
        seed: Some(1),
        outputs: vec![SMALLEST],
        parent: None,
        files: vec![
            format!("upload:{table}/boats.csv"),
            format!("upload:{sign}/logo.png"),
            "http://127.0.0.1:8080/a.png".to_owned(),
            "upload:../../etc/passwd".to_owned(),
        ],
        brand: None,
        references: vec![format!("upload:{sign}/a.png"), "http://127.0.0.1:8080/b.png".to_owned()],
    };
    let design = studio.design(&brief, &CancelFlag::new()).unwrap();
    assert!(design.scene.contains("June") && design.scene.contains(&sign), "{}", design.scene);
    let told = design.warnings.join("\n");
    assert!(
        told.contains("assets[2] is not shown: http://127.0.0.1:8080/a.png: the host is not on the public internet")
            && told.contains("assets[3] is not shown: it was never handed in"),
        "{told}"
    );
    std::fs::remove_file(data.upload_path(&sign).unwrap()).unwrap();
    let film = folder.path().join("film.mp4");
    let gone = studio.render(&design.scene, &SMALLEST, &film, &|_| {}, &CancelFlag::new());
    assert!(gone.is_err_and(|error| error.to_string().contains("no longer stored")));
}

#[test]
fn a_vector_logo_is_drawn_again_from_the_stored_scene_and_what_it_lacks_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = pavo_store::DataDir::create(folder.path()).unwrap();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 40'><path d='M0 0H80L40 40Z' fill='#0b2a6b'/><text y='9'>Tidewell</text></svg>";
    let sign = data.keep_upload(svg).unwrap();
    let studio = PavoStudio::new(RenderSettings::default(), folder.path());
    let brief = Brief {
        prompt: "Logo reveal for Tidewell".to_owned(),
        duration_secs: Some(1.0),
        seed: Some(1),
        outputs: vec![SMALLEST],
        parent: None,
        files: vec![format!("upload:{sign}/sign.svg")],
        brand: None,
        references: vec![format!("upload:{sign}/sign.svg")],
    };
    let design = studio.design(&brief, &CancelFlag::new()).unwrap();
    assert!(design.scene.contains(&sign), "{}", design.scene);
    let told = design.warnings.join("\n");
    assert!(told.contains("assets[0]: its text is left out"), "{told}");
    let film = folder.path().join("film.mp4");
    studio.render(&design.scene, &SMALLEST, &film, &|_| {}, &CancelFlag::new()).unwrap();
    assert!(std::fs::metadata(&film).unwrap().len() > 500);
}

#[test]
fn a_typeface_that_was_handed_in_is_kept_by_the_stored_scene_and_by_its_changes() {
    let folder = tempfile::tempdir().unwrap();
    let data = pavo_store::DataDir::create(folder.path()).unwrap();
    let font = pavo_design::fonts::bundled_fonts().iter().find(|font| font.family == "Press Start 2P").unwrap();
    let digest = data.keep_upload(font.file()).unwrap();
    let studio = PavoStudio::new(RenderSettings::default(), folder.path());
    let brief = |prompt: &str, parent: Option<ParentVideo>, files: Vec<String>| Brief {
        prompt: prompt.to_owned(),
        duration_secs: Some(1.0),
        seed: Some(1),
        outputs: vec![SMALLEST],
        parent,
        files,
        brand: None,
        references: Vec::new(),
    };
    let prompt = "Title \"Harbour Night\". Set everything in our font";
    let file = format!("upload:{digest}/pixel.ttf");
    let design = studio.design(&brief(prompt, None, vec![file.clone()]), &CancelFlag::new()).unwrap();
    assert!(design.scene.contains(&file) && design.scene.contains("Press Start 2P"), "{}", design.scene);
    let parent = Some(ParentVideo { prompt: prompt.to_owned(), scene: design.scene.clone() });
    let child = studio.design(&brief("in a neon style", parent, Vec::new()), &CancelFlag::new()).unwrap();
    assert!(child.scene.contains(&file) && child.scene.contains("Press Start 2P"), "{}", child.scene);
    let film = folder.path().join("film.mp4");
    studio.render(&child.scene, &SMALLEST, &film, &|_| {}, &CancelFlag::new()).unwrap();
    std::fs::remove_file(data.upload_path(&digest).unwrap()).unwrap();
    let gone = studio.render(&child.scene, &SMALLEST, &film, &|_| {}, &CancelFlag::new());
    assert!(gone.is_err_and(|error| error.to_string().contains("no longer stored")));
}
