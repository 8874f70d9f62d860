//! A file as the director and the engine get it.

use crate::file_kind::{FileKind, is_avif, kind_of};
use crate::font_file::{FontError, FontFile, read_font, stem_of};
use crate::footage::{Sketch, avif, clear_frame, montage, most_pixels_of, picture_of, sketch, sound_secs};
use crate::preview::preview;
use crate::svg::{SvgError, read_svg};
use crate::table::{TableError, read_table};
use crate::web_address::name_in;
use pavo_design::{Brand, LOGO_ASSET, PictureKind, Sight, look_at, reference_of};
use pavo_director::{Given, GivenKind};
use pavo_film::{Ffmpeg, FootageError, ProbeError};
use pavo_media::{Assets, Clip, ClipError, Drawing, Font, MOST_KEPT_PIXELS, Picture, PictureError, Sound};
use std::error::Error;

/// Largest file that is taken, in bytes.
pub const LARGEST_FILE_BYTES: usize = 64 * 1024 * 1024;

/// Most files of one film.
pub const MOST_FILES: usize = 20;

/// A file that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// What the director gets.
    pub given: Given,
    /// What the engine gets, under the name that `given` has.
    pub medium: Medium,
    /// What of it is not shown, in words.
    pub notes: Vec<String>,
}

/// What the engine gets of a file.
#[derive(Debug, Clone)]
pub enum Medium {
    /// Nothing: its content is words.
    Words,
    /// A picture.
    Picture(Picture),
    /// A drawing of outlines.
    Drawing(Drawing),
    /// A typeface.
    Font(Font),
    /// A video or animation.
    Clip(Clip),
    /// A recording.
    Sound(Sound),
}

impl Medium {
    /// Adds it to what a film may use, under the name that documents use.
    pub fn add_to(self, assets: &mut Assets, name: &str) {
        match self {
            Self::Words => {}
            Self::Picture(picture) => assets.add_picture(name, picture),
            Self::Drawing(drawing) => assets.add_drawing(name, drawing),
            Self::Font(font) => {
                assets.add_own_font(font);
            }
            Self::Clip(clip) => assets.add_clip(name, clip),
            Self::Sound(sound) => assets.add_sound(name, sound),
        }
    }

    /// What an asset of a document is that shows a picture: one of pixels, which may move, or an SVG; also what of it is not
    /// shown, in words.
    ///
    /// # Errors
    ///
    /// [`TakeError`] where the bytes are no picture that can be read.
    pub fn of_image(file: &[u8], ffmpeg: &Ffmpeg) -> Result<(Self, Vec<String>), TakeError> {
        Self::of_image_within(file, MOST_KEPT_PIXELS, ffmpeg)
    }

    /// As [`Medium::of_image`], with at most so many pixels: of a picture with more, a smaller one is kept.
    ///
    /// # Errors
    ///
    /// As [`Medium::of_image`].
    pub fn of_image_within(file: &[u8], most_pixels: u64, ffmpeg: &Ffmpeg) -> Result<(Self, Vec<String>), TakeError> {
        if file.is_empty() {
            return Err(TakeError::Empty);
        }
        if file.starts_with(GZIP) {
            return Err(TakeError::Compressed);
        }
        if kind_of(file) == Some(FileKind::Svg) {
            let (drawing, notes) = read_svg(file)?;
            return Ok((Self::Drawing(drawing), notes));
        }
        Ok((picture_of(file, most_pixels, ffmpeg)?, Vec::new()))
    }

    /// Width as a share of the height, of what can be seen.
    pub fn ratio(&self) -> Option<f64> {
        match self {
            Self::Words | Self::Font(_) | Self::Sound(_) => None,
            Self::Picture(picture) => Some(f64::from(picture.width) / f64::from(picture.height.max(1))),
            Self::Drawing(drawing) => Some(drawing.size()[0] / drawing.size()[1]),
            Self::Clip(clip) => Some(f64::from(clip.size()[0]) / f64::from(clip.size()[1].max(1))),
        }
    }
}

/// How a file begins that is compressed.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// The files of a film.
#[derive(Debug, Default)]
pub struct TakenFiles {
    /// What the director gets of them, in their order.
    pub given: Vec<Given>,
    /// Those that cannot be used, by their place among the files, and why.
    pub not_used: Vec<(usize, String)>,
    /// What of those that are used is not shown, by their place.
    pub notes: Vec<(usize, String)>,
}

