//! Files that want to do harm are refused in words, in little time and memory; nothing of them is run or followed.

use image::{ImageFormat, RgbaImage};
use kurbo::Affine;
use pavo_display_list::{Color, Command, DisplayList};
use pavo_fetch::{Medium, TakeError, media_type_of, read_data_url, read_svg, read_table, take, take_reference};
use pavo_film::Ffmpeg;
use pavo_media::{Assets, Drawing};
use pavo_raster::Painter;
use proptest::prelude::*;
use std::io::Cursor;
use std::time::{Duration, Instant};

fn encoded(format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(64, 48, |x, y| image::Rgba([(x * 4) as u8, (y * 5) as u8, (x ^ y) as u8, 255]));
    let mut file = Vec::new();
    let image = image::DynamicImage::ImageRgba8(image);
    let image = if format == ImageFormat::Jpeg { image::DynamicImage::ImageRgb8(image.into_rgb8()) } else { image };
    image.write_to(&mut Cursor::new(&mut file), format).expect("encoded");
    file
}

/// A PNG whose header promises a size, with no pixels behind it.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    file.extend(crc_of(&header).to_be_bytes());
    file.extend(b"\0\0\0\x0aIDAT\x78\x9c\x63\0\0\0\x01\0\x01");
    file
}

fn crc_of(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// A whole PNG of one bit a pixel, all black: a kilobyte holds eight million of its pixels.
#[cfg(target_os = "linux")]
fn black_png(side: u32) -> Vec<u8> {
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let named = [&name[..], content].concat();
        let size = u32::try_from(content.len()).expect("small").to_be_bytes();
        [&size[..], &named, &crc_of(&named).to_be_bytes()].concat()
    };
    let header = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    let rows = vec![0; side as usize * (1 + side as usize / 8)];
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&rows, 6);
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", &packed), chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n", &chunks[..]].concat()
}

