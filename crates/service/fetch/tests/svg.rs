//! SVG files become drawings that show what they say, crisp at any size.

use kurbo::Affine;
use pavo_design::{LOGO_ASSET, PictureKind};
use pavo_director::GivenKind;
use pavo_display_list::{Color, Command, DisplayList, Paint, PictureFit, PicturePaint};
use pavo_fetch::{Medium, TakeError, read_svg, take, take_reference};
use pavo_film::Ffmpeg;
use pavo_media::{Assets, Drawing};
use pavo_raster::Painter;

const NS: &str = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'";

fn svg(size: [u32; 2], inner: &str) -> String {
    let [width, height] = size;
    format!("<svg {NS} width='{width}' height='{height}' viewBox='0 0 {width} {height}'>{inner}</svg>")
}

fn drawing(file: &str) -> (Drawing, Vec<String>) {
    read_svg(file.as_bytes()).unwrap_or_else(|error| panic!("{error:?}: {file}"))
}

/// Pixels of a drawing at a scale, on nothing or on a ground; premultiplied.
struct Drawn {
    width: usize,
    pixels: Vec<u8>,
}

impl Drawn {
    fn of(drawing: &Drawing, scale: f64, opacity: f32, ground: Color) -> Self {
        let [width, height] = drawing.size().map(|side| (side * scale).round() as u32);
        let mut assets = Assets::default();
        assets.add_drawing("one", drawing.clone());
        let pixels_from_shape = Affine::scale(scale);
        let command = Command::Drawing { drawing: "one".into(), size: drawing.size(), pixels_from_shape, opacity };
        let list = DisplayList { commands: vec![command], ..DisplayList::new(width, height, ground) };
        let mut painter = Painter::new(width, height).expect("a size");
        painter.draw(&list, &assets);
        Self { width: width as usize, pixels: painter.into_pixels() }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 4] {
        let at = (y * self.width + x) * 4;
        self.pixels[at..at + 4].try_into().expect("four")
    }
}

const NOTHING: Color = Color { r: 0, g: 0, b: 0, a: 0 };

/// The pixels of what is drawn in a square of 100 units, a pixel a unit.
fn drawn(inner: &str) -> Drawn {
    let (drawing, notes) = drawing(&svg([100, 100], inner));
    assert_eq!(notes, Vec::<String>::new(), "{inner}");
    Drawn::of(&drawing, 1.0, 1.0, NOTHING)
}

#[track_caller]
fn assert_near(actual: [u8; 4], expected: [u8; 4]) {
    let is_near = actual.iter().zip(expected).all(|(actual, expected)| actual.abs_diff(expected) <= 3);
    assert!(is_near, "{actual:?} is not {expected:?}");
}

#[test]
fn fills_go_by_their_rule() {
    let ring = "<path fill-rule='RULE' fill='#ff0000' d='M10 10H90V90H10Z M30 30H70V70H30Z'/>";
    let even = drawn(&ring.replace("RULE", "evenodd"));
    assert_eq!([even.at(50, 50), even.at(20, 20), even.at(5, 5)], [[0; 4], [255, 0, 0, 255], [0; 4]]);
    assert_eq!(drawn(&ring.replace("RULE", "nonzero")).at(50, 50), [255, 0, 0, 255]);
}

#[test]
fn linear_gradients_run_as_they_are_transformed() {
    let plain = drawn(
        "<linearGradient id='g'><stop stop-color='#000'/><stop offset='1' stop-color='#f00'/></linearGradient>
         <rect width='100' height='100' fill='url(#g)'/>",
    );
    assert_near(plain.at(0, 50), [1, 0, 0, 255]);
    assert_near(plain.at(50, 10), [129, 0, 0, 255]);
    assert_near(plain.at(99, 90), [254, 0, 0, 255]);
    let turned = drawn(
        "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='0' y1='0' x2='50' y2='0' gradientTransform='rotate(90)'>
           <stop stop-color='#00f'/><stop offset='1' stop-color='#00f' stop-opacity='0'/></linearGradient>
         <g transform='scale(2)'><rect width='50' height='50' fill='url(#g)' opacity='0.5'/></g>",
    );
    assert_near(turned.at(10, 1), [0, 0, 126, 126]);
    assert_near(turned.at(90, 50), [0, 0, 63, 63]);
    assert_near(turned.at(50, 98), [0, 0, 2, 2]);
}

