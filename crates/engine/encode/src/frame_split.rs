//! Pictures one after another in a stream of bytes.

/// How the pictures of a stream are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureForm {
    /// ISO/IEC 10918-1.
    Jpeg,
    /// ISO/IEC 15948.
    Png,
}

/// Cuts a stream of pictures into files.
#[derive(Debug)]
pub(crate) struct FrameSplit {
    form: PictureForm,
    /// What came since the last whole picture.
    rest: Vec<u8>,
    /// How far `rest` was looked at: the beginning of a segment or chunk, or a place within a scan.
    at: usize,
    is_scan: bool,
}

impl FrameSplit {
    pub(crate) const fn new(form: PictureForm) -> Self {
        Self { form, rest: Vec::new(), at: 0, is_scan: false }
    }

    /// Takes the next part of the stream, and adds the pictures that it completes to `files`.
    pub(crate) fn take(&mut self, part: &[u8], files: &mut Vec<Vec<u8>>) {
        self.rest.extend_from_slice(part);
        loop {
            let end = match self.form {
                PictureForm::Jpeg => self.end_of_jpeg(),
                PictureForm::Png => self.end_of_png(),
            };
            let Some(end) = end else { return };
            let following = self.rest.split_off(end);
            files.push(std::mem::replace(&mut self.rest, following));
            files.iter_mut().last().into_iter().for_each(Vec::shrink_to_fit);
            (self.at, self.is_scan) = (0, false);
        }
    }

    /// Where the first JPEG ends; `None` while it is not whole.
    fn end_of_jpeg(&mut self) -> Option<usize> {
        loop {
            if self.is_scan {
                // In a scan a marker's first byte is followed by 0, or by the number of a restart.
                let found = self.rest.get(self.at..)?.windows(2).position(|pair| {
                    pair[0] == 0xFF && pair[1] != 0 && pair[1] != 0xFF && !(0xD0..=0xD7).contains(&pair[1])
                });
                let Some(found) = found else {
                    self.at = self.rest.len().saturating_sub(1).max(self.at);
                    return None;
                };
                (self.at, self.is_scan) = (self.at + found, false);
            }
            match *self.rest.get(self.at..self.at + 2)? {
                [0xFF, 0xD9] => return Some(self.at + 2),
                // Markers without a length, and bytes that fill.
                [0xFF, 0xD8 | 0x01 | 0xD0..=0xD7] => self.at += 2,
                [0xFF, 0xFF] => self.at += 1,
                [0xFF, kind] => {
                    let length = self.rest.get(self.at + 2..self.at + 4)?;
                    self.at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
                    self.is_scan = kind == 0xDA;
                }
                // What is no marker is passed over.
                _ => self.at += 1,
            }
        }
    }

    /// Where the first PNG ends; `None` while it is not whole.
    fn end_of_png(&mut self) -> Option<usize> {
        self.at = self.at.max(8);
        loop {
            let head = self.rest.get(self.at..self.at + 8)?;
            let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
            let next = self.at + 12 + usize::try_from(length).ok()?;
            if &head[4..] == b"IEND" {
                return (next <= self.rest.len()).then_some(next);
            }
            if next > self.rest.len() {
                return None;
            }
            self.at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG whose comment and scan look like its end.
    fn jpeg(level: u8) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8, 0xFF, 0xFE, 0, 6, 0xFF, 0xD9, level, 1];
        file.extend([0xFF, 0xDA, 0, 4, 9, 9, 1, 2, 0xFF, 0, 0xFF, 0xD3, level, 0xFF, 0xD9]);
        file
    }

    fn png(level: u8) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        file.extend([0, 0, 0, 5]);
        file.extend(b"IDATIEND");
        file.extend([level, 1, 2, 3, 4]);
        file.extend([0, 0, 0, 0]);
        file.extend(b"IEND\xAE\x42\x60\x82");
        file
    }

    fn assert_cut(form: PictureForm, files: &[Vec<u8>]) {
        let stream = files.concat();
        for step in [1, 2, 3, 7, stream.len()] {
            let (mut split, mut found) = (FrameSplit::new(form), Vec::new());
            stream.chunks(step).for_each(|part| split.take(part, &mut found));
            assert_eq!(found, files, "{form:?} in steps of {step}");
        }
        let (mut split, mut found) = (FrameSplit::new(form), Vec::new());
        split.take(&stream[..stream.len() - 1], &mut found);
        assert_eq!(found.len(), files.len() - 1, "the last one is not whole");
    }

    #[test]
    fn streams_are_cut_where_a_picture_ends_however_they_come() {
        assert_cut(PictureForm::Jpeg, &[jpeg(1), jpeg(2), jpeg(3)]);
        assert_cut(PictureForm::Png, &[png(1), png(2), png(3)]);
    }
}
