//! Files that shall appear in a film: `--asset`.

use crate::error::CliError;
use crate::ffmpeg::Decoder;
use pavo_design::Brand;
use pavo_director::Given;
use pavo_fetch::{Fetcher, LARGEST_FILE_BYTES, MOST_FILES, TakenFiles, read_data_url, shown_address, take_all};
use pavo_media::Assets;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Most pictures that show how a film shall look.
const MOST_REFERENCES: usize = 5;

/// What came of the files.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// What the director gets of them.
    pub(crate) given: Vec<Given>,
    /// Those that could not be used, and why, and what of the others is not shown.
    pub(crate) warnings: Vec<String>,
}

/// Takes files by their paths, addresses or data URLs, and adds their pictures to the assets.
///
/// # Errors
///
/// Too many of them; with `is_strict` also every one that cannot be used, all of them at once.
pub(crate) fn take_files(
    named: &[String],
    is_strict: bool,
    decoder: &Decoder,
    assets: &mut Assets,
) -> Result<Files, CliError> {
    if named.len() > MOST_FILES {
        return Err(CliError::Usage(format!("--asset: {} files are given; {MOST_FILES} can be used", named.len())));
    }
    let read = |one: &str| read(one, &decoder.fetcher);
    let TakenFiles { given, not_used, notes } = take_all(named, read, assets, &decoder.ffmpeg);
    let told = |(index, reason): (usize, String)| format!("--asset {}: {reason}", shortened(&named[index]));
    let mut warnings: Vec<String> = not_used.into_iter().map(told).collect();
    if is_strict && !warnings.is_empty() {
        return Err(CliError::Usage(warnings.join("\n")));
    }
    warnings.extend(notes.into_iter().map(told));
    Ok(Files { given, warnings })
}

/// The colours of pictures that show how the film shall look, and which of them could not be used.
///
/// # Errors
///
/// More than five of them; with `is_strict` also every one that cannot be used.
pub(crate) fn take_references(
    named: &[String],
    is_strict: bool,
    decoder: &Decoder,
) -> Result<(Option<Brand>, Vec<String>), CliError> {
    if named.len() > MOST_REFERENCES {
        let count = named.len();
        return Err(CliError::Usage(format!("--reference: {count} files are given; {MOST_REFERENCES} can be used")));
    }
    let read = |one: &str| read(one, &decoder.fetcher).map(|(bytes, _)| bytes);
    let (colors, not_used) = pavo_fetch::take_references(named, read, &decoder.ffmpeg);
    let told = |(index, reason): (usize, String)| format!("--reference {}: {reason}", shortened(&named[index]));
    let warnings: Vec<String> = not_used.into_iter().map(told).collect();
    if is_strict && !warnings.is_empty() {
        return Err(CliError::Usage(warnings.join("\n")));
    }
    Ok((colors, warnings))
}

/// The bytes of a file, at most one more than are taken, and where it is. A document names a fetched file by its address,
/// and whoever renders the document fetches it again.
fn read(named: &str, fetcher: &Fetcher) -> Result<(Vec<u8>, String), String> {
    if let Some(bytes) = read_remote(named, fetcher) {
        return bytes.map(|bytes| (bytes, named.to_owned()));
    }
    let path = Path::new(named);
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_FILE_BYTES).unwrap_or(u64::MAX) + 1;
    let file = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        file.take(most).read_to_end(&mut bytes)
    });
    file.map_err(|error| format!("it cannot be read: {error}"))?;
    // A document's paths begin elsewhere.
    let src = std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    Ok((bytes, src))
}

/// The bytes of an asset of a document whose paths begin at `folder`.
pub(crate) fn read_src(src: &str, folder: &Path, fetcher: &Fetcher) -> Result<Vec<u8>, String> {
    let bytes = match read_remote(src, fetcher) {
        Some(bytes) => bytes?,
        None => read(&folder.join(src).display().to_string(), fetcher)?.0,
    };
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(format!("it is larger than {} MB", LARGEST_FILE_BYTES / 1024 / 1024));
    }
    Ok(bytes)
}

/// Whether a document's asset is no file beside it, but an address or the file itself.
pub(crate) fn is_remote(named: &str) -> bool {
    is_data_url(named) || named.contains("://")
}

fn is_data_url(named: &str) -> bool {
    named.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"))
}

/// The bytes of a file that is an address or a data URL; `None` where it is neither.
fn read_remote(named: &str, fetcher: &Fetcher) -> Option<Result<Vec<u8>, String>> {
    if is_data_url(named) {
        return Some(read_data_url(named).map_err(|error| error.to_string()));
    }
    if !named.contains("://") {
        return None;
    }
    Some(fetcher.fetch(named).map(|fetched| fetched.bytes).map_err(|error| {
        // Whoever reads this sees the address that was asked for already.
        if error.address == shown_address(named) { error.problem.to_string() } else { error.to_string() }
    }))
}

/// A file as messages name it: a data URL is long and nobody reads it, and an address may hold secrets.
pub(crate) fn shortened(named: &str) -> String {
    const MOST_CHARS: usize = 80;
    if named.contains("://") {
        return shown_address(named);
    }
    if named.chars().count() <= MOST_CHARS {
        return named.to_owned();
    }
    let head: String = named.chars().take(MOST_CHARS).collect();
    format!("{head}…")
}
