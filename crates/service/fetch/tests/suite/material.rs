//! Files that people hand in, made here: each that is seen has a hue that nothing else of its film has.

use image::codecs::gif::{GifEncoder, Repeat};
use image::{Delay, DynamicImage, Frame, ImageBuffer, ImageFormat, Rgb, Rgba, RgbaImage};
use pavo_fetch::read_data_url;
use std::io::Cursor;
use std::process::Command;

/// A file that is handed in.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Its hue in degrees; `None` where there is nothing to see of it.
    pub(crate) hue_deg: Option<f64>,
    /// The share of the frame that its hue covers at some time at least.
    pub(crate) least_share: f64,
    /// How much lighter or darker than what is behind it it must be to be seen, as a ratio of luminances as of WCAG 2.
    pub(crate) least_contrast: f64,
}

impl File {
    fn seen(name: &'static str, bytes: Vec<u8>, hue_deg: f64) -> Self {
        Self { name, bytes, hue_deg: Some(hue_deg), least_share: 0.0, least_contrast: 1.0 }
    }

    /// One that is read by its shape; text needs a contrast of 3 at least.
    fn sign(name: &'static str, bytes: Vec<u8>, hue_deg: f64) -> Self {
        Self { least_contrast: 2.0, ..Self::seen(name, bytes, hue_deg) }
    }

    fn read(name: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name, bytes: bytes.into(), hue_deg: None, least_share: 0.0, least_contrast: 1.0 }
    }

    /// The same, which covers a share of the frame at some time at least.
    pub(crate) fn covering(self, least_share: f64) -> Self {
        Self { least_share, ..self }
    }
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    image.write_to(&mut Cursor::new(&mut file), format).expect("encoded");
    file
}

fn png(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, y| Rgba(color(x, y)));
    encoded(&DynamicImage::ImageRgba8(image), ImageFormat::Png)
}

/// What a camera adds to a colour: the same on every machine, 0 to `most - 1`.
fn noise(x: u32, y: u32, most: u32) -> u32 {
    (x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 20) % 256 % most
}

/// A colour at so much of its light, in percent, with noise.
fn lit(color: [u8; 3], percent: u32, noise: u32) -> [u8; 4] {
    let [red, green, blue] =
        color.map(|channel| u8::try_from(u32::from(channel) * percent / 100 + noise).unwrap_or(u8::MAX));
    [red, green, blue, 255]
}

/// A face and shoulders in front of a wall.
fn portrait(skin: [u8; 3], coat: [u8; 3], wall: [u8; 3]) -> Vec<u8> {
    png(600, 800, |x, y| {
        let (noise, away) = (noise(x, y, 18), [i64::from(x) - 300, i64::from(y)]);
        let face = away[0].pow(2) + (away[1] - 330).pow(2);
        let shoulders = (away[0] * 330).pow(2) + ((away[1] - 820) * 290).pow(2);
        match () {
            () if face < 135 * 135 => lit(skin, 100, noise / 2),
            () if shoulders < (290 * 330_i64).pow(2) => lit(coat, 100, noise),
            () => lit(wall, 70 + 30 * y / 800, noise),
        }
    })
}

/// Before a violet wall.
pub(crate) fn first_portrait() -> File {
    File::seen("mira.png", portrait([214, 160, 134], [46, 44, 52], [176, 52, 196]), 292.0)
}

/// Before a teal wall.
pub(crate) fn second_portrait() -> File {
    File::seen("ines.png", portrait([120, 84, 62], [52, 48, 44], [24, 168, 150]), 172.0)
}

/// A sky above hills.
fn landscape(sky: [u8; 3], hills: [u8; 3], [width, height]: [u32; 2]) -> Vec<u8> {
    png(width, height, |x, y| {
        let noise = noise(x, y, 22);
        let horizon = f64::from(height) * 0.62 + 30.0 * (f64::from(x) / 90.0).sin();
        if f64::from(y) < horizon {
            lit(sky, 60 + 40 * y / height, noise)
        } else {
            lit(hills, 100, noise + x * 20 / width)
        }
    })
}

