//! Videos and recordings, which ffmpeg reads from a file of their own.

use crate::taken::{Medium, TakeError};
use pavo_film::{ClipFacts, ClipSettings, Ffmpeg, look_at_clip, look_at_sound, read_footage, read_sound_part};
use pavo_media::{Clip, MOST_KEPT_PIXELS, Picture, Sound};
use pavo_scene::{AssetKind, Scene};
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use tempfile::TempPath;

use crate::file_kind::{FileKind, is_avif, kind_of};
use crate::font_file::{read_font, stem_of};

/// Most bytes that the frames of all videos of a film take.
const MOST_CLIP_BYTES: usize = 224 * 1024 * 1024;

/// Most bytes of a video that is only looked at.
const MOST_SKETCH_BYTES: usize = 24 * 1024 * 1024;

/// So much of a video is looked at before it is known what of it a film shows, in seconds.
const SKETCH_SECS: f64 = 30.0;

/// Seconds of a recording that repeats which are read.
const LONGEST_SOUND_SECS: f64 = 600.0;

/// A file that a program can open, for as long as it is needed.
struct OnDisk {
    path: TempPath,
    container: &'static str,
}

impl OnDisk {
    fn of(file: &[u8]) -> Result<Self, TakeError> {
        // Never left to ffmpeg to guess: a text can be a list of other files to it.
        let container = container_of(file).ok_or(TakeError::Unknown)?;
        let mut kept = tempfile::Builder::new().prefix("pavo-").tempfile().map_err(TakeError::NoFolder)?;
        kept.write_all(file).map_err(TakeError::NoFolder)?;
        Ok(Self { path: kept.into_temp_path(), container })
    }

    fn path(&self) -> &Path {
        &self.path
    }
}

/// What ffmpeg calls the container of a file, so that it reads it as nothing else.
fn container_of(file: &[u8]) -> Option<&'static str> {
    Some(match infer::get(file)?.mime_type() {
        "video/mp4" | "video/x-m4v" | "video/quicktime" | "video/3gpp" | "audio/m4a" | "image/avif" => "mov",
        "video/webm" | "video/x-matroska" => "matroska",
        "video/x-msvideo" => "avi",
        "video/mpeg" if file.get(3) == Some(&0xBA) => "mpeg",
        "video/mpeg" => "mpegvideo",
        "video/x-flv" => "flv",
        "video/x-ms-wmv" => "asf",
        "audio/mpeg" => "mp3",
        "audio/x-wav" | "audio/wav" => "wav",
        "audio/aac" => "aac",
        "audio/ogg" => "ogg",
        "audio/x-flac" => "flac",
        _ => return None,
    })
}

/// A video as it is known before a film is made of it.
pub(crate) struct Sketch {
    pub(crate) facts: ClipFacts,
    /// Two of its frames in each second, small, of its beginning.
    pub(crate) clip: Clip,
}

/// Looks at a video.
pub(crate) fn sketch(file: &[u8], ffmpeg: &Ffmpeg) -> Result<Sketch, TakeError> {
    needs(ffmpeg, "videos")?;
    let kept = OnDisk::of(file)?;
    let facts =
        look_at_clip(kept.path(), Some(kept.container), ffmpeg).map_err(|error| TakeError::of(&error.into()))?;
    let settings = ClipSettings {
        played_secs: 0.0..SKETCH_SECS,
        most_fps: 2.0,
        longest_side_px: 640,
        most_bytes: MOST_SKETCH_BYTES,
        container: Some(kept.container),
    };
    let clip = read_footage(kept.path(), &settings, ffmpeg).map_err(|error| TakeError::of(&error))?;
    Ok(Sketch { facts, clip })
}

/// A few frames of a video side by side, whose colours are the video's.
pub(crate) fn montage(file: &[u8], ffmpeg: &Ffmpeg) -> Result<Picture, TakeError> {
    const MOST: usize = 4;
    let Sketch { clip, .. } = sketch(file, ffmpeg)?;
    let step = clip.frames().len().div_ceil(MOST).max(1);
    let frames = (0..clip.frames().len()).step_by(step).filter_map(|index| clip.picture(u32::try_from(index).ok()?));
    let frames: Vec<Picture> = frames.filter(is_clear).collect();
    let frames = if frames.is_empty() { clip.picture(0).into_iter().collect() } else { frames };
    let (width, height) = frames.first().map_or((0, 0), |first| (first.width, first.height));
    let row = width as usize * 4;
    let rows = (0..height as usize).flat_map(|y| frames.iter().map(move |frame| &frame.pixels[y * row..(y + 1) * row]));
    let pixels = rows.flatten().copied().collect();
    Ok(Picture { width: width * u32::try_from(frames.len()).unwrap_or(1), height, pixels })
}

/// The first frame that shows something: films often begin in black.
pub(crate) fn clear_frame(clip: &Clip) -> Option<Picture> {
    const MOST_LOOKED_AT: u32 = 24;
    (0..MOST_LOOKED_AT).map_while(|frame| clip.picture(frame)).find(is_clear).or_else(|| clip.picture(0))
}

/// Whether a picture is not the same colour nearly everywhere.
fn is_clear(picture: &Picture) -> bool {
    let pixels = picture.pixels.as_chunks::<4>().0;
    let levels = pixels.iter().step_by((pixels.len() / 997).max(1)).map(|pixel| {
        let [red, green, blue, _] = pixel.map(u32::from);
        (2 * red + 5 * green + blue) / 8
    });
    let levels: Vec<u32> = levels.collect();
    let mean = levels.iter().sum::<u32>() / u32::try_from(levels.len()).unwrap_or(1).max(1);
    levels.iter().filter(|level| level.abs_diff(mean) > 10).count() * 20 > levels.len()
}

