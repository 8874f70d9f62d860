//! Films of prompts with files: what is handed in is seen, and nothing shines through what must be opaque.

use pavo_director::{Brief, Direction, direct};
use pavo_fetch::{TakenFiles, take_all};
use pavo_film::{Ffmpeg, FrameMaker};
use pavo_media::Assets;
use pavo_scene::{AspectRatio, Node, NodeKind, PixelSize, Scene, Time};
use std::io::Cursor;

fn png(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let image = image::RgbaImage::from_fn(width, height, |x, y| image::Rgba(color(x, y)));
    let mut file = Vec::new();
    image.write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png).expect("png");
    file
}

/// A face in front of a wall, without any green.
fn portrait() -> Vec<u8> {
    png(300, 400, |x, y| {
        let off = |cx: i64, cy: i64| (i64::from(x) - cx).pow(2) + (i64::from(y) - cy).pow(2);
        match () {
            () if off(150, 150) < 4900 => [226, 174, 150, 255],
            () if y > 260 && off(150, 420) < 28_900 => [60, 40, 110, 255],
            () => [150, 120 + (y / 16) as u8, 160 + (x % 5) as u8, 255],
        }
    })
}

/// A landscape in many colours, whose left half is warmer.
fn landscape(shift: u8) -> Vec<u8> {
    png(400, 250, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 20) as u8 % 24;
        [(200 - x / 4) as u8 + noise, (60 + y / 3) as u8 + noise, shift.wrapping_add(noise), 255]
    })
}

fn sign(color: [u8; 4]) -> Vec<u8> {
    png(
        240,
        100,
        |x, y| if (20..220).contains(&x) && (20..80).contains(&y) && (x / 30) % 2 == 0 { color } else { [0; 4] },
    )
}

fn film(prompt: &str, files: &[(&str, Vec<u8>)], aspect: AspectRatio) -> (Direction, Assets) {
    let mut assets = pavo_design::fonts::bundled_assets();
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let bytes_of = |name: &str| files.iter().find(|(one, _)| *one == name).map(|(_, bytes)| bytes.clone());
    let read = |name: &str| Ok((bytes_of(name).expect("a file"), name.to_owned()));
    let TakenFiles { given, not_used, notes: _ } = take_all(&names, read, &mut assets, &Ffmpeg::default());
    assert_eq!(not_used, []);
    let brief = Brief { aspect: Some(aspect), given, ..Brief::new(prompt) };
    let direction = direct(&brief);
    Scene::parse(&direction.scene.to_json()).expect("a scene");
    (direction, assets)
}

/// The names of the pictures that a film shows, in their order.
fn pictures(scene: &Scene) -> Vec<String> {
    fn look(node: &Node, found: &mut Vec<String>) {
        if let NodeKind::Image(image) = &node.kind
            && !found.contains(&image.src)
        {
            found.push(image.src.clone());
        }
        node.children().iter().for_each(|child| look(child, found));
    }
    let mut found = Vec::new();
    scene.shots.iter().flat_map(|shot| &shot.nodes).chain(&scene.overlays).for_each(|node| look(node, &mut found));
    found
}

fn texts(scene: &Scene) -> String {
    scene.to_json()
}

#[test]
fn nothing_of_the_key_colour_shines_through_a_banner_or_the_face_on_it_in_any_frame() {
    let prompt = "Lower third on chroma green #00FF00 for overlay: white opaque banner, name \"Ines Okafor\", title \"Marine \
                  Biologist\", circular portrait on the right of the banner. 100% opaque, no green bleeding through. 2 seconds";
    for (aspect, width, height) in [
        (AspectRatio::Wide, 320, 180),
        (AspectRatio::Tall, 180, 320),
        (AspectRatio::Square, 216, 216),
        (AspectRatio::Feed, 216, 270),
    ] {
        let size = PixelSize { width, height };
        let (direction, assets) = film(prompt, &[("ines.png", portrait())], aspect);
        assert_eq!(pictures(&direction.scene), ["picture-1"]);
        let maker = FrameMaker::new(&direction.scene, aspect, size, &assets);
        let mut painter = maker.painter().unwrap();
        for frame in 0..60 {
            let list = maker.display_list_at(Time::from_secs(f64::from(frame) / 30.0));
            let drawn = maker.draw(&list, &mut painter);
            let pixels = drawn.pixels;
            let at = |x: u32, y: u32| {
                let index = (y * size.width + x) as usize * 4;
                &pixels[index..index + 4]
            };
            // The stripe's edge may be one row of both.
            let edge = size.height * if aspect == AspectRatio::Tall { 65 } else { 73 } / 100;
            for y in 0..size.height {
                for x in 0..size.width {
                    let [r, g, b, a] = *at(x, y) else { unreachable!("four channels") };
                    // Where soft edges meet, the last bits may be lost in rounding: files of an opaque film have no alpha.
                    assert!(a >= 252, "{aspect}, frame {frame} at {x}, {y}: {a}");
                    if y + 2 < edge {
                        assert_eq!(
                            [r, g, b],
                            [0, 255, 0],
                            "{aspect}, frame {frame} at {x}, {y}: the key colour is exact"
                        );
                    } else if y > edge + 1 {
                        let green = i32::from(g) - i32::from(r.max(b));
                        assert!(green < 24, "{aspect}, frame {frame} at {x}, {y}: {r} {g} {b} is green");
                    }
                }
            }
        }
    }
}