fn cases() -> Vec<(String, Vec<u8>)> {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp];
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for format in formats {
        let whole = encoded(format);
        for part in 1..=16 {
            let end = whole.len() * part / 17;
            cases.push((format!("{format:?} cut off at {end}"), whole[..end].to_vec()));
        }
        for at in 0..16_usize {
            let mut broken = whole.clone();
            let place = 4 + at * (whole.len() - 8) / 16;
            broken[place..place + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F]);
            cases.push((format!("{format:?} broken at {place}"), broken));
        }
        let script = [&whole[..], b"<script>alert(1)</script><svg onload=\"alert(1)\"></svg>"].concat();
        cases.push((format!("{format:?} with a script behind it"), script));
    }
    for (width, height) in
        [(100_000, 100_000), (u32::MAX, 1), (1, 100_000), (16_385, 16_385), (0, 10), (10, 0), (65_536, 65_536)]
    {
        cases.push((format!("PNG of {width} × {height}"), png_of(width, height)));
    }
    let mut gif = b"GIF89a\xFF\xFF\xFF\xFF\xF7\0\0".to_vec();
    gif.extend([0; 768]);
    gif.extend(b"\x2C\0\0\0\0\xFF\xFF\xFF\xFF\0\x08\x02\x44\x01\0\x3B");
    cases.push(("GIF of 65535 × 65535".into(), gif));
    let svgs: [&str; 8] = [
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
        "<svg><image href='http://127.0.0.1/'/></svg>",
        "<svg><use href='#a' id='a'/></svg>",
        "<svg><foreignObject><iframe src='http://127.0.0.1/'/></foreignObject></svg>",
        "<?xml version='1.0'?><!-- <svg> --><html></html>",
        "<svg",
    ];
    cases.extend(svgs.iter().map(|svg| (format!("SVG {svg:.40}"), svg.as_bytes().to_vec())));
    let others: [(&str, &[u8]); 14] = [
        ("an empty file", b""),
        ("one byte", b"\0"),
        ("a program for Windows", b"MZ\x90\0\x03\0\0\0"),
        ("a program for Linux", b"\x7fELF\x02\x01\x01\0"),
        ("a script", b"#!/bin/sh\nrm -rf /\n"),
        ("a page", b"<html><body onload=alert(1)>"),
        ("a document", b"%PDF-1.7\n1 0 obj <<>> endobj"),
        ("an archive", b"PK\x03\x04\x14\0\0\0"),
        ("a gzip file", b"\x1f\x8b\x08\0"),
        ("an HLS list", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("a concat script", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("a film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        ("a recording", b"RIFF\x24\0\0\0WAVEfmt "),
        ("a typeface", b"\0\x01\0\0\0\x0b\0\x80\0\x03\0\x30OS/2"),
    ];
    cases.extend(others.iter().map(|(name, file)| ((*name).to_owned(), file.to_vec())));
    cases.push(("a table of one very long line".into(), [b"a".repeat(1_500_000), b",b\n".to_vec()].concat()));
    cases.push(("a table of very many cells".into(), b",".repeat(1_900_000)));
    cases.push(("a table of very many rows".into(), b"a,1\n".repeat(400_000)));
    cases.push(("a table with an open quotation".into(), [b"a,\"".to_vec(), b"x\n".repeat(100_000)].concat()));
    cases.push(("a table of formulas".into(), b"=cmd|'/c calc'!A1,1\n@SUM(1),2\n".to_vec()));
    cases
}

/// Uses a file, or is told in words why not.
fn used_or_refused(name: &str, file: &[u8]) {
    let before = Instant::now();
    let refused = match take(file, name, 0, false, &Ffmpeg::default()) {
        Ok(taken) => {
            let pixels = match taken.medium {
                Medium::Picture(picture) => picture.pixels.len(),
                Medium::Clip(clip) => clip.size_bytes(),
                Medium::Words | Medium::Drawing(_) | Medium::Font(_) | Medium::Sound(_) => 0,
            };
            assert!(pixels <= 64 * 48 * 4, "{name}: {pixels} bytes of pixels");
            None
        }
        Err(error) => Some(error),
    };
    if let Some(error) = refused {
        let words = error.to_string();
        assert!(words.len() > 10 && !words.contains("/etc") && !words.contains("panicked"), "{name}: {words}");
    }
    let _ = take_reference(file, None, &Ffmpeg::default());
    assert!(before.elapsed() < Duration::from_secs(8), "{name} took {:?}", before.elapsed());
}

#[test]
fn two_hundred_files_are_used_or_refused_in_words_within_seconds() {
    let cases = cases();
    assert!(cases.len() >= 200, "{}", cases.len());
    let began = Instant::now();
    cases.iter().for_each(|(name, file)| used_or_refused(name, file));
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

/// The most memory that this process has had at any time, in MB.
#[cfg(target_os = "linux")]
fn most_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a status");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    peak.trim().trim_end_matches("kB").trim().parse::<u64>().expect("kilobytes") / 1024
}

// The other tests of this file may run in the same process; what they take fits in as well.
#[test]
#[cfg(target_os = "linux")]
fn no_file_takes_more_memory_than_the_largest_photograph_may() {
    /// Decoding takes at most 256 MB. Of a photograph without transparency they become a third more, as its pixels get a
    /// fourth channel, and for a moment both are there: 597 MB. The rest is for what is not pixels.
    const MOST_MB: u64 = 700;
    let before = most_memory_mb();
    for (name, file) in cases() {
        used_or_refused(&name, &file);
        let taken = most_memory_mb() - before;
        assert!(taken < MOST_MB, "{taken} MB once there was {name}");
    }
    // The largest sides that a picture may have; what it is packed in says nothing of how much it becomes.
    let file = black_png(16_384);
    assert!(file.len() < 100_000, "{} bytes", file.len());
    let told = take(&file, "black.png", 0, false, &Ffmpeg::default()).map(|taken| taken.given.name);
    let taken = most_memory_mb() - before;
    assert!(taken < MOST_MB, "{taken} MB once there was a PNG of {} bytes: {told:?}", file.len());
}

#[test]
fn files_leave_nothing_behind_on_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = ["temporary", "home", "here"].map(|name| folder.path().join(name));
    places.iter().for_each(|place| std::fs::create_dir(place).expect("a folder"));
    let [temporary, home, here] = &places;
    // This program once more: where files are put for a while is said by its environment, which no test may change.
    let again = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "two_hundred_files_are_used_or_refused_in_words_within_seconds"])
        .current_dir(here)
        .envs([("TMPDIR", temporary), ("HOME", home)])
        .output()
        .expect("this program once more");
    let told = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && told.contains("1 passed"), "{told}");
    for place in &places {
        let left: Vec<_> =
            std::fs::read_dir(place).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// A file of two kinds at once.
struct Polyglot {
    name: &'static str,
    file: Vec<u8>,
    /// What it is to whoever asks, and never the other thing.
    media_type: &'static str,
    /// Its size where it is a picture, which has the pixels of [`encoded`] in its corner.
    size: Option<[u32; 2]>,
}

fn polyglots() -> Vec<Polyglot> {
    const PAGE: &[u8] = b"<html><script>alert(1)</script></html>";
    let [png, gif, jpeg] = [ImageFormat::Png, ImageFormat::Gif, ImageFormat::Jpeg].map(encoded);
    let polyglot = |name, parts: &[&[u8]], media_type, size| Polyglot { name, file: parts.concat(), media_type, size };
    let comment = [&b"\xFF\xFE\0"[..], &[u8::try_from(PAGE.len() + 2).expect("short")], PAGE].concat();
    // An archive of nothing, with a comment.
    let archive = [b"PK\x05\x06", &[0; 16][..], &[u8::try_from(PAGE.len()).expect("short"), 0], PAGE].concat();
    vec![
        // Its width is the beginning of a comment to whoever reads a script: 0x2A2F pixels.
        polyglot(
            "a GIF that is a script",
            &[&gif[..6], b"/*", &gif[8..], b"*/=1;alert(1)//"],
            "image/gif",
            Some([10_799, 48]),
        ),
        polyglot("a PNG with an archive behind it", &[&png, &archive], "image/png", Some([64, 48])),
        polyglot(
            "a JPEG with a page in its comment",
            &[&jpeg[..2], &comment, &jpeg[2..]],
            "image/jpeg",
            Some([64, 48]),
        ),
        polyglot(
            "an SVG that begins as a PNG",
            &[&png[..8], svg("<rect width='9' height='9'/>").as_bytes()],
            "image/png",
            None,
        ),
        polyglot(
            "a PDF that begins as a JPEG",
            &[b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", b"%PDF-1.7\n1 0 obj <<>> endobj\n"],
            "image/jpeg",
            None,
        ),
        polyglot("a page that begins as a film", &[b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", PAGE], "video/mp4", None),
    ]
}

#[test]
fn files_of_two_kinds_are_what_their_first_bytes_say_or_refused() {
    for Polyglot { name, file, media_type, size } in polyglots() {
        assert_eq!(media_type_of(&file), media_type, "{name}");
        let taken = take(&file, "a", 0, false, &Ffmpeg::default());
        let Some([width, height]) = size else {
            let words = taken.expect_err(name).to_string();
            assert!(words.len() > 10 && !words.contains(['<', '%']) && !words.contains("alert"), "{name}: {words}");
            continue;
        };
        let Medium::Picture(picture) = taken.expect(name).medium else { panic!("{name} is no picture") };
        assert_eq!((picture.width, picture.height), (width, height), "{name}");
        let format = image::guess_format(&file).expect("a picture");
        let plain = pavo_media::Picture::decode(&encoded(format)).expect("a picture");
        let [rows, plain_rows] =
            [&picture, &plain].map(|picture| picture.pixels.chunks_exact(picture.width as usize * 4));
        assert!(rows.zip(plain_rows).all(|(row, plain)| row.starts_with(plain)), "{name} has other pixels");
    }
}

#[test]
fn sizes_are_bounded_before_anything_is_decoded() {
    assert!(matches!(take(&png_of(100_000, 100_000), "a", 0, false, &Ffmpeg::default()), Err(TakeError::Picture(_))));
    assert!(matches!(take(&vec![0; 65 << 20], "a", 0, false, &Ffmpeg::default()), Err(TakeError::TooLarge)));
    assert!(read_table(&b"a,b\n".repeat(1_000_000)).is_err());
    assert!(read_table(&b"a,1\n".repeat(100_000)).is_ok_and(|table| table.rows.len() <= 5_000));
    assert!(read_data_url(&format!("data:,{}", "%".repeat(100_000))).is_err());
}

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 90 60'>{inner}</svg>"
    )
}

/// Draws a drawing as large as a film shows it, and turned.
fn draw(drawing: &Drawing) {
    let [width, height] = drawing.size();
    let mut assets = Assets::default();
    assets.add_drawing("one", drawing.clone());
    let mut painter = Painter::new(640, 360).expect("a size");
    for turn in [0.0, 0.3] {
        let fit = (640.0 / width).min(360.0 / height);
        let pixels_from_shape = Affine::translate((5.0, 0.0)) * Affine::rotate(turn) * Affine::scale(fit);
        let command =
            Command::Drawing { drawing: "one".into(), size: [width, height], pixels_from_shape, opacity: 0.9 };
        let ground = Color { r: 9, g: 9, b: 9, a: 255 };
        painter.draw(&DisplayList { commands: vec![command], ..DisplayList::new(640, 360, ground) }, &assets);
    }
}

/// Drawings that take much of little.
fn svg_bombs() -> Vec<(&'static str, String)> {
    let rect = "<rect width='9' height='9'/>";
    let times = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let laughs = times(10, &|at| {
        let before = if at == 0 { "ha".to_owned() } else { format!("&e{};", at - 1).repeat(10) };
        format!("<!ENTITY e{at} '{before}'>")
    });
    let flat = format!("<!DOCTYPE svg [<!ENTITY e '{}'>]>{}", "<g/>".repeat(4000), svg(&"&e;".repeat(100_000)));
    let doubling = |what: &str, end: &str| {
        let levels = times(30, &|at| {
            let inner = if at == 0 { rect.to_owned() } else { format!("<use href='#u{}'/>", at - 1).repeat(10) };
            format!("<{what} id='u{at}'>{inner}</{what}>")
        });
        svg(&format!("<defs>{levels}</defs>{end}"))
    };
    let chain = |count: usize, link: &dyn Fn(usize) -> String| svg(&times(count, link));
    let points = times(300_000, &|at| format!("L{} {}", at % 90, at % 61));
    let circles = times(60_000, &|at| format!("<circle cx='{}' cy='{}' r='1'/>", at % 90, at % 60));
    let classes = times(20_000, &|at| format!(".c{at} g rect{{fill:#{:06x}}}", at));
    vec![
        ("laughs", format!("<!DOCTYPE svg [{laughs}]>{}", svg("<desc>&e9;</desc>"))),
        ("flat laughs", flat),
        ("an entity from elsewhere", format!("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}", svg("<desc>&x;</desc>"))),
        ("a use of itself", svg("<g id='a'><use href='#a'/></g>")),
        ("uses of each other", svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")),
        ("doubling uses", doubling("g", "<use href='#u29'/>")),
        ("doubling symbols", doubling("symbol", "<use href='#u8'/>")),
        ("doubling patterns", doubling("g", "<pattern id='p' width='1' height='1'><use href='#u9'/></pattern><rect width='9' height='9' fill='url(#p)'/>")),
        ("a chain of uses", chain(5_000, &|at| format!("<g id='u{at}'><use href='#u{}'/></g>", at + 1))),
        ("a chain of clips", chain(5_000, &|at| format!("<clipPath id='c{at}' clip-path='url(#c{})'>{rect}</clipPath>", at + 1))),
        ("a clip within itself", svg("<clipPath id='c'><rect width='9' height='9' clip-path='url(#c)'/></clipPath><rect width='9' height='9' clip-path='url(#c)'/>")),
        ("a mask by a style", svg("<style>rect{mask:url(#m)}</style><mask id='m'><rect width='9' height='9'/></mask><rect width='9' height='9'/>")),
        ("markers at many points", svg(&format!("<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>", rect.repeat(500), "L1 1L2 2".repeat(20_000)))),
        ("many copies of an outline", svg(&format!("<path id='p' d='M0 0{points}'/>{}", "<use href='#p'/>".repeat(1_000)))),
        ("groups in groups", svg(&format!("{}{rect}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)))),
        ("styles in styles", svg(&format!("{}{}", "<style>a{fill:red}".repeat(40_000), "</style>".repeat(40_000)))),
        ("words in words", svg(&format!("{}{}", "<text>".repeat(100_000), "</text>".repeat(100_000)))),
        ("open groups", svg(&"<g>".repeat(400_000))),
        ("fading groups in groups", svg(&format!("{}{rect}{}", "<g opacity='.9'>".repeat(55), "</g>".repeat(55)))),
        ("an endless path", svg(&format!("<path stroke='red' d='M0 0{points}'/>"))),
        ("a long path", svg(&format!("<path stroke='red' stroke-linejoin='round' stroke-width='5' d='M0 0{}'/>", &points[..800_000]))),
        ("very many circles", svg(&circles)),
        ("many circles", svg(circles[..300_000].rsplit_once('<').expect("circles").0)),
        ("full frames", svg(&"<rect width='90' height='60' fill='red' opacity='.5'/>".repeat(10_000))),
        ("many rules", svg(&format!("<style>{classes}</style>{}", rect.repeat(10_000)))),
        ("a long rule", svg(&format!("<style>*{{font-family:{}}}</style>{}", "a".repeat(1_000_000), rect.repeat(10_000)))),
        ("huge coordinates", svg("<path d='M-1e38 -1e38L1e38 1e37L3e38 -3e38Z' stroke='red' stroke-width='1e30'/><circle r='1e20'/>")),
        ("no numbers", svg("<path d='M0 NaN L inf 5 L 9 9 1e999 1 2 2'/><rect width='NaN' height='1e999'/><rect width='9' height='9' transform='scale(1e-40) rotate(1e38)'/>")),
        ("tiny dashes", svg("<path d='M0 0H90' stroke='red' stroke-dasharray='1e-9 1e-9'/><path d='M0 9H90' stroke='red' stroke-dasharray='0 0'/><circle r='40' fill='none' stroke='red' stroke-dasharray='.001'/>")),
        ("needles", svg(&format!("<path stroke='red' stroke-miterlimit='1e9' stroke-width='30' d='M0 0{}'/>", "L90 1L0 2L90 3L0 0".repeat(2_000)))),
        ("a frame of 1e9", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e9 1e9'><circle cx='5e8' cy='5e8' r='4e8'/></svg>".into()),
        ("a frame of 1e38", "<svg xmlns='http://www.w3.org/2000/svg' width='3e38' height='3e38'><circle cx='5e8' cy='5e8' r='4e37'/></svg>".into()),
        ("a frame of 1e-9", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e-9 1e-9'><rect width='1e-9' height='1e-9'/></svg>".into()),
        ("a frame of nothing", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'><rect width='9' height='9'/></svg>".into()),
        ("a frame that is a line", "<svg xmlns='http://www.w3.org/2000/svg' width='1e6' height='1e-6'><rect width='9' height='9'/></svg>".into()),
        ("a negative frame", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 -9 9'><rect width='9' height='9'/></svg>".into()),
        ("no frame", "<svg xmlns='http://www.w3.org/2000/svg'/>".into()),
        ("a gradient of itself", svg("<linearGradient id='g' href='#g'/><rect width='9' height='9' fill='url(#g)'/>")),
        ("broken gradients", svg("<radialGradient id='g' r='1e-30' fx='9' gradientTransform='scale(0)'><stop offset='NaN'/><stop offset='-5'/><stop offset='2'/></radialGradient><linearGradient id='h' x2='0' spreadMethod='repeat'><stop/><stop offset='1' stop-color='red'/></linearGradient><rect width='40' height='40' fill='url(#g)'/><rect width='9' height='9' fill='url(#h)'/>")),
        ("a fine gradient", svg("<linearGradient id='h' x2='1e-20' spreadMethod='repeat'><stop/><stop offset='1' stop-color='red'/></linearGradient><radialGradient id='g' r='1e-9' spreadMethod='reflect'><stop/><stop offset='1' stop-color='red'/></radialGradient><rect width='90' height='60' fill='url(#h)'/><rect width='90' height='60' fill='url(#g)'/>")),
        ("pictures from elsewhere", svg(&format!("{rect}<image href='http://127.0.0.1:9/a.png' width='9' height='9'/><image xlink:href='file:///etc/passwd' width='9' height='9'/><use href='/etc/passwd#a'/>"))),
        ("a page", svg(&format!("{rect}<script href='http://127.0.0.1:9/a.js'/><foreignObject><iframe src='http://127.0.0.1:9/'/></foreignObject>"))),
        ("a style from elsewhere", svg(&format!("<style>@import url('http://127.0.0.1:9/a.css');</style>{rect}"))),
        ("a drawing in a drawing", svg(&format!("{rect}<image width='9' height='9' href='data:image/svg+xml;base64,PHN2Zy8+'/>"))),
    ]
}

#[test]
fn svgs_that_make_much_of_little_are_refused_or_drawn_in_bounded_time() {
    for (name, file) in svg_bombs() {
        let began = Instant::now();
        let read = read_svg(file.as_bytes());
        let read_in = began.elapsed();
        match &read {
            Ok((drawing, notes)) => {
                draw(drawing);
                println!("{name}: {read_in:?}, drawn in {:?}, {notes:?}", began.elapsed() - read_in);
            }
            Err(error) => {
                let words = error.to_string();
                assert!(words.len() > 10 && !words.contains("passwd"), "{name}: {words}");
                println!("{name}: {read_in:?}, {words}");
            }
        }
        assert!(began.elapsed() < Duration::from_secs(8), "{name} took {:?}", began.elapsed());
    }
    assert!(matches!(read_svg(&vec![b' '; 5 << 20]), Err(pavo_fetch::SvgError::TooLarge)));
    assert!(matches!(read_svg(b"<svg>\xff</svg>"), Err(pavo_fetch::SvgError::Encoding)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is broken somewhere is refused or drawn.
    #[test]
    fn svgs_broken_anywhere_do_no_harm(
        cuts in proptest::collection::vec((0.0..1.0_f64, 0..40_usize, "[-0-9.e #%a-z<>/'=()]{0,6}"), 1..6)
    ) {
        let mut file = svg(
            "<style>.a{fill:url(#g)}</style><linearGradient id='g' x2='1' gradientTransform='rotate(30)'><stop stop-color='#f00'/><stop offset='.5' stop-color='#00f' stop-opacity='.2'/></linearGradient>
             <clipPath id='c'><circle cx='30' cy='30' r='20'/><rect x='9' y='9' width='4' height='50'/></clipPath><mask id='m'><rect width='90' height='50' fill='#888'/></mask>
             <g clip-path='url(#c)' opacity='.7' transform='matrix(1 .2 -.3 1 4 5)'><path class='a' d='M5 5C1 2 30 40 50 50S9 9 8 7Q1 2 3 4T9 9A5 6 7 1 0 40 40Z' stroke='#0a0' stroke-width='3' stroke-dasharray='4 2 1' stroke-linejoin='miter' stroke-miterlimit='9'/></g>
             <use href='#u' x='3' mask='url(#m)' style='mix-blend-mode:screen'/><g id='u'><polygon points='1,1 40,3 9,50'/><ellipse cx='50' cy='30' rx='20' ry='9' fill='#abc'/></g>",
        );
        for (place, length, with) in cuts {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short text")]
            let from = (place * file.len() as f64) as usize;
            file.replace_range(from..(from + length).min(file.len()), &with);
        }
        if let Ok((drawing, _)) = read_svg(file.as_bytes()) {
            draw(&drawing);
        }
    }
}
