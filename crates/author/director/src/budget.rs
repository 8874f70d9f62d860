//! How a film's time is spread over its parts.

use pavo_design::TimeNeed;

/// Longest that a part stays when there is nothing left to see of it, in seconds.
const LONGEST_HOLD_SECS: f64 = 1.5;

/// The lengths of parts, in seconds, that together take `total`: each between what it needs at least and what suits it
/// as far as the total allows, then up to what it needs at most, then a little longer, then all of them as much longer
/// as it takes.
pub(crate) fn spread(needs: &[TimeNeed], total: f64) -> Vec<f64> {
    let [min, ideal, max] = [
        needs.iter().map(|need| need.min.secs()).collect::<Vec<_>>(),
        needs.iter().map(|need| need.ideal.secs()).collect(),
        needs.iter().map(|need| need.max.secs()).collect(),
    ];
    let held: Vec<f64> = max.iter().map(|secs| secs + LONGEST_HOLD_SECS).collect();
    let sum = |lengths: &[f64]| lengths.iter().sum::<f64>();
    let between = |low: &[f64], high: &[f64]| {
        let share = ((total - sum(low)) / (sum(high) - sum(low)).max(1e-9)).clamp(0.0, 1.0);
        low.iter().zip(high).map(|(low, high)| low + (high - low) * share).collect::<Vec<_>>()
    };
    let scaled = |lengths: &[f64]| {
        let factor = total / sum(lengths).max(1e-9);
        lengths.iter().map(|secs| secs * factor).collect::<Vec<_>>()
    };
    match total {
        _ if total <= sum(&min) => scaled(&min),
        _ if total <= sum(&ideal) => between(&min, &ideal),
        _ if total <= sum(&max) => between(&ideal, &max),
        _ if total <= sum(&held) => between(&max, &held),
        _ => scaled(&held),
    }
}

/// Whether parts can all be seen and read in so many seconds.
pub(crate) fn fits(needs: &[TimeNeed], total: f64) -> bool {
    needs.iter().map(|need| need.min.secs()).sum::<f64>() <= total + 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs() -> [TimeNeed; 3] {
        [TimeNeed::secs(1.0, 2.0, 3.0), TimeNeed::secs(2.0, 4.0, 8.0), TimeNeed::secs(1.0, 3.0, 4.0)]
    }

    #[test]
    fn parts_always_take_the_whole_time() {
        for total in [0.5, 3.0, 4.0, 6.5, 9.0, 12.0, 15.0, 18.0, 60.0] {
            let lengths = spread(&needs(), total);
            assert!((lengths.iter().sum::<f64>() - total).abs() < 1e-9, "{total}: {lengths:?}");
            assert!(lengths.iter().all(|secs| *secs > 0.0), "{total}: {lengths:?}");
        }
    }

    #[test]
    fn each_has_what_it_needs_where_there_is_time_for_it() {
        assert_eq!(spread(&needs(), 4.0), [1.0, 2.0, 1.0]);
        assert_eq!(spread(&needs(), 9.0), [2.0, 4.0, 3.0]);
        assert_eq!(spread(&needs(), 15.0), [3.0, 8.0, 4.0]);
        assert!(spread(&needs(), 12.0).iter().zip([2.0, 4.0, 3.0]).all(|(secs, ideal)| *secs >= ideal));
        assert!(fits(&needs(), 4.0) && !fits(&needs(), 3.9));
    }
}
