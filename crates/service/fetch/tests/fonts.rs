//! Films set in typefaces that were handed in.

mod font_maker;

use font_maker::{bundled, renamed, woff, woff2};
use pavo_critic::check::{CheckSettings, check};
use pavo_critic::designed;
use pavo_director::Brief;
use pavo_fetch::{TakenFiles, read_font, take_all};
use pavo_film::{Still, still};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, AssetKind, Resolution, Scene, Time};

fn taken(files: &[(&str, &[u8])]) -> (TakenFiles, Assets) {
    let mut assets = pavo_design::fonts::bundled_assets();
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let read = |name: &str| {
        let file = files.iter().find(|(one, _)| *one == name).expect("a file");
        Ok((file.1.to_vec(), name.to_owned()))
    };
    (take_all(&names, read, &mut assets, &pavo_film::Ffmpeg::default()), assets)
}

fn film(prompt: &str, files: &[(&str, &[u8])], aspect: AspectRatio) -> (Scene, Assets) {
    let (TakenFiles { given, not_used, .. }, assets) = taken(files);
    assert_eq!(not_used, []);
    let brief = Brief { aspect: Some(aspect), given, ..Brief::new(prompt) };
    let settings = |scene: &Scene| CheckSettings { aspects: vec![aspect], ..CheckSettings::of(scene) };
    (designed(&brief, &assets, settings).reviewed.scene, assets)
}

fn scene(text: &str, font: &str) -> Scene {
    let text = format!(
        r##"{{ "mg": 1, "canvas": {{ "duration": 2 }}, "scenes": [{{ "bg": "#FFFFFF", "nodes": [
            {{ "type": "text", "text": "{text}", "color": "#000000", "font": {font} }}] }}] }}"##
    );
    Scene::parse(&text).expect("a scene").scene
}

fn drawn(scene: &Scene, assets: &Assets) -> Still {
    still(scene, assets, AspectRatio::Wide, Resolution::P360, Time::from_secs(1.0)).expect("a frame")
}

/// How much ink there is, in pixels.
fn ink(still: &Still) -> f64 {
    still.pixels.chunks_exact(4).map(|pixel| f64::from(255 - pixel[0]) / 255.0).sum()
}

fn family_of(scene: &Scene) -> [Option<String>; 2] {
    let fonts = scene.theme.as_ref().and_then(|theme| theme.fonts.clone()).unwrap_or_default();
    [fonts.display, fonts.body]
}

#[test]
fn titles_are_drawn_with_a_typeface_that_was_handed_in_whatever_it_is_wrapped_in() {
    let ttf = renamed(&bundled("press-start-2p/PressStart2P_400Regular.ttf"), "Quay Pixel");
    let prompt = "3 second title \"Harbour Night\", white on black";
    let mut frames = Vec::new();
    for (name, file) in [("quay.ttf", ttf.clone()), ("quay.woff", woff(&ttf)), ("quay.woff2", woff2(&ttf))] {
        let (scene, assets) = film(prompt, &[(name, &file)], AspectRatio::Wide);
        assert_eq!(family_of(&scene)[0].as_deref(), Some("Quay Pixel"), "{name}");
        let asset = scene.assets.get("font-1").expect("the typeface is named");
        assert_eq!((asset.kind, asset.src.as_str()), (AssetKind::Font, name));
        frames.push(drawn(&scene, &assets).pixels);
        // Without it the document says what is missing, and draws another.
        assert_ne!(frames[0], drawn(&scene, &pavo_design::fonts::bundled_assets()).pixels);
    }
    assert!(frames[0] == frames[1] && frames[0] == frames[2]);
}