/// Below an orange sky, three to two.
pub(crate) fn dusk() -> File {
    File::seen("dusk.png", landscape([236, 128, 30], [60, 52, 50], [960, 640]), 29.0)
}

/// Green, sixteen to nine.
pub(crate) fn meadow() -> File {
    File::seen("meadow.png", landscape([96, 190, 40], [70, 66, 54], [1280, 720]), 98.0)
}

/// Blue, and taller than wide.
pub(crate) fn lake() -> File {
    File::seen("lake.png", landscape([40, 96, 214], [58, 60, 66], [700, 900]), 221.0)
}

/// A ring and three bars on nothing.
fn sign(color: [u8; 3]) -> Vec<u8> {
    let [red, green, blue] = color;
    png(480, 200, |x, y| {
        let away = (i64::from(x) - 100).pow(2) + (i64::from(y) - 100).pow(2);
        let is_ring = (44 * 44..80 * 80).contains(&away);
        let is_bar = (60..140).contains(&y) && (210..460).contains(&x) && (x - 210) / 50 % 2 == 0;
        if is_ring || is_bar { [red, green, blue, 255] } else { [0; 4] }
    })
}

/// A logo of a very dark green.
pub(crate) fn dark_logo() -> File {
    File::sign("sign.png", sign([10, 72, 40]), 149.0)
}

/// A logo of a pale yellow.
pub(crate) fn light_logo() -> File {
    File::sign("sign.png", sign([255, 236, 140]), 50.0)
}

/// A red logo of outlines, whose paints run from one red to another.
pub(crate) fn drawn_logo() -> File {
    let file = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 80'><defs>
         <linearGradient id='g' x2='1' y2='1'><stop stop-color='#e8381b'/><stop offset='1' stop-color='#f0582a'/></linearGradient>
         <radialGradient id='r'><stop stop-color='#f4683c'/><stop offset='1' stop-color='#d92f14'/></radialGradient></defs>
         <path fill='url(#g)' d='M0 0H60L40 80H0Z'/><circle cx='110' cy='40' r='40' fill='url(#r)'/>
         <path stroke='url(#g)' stroke-width='12' d='M160 70L230 10'/></svg>";
    File::sign("sign.svg", file.into(), 9.0)
}

/// Lines of words below a coloured head; the lowest 90 rows are dark.
fn screen([width, height]: [u32; 2], head_rows: u32, lines: u32) -> Vec<u8> {
    png(width, height, |x, y| {
        let (line, row) = (y.saturating_sub(200) / 90, y.saturating_sub(200) % 90);
        let has_words = y >= 200 && line < lines && x >= 24;
        let length = |least: u32, other: u32| width * (least + noise(line, other, 40)) / 100;
        match () {
            () if y < head_rows => [0, 150, 176, 255],
            () if y >= height - 90 => [44, 48, 56, 255],
            () if has_words && row < 14 && x < length(50, line) => [70, 76, 84, 255],
            () if has_words && (28..38).contains(&row) && x < length(30, 9) => [168, 172, 178, 255],
            () => [252, 252, 250, 255],
        }
    })
}

/// An app from top to bottom, four times as tall as wide, below a teal head.
pub(crate) fn tall_screenshot() -> File {
    File::seen("app.png", screen([390, 1600], 150, 13), 188.0)
}

/// A desk's screen below a teal head.
pub(crate) fn wide_screenshot() -> File {
    File::seen("desk.png", screen([1440, 900], 81, 6), 188.0)
}

/// Eight pixels a side of four printing inks, which are red as light.
const INKS: &str = "data:image/jpeg;base64,/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/K/Nuvzbr9/K/9k=";

pub(crate) fn printed_photo() -> File {
    // A plain picture is taken for a sign unless its name says otherwise.
    File::seen("press-photo.jpg", read_data_url(INKS).expect("a file"), 0.0)
}