#[test]
fn photographs_are_shared_among_the_parts_in_their_order() {
    let files = [("a.png", landscape(40)), ("b.png", landscape(120)), ("c.png", landscape(200))];
    let (direction, _) = film("Title \"Three days in port\" with cross-fading photos", &files, AspectRatio::Wide);
    assert_eq!(pictures(&direction.scene), ["picture-1", "picture-2", "picture-3"]);
    assert!(texts(&direction.scene).contains("Three days in port"));
    assert!(!direction.warnings.iter().any(|warning| warning.starts_with("photos")), "{:?}", direction.warnings);
    let beats = "[0-2s] \"Dawn\" [2-4s] \"Noon\" [4-6s] \"Night\"";
    let (direction, _) = film(beats, &files, AspectRatio::Tall);
    assert_eq!(pictures(&direction.scene), ["picture-1", "picture-2", "picture-3"]);
    assert_eq!(direction.scene.duration().secs(), 6.0);
}

#[test]
fn as_many_photographs_as_things_in_a_list_are_shown_with_their_names() {
    let files = [("a.png", landscape(40)), ("b.png", landscape(120)), ("c.png", landscape(200))];
    let prompt = "Promo for Halyard House: hook \"Paris can wait\", three rooms: Harbour room, Garden room, Attic, CTA \
                  \"Book at halyard.example\"";
    let (direction, _) = film(prompt, &files, AspectRatio::Tall);
    let shown = texts(&direction.scene);
    assert_eq!(pictures(&direction.scene), ["picture-1", "picture-2", "picture-3"]);
    for words in ["Paris can wait", "Harbour room", "Garden room", "Attic", "Book at halyard.example"] {
        assert!(shown.contains(words), "{words}: {}", direction.trace);
    }
    assert_eq!(direction.scene.shots.len(), 3, "{}", direction.trace);
}

#[test]
fn a_photograph_that_nothing_can_take_has_a_part_of_its_own() {
    let (direction, _) =
        film("Bar chart of catches: cod 40, herring 55, mackerel 31", &[("a.png", landscape(9))], AspectRatio::Wide);
    assert_eq!(pictures(&direction.scene), ["picture-1"]);
    assert_eq!(direction.scene.shots.len(), 2);
}

/// The pixels of a film at a time, at a ratio: red, green and blue of each.
fn pixels_of(scene: &Scene, assets: &Assets, aspect: AspectRatio, secs: f64) -> Vec<[i32; 3]> {
    let (width, height) = if aspect == AspectRatio::Tall { (180, 320) } else { (320, 180) };
    let maker = FrameMaker::new(scene, aspect, PixelSize { width, height }, assets);
    let mut painter = maker.painter().expect("a painter");
    let drawn = maker.draw(&maker.display_list_at(Time::from_secs(secs)), &mut painter);
    drawn.pixels.chunks_exact(4).map(|pixel| [0, 1, 2].map(|channel| i32::from(pixel[channel]))).collect()
}

/// The share of pixels of which something is so.
fn share(pixels: &[[i32; 3]], is_so: impl Fn(&[i32; 3]) -> bool) -> f64 {
    pixels.iter().filter(|pixel| is_so(pixel)).count() as f64 / pixels.len() as f64
}

