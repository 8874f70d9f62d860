//! What a file is, by its first bytes.

use std::fmt;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// PNG, JPEG, GIF, WebP, BMP or AVIF.
    Picture,
    /// Scalable Vector Graphics.
    Svg,
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// A typeface.
    Font,
    /// Rows of cells, parted by commas, semicolons, tabs or bars.
    Table,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "picture",
            Self::Svg => "SVG picture",
            Self::Video => "video",
            Self::Audio => "recording",
            Self::Font => "typeface",
            Self::Table => "table",
        })
    }
}

/// What a file is, by its content alone; `None` where it is none of the kinds that are taken.
#[must_use]
pub fn kind_of(file: &[u8]) -> Option<FileKind> {
    if let Some(found) = infer::get(file) {
        return match found.mime_type() {
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/avif" => {
                Some(FileKind::Picture)
            }
            "video/mp4" | "video/x-m4v" | "video/webm" | "video/x-matroska" | "video/quicktime" | "video/x-msvideo"
            | "video/mpeg" | "video/x-flv" | "video/x-ms-wmv" | "video/3gpp" => Some(FileKind::Video),
            "audio/mpeg" | "audio/x-wav" | "audio/wav" | "audio/aac" | "audio/m4a" | "audio/ogg" | "audio/x-flac" => {
                Some(FileKind::Audio)
            }
            "application/vnd.ms-fontobject"
            | "application/font-sfnt"
            | "application/font-woff"
            | "font/otf"
            | "font/ttf"
            | "font/woff"
            | "font/woff2" => Some(FileKind::Font),
            "text/xml" | "text/html" | "image/svg+xml" => is_svg(file).then_some(FileKind::Svg),
            _ => None,
        };
    }
    if is_svg(file) {
        return Some(FileKind::Svg);
    }
    // Collections, old fonts for one maker's machines, and Embedded OpenType. A number follows the word, which begins with a
    // zero.
    let is_marked = |word: &[u8]| file.strip_prefix(word).is_some_and(|rest| rest.first() == Some(&0));
    if is_marked(b"ttcf") || is_marked(b"true") || is_embedded_font(file) {
        return Some(FileKind::Font);
    }
    is_text(file).then_some(FileKind::Table)
}

/// The media type of a file, by its content alone.
#[must_use]
pub fn media_type_of(file: &[u8]) -> &'static str {
    match kind_of(file) {
        Some(FileKind::Svg) => "image/svg+xml",
        Some(FileKind::Table) => "text/csv; charset=utf-8",
        _ => infer::get(file).map_or("application/octet-stream", |found| found.mime_type()),
    }
}

/// Whether a file is a picture of the AVIF kind, which ffmpeg decodes.
pub(crate) fn is_avif(file: &[u8]) -> bool {
    infer::get(file).is_some_and(|found| found.mime_type() == "image/avif")
}

/// Whether a file is an Embedded OpenType font: its size comes first, a mark behind version and flags.
pub(crate) fn is_embedded_font(file: &[u8]) -> bool {
    let size = file.get(..4).map(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
    file.get(34..36) == Some(b"LP") && size.is_some_and(|size| usize::try_from(size) == Ok(file.len()))
}

/// Whether a file is text whose first element is `svg`.
fn is_svg(file: &[u8]) -> bool {
    let head = &file[..file.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // What may stand before the element: a declaration, comments, a document type.
    while let Some(after) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        let end =
            if after.starts_with("--") { after.find("-->").map(|at| at + 3) } else { after.find('>').map(|at| at + 1) };
        let Some(end) = end else { return false };
        rest = after[end..].trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|after| after.starts_with([' ', '>', '\n', '\r', '\t', '/']))
}

/// Whether a file is text with several cells in its first line.
fn is_text(file: &[u8]) -> bool {
    let head = &file[..file.len().min(65_536)];
    if head.is_empty()
        || head.contains(&0)
        || head.starts_with(b"<")
        || head.starts_with(b"{")
        || head.starts_with(b"%PDF")
    {
        return false;
    }
    let first = head.split(|byte| *byte == b'\n').find(|line| line.iter().any(|byte| !byte.is_ascii_whitespace()));
    let printable = head.iter().filter(|byte| **byte >= 32 || matches!(**byte, b'\n' | b'\r' | b'\t')).count();
    let parted = first.is_some_and(|line| line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'|')));
    printable == head.len() && parted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        assert_eq!(kind_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(FileKind::Picture));
        assert_eq!(kind_of(b"GIF89a\x01\0\x01\0"), Some(FileKind::Picture));
        assert_eq!(kind_of(b"<?xml version=\"1.0\"?>\n<!-- a --><svg viewBox=\"0 0 1 1\"/>"), Some(FileKind::Svg));
        assert_eq!(kind_of(b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"), Some(FileKind::Svg));
        assert_eq!(kind_of(b"Month;Boats\nMay;12\n"), Some(FileKind::Table));
        assert_eq!(kind_of("Ort\tFänge\nKiel\t7\n".as_bytes()), Some(FileKind::Table));
    }

    #[test]
    fn what_is_not_taken_has_no_kind() {
        for file in [
            &b"MZ\x90\0"[..],
            b"\x7fELF\x02\x01",
            b"%PDF-1.7",
            b"{\"a\": 1, \"b\": 2}",
            b"<html><body>",
            b"",
            b"one line",
            b"true",
            b"ttcf words",
            b"a,b\0",
        ] {
            assert_eq!(kind_of(file), None, "{file:?}");
        }
    }
}