/// What a camera writes that was held upright: its upper half is violet, once it is turned as it says.
pub(crate) fn turned_photo() -> File {
    let image = RgbaImage::from_fn(640, 480, |x, y| {
        let noise = noise(x, y, 20);
        Rgba(if x < 320 { lit([150, 40, 190], 100, noise) } else { lit([110, 108, 100], 100, noise + y * 30 / 480) })
    });
    let lying = encoded(&DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8()), ImageFormat::Jpeg);
    // One entry, the orientation: a short, 6, which is a quarter turn to the right.
    let exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let size = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let file = [&lying[..2], b"\xFF\xE1", &size, exif, &lying[2..]].concat();
    File::seen("camera.jpg", file, 284.0)
}

/// A green landscape of sixteen bits a channel.
pub(crate) fn deep_photo() -> File {
    let image = ImageBuffer::from_fn(900, 600, |x, y| {
        let noise = noise(x, y, 22) * 257;
        Rgb([20_000 + y * 30, 45_000 + x * 10, 6_000].map(|level| u16::try_from(level + noise).expect("in range")))
    });
    File::seen("deep.png", encoded(&DynamicImage::ImageRgb16(image), ImageFormat::Png), 85.0)
}

/// Eight pink dots on nothing that come one after another.
pub(crate) fn animation() -> File {
    let frame = |shown: u32| {
        let dots = RgbaImage::from_fn(240, 180, |x, y| {
            let is_dot = |dot: u32| {
                let middle = [36 + 56 * (dot % 4), 50 + 80 * (dot / 4)].map(i64::from);
                (i64::from(x) - middle[0]).pow(2) + (i64::from(y) - middle[1]).pow(2) < 26 * 26
            };
            if (0..=shown).any(is_dot) { Rgba([238, 60, 140, 255]) } else { Rgba([0; 4]) }
        });
        Frame::from_parts(dots, 0, 0, Delay::from_numer_denom_ms(100, 1))
    };
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut file, 10);
    encoder.set_repeat(Repeat::Infinite).expect("a header");
    encoder.encode_frames((0..8).map(frame)).expect("frames");
    drop(encoder);
    File::seen("dots.gif", file, 333.0)
}

/// Half a minute of violet shapes, made with ffmpeg.
pub(crate) fn footage() -> File {
    let source = "mandelbrot=s=320x180:r=25:start_scale=2,format=gray,format=rgb24,\
                  lutrgb=r=110+val*0.4:g=20+val*0.25:b=130+val*0.4";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ferry.mp4");
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source, "-t", "30"])
        .args(["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast"])
        .arg(&path)
        .status()
        .expect("ffmpeg");
    assert!(status.success(), "ffmpeg makes a video");
    File::seen("ferry.mp4", std::fs::read(path).expect("a file"), 288.0)
}

pub(crate) fn commas() -> File {
    File::read("half.csv", "Month,Revenue\nJanuary,120\nFebruary,135\nMarch,150\nApril,142\nMay,171\nJune,188\n")
}

/// Semicolons, and commas before decimals.
pub(crate) fn semicolons() -> File {
    File::read("catch.csv", "Stadt;Fang\r\nKiel;1,5\r\nBergen;2,75\r\nOstende;4,2\r\nVigo;3,1\r\n")
}

pub(crate) fn tabs() -> File {
    File::read("crew.tsv", "Boat\tCrew\nAurora\t14\nBoreas\t9\nCirrus\t22\nDoldrum\t17\n")
}

/// Quoted cells, one with a comma in it, and percent signs.
pub(crate) fn quotes() -> File {
    File::read(
        "share.csv",
        "\"Channel\",\"Share\"\n\"Search, paid\",\"42%\"\n\"Letters\",\"31%\"\n\"Fairs\",\"18%\"\n\"Friends\",\"9%\"\n",
    )
}

/// Bars, commas between thousands, and letters in Latin-1.
pub(crate) fn bars() -> File {
    let text = "Stadt|Gäste\nKöln|12,400\nMünster|8,150\nSüdhafen|9,920\nGörlitz|4,305\n";
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect();
    File::read("guests.csv", latin)
}