#[test]
fn photographs_lose_or_change_their_colours_as_the_prompt_says_and_signs_keep_theirs() {
    let is_grey = |pixel: &[i32; 3]| pixel.iter().max().unwrap() - pixel.iter().min().unwrap() < 10;
    // Above what is darkened for the words.
    let warm = |pixels: &[[i32; 3]]| share(&pixels[..pixels.len() / 4], |pixel| pixel[0] > pixel[2] + 20);
    let drawn = |prompt: &str, aspect| {
        let files = [("quay.png", landscape(40)), ("our-logo.png", sign([20, 80, 220, 255]))];
        let (direction, assets) = film(prompt, &files, AspectRatio::Wide);
        let told = direction.scene.to_json();
        assert!(told.contains("Harbour") && !told.contains("\"text\": \"Duotone"), "{told}");
        pixels_of(&direction.scene, &assets, aspect, 1.5)
    };
    // A film that was designed for one ratio is drawn at others as well.
    for aspect in [AspectRatio::Wide, AspectRatio::Tall] {
        let own = share(&drawn("Title \"Harbour\" over the photo", aspect), is_grey);
        assert!(own < 0.6, "{own}");
        for words in
            ["over black and white photos", "over the photo in black and white", "over this picture in greyscale"]
        {
            let grey = share(&drawn(&format!("Title \"Harbour\" {words}"), aspect), is_grey);
            assert!(grey > 0.8 && grey < 1.0, "{words}, and the sign keeps its colour: {grey}");
        }
        for words in ["over sepia photos", "over the photo in sepia"] {
            let brown = warm(&drawn(&format!("Title \"Harbour\" {words}"), aspect));
            assert!(brown > 0.5, "{words}: {brown}");
        }
        let tinted = drawn("Title \"Harbour\" over the photo as a duotone, accent #E8452C", aspect);
        assert!(warm(&tinted) > 0.5);
    }
}

#[test]
fn a_duotone_is_made_of_the_two_colours_that_are_named_for_it() {
    let files = [("quay.png", landscape(40))];
    let (direction, assets) =
        film("Title \"Harbour\" over the photo in duotone #0B1F33 and #F2C14E", &files, AspectRatio::Wide);
    let pixels = pixels_of(&direction.scene, &assets, AspectRatio::Wide, 3.0);
    // Above what is darkened for the words, every pixel lies on the line between the two.
    let off_the_line = |pixel: &[i32; 3]| {
        let along = f64::from(pixel[0] - 0x0B) / f64::from(0xF2 - 0x0B);
        [(1, 0x1F, 0xC1), (2, 0x33, 0x4E)].into_iter().any(|(channel, dark, light)| {
            let expected = f64::from(dark) + along * f64::from(light - dark);
            (f64::from(pixel[channel]) - expected).abs() > 4.0
        })
    };
    let upper = &pixels[..320 * 50];
    assert!(share(upper, off_the_line) < 0.01, "{:?}", upper.iter().find(|pixel| off_the_line(pixel)));
    let told = direction.scene.to_json();
    assert!(told.contains("\"bg\": \"#0B1F33\"") && told.contains("\"accent\": \"#F2C14E\""), "{told}");
}

#[test]
fn a_name_stands_beside_a_portrait_and_over_what_is_said_to_be_behind_it() {
    let shown = |prompt: &str, picture: Vec<u8>| {
        let (direction, _) = film(prompt, &[("face.png", picture)], AspectRatio::Wide);
        let told = direction.scene.to_json();
        assert!(told.contains("Mira Solberg") && told.contains("face.png"), "{told}");
        // A disc has corners of half its side.
        told.contains("\"radius\": 110")
    };
    assert!(shown("Lower third \"Mira Solberg\", harbour master", portrait()));
    assert!(shown("Lower third \"Mira Solberg\" with the circular photo beside it", landscape(40)));
    assert!(!shown("Lower third \"Mira Solberg\", harbour master, photo behind it", portrait()));
    assert!(!shown("Lower third \"Mira Solberg\" over the photo", portrait()));
    assert!(!shown("Lower third \"Mira Solberg\", harbour master", landscape(40)));
}

#[test]
fn a_logo_stands_on_a_ground_that_it_is_seen_on() {
    use pavo_scene::{ColorToken, Mode};
    for (color, mode) in [([12, 16, 30, 255], Mode::Light), ([250, 250, 246, 255], Mode::Dark)] {
        let (direction, _) = film("Logo reveal for Tidewell", &[("mark.png", sign(color))], AspectRatio::Wide);
        let theme = direction.scene.theme.as_ref().unwrap();
        assert_eq!(theme.mode, Some(mode));
        assert!(theme.colors.as_ref().unwrap().get(ColorToken::Bg).is_some());
        assert_eq!(pictures(&direction.scene), [pavo_design::LOGO_ASSET]);
    }
    let (direction, _) = film("\"Open house on Sunday\"", &[("mark.png", sign([9, 9, 40, 255]))], AspectRatio::Wide);
    assert_eq!(pictures(&direction.scene), [pavo_design::LOGO_ASSET], "it is seen in films that have no end card too");
}

