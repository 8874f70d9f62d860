//! Recordings as plain data.

/// Samples of each channel in a second, of every recording and of what films sound like.
pub const SAMPLE_RATE: u32 = 48_000;

/// A decoded recording.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sound {
    /// Left and right by turns, [`SAMPLE_RATE`] of each a second; full scale is -1 to 1.
    pub samples: Vec<f32>,
}

impl Sound {
    /// Pairs of samples.
    pub const fn len(&self) -> usize {
        self.samples.len() / 2
    }

    /// Whether there is nothing to hear.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
