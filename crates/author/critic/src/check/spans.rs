//! Stretches of frames in which something holds.

/// Frames in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Span {
    /// How many frames it has.
    pub(crate) const fn frames(self) -> u32 {
        self.last - self.first + 1
    }

    /// The frame in its middle.
    pub(crate) const fn middle(self) -> u32 {
        self.first + (self.last - self.first) / 2
    }

    /// When it begins and ends, in seconds.
    pub(crate) fn secs(self, fps: f64) -> [f64; 2] {
        [f64::from(self.first) / fps, f64::from(self.last + 1) / fps]
    }
}

/// The stretches of ascending frames; those not further apart than `gap` frames, at least 1, are one.
pub(crate) fn spans(frames: impl IntoIterator<Item = u32>, gap: u32) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for frame in frames {
        match spans.last_mut() {
            Some(span) if frame <= span.last + gap.max(1) => span.last = span.last.max(frame),
            _ => spans.push(Span { first: frame, last: frame }),
        }
    }
    spans
}

/// The longest stretch of at least so many frames.
pub(crate) fn longest(spans: &[Span], least: u32) -> Option<Span> {
    spans
        .iter()
        .copied()
        .filter(|span| span.frames() >= least)
        .max_by_key(|span| (span.frames(), u32::MAX - span.first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_in_a_row_are_one_stretch() {
        let found = spans([0, 1, 2, 5, 9, 10], 1);
        assert_eq!(found.iter().map(|span| (span.first, span.last)).collect::<Vec<_>>(), [(0, 2), (5, 5), (9, 10)]);
        assert_eq!(spans([0, 1, 2, 5, 9, 10], 3)[0], Span { first: 0, last: 5 });
        assert_eq!(spans([4, 5], 0), [Span { first: 4, last: 5 }]);
        assert_eq!(longest(&found, 2), Some(found[0]));
        assert_eq!(longest(&found, 4), None);
        assert_eq!(found[0].secs(10.0), [0.0, 0.3]);
    }
}