/// Takes the files of a film, at most [`MOST_FILES`], and adds what the engine needs of them to `assets`; `read` gives the
/// bytes of one and where it is, as a document says it. Of videos `assets` get what suffices to design with; what of them a
/// film really shows, and recordings, [`medium_of`](crate::medium_of) gives for the scene.
pub fn take_all(
    named: &[String],
    read: impl Fn(&str) -> Result<(Vec<u8>, String), String>,
    assets: &mut Assets,
    ffmpeg: &Ffmpeg,
) -> TakenFiles {
    let mut files = TakenFiles::default();
    let most_pixels = most_pixels_of(named.len().min(MOST_FILES));
    for (index, one) in named.iter().enumerate() {
        if index >= MOST_FILES {
            files.not_used.push((index, format!("a film has at most {MOST_FILES} files")));
            continue;
        }
        // One that is called a logo goes before others that look like one.
        let is_other = named.iter().any(|other| is_called_logo(other)) && !is_called_logo(one);
        let has_logo = is_other || files.given.iter().any(|given| given.name == LOGO_ASSET);
        let taken = read(one).and_then(|(bytes, src)| {
            take_within(&bytes, &src, index, has_logo, ffmpeg, most_pixels).map_err(|error| told(&error))
        });
        match taken {
            Ok(Taken { given, medium, notes }) => {
                files.notes.extend(notes.into_iter().map(|note| (index, note)));
                medium.add_to(assets, &given.name);
                files.given.push(given);
            }
            Err(reason) => files.not_used.push((index, reason)),
        }
    }
    files
}

fn is_called_logo(place: &str) -> bool {
    name_in(place).to_lowercase().contains("logo")
}

/// The colours of pictures and videos that show how a film shall look, none where no picture can be used; those that cannot be used, by
/// their place, and why. `read` gives the bytes of one.
pub fn take_references(
    named: &[String],
    read: impl Fn(&str) -> Result<Vec<u8>, String>,
    ffmpeg: &Ffmpeg,
) -> (Option<Brand>, Vec<(usize, String)>) {
    let (mut colors, mut not_used) = (None, Vec::new());
    for (index, one) in named.iter().enumerate() {
        match read(one).and_then(|bytes| take_reference(&bytes, colors.clone(), ffmpeg).map_err(|error| told(&error))) {
            Ok(found) => colors = Some(found),
            Err(reason) => not_used.push((index, reason)),
        }
    }
    (colors, not_used)
}

/// An error with its causes, one after the other.
fn told(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        words = format!("{words}: {next}");
        cause = next.source();
    }
    words
}