#[test]
fn gradients_are_repeated_and_mirrored_beyond_their_ends() {
    let with = |spread: &str| {
        drawn(&format!(
            "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='0' x2='20' spreadMethod='{spread}'>
               <stop stop-color='#000'/><stop offset='1' stop-color='#0f0'/></linearGradient>
             <rect width='100' height='100' fill='url(#g)'/>"
        ))
    };
    assert_near(with("pad").at(70, 50), [0, 255, 0, 255]);
    assert_near(with("repeat").at(25, 50), [0, 70, 0, 255]);
    assert_near(with("reflect").at(25, 50), [0, 185, 0, 255]);
}

#[test]
fn radial_gradients_may_be_ellipses_with_a_focus() {
    let ellipse = drawn(
        "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='0' cy='0' r='40' gradientTransform='translate(50 50) scale(1 .5)'>
           <stop stop-color='#fff'/><stop offset='1' stop-color='#00f'/></radialGradient>
         <rect width='100' height='100' fill='url(#g)'/>",
    );
    assert_near(ellipse.at(50, 50), [248, 248, 255, 255]);
    assert_near(ellipse.at(70, 50), [124, 124, 255, 255]);
    assert_near(ellipse.at(50, 60), [121, 121, 255, 255]);
    assert_near(ellipse.at(50, 75), [0, 0, 255, 255]);
    let off = drawn(
        "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='50' cy='50' r='40' fx='20' fy='50'>
           <stop stop-color='#f00'/><stop offset='1' stop-color='#000'/></radialGradient>
         <rect width='100' height='100' fill='url(#g)'/>",
    );
    assert!(off.at(21, 50)[0] > 240 && off.at(50, 50)[0] < 190 && off.at(95, 50)[0] == 0);
}

#[test]
fn lines_have_their_dashes_caps_and_transforms() {
    let dashed = drawn("<path d='M0 50H100' stroke='#f00' stroke-width='10' stroke-dasharray='20 10'/>");
    assert_eq!([10, 25, 35, 55].map(|x| dashed.at(x, 50)[3]), [255, 0, 255, 0]);
    let round = drawn("<path d='M30 50H70' stroke='#f00' stroke-width='20' stroke-linecap='round'/>");
    assert_eq!([22, 78, 18].map(|x| round.at(x, 50)[3]), [255, 255, 0]);
    let stretched = drawn("<path transform='scale(1 5)' d='M10 10H90' stroke='#00f' stroke-width='4'/>");
    assert_eq!([41, 58, 38, 61].map(|y| stretched.at(50, y)[3]), [255, 255, 0, 0]);
}

#[test]
fn clip_paths_cut_off_and_may_have_several_shapes() {
    let one = drawn(
        "<clipPath id='c'><circle cx='50' cy='50' r='30'/></clipPath><rect width='100' height='100' clip-path='url(#c)' fill='#0f0'/>",
    );
    assert_eq!([one.at(50, 50), one.at(10, 10), one.at(50, 15)], [[0, 255, 0, 255], [0; 4], [0; 4]]);
    // Shapes that go around in opposite ways are both let through where they overlap.
    let two = drawn(
        "<clipPath id='c'><path d='M10 10H60V60H10Z'/><path d='M40 40V90H90V40Z'/></clipPath>
         <g clip-path='url(#c)'><rect width='100' height='100' fill='#00f'/></g>",
    );
    assert_eq!([20, 50, 80].map(|at| two.at(at, at)), [[0, 0, 255, 255]; 3]);
    assert_eq!([two.at(80, 20), two.at(20, 80), two.at(95, 95)], [[0; 4]; 3]);
    let within = drawn(
        "<clipPath id='a'><rect width='50' height='100'/></clipPath><clipPath id='b' clip-path='url(#a)'><rect width='100' height='50'/></clipPath>
         <rect width='100' height='100' clip-path='url(#b)'/>",
    );
    assert_eq!([within.at(25, 25)[3], within.at(75, 25)[3], within.at(25, 75)[3]], [255, 0, 0]);
}

#[test]
fn masks_let_through_as_much_as_they_are_light() {
    let mask = |inner: &str| {
        drawn(&format!(
            "<mask id='m' maskUnits='userSpaceOnUse' x='0' y='0' width='100' height='100'>{inner}</mask>
             <rect width='100' height='100' fill='#f00' mask='url(#m)'/>"
        ))
    };
    let hole = mask("<rect width='100' height='100' fill='#fff'/><circle cx='50' cy='50' r='20' fill='#000'/>");
    assert_eq!([hole.at(50, 50), hole.at(10, 10)], [[0; 4], [255, 0, 0, 255]]);
    let grey = mask("<rect width='50' height='100' fill='#808080'/>");
    assert_near(grey.at(20, 50), [128, 0, 0, 128]);
    assert_eq!(grey.at(80, 50), [0; 4]);
}