#[test]
fn a_variable_font_has_all_its_weights() {
    let file = renamed(&bundled("archivo/Archivo_wdth_wght.ttf"), "Quay Vario");
    let (files, assets) = taken(&[("quay.ttf", &file)]);
    let cut = files.given[0].font().expect("a typeface");
    assert_eq!(cut.weights, [100, 900]);
    let at = |weight: u32| {
        ink(&drawn(&scene("Harbour", &format!(r#"{{"family":"Quay Vario","size":300,"weight":{weight}}}"#)), &assets))
    };
    let inks: Vec<f64> = [100, 300, 500, 700, 900].map(at).to_vec();
    assert!(inks.windows(2).all(|pair| pair[1] > pair[0] * 1.1), "{inks:?}");
}

#[test]
fn files_of_one_family_are_its_weights() {
    let [regular, bold] = ["manrope/Manrope_400Regular.ttf", "manrope/Manrope_800ExtraBold.ttf"]
        .map(|path| renamed(&bundled(path), "Quay Sans"));
    let files: [(&str, &[u8]); 2] = [("a.ttf", &regular), ("b.ttf", &bold)];
    let (scene, _) = film("Agenda: \"Doors\", \"Talks\", \"Supper\"", &files, AspectRatio::Wide);
    assert_eq!(family_of(&scene), [Some("Quay Sans".to_owned()), Some("Quay Sans".to_owned())]);
    assert_eq!(scene.assets.values().filter(|asset| asset.kind == AssetKind::Font).count(), 2);
}

#[test]
fn a_family_of_the_name_of_a_bundled_one_takes_its_place() {
    let file = renamed(&bundled("orbitron/Orbitron_900Black.ttf"), "Inter");
    let (_, assets) = taken(&[("inter.ttf", &file)]);
    let scene = scene("Harbour", r#"{"family":"Inter","size":200,"weight":400}"#);
    assert_ne!(drawn(&scene, &assets).pixels, drawn(&scene, &pavo_design::fonts::bundled_assets()).pixels);
}

#[test]
fn characters_that_a_typeface_lacks_are_drawn_with_bundled_ones() {
    let file = renamed(&bundled("anton/Anton_400Regular.ttf"), "Quay Slim");
    let (_, assets) = taken(&[("quay.ttf", &file)]);
    let font = r#"{"family":"Quay Slim","size":200}"#;
    let with = drawn(&scene("Abc \u{6E2F}\u{53E3}", font), &assets);
    assert!(with.warnings.is_empty(), "{:?}", with.warnings);
    assert!(ink(&with) > ink(&drawn(&scene("Abc", font), &assets)) * 1.2);
}

#[test]
fn very_wide_and_very_narrow_faces_fit_their_frames_at_every_ratio() {
    let wide = renamed(&bundled("press-start-2p/PressStart2P_400Regular.ttf"), "Quay Wide");
    let narrow = renamed(&bundled("anton/Anton_400Regular.ttf"), "Quay Narrow");
    let prompts = [
        "Title \"The long way home to the harbour\" with subtitle \"An evening of stories and songs\". Set everything in our font",
        "Lower third: \"Bartholomew Featherstonehaugh\", \"Director of Conservation\". Use the attached font throughout",
        "Three steps: \"Gather the driftwood\", \"Sand it until smooth\", \"Varnish it twice\". Use our typeface for everything",
    ];
    let every = [AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square, AspectRatio::Feed];
    for (name, file, aspects) in [("wide.ttf", &wide, &every[..]), ("narrow.ttf", &narrow, &every[1..2])] {
        for prompt in prompts {
            for aspect in aspects.iter().copied() {
                let (scene, assets) = film(prompt, &[(name, file)], aspect);
                let settings = CheckSettings { aspects: vec![aspect], ..CheckSettings::of(&scene) };
                let found = check(&scene, &assets, &settings);
                let told: Vec<String> = found.errors().map(|finding| finding.to_value().to_string()).collect();
                assert!(told.is_empty(), "{name} {aspect}: {prompt}\n{}", told.join("\n"));
            }
        }
    }
}

#[test]
fn typefaces_are_measured_as_they_are() {
    let width = |path: &str| {
        let cut = read_font(&bundled(path), "x").expect("a typeface").cut;
        let letters = &cut.widths[0].letters;
        letters
            .iter()
            .filter(|(letter, _)| letter.is_ascii_lowercase())
            .map(|(_, width)| f64::from(*width))
            .sum::<f64>()
            / 26.0
    };
    assert!((width("press-start-2p/PressStart2P_400Regular.ttf") - 1.0).abs() < 0.01);
    assert!(width("anton/Anton_400Regular.ttf") < 0.46);
}