#[test]
fn a_table_becomes_a_chart_with_its_own_names_and_values() {
    let csv = "Month;Visitors;Boats\nMay;1.204;31\nJune;1.870;44\nJuly;2.410;52\n".as_bytes().to_vec();
    let (direction, _) = film("Bar chart of the boats of each month", &[("t.csv", csv.clone())], AspectRatio::Wide);
    let shown = texts(&direction.scene);
    for (name, value) in [("May", 31.0), ("June", 44.0), ("July", 52.0)] {
        assert!(shown.contains(name) && shown.contains(&format!("\"value\": {value}")), "{name} {value}");
    }
    let (direction, _) = film("Visitors of the pier", &[("t.csv", csv)], AspectRatio::Wide);
    assert!(texts(&direction.scene).contains("2410"), "{}", direction.trace);
}

/// A sign of a colour as a vector drawing, wide, with a soft part and a faded one.
fn vector_sign(color: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 80'><defs><linearGradient id='g'>
         <stop stop-color='{color}'/><stop offset='1' stop-color='{color}' stop-opacity='.6'/></linearGradient></defs>
         <path fill='{color}' d='M0 0H60L40 80H0Z'/><circle cx='110' cy='40' r='40' fill='url(#g)'/>
         <g opacity='.8'><path stroke='{color}' stroke-width='12' d='M160 70L230 10'/></g></svg>"
    )
    .into_bytes()
}

#[test]
fn a_drawn_logo_is_seen_at_all_ratios_the_same_however_many_draw_it() {
    for &aspect in AspectRatio::ALL {
        let (direction, assets) = film("Logo reveal for Tidewell", &[("mark.svg", vector_sign("#e8381b"))], aspect);
        assert_eq!(pictures(&direction.scene), [pavo_design::LOGO_ASSET]);
        assert!(direction.scene.to_json().contains("mark.svg"));
        let size = PixelSize::of(aspect, pavo_scene::Resolution::P360);
        let maker = FrameMaker::new(&direction.scene, aspect, size, &assets);
        assert_eq!(maker.warnings(), []);
        let end = direction.scene.duration().secs();
        let times: Vec<Time> = (0..8).map(|at| Time::from_secs(end * (f64::from(at) + 0.5) / 8.0)).collect();
        let drawn = |times: &[Time]| -> Vec<Vec<u8>> {
            let mut painter = maker.painter().expect("a painter");
            times.iter().map(|time| maker.draw(&maker.display_list_at(*time), &mut painter).pixels.to_vec()).collect()
        };
        let in_order = drawn(&times);
        let (first, second) = times.split_at(4);
        let by_two = std::thread::scope(|scope| {
            let other = scope.spawn(|| drawn(second));
            [drawn(first), other.join().expect("drawn")].concat()
        });
        assert!(in_order == by_two, "{aspect:?}");
        let is_red = |pixel: &&[u8; 4]| {
            pixel[0].abs_diff(0xE8) < 4 && pixel[1].abs_diff(0x38) < 4 && pixel[2].abs_diff(0x1B) < 4
        };
        let red = in_order[6].as_chunks::<4>().0.iter().filter(is_red).count();
        assert!(red > 1500, "{aspect:?}: {red} pixels of the sign");
    }
}

#[test]
fn a_drawn_logo_stands_on_a_ground_that_it_is_seen_on() {
    for (color, mode) in [("#0c101e", pavo_scene::Mode::Light), ("#fafaf6", pavo_scene::Mode::Dark)] {
        let (direction, _) = film("Logo reveal for Tidewell", &[("mark.svg", vector_sign(color))], AspectRatio::Wide);
        assert_eq!(direction.scene.theme.as_ref().expect("a theme").mode, Some(mode));
    }
}

#[test]
fn what_is_not_shown_of_a_drawing_is_told_with_its_place() {
    let file =
        [&vector_sign("#0a0a0a")[..vector_sign("#0a0a0a").len() - 6], b"<text x='9' y='9'>Tidewell</text></svg>"]
            .concat();
    let mut assets = Assets::default();
    let taken =
        take_all(&["mark.svg".to_owned()], |name| Ok((file.clone(), name.to_owned())), &mut assets, &Ffmpeg::default());
    assert_eq!(taken.not_used, []);
    assert!(matches!(&taken.notes[..], [(0, note)] if note.contains("text")), "{:?}", taken.notes);
    assert!(assets.drawing(pavo_design::LOGO_ASSET).is_some());
}