/// How long a recording is, in seconds.
pub(crate) fn sound_secs(file: &[u8], ffmpeg: &Ffmpeg) -> Result<f64, TakeError> {
    needs(ffmpeg, "recordings")?;
    let kept = OnDisk::of(file)?;
    look_at_sound(kept.path(), Some(kept.container), ffmpeg).map_err(|error| TakeError::of(&error.into()))
}

fn needs(ffmpeg: &Ffmpeg, what: &'static str) -> Result<(), TakeError> {
    if ffmpeg.is_none() { Err(TakeError::NeedsFfmpeg { what }) } else { Ok(()) }
}

/// What the engine gets of an asset of a document, by the bytes of its file: of a video or recording as much as the film
/// shows or lets hear; also what of it is not shown, in words. `name`: of the asset.
///
/// # Errors
///
/// [`TakeError`] where it cannot be used.
pub fn medium_of(scene: &Scene, name: &str, file: &[u8], ffmpeg: &Ffmpeg) -> Result<(Medium, Vec<String>), TakeError> {
    let Some(asset) = scene.assets.get(name) else { return Ok((Medium::Words, Vec::new())) };
    if file.is_empty() {
        return Err(TakeError::Empty);
    }
    let medium = match asset.kind {
        AssetKind::Image => {
            let pictures = scene.assets.values().filter(|asset| asset.kind == AssetKind::Image).count();
            return Medium::of_image_within(file, most_pixels_of(pictures), ffmpeg);
        }
        // An animation is a video to whoever says so.
        AssetKind::Video if kind_of(file) == Some(FileKind::Picture) => picture_of(file, MOST_KEPT_PIXELS, ffmpeg)?,
        AssetKind::Font => Medium::Font(read_font(file, stem_of(&asset.src))?.font),
        AssetKind::Video => {
            let videos = scene.assets.values().filter(|asset| asset.kind == AssetKind::Video).count();
            let played = scene.played_secs(name).unwrap_or(0.0..0.05);
            Medium::Clip(video(file, played, MOST_CLIP_BYTES / videos.max(1), ffmpeg)?)
        }
        AssetKind::Audio => {
            needs(ffmpeg, "recordings")?;
            let clips = scene.audio.iter().filter(|clip| clip.src == name);
            let film_secs = scene.duration().secs();
            let ends = clips.map(|clip| match clip.is_repeated {
                Some(true) => LONGEST_SOUND_SECS,
                _ => clip.from.map_or(0.0, |from| from.secs()) + film_secs,
            });
            let kept = OnDisk::of(file)?;
            let end = ends.fold(0.0, f64::max);
            let samples = read_sound_part(kept.path(), end, Some(kept.container), ffmpeg);
            let samples = samples.map_err(|error| TakeError::of(&error.into()))?;
            Medium::Sound(Sound { samples })
        }
    };
    Ok((medium, Vec::new()))
}

/// Most pixels of one of so many pictures of a film: together they take no more memory than 128 million pixels do.
pub(crate) const fn most_pixels_of(pictures: usize) -> u64 {
    const MOST_OF_ALL: u64 = 128 * 1024 * 1024;
    let share = MOST_OF_ALL / if pictures == 0 { 1 } else { pictures as u64 };
    if share < MOST_KEPT_PIXELS { share } else { MOST_KEPT_PIXELS }
}

/// A picture, or one that moves.
pub(crate) fn picture_of(file: &[u8], most_pixels: u64, ffmpeg: &Ffmpeg) -> Result<Medium, TakeError> {
    if is_avif(file) {
        return avif(file, ffmpeg).map(Medium::Picture);
    }
    match Clip::animation(file)? {
        Some(clip) => Ok(Medium::Clip(clip)),
        None => Ok(Medium::Picture(Picture::decode_within(file, most_pixels)?)),
    }
}

/// A picture of the AVIF kind; of one with a longer side than is useful, a smaller one.
pub(crate) fn avif(file: &[u8], ffmpeg: &Ffmpeg) -> Result<Picture, TakeError> {
    const LONGEST_SIDE_PX: u32 = 4096;
    const MOST_BYTES: usize = 64 * 1024 * 1024;
    needs(ffmpeg, "AVIF pictures")?;
    let kept = OnDisk::of(file)?;
    let settings = ClipSettings {
        played_secs: 0.0..0.05,
        most_fps: 60.0,
        longest_side_px: LONGEST_SIDE_PX,
        most_bytes: MOST_BYTES,
        container: Some(kept.container),
    };
    let clip = read_footage(kept.path(), &settings, ffmpeg).map_err(|error| TakeError::of(&error))?;
    clip.picture(0).ok_or_else(|| TakeError::Undecodable { reason: "it has no picture".to_owned() })
}

fn video(file: &[u8], played_secs: Range<f64>, most_bytes: usize, ffmpeg: &Ffmpeg) -> Result<Clip, TakeError> {
    needs(ffmpeg, "videos")?;
    let kept = OnDisk::of(file)?;
    let settings = ClipSettings {
        played_secs,
        most_fps: 60.0,
        longest_side_px: 1920,
        most_bytes,
        container: Some(kept.container),
    };
    read_footage(kept.path(), &settings, ffmpeg).map_err(|error| TakeError::of(&error))
}
