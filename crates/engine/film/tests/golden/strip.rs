//! Comparing pictures with what is kept of them.

use crate::Outcome;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// Difference of a channel that is no difference: other processors may round otherwise.
const TOLERANCE: u8 = 2;

pub(crate) fn compare(path: &Path, (width, height, actual): &(u32, u32, Vec<u8>), may_write: bool) -> Outcome {
    let kept = read(path).filter(|(kept_width, kept_height, _)| (kept_width, kept_height) == (width, height));
    let different = match &kept {
        Some((_, _, kept)) => kept.iter().zip(actual).filter(|(a, b)| a.abs_diff(**b) > TOLERANCE).count(),
        None => usize::MAX,
    };
    if different == 0 {
        return Outcome::Same;
    }
    if may_write {
        write(path, *width, *height, actual);
        return Outcome::Written;
    }
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.file_name().expect("a name"));
    match kept {
        Some((_, _, kept)) => {
            // What was, what differs (enlarged), what is: one below the other.
            let difference = kept
                .iter()
                .zip(actual)
                .enumerate()
                .map(|(index, (a, b))| if index % 4 == 3 { 255 } else { a.abs_diff(*b).saturating_mul(8) });
            let all: Vec<u8> = kept.iter().copied().chain(difference).chain(actual.iter().copied()).collect();
            write(&report, *width, *height * 3, &all);
        }
        None => write(&report, *width, *height, actual),
    }
    Outcome::Different(format!("{different} channels differ; look at {}", report.display()))
}

fn read(path: &Path) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).ok()?)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    Some((info.width, info.height, pixels))
}

fn write(path: &Path, width: u32, height: u32, pixels: &[u8]) {
    let file = File::create(path).expect("the picture can be written");
    let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels)).expect("the picture can be written");
}
