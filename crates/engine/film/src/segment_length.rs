//! How much of a film is encoded together.

/// The time after which encoding begins anew.
///
/// What lies on two sides of a cut does not depend on each other, so segments can be encoded anywhere and joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentLength {
    secs: u32,
}

impl Default for SegmentLength {
    /// Eight seconds: two groups of pictures, and nearly all films up to twelve seconds in one.
    fn default() -> Self {
        Self { secs: 8 }
    }
}

impl SegmentLength {
    /// So many seconds, at least one.
    pub const fn secs(secs: u32) -> Self {
        Self { secs: if secs == 0 { 1 } else { secs } }
    }

    /// The frames with which encoding begins anew, of a film of so many frames.
    ///
    /// What would be left at the end and is shorter than half a segment belongs to the one before.
    pub(crate) fn cuts(self, frames_total: u32, fps: u32) -> Vec<u32> {
        let step = self.secs.saturating_mul(fps.max(1));
        let is_long_enough = |cut: &u32| 2 * u64::from(frames_total - cut) >= u64::from(step);
        (1..)
            .map_while(|number: u32| number.checked_mul(step))
            .take_while(|cut| *cut < frames_total)
            .filter(is_long_enough)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_are_cut_at_whole_segments_and_no_short_rest_is_left() {
        const NONE: [u32; 0] = [];
        let cuts = |secs: u32| SegmentLength::default().cuts(secs * 30, 30);
        assert_eq!(cuts(8), NONE);
        assert_eq!(cuts(11), NONE);
        assert_eq!(cuts(12), [240]);
        assert_eq!(cuts(30), [240, 480, 720]);
        assert_eq!(SegmentLength::secs(1).cuts(75, 24), [24, 48]);
        assert_eq!(SegmentLength::secs(120).cuts(1, 60), NONE);
    }
}