#[test]
fn groups_fade_as_one_and_within_each_other() {
    let nested = drawn(
        "<g opacity='.5'><rect width='60' height='60' fill='#f00'/><rect x='30' y='30' width='60' height='60' fill='#00f'/>
           <g opacity='.5'><rect x='70' y='0' width='20' height='20' fill='#0f0'/><rect x='70' y='10' width='20' height='20' fill='#0f0'/></g></g>",
    );
    assert_near(nested.at(10, 10), [128, 0, 0, 128]);
    // What lies below does not shine through.
    assert_near(nested.at(45, 45), [0, 0, 128, 128]);
    assert_near(nested.at(80, 15), [0, 64, 0, 64]);
    let whole = drawing(&svg(
        [100, 100],
        "<rect width='60' height='60' fill='#f00'/><rect width='60' height='60' fill='#00f'/>",
    ))
    .0;
    assert_near(Drawn::of(&whole, 1.0, 0.5, NOTHING).at(30, 30), [0, 0, 128, 128]);
}

#[test]
fn shapes_are_mixed_with_those_below_them_and_not_with_the_film() {
    let file = svg(
        [100, 100],
        "<rect width='60' height='100' fill='#ff8000'/><rect x='40' width='60' height='100' fill='#80ff00' style='mix-blend-mode:multiply'/>",
    );
    let white = Drawn::of(&drawing(&file).0, 1.0, 1.0, Color { r: 0, g: 0, b: 255, a: 255 });
    assert_near(white.at(20, 50), [255, 128, 0, 255]);
    assert_near(white.at(50, 50), [128, 128, 0, 255]);
    assert_near(white.at(80, 50), [128, 255, 0, 255]);
}

#[test]
fn what_lies_outside_of_the_frame_is_not_seen() {
    let file = format!("<svg {NS} width='50' height='50'><circle cx='50' cy='25' r='20' fill='#f00'/></svg>");
    let (drawing, _) = drawing(&file);
    assert!(drawing.spills());
    let mut assets = Assets::default();
    assets.add_drawing("one", drawing);
    let pixels_from_shape = Affine::translate((10.0, 10.0));
    let command = Command::Drawing { drawing: "one".into(), size: [50.0; 2], pixels_from_shape, opacity: 1.0 };
    let list = DisplayList { commands: vec![command], ..DisplayList::new(100, 70, NOTHING) };
    let mut painter = Painter::new(100, 70).expect("a size");
    painter.draw(&list, &assets);
    let drawn = Drawn { width: 100, pixels: painter.into_pixels() };
    assert_eq!([drawn.at(55, 35)[3], drawn.at(65, 35)[3]], [255, 0]);
}

#[test]
fn edges_are_as_sharp_at_4k_as_at_any_size() {
    let (drawing, _) = drawing(&svg([24, 24], "<path d='M2 2L22 22H2Z' fill='#000'/>"));
    let large = Drawn::of(&drawing, 90.0, 1.0, Color { r: 255, g: 255, b: 255, a: 255 });
    for y in (300..1900).step_by(100) {
        let between = (0..2160).filter(|x| (8..248).contains(&large.at(*x, y)[0])).count();
        assert!(between <= 4, "{between} pixels of row {y} are neither black nor white");
    }
    assert_eq!([large.at(400, 1800)[0], large.at(1800, 400)[0]], [0, 255]);
}

#[test]
fn signs_are_logos_and_what_fills_its_frame_is_none() {
    let given = |file: &str, name: &str| {
        let taken = take(file.as_bytes(), name, 0, false, &Ffmpeg::none()).expect("taken");
        let GivenKind::Picture(sight) = taken.given.what else { panic!("{:?}", taken.given.what) };
        (taken.given.name, sight)
    };
    let (name, sight) = given(&svg([300, 60], "<path d='M0 0H50V60H0Z M100 0H150V60H100Z' fill='#0b2a6b'/>"), "a.svg");
    assert_eq!((name.as_str(), sight.kind), (LOGO_ASSET, PictureKind::Logo));
    assert!((sight.ratio - 5.0).abs() < 1e-9 && sight.luminance < 0.1, "{sight:?}");
    let landscape: String = (0..60)
        .map(|at| format!("<rect y='{at}' width='80' height='1' fill='rgb({},{},200)'/>", at * 4, 255 - at * 4))
        .collect();
    let (name, sight) = given(&svg([80, 60], &landscape), "a.svg");
    assert_eq!((name.as_str(), sight.kind), ("picture-1", PictureKind::Photo));
    assert_eq!(given(&svg([80, 60], &landscape), "our-logo.svg").0, LOGO_ASSET);
    let colors = take_reference(
        svg([90, 90], "<rect width='90' height='90' fill='#101830'/><circle cx='45' cy='45' r='20' fill='#ff7020'/>")
            .as_bytes(),
        None,
        &Ffmpeg::none(),
    );
    assert!(colors.is_ok_and(|colors| colors.accent.is_some_and(|accent| accent.r > 200)));
}

