//! MP4 without ffmpeg: softer than with it, but from this program alone.

use crate::error::EncodeError;
use crate::film_file::FilmSpec;
use crate::partial_file::PartialFile;
use openh264::OpenH264API;
use openh264::encoder::{
    BitRate, Encoder, EncoderConfig, FrameRate, IntraFramePeriod, Profile, QpRange, RateControlMode, VuiConfig,
};
use openh264::formats::YUVSource;
use shiguredo_mp4::boxes::{Avc1Box, AvccBox, SampleEntry, UnknownBox, VisualSampleEntryFields};
use shiguredo_mp4::mux::{Mp4FileMuxer, Mp4FileMuxerOptions, Sample, estimate_maximum_moov_box_size};
use shiguredo_mp4::{BoxSize, BoxType, TrackKind, Uint};
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::num::NonZeroU32;
use std::path::Path;

/// Seconds between two frames from which players can begin.
const SECS_BETWEEN_KEY_FRAMES: u32 = 4;

/// How coarse levels are, 0 to 51, smaller is better; the same for every frame (decision 17).
const QUANTISER: u8 = 18;

/// Only says which level of the standard is declared, as the quantiser is fixed.
const BITS_PER_SEC: u32 = 40_000_000;

/// Units of a frame's length.
const TICKS_PER_FRAME: u32 = 512;

/// An MP4 file that this program encodes by itself.
pub(crate) struct BuiltinMp4 {
    spec: FilmSpec,
    encoder: Encoder,
    muxer: Mp4FileMuxer,
    target: BufWriter<File>,
    file: PartialFile,
    position: u64,
    is_first: bool,
    /// A frame's bytes, as MP4 has them.
    sample: Vec<u8>,
}

impl fmt::Debug for BuiltinMp4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuiltinMp4").field("file", &self.file).finish_non_exhaustive()
    }
}

impl BuiltinMp4 {
    /// Begins a file of so many frames.
    pub(crate) fn create(path: &Path, spec: &FilmSpec, frames: usize) -> Result<Self, EncodeError> {
        let file = PartialFile::create(path)?;
        #[expect(clippy::cast_precision_loss, reason = "rates are small")]
        let rate = spec.fps as f32;
        let config = EncoderConfig::new()
            .profile(Profile::High)
            .bitrate(BitRate::from_bps(BITS_PER_SEC))
            .rate_control_mode(RateControlMode::Bufferbased)
            .qp(QpRange::new(QUANTISER, QUANTISER))
            .max_frame_rate(FrameRate::from_hz(rate))
            .intra_frame_period(IntraFramePeriod::from_num_frames(spec.fps * SECS_BETWEEN_KEY_FRAMES))
            .skip_frames(false)
            .adaptive_quantization(false)
            .background_detection(false)
            // What it writes depends on their number.
            .num_threads(1)
            .vui(VuiConfig::bt709());
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config).map_err(|error| failed(&error))?;
        let options = Mp4FileMuxerOptions {
            reserved_moov_box_size: estimate_maximum_moov_box_size(&[frames]),
            ..Mp4FileMuxerOptions::default()
        };
        let muxer = Mp4FileMuxer::with_options(options).map_err(|error| failed(&error))?;
        let mut target = BufWriter::new(
            File::create(file.temporary_path()).map_err(|source| EncodeError::writing(file.path(), source))?,
        );
        let head = muxer.initial_boxes_bytes();
        let position = head.len() as u64;
        target.write_all(head).map_err(|source| EncodeError::writing(file.path(), source))?;
        Ok(Self { spec: *spec, encoder, muxer, target, file, position, is_first: true, sample: Vec::new() })
    }

    /// Appends a frame.
    pub(crate) fn write(&mut self, frame: &[u8]) -> Result<(), EncodeError> {
        let expected = self.spec.frame_form().bytes(self.spec.size);
        if frame.len() != expected {
            return Err(EncodeError::FrameSize { expected, actual: frame.len() });
        }
        let (width, height) = (self.spec.size.width as usize, self.spec.size.height as usize);
        let stream = self.encoder.encode(&Planes { bytes: frame, width, height }).map_err(|error| failed(&error))?;
        let units = Units::of(&stream.to_vec());
        self.sample.clear();
        for unit in &units.pictures {
            let length = u32::try_from(unit.len()).unwrap_or(u32::MAX);
            self.sample.extend_from_slice(&length.to_be_bytes());
            self.sample.extend_from_slice(unit);
        }
        let sample = Sample {
            track_kind: TrackKind::Video,
            sample_entry: std::mem::take(&mut self.is_first).then(|| sample_entry(&self.spec, &units)),
            keyframe: units.is_key,
            timescale: NonZeroU32::new(self.spec.fps * TICKS_PER_FRAME).unwrap_or(NonZeroU32::MIN),
            duration: TICKS_PER_FRAME,
            composition_time_offset: None,
            data_offset: self.position,
            data_size: self.sample.len(),
        };
        self.target.write_all(&self.sample).map_err(|source| EncodeError::writing(self.file.path(), source))?;
        self.position += self.sample.len() as u64;
        self.muxer.append_sample(&sample).map_err(|error| failed(&error))
    }

    /// Completes the file, which keeps its temporary name.
    pub(crate) fn finish(mut self) -> Result<PartialFile, EncodeError> {
        let boxes = self.muxer.finalize().map_err(|error| failed(&error))?;
        for (offset, bytes) in boxes.offset_and_bytes_pairs() {
            let written = self.target.seek(SeekFrom::Start(offset)).and_then(|_| self.target.write_all(bytes));
            written.map_err(|source| EncodeError::writing(self.file.path(), source))?;
        }
        self.target.flush().map_err(|source| EncodeError::writing(self.file.path(), source))?;
        Ok(self.file)
    }
}