/// Why a file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is larger than files may be.
    #[error("the file is larger than {} MB", LARGEST_FILE_BYTES / 1024 / 1024)]
    TooLarge,
    /// It is none of the kinds that are taken.
    #[error(
        "the file is no picture (PNG, JPEG, GIF, WebP, BMP, AVIF, SVG), video, recording, typeface (TTF, OTF, WOFF, WOFF2) or table (CSV, TSV)"
    )]
    Unknown,
    /// It says nothing of how a film shall look.
    #[error("a {0} shows no colours; a picture or video does")]
    NoReference(FileKind),
    /// It is read through a program that is not there.
    #[error("{what} need ffmpeg, which is not installed or turned off (Debian: apt-get install ffmpeg)")]
    NeedsFfmpeg {
        /// The files that do.
        what: &'static str,
    },
    /// There is no place to put it for ffmpeg.
    #[error("no temporary file can be written for ffmpeg")]
    NoFolder(#[source] std::io::Error),
    /// The video or recording cannot be decoded. It is named by its place, never by where it lay meanwhile.
    #[error("the file cannot be decoded: {reason}")]
    Undecodable {
        /// The decoder's last words.
        reason: String,
    },
    /// The animation cannot be used.
    #[error(transparent)]
    Clip(#[from] ClipError),
    /// It is compressed.
    #[error("the file is compressed (gzip); unpack it first, an .svgz into an .svg")]
    Compressed,
    /// The SVG cannot be read.
    #[error(transparent)]
    Svg(#[from] SvgError),
    /// The picture cannot be decoded.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The typeface cannot be used.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// Takes a file: what it is, by its content; `src` is where it is, as a document says it, and its last part may say that it
/// is a logo. `index` counts the files of a film from 0; `has_logo`: whether one of them is the logo already.
///
/// # Errors
///
/// [`TakeError`] where it cannot be used.
pub fn take(file: &[u8], src: &str, index: usize, has_logo: bool, ffmpeg: &Ffmpeg) -> Result<Taken, TakeError> {
    take_within(file, src, index, has_logo, ffmpeg, MOST_KEPT_PIXELS)
}

/// As [`take`], a picture with at most so many pixels.
fn take_within(
    file: &[u8],
    src: &str,
    index: usize,
    has_logo: bool,
    ffmpeg: &Ffmpeg,
    most_pixels: u64,
) -> Result<Taken, TakeError> {
    if file.is_empty() {
        return Err(TakeError::Empty);
    }
    if file.len() > LARGEST_FILE_BYTES {
        return Err(TakeError::TooLarge);
    }
    if file.starts_with(GZIP) {
        return Err(TakeError::Compressed);
    }
    match kind_of(file).ok_or(TakeError::Unknown)? {
        FileKind::Picture => {
            let medium = picture_of(file, most_pixels, ffmpeg)?;
            let sight = match &medium {
                Medium::Picture(picture) => look_at(picture),
                Medium::Clip(clip) => look_at(&clear_frame(clip).unwrap_or_else(nothing)),
                _ => look_at(&nothing()),
            };
            let moves = matches!(medium, Medium::Clip(_));
            let given = given_picture(sight, src, index, has_logo, moves);
            Ok(Taken { given, medium, notes: Vec::new() })
        }
        FileKind::Svg => {
            let (drawing, notes) = read_svg(file)?;
            let given = given_picture(look_at_drawing(&drawing), src, index, has_logo, false);
            Ok(Taken { given, medium: Medium::Drawing(drawing), notes })
        }
        FileKind::Table => {
            let table = read_table(file)?;
            let given =
                Given { name: format!("table-{}", index + 1), src: src.to_owned(), what: GivenKind::Table(table) };
            Ok(Taken { given, medium: Medium::Words, notes: Vec::new() })
        }
        FileKind::Font => {
            let FontFile { font, cut } = read_font(file, stem_of(src))?;
            let given = Given { name: format!("font-{}", index + 1), src: src.to_owned(), what: GivenKind::Font(cut) };
            Ok(Taken { given, medium: Medium::Font(font), notes: Vec::new() })
        }
        FileKind::Video => {
            let Sketch { facts, clip } = sketch(file, ffmpeg)?;
            let mut sight = look_at(&clear_frame(&clip).unwrap_or_else(nothing));
            let [width, height] = facts.size.map(f64::from);
            sight.ratio = width / height.max(1.0);
            // What moves is no sign, and a plain sky no screen: the prompt says which one is.
            sight.kind = PictureKind::Photo;
            let secs = facts.length_secs.unwrap_or(0.0).max(clip.length_secs());
            let what = GivenKind::Video { sight, secs, has_sound: facts.has_sound };
            let given = Given { name: format!("video-{}", index + 1), src: src.to_owned(), what };
            Ok(Taken { given, medium: Medium::Clip(clip), notes: Vec::new() })
        }
        FileKind::Audio => {
            let what = GivenKind::Sound { secs: sound_secs(file, ffmpeg)? };
            let given = Given { name: format!("sound-{}", index + 1), src: src.to_owned(), what };
            Ok(Taken { given, medium: Medium::Words, notes: Vec::new() })
        }
    }
}

/// A picture as the director gets it; its address may say what it is.
fn given_picture(mut sight: Sight, src: &str, index: usize, has_logo: bool, moves: bool) -> Given {
    let words = name_in(src).to_lowercase();
    if moves && sight.kind == PictureKind::Logo && !words.contains("logo") {
        // An animation on nothing is shown whole, and is nobody's sign.
        let name = format!("picture-{}", index + 1);
        return Given { name, src: src.to_owned(), what: GivenKind::Picture(sight) };
    }
    if words.contains("logo") {
        sight.kind = PictureKind::Logo;
    } else if sight.kind == PictureKind::Logo
        && ["photo", "portrait", "screenshot"].iter().any(|one| words.contains(one))
    {
        sight.kind = PictureKind::Photo;
    }
    let is_logo = sight.kind == PictureKind::Logo && !has_logo;
    if sight.kind == PictureKind::Logo && !is_logo {
        // A second sign is shown as a picture; what lies on nothing, whole.
        if sight.transparent < 0.2 {
            sight.kind = PictureKind::Photo;
        }
    }
    let name = if is_logo { LOGO_ASSET.to_owned() } else { format!("picture-{}", index + 1) };
    Given { name, src: src.to_owned(), what: GivenKind::Picture(sight) }
}

/// What is found in a drawing, as in a picture of it: a sign where anything can be seen through it, and no screen.
fn look_at_drawing(drawing: &Drawing) -> Sight {
    /// So little is no hole, but a smoothed edge.
    const LEAST_TRANSPARENT: f64 = 0.02;
    let picture = preview(drawing);
    let mut sight = look_at(&picture);
    sight.ratio = drawing.size()[0] / drawing.size()[1];
    let last = picture.pixels.len() - 1;
    let row = picture.width as usize * 4;
    let corners = [3, row - 1, last + 4 - row, last];
    let is_open = corners.iter().filter(|at| picture.pixels.get(**at).is_some_and(|alpha| *alpha < 128)).count() > 1;
    if is_open || sight.transparent > LEAST_TRANSPARENT {
        (sight.kind, sight.focus) = (PictureKind::Logo, [0.5, 0.5]);
    } else if sight.kind == PictureKind::Screenshot {
        (sight.kind, sight.focus) = (PictureKind::Photo, [0.5, 0.5]);
    }
    sight
}

/// A picture of one pixel that is not there.
fn nothing() -> Picture {
    Picture { width: 1, height: 1, pixels: vec![0; 4] }
}

impl TakeError {
    /// Why ffmpeg could not read a file: in words that say nothing of where it lay.
    pub(crate) fn of(error: &FootageError) -> Self {
        let reason = match error {
            FootageError::Read(ProbeError::NoFilm { path, reason }) => {
                let bare = reason.replace(&format!("file:{path}"), "the file").replace(path, "the file");
                bare.trim_start_matches("the file:").trim().to_owned()
            }
            FootageError::Read(ProbeError::NoProgram { .. }) => return Self::NeedsFfmpeg { what: "such files" },
            FootageError::Read(ProbeError::Unreadable { .. }) => "it is gone".to_owned(),
            FootageError::Clip(error) => error.to_string(),
        };
        Self::Undecodable { reason }
    }
}

/// The colours of pictures and videos that show how a film shall look, the first one's before those of the others.
///
/// # Errors
///
/// [`TakeError`] where a file is no picture or video that can be read.
pub fn take_reference(file: &[u8], known: Option<Brand>, ffmpeg: &Ffmpeg) -> Result<Brand, TakeError> {
    match kind_of(file) {
        Some(kind @ (FileKind::Picture | FileKind::Svg | FileKind::Video)) if file.len() <= LARGEST_FILE_BYTES => {
            let picture = match kind {
                FileKind::Video => montage(file, ffmpeg)?,
                FileKind::Svg => preview(&read_svg(file)?.0),
                _ if is_avif(file) => avif(file, ffmpeg)?,
                _ => Picture::decode(file)?,
            };
            let found = reference_of(&picture);
            let known = known.unwrap_or_default();
            Ok(Brand {
                background: known.background.or(found.background),
                accent: known.accent.or(found.accent),
                accent2: known.accent2.or(found.accent2),
                ..known
            })
        }
        Some(FileKind::Picture | FileKind::Svg | FileKind::Video) => Err(TakeError::TooLarge),
        Some(other) => Err(TakeError::NoReference(other)),
        None => Err(TakeError::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn png(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let image = image::RgbaImage::from_fn(width, height, |x, y| image::Rgba(color(x, y)));
        let mut file = Vec::new();
        image.write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png).unwrap();
        file
    }

    #[test]
    fn signs_become_the_logo_and_pictures_get_names_of_their_own() {
        let sign = png(80, 40, |x, _| if x > 20 && x < 60 { [0, 0, 200, 255] } else { [0; 4] });
        let taken = take(&sign, "sign.png", 0, false, &Ffmpeg::none()).unwrap();
        assert_eq!(taken.given.name, LOGO_ASSET);
        let photo = png(80, 40, |x, y| [(x * 3) as u8, (y * 6) as u8, (x * y) as u8, 255]);
        assert_eq!(take(&photo, "quay.png", 1, true, &Ffmpeg::none()).unwrap().given.name, "picture-2");
        assert_eq!(take(&photo, "our-logo.png", 1, false, &Ffmpeg::none()).unwrap().given.name, LOGO_ASSET);
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        let told = |file: &[u8]| take(file, "x", 0, false, &Ffmpeg::none()).unwrap_err().to_string();
        assert_eq!(told(b""), "the file is empty");
        assert!(told(b"MZ\x90\0\x03").contains("no picture"));
        assert!(told(b"<svg></svg>").contains("shows nothing"));
        assert!(told(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0").contains("not a readable PNG"));
        assert!(take(b"a,b\nx,1\n", "t.csv", 0, false, &Ffmpeg::none()).is_ok());
    }
}