#[test]
fn what_is_not_drawn_is_said() {
    let notes_of = |inner: &str| {
        let (_, notes) = drawing(&svg([50, 50], &format!("<rect width='20' height='20'/>{inner}")));
        notes.join("; ")
    };
    for (inner, note) in [
        ("<text x='1' y='20'>Harbour</text>", "text is left out"),
        ("<image width='9' height='9' href='data:image/png;base64,AAAA'/>", "pictures embedded"),
        ("<script>alert(1)</script>", "scripts"),
        ("<foreignObject width='9' height='9'/>", "foreign objects"),
        ("<use href='http://127.0.0.1:9/a.svg#b'/>", "not fetched"),
        (
            "<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><rect width='2' height='2'/></pattern><rect width='40' height='40' fill='url(#p)'/>",
            "patterns",
        ),
        (
            "<filter id='f'><feDropShadow dx='1' dy='1' stdDeviation='1'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            "filters",
        ),
        ("<rect width='3' height='3'><animate attributeName='x' to='9' dur='1s'/></rect>", "animations"),
    ] {
        let notes = notes_of(inner);
        assert!(notes.contains(note), "{inner}: {notes}");
    }
    let only_text = svg([50, 50], "<text x='1' y='20'>Harbour</text>");
    let error = take(only_text.as_bytes(), "a.svg", 0, false, &Ffmpeg::none()).expect_err("nothing to see").to_string();
    assert!(error.contains("converted to paths"), "{error}");
    assert!(matches!(Medium::of_image(b"\x1f\x8b\x08\0\0", &Ffmpeg::none()), Err(TakeError::Compressed)));
}

#[test]
fn files_of_drawing_programs_are_read() {
    let illustrator = "<?xml version='1.0' encoding='utf-8'?><!-- Generator -->
         <!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [
           <!ENTITY ns_svg 'http://www.w3.org/2000/svg'> <!ENTITY ns_xlink 'http://www.w3.org/1999/xlink'> ]>
         <svg version='1.1' xmlns='&ns_svg;' xmlns:xlink='&ns_xlink;' viewBox='0 0 100 100'>
         <style type='text/css'>.st0{fill:#123456;} .st1{clip-path:url(#SVGID_2_);}</style>
         <defs><rect id='SVGID_1_' width='50' height='100'/></defs>
         <clipPath id='SVGID_2_'><use xlink:href='#SVGID_1_' style='overflow:visible;'/></clipPath>
         <g class='st1'><rect class='st0' width='100' height='100'/></g></svg>";
    let (drawing, notes) = drawing(illustrator);
    assert_eq!(notes, Vec::<String>::new());
    let drawn = Drawn::of(&drawing, 1.0, 1.0, NOTHING);
    assert_eq!([drawn.at(25, 50), drawn.at(75, 50)], [[0x12, 0x34, 0x56, 255], [0; 4]]);
}

#[test]
fn shapes_are_filled_with_drawings_as_with_pictures() {
    let (drawing, _) = drawing(&svg([20, 10], "<rect width='10' height='10' fill='#f00'/>"));
    let mut assets = Assets::default();
    assets.add_drawing("one", drawing);
    let filled = |fit: PictureFit, rect: kurbo::Rect| {
        let paint = Paint::Picture(PicturePaint { picture: "one".into(), rect, fit, opacity: 1.0 });
        let command = Command::FillRect { rect, pixels_from_shape: Affine::IDENTITY, paint };
        let list = DisplayList { commands: vec![command], ..DisplayList::new(80, 80, NOTHING) };
        let mut painter = Painter::new(80, 80).expect("a size");
        painter.draw(&list, &assets);
        Drawn { width: 80, pixels: painter.into_pixels() }
    };
    let stretched = filled(PictureFit::Fill, kurbo::Rect::new(0.0, 0.0, 80.0, 80.0));
    assert_eq!([stretched.at(20, 70), stretched.at(60, 10)], [[255, 0, 0, 255], [0; 4]]);
    let tiled = filled(PictureFit::Tile, kurbo::Rect::new(0.0, 0.0, 80.0, 80.0));
    assert_eq!([5, 15, 25, 35].map(|x| tiled.at(x, 45)[3]), [255, 0, 255, 0]);
}