/// A frame in 4:2:0, as [`FrameForm::Yuv420`](crate::FrameForm::Yuv420) has it.
struct Planes<'p> {
    bytes: &'p [u8],
    width: usize,
    height: usize,
}

impl Planes<'_> {
    const fn luma(&self) -> usize {
        self.width * self.height
    }
}

impl YUVSource for Planes<'_> {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.bytes[..self.luma()]
    }

    fn u(&self) -> &[u8] {
        &self.bytes[self.luma()..self.luma() * 5 / 4]
    }

    fn v(&self) -> &[u8] {
        &self.bytes[self.luma() * 5 / 4..]
    }
}

/// The units of an encoded frame.
#[derive(Debug, Default, PartialEq, Eq)]
struct Units {
    sequence: Vec<Vec<u8>>,
    picture: Vec<Vec<u8>>,
    /// What is not a parameter set.
    pictures: Vec<Vec<u8>>,
    /// Whether players can begin with it.
    is_key: bool,
}

impl Units {
    /// Takes a byte stream apart at its start codes (ITU-T H.264, annex B).
    fn of(stream: &[u8]) -> Self {
        let mut units = Self::default();
        let mut rest = stream;
        while let Some(at) = rest.windows(3).position(|code| code == [0, 0, 1]) {
            rest = &rest[at + 3..];
            let end = rest.windows(3).position(|code| code == [0, 0, 1]).unwrap_or(rest.len());
            // A start code may have a zero more, which no unit ends with.
            let unit = rest[..end].iter().rposition(|byte| *byte != 0).map_or(&[][..], |last| &rest[..=last]);
            match unit.first().map(|head| head & 0x1F) {
                Some(7) => units.sequence.push(unit.to_vec()),
                Some(8) => units.picture.push(unit.to_vec()),
                Some(kind) => {
                    units.is_key |= kind == 5;
                    units.pictures.push(unit.to_vec());
                }
                None => {}
            }
        }
        units
    }
}

/// What a decoder is told before the first frame.
fn sample_entry(spec: &FilmSpec, units: &Units) -> SampleEntry {
    // The profile, its constraints and the level follow the head of the sequence's parameters.
    let [profile, constraints, level] =
        [1, 2, 3].map(|at| units.sequence.first().and_then(|unit| unit.get(at)).copied().unwrap_or(0));
    let is_high = !matches!(profile, 66 | 77 | 88);
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    SampleEntry::Avc1(Avc1Box {
        visual: VisualSampleEntryFields {
            data_reference_index: VisualSampleEntryFields::DEFAULT_DATA_REFERENCE_INDEX,
            width: side(spec.size.width),
            height: side(spec.size.height),
            horizresolution: VisualSampleEntryFields::DEFAULT_HORIZRESOLUTION,
            vertresolution: VisualSampleEntryFields::DEFAULT_VERTRESOLUTION,
            frame_count: VisualSampleEntryFields::DEFAULT_FRAME_COUNT,
            compressorname: VisualSampleEntryFields::NULL_COMPRESSORNAME,
            depth: VisualSampleEntryFields::DEFAULT_DEPTH,
        },
        avcc_box: AvccBox {
            avc_profile_indication: profile,
            profile_compatibility: constraints,
            avc_level_indication: level,
            // Lengths have four bytes.
            length_size_minus_one: Uint::new(3),
            sps_list: units.sequence.clone(),
            pps_list: units.picture.clone(),
            // 4:2:0 in eight bits.
            chroma_format: is_high.then(|| Uint::new(1)),
            bit_depth_luma_minus8: is_high.then(|| Uint::new(0)),
            bit_depth_chroma_minus8: is_high.then(|| Uint::new(0)),
            sps_ext_list: Vec::new(),
        },
        // BT.709 for primaries, transfer and matrix, in limited range (ISO/IEC 14496-12, 12.1.5).
        unknown_boxes: vec![UnknownBox {
            box_type: BoxType::Normal(*b"colr"),
            box_size: BoxSize::U32(8 + 11),
            payload: [&b"nclx"[..], &[0, 1, 0, 1, 0, 1, 0]].concat(),
        }],
    })
}

fn failed(error: &dyn std::error::Error) -> EncodeError {
    EncodeError::Builtin { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stream_is_taken_apart_at_its_start_codes() {
        let stream =
            [&[0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 1, 0x68, 3][..], &[0, 0, 1, 0x65, 9, 8, 0, 0, 1, 0x65, 7]].concat();
        let units = Units::of(&stream);
        assert_eq!(units.sequence, [vec![0x67, 1, 2]]);
        assert_eq!(units.picture, [vec![0x68, 3]]);
        assert_eq!(units.pictures, [vec![0x65, 9, 8], vec![0x65, 7]]);
        assert!(units.is_key && !Units::of(&[0, 0, 1, 0x41, 5]).is_key);
        assert_eq!(Units::of(&[]), Units::default());
    }
}
