//! GIFs one after another become one.

use crate::error::EncodeError;
use crate::partial_file::PartialFile;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// The comments of a GIF; `None` when it is not one, or not whole.
pub(crate) fn comment_of(bytes: &[u8]) -> Option<String> {
    Parts::of(bytes).map(|parts| String::from_utf8_lossy(&parts.comment).into_owned())
}

/// Writes the frames of several GIFs, in their order, to one file.
///
/// All have the same size and global colours, as segments of one film have.
pub(crate) fn join_gifs(segments: &[&Path], file: &PartialFile) -> Result<(), EncodeError> {
    let failed = |source| EncodeError::writing(file.path(), source);
    let mut target = BufWriter::new(File::create(file.temporary_path()).map_err(failed)?);
    let mut head: Option<Vec<u8>> = None;
    for segment in segments {
        let unusable = |reason: &str| EncodeError::Segment { path: segment.to_path_buf(), reason: reason.to_owned() };
        let bytes = fs::read(segment).map_err(|error| unusable(&error.to_string()))?;
        let parts = Parts::of(&bytes).ok_or_else(|| unusable("it is no complete GIF"))?;
        match &head {
            None => {
                target.write_all(parts.head).and_then(|()| target.write_all(&ENDLESS)).map_err(failed)?;
                head = Some(parts.head.to_vec());
            }
            Some(head) if head != parts.head => {
                return Err(unusable("its size or colours are not those of the first segment"));
            }
            Some(_) => {}
        }
        for frame in parts.frames {
            target.write_all(frame).map_err(failed)?;
        }
    }
    target.write_all(&[TRAILER]).and_then(|()| target.flush()).map_err(failed)
}

const TRAILER: u8 = 0x3B;
const EXTENSION: u8 = 0x21;
const GRAPHIC_CONTROL: u8 = 0xF9;
const COMMENT: u8 = 0xFE;
const IMAGE: u8 = 0x2C;

/// The application extension that makes a GIF begin again without end.
const ENDLESS: [u8; 19] = *b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\x00\x00\x00";

/// Where a GIF's bytes belong (`GIF89a` specification, sections 17 to 27).
struct Parts<'b> {
    /// Signature, screen and global colours.
    head: &'b [u8],
    /// Each image with the graphic control before it.
    frames: Vec<&'b [u8]>,
    /// What its comments say, one after another.
    comment: Vec<u8>,
}

impl<'b> Parts<'b> {
    /// Takes a GIF apart; `None` when it is not one, or not whole.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        if !bytes.starts_with(b"GIF89a") {
            return None;
        }
        let head_bytes = 13 + color_table_bytes(*bytes.get(10)?);
        let head = bytes.get(..head_bytes)?;
        let mut frames = Vec::new();
        let mut at = head_bytes;
        let mut control_at = None;
        let mut comment = Vec::new();
        loop {
            let begins_at = at;
            match *bytes.get(at)? {
                TRAILER => return Some(Self { head, frames, comment }),
                EXTENSION => {
                    let kind = *bytes.get(at + 1)?;
                    at = after_blocks(bytes, at + 2, |block| {
                        if kind == COMMENT {
                            comment.extend_from_slice(block);
                        }
                    })?;
                    if kind == GRAPHIC_CONTROL {
                        control_at = Some(begins_at);
                    }
                }
                IMAGE => {
                    // A byte with the size of the first codes lies between the colours and the blocks.
                    at = after_blocks(bytes, at + 10 + color_table_bytes(*bytes.get(at + 9)?) + 1, |_| ())?;
                    frames.push(bytes.get(control_at.take().unwrap_or(begins_at)..at)?);
                }
                _ => return None,
            }
        }
    }
}

/// Bytes of a colour table, by the flags that tell of it.
fn color_table_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The place after a row of blocks, the last of which is empty; `visit` gets what is in each.
fn after_blocks(bytes: &[u8], mut at: usize, mut visit: impl FnMut(&[u8])) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        visit(bytes.get(at + 1..at + 1 + length)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gif::{Encoder, Frame};
    use proptest::prelude::*;

    fn gif(indices: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 2, 1, &[0, 0, 0, 255, 255, 255]).expect("a GIF");
        for index in indices {
            let frame = Frame { delay: 4, ..Frame::from_indexed_pixels(2, 1, vec![*index; 2], None) };
            encoder.write_frame(&frame).expect("a frame");
        }
        drop(encoder);
        bytes
    }

    #[test]
    fn frames_of_one_follow_those_of_the_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let [first, second, both] = ["a.gif", "b.gif", "both.gif"].map(|name| folder.path().join(name));
        fs::write(&first, gif(&[0, 1])).expect("a file");
        fs::write(&second, gif(&[1, 0, 1])).expect("a file");
        let mut file = PartialFile::create(&both).expect("a place");
        join_gifs(&[&first, &second], &file).expect("joined");
        file.keep().expect("kept");
        let mut decoder = gif::DecodeOptions::new().read_info(File::open(&both).expect("a file")).expect("a GIF");
        let mut shown = Vec::new();
        while let Some(frame) = decoder.read_next_frame().expect("a frame") {
            shown.push((frame.buffer[0], frame.delay));
        }
        assert_eq!(shown, [(0, 4), (1, 4), (1, 4), (0, 4), (1, 4)]);
        assert_eq!(decoder.repeat(), gif::Repeat::Infinite);
    }

    #[test]
    fn what_is_not_whole_or_of_other_colours_is_refused() {
        let whole = gif(&[0, 1]);
        for end in 0..whole.len() {
            assert!(Parts::of(&whole[..end]).is_none(), "{end} of {} bytes", whole.len());
        }
        let folder = tempfile::tempdir().expect("a folder");
        let [first, other] = ["a.gif", "b.gif"].map(|name| folder.path().join(name));
        let mut changed = whole.clone();
        changed[13] = 9;
        fs::write(&first, whole).expect("a file");
        fs::write(&other, changed).expect("a file");
        let file = PartialFile::create(&folder.path().join("both.gif")).expect("a place");
        let refused = join_gifs(&[&first, &other], &file).expect_err("other colours");
        assert!(refused.to_string().contains("b.gif"), "{refused}");
    }
    proptest! {
        #[test]
        fn nothing_that_is_no_gif_stops_the_program(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            at in 0..200_usize,
            is_headed in any::<bool>(),
        ) {
            let mut given = if is_headed { gif(&[0, 1]) } else { Vec::new() };
            let at = at.min(given.len());
            given.splice(at.., bytes);
            if let Some(parts) = Parts::of(&given) {
                let held = parts.head.len() + parts.frames.iter().map(|frame| frame.len()).sum::<usize>();
                prop_assert!(held < given.len());
            }
        }
    }
}
