//! How the pixels of a decoded frame lie in memory.

/// Pixels that a decoder hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PixelForm {
    /// A luma plane, two chroma planes, and perhaps one of straight alpha.
    Planar {
        /// Bits of a sample, 8 to 16; those above 8 take two bytes, low byte first.
        bits: u32,
        /// How much narrower and lower chroma is, as powers of two.
        chroma_shift: [u32; 2],
        has_alpha: bool,
    },
    /// Straight RGBA in eight bits.
    Rgba,
}

impl PixelForm {
    /// The form of ffmpeg's pixel format of a name; RGBA, into which others can be converted, where it is none of ours.
    pub(crate) fn of(name: &str) -> Self {
        Self::planar(name).unwrap_or(Self::Rgba)
    }

    fn planar(name: &str) -> Option<Self> {
        let (has_alpha, rest) = match name.strip_prefix("yuva") {
            Some(rest) => (true, rest),
            None => (false, name.strip_prefix("yuv")?),
        };
        let (sampling, depth) = rest.split_at_checked(3)?;
        let chroma_shift = match sampling {
            "420" => [1, 1],
            "422" => [1, 0],
            "444" => [0, 0],
            _ => return None,
        };
        let bits = match depth.strip_prefix('p')? {
            "" => 8,
            deep => deep.strip_suffix("le")?.parse().ok().filter(|bits| (9..=16).contains(bits))?,
        };
        Some(Self::Planar { bits, chroma_shift, has_alpha })
    }

    /// ffmpeg's name for it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Planar { bits, chroma_shift, has_alpha } => {
                let alpha = if has_alpha { "a" } else { "" };
                let sampling = match chroma_shift {
                    [1, 1] => "420",
                    [1, _] => "422",
                    _ => "444",
                };
                let depth = if bits > 8 { format!("{bits}le") } else { String::new() };
                format!("yuv{alpha}{sampling}p{depth}")
            }
            Self::Rgba => "rgba".to_owned(),
        }
    }

    /// Whether it tells what is transparent.
    pub(crate) const fn has_alpha(self) -> bool {
        match self {
            Self::Planar { has_alpha, .. } => has_alpha,
            Self::Rgba => true,
        }
    }

    /// Bytes of a sample.
    const fn sample_bytes(self) -> usize {
        match self {
            Self::Planar { bits, .. } if bits > 8 => 2,
            _ => 1,
        }
    }

    /// Samples of a row and rows of a chroma plane.
    const fn chroma_size([across, down]: [u32; 2], size: [usize; 2]) -> [usize; 2] {
        [(size[0] + (1 << across) - 1) >> across, (size[1] + (1 << down) - 1) >> down]
    }

    /// Bytes of a frame of `size`, in pixels.
    pub(crate) fn bytes(self, size: [usize; 2]) -> usize {
        let pixels = size[0] * size[1];
        match self {
            Self::Planar { chroma_shift, has_alpha, .. } => {
                let [width, height] = Self::chroma_size(chroma_shift, size);
                self.sample_bytes() * (pixels + 2 * width * height + if has_alpha { pixels } else { 0 })
            }
            Self::Rgba => 4 * pixels,
        }
    }

    /// The lowest and the highest alpha of a frame, as shares of one.
    pub(crate) fn alpha_range(self, frame: &[u8], size: [usize; 2]) -> [f64; 2] {
        let ends = |samples: &mut dyn Iterator<Item = u32>| {
            samples.fold([u32::MAX, 0], |[low, high], alpha| [low.min(alpha), high.max(alpha)])
        };
        let (ends, full) = match self {
            Self::Rgba => (ends(&mut frame.iter().skip(3).step_by(4).map(|alpha| u32::from(*alpha))), 255),
            Self::Planar { bits, .. } => {
                let plane = &frame[frame.len() - self.sample_bytes() * size[0] * size[1]..];
                let deep = plane.chunks_exact(2).map(|sample| u32::from(u16::from_le_bytes([sample[0], sample[1]])));
                let ends =
                    if bits > 8 { ends(&mut { deep }) } else { ends(&mut plane.iter().map(|alpha| u32::from(*alpha))) };
                (ends, (1 << bits) - 1)
            }
        };
        ends.map(|alpha| f64::from(alpha) / f64::from(full))
    }

    /// What a frame is made of at each chroma sample: luma and both chromas, or red, green and blue.
    pub(crate) fn samples<'f>(self, frame: &'f [u8], size: [usize; 2]) -> Box<dyn Iterator<Item = [u32; 3]> + 'f> {
        let Self::Planar { bits, chroma_shift, .. } = self else {
            return Box::new(frame.chunks_exact(4).map(|pixel| [0, 1, 2].map(|channel| u32::from(pixel[channel]))));
        };
        let [width, height] = Self::chroma_size(chroma_shift, size);
        let at = move |index: usize| match bits {
            8 => u32::from(frame[index]),
            _ => u32::from(u16::from_le_bytes([frame[2 * index], frame[2 * index + 1]])),
        };
        let (luma, chroma) = (size[0] * size[1], width * height);
        Box::new((0..height).flat_map(move |y| {
            (0..width).map(move |x| {
                let (place, beside) = (y * width + x, (y << chroma_shift[1]) * size[0] + (x << chroma_shift[0]));
                [at(beside), at(luma + place), at(luma + chroma + place)]
            })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_alike() {
        for name in ["yuv420p", "yuva420p", "yuv422p10le", "yuva444p10le", "yuva444p12le", "rgba"] {
            assert_eq!(PixelForm::of(name).name(), name);
        }
        for other in ["bgra", "pal8", "yuv410p", "yuv420p10be", "gray", "yuv", "yuv4"] {
            assert_eq!(PixelForm::of(other), PixelForm::Rgba, "{other}");
        }
    }

    #[test]
    fn samples_of_planes_lie_where_their_form_says() {
        let form = PixelForm::of("yuva420p");
        let frame: Vec<u8> = (0..4 * 2 * 2 + 4).collect();
        assert_eq!(form.bytes([4, 2]), frame.len());
        assert_eq!(form.samples(&frame, [4, 2]).collect::<Vec<_>>(), [[0, 8, 10], [2, 9, 11]]);
        assert_eq!(form.alpha_range(&frame, [4, 2]), [12.0 / 255.0, 19.0 / 255.0]);
    }

    #[test]
    fn deep_samples_have_two_bytes() {
        let form = PixelForm::of("yuv422p10le");
        let frame = [[940_u16, 512], [64, 0], [512, 1], [600, 2]].concat();
        let bytes: Vec<u8> = frame.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        assert_eq!(form.bytes([2, 2]), bytes.len());
        assert_eq!(form.samples(&bytes, [2, 2]).collect::<Vec<_>>(), [[940, 512, 600], [64, 1, 2]]);
    }
}
