//! How often a key may ask.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keys that are remembered; those that may ask as often as they are allowed to are forgotten beyond it.
const MOST_KEYS: usize = 10_000;

/// A token bucket for each key: it holds what may be asked in a minute, and is filled up evenly.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Rates {
    /// Takes a token of a key that may ask `per_minute` times; how long to wait where there is none.
    pub(crate) fn take(&self, key_id: &str, per_minute: u32, now: Instant) -> Result<(), Duration> {
        let most = f64::from(per_minute);
        let per_second = most / 60.0;
        let filled = |bucket: &Bucket| {
            (bucket.tokens + now.saturating_duration_since(bucket.at).as_secs_f64() * per_second).min(most)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_KEYS && !buckets.contains_key(key_id) {
            // A minute fills each.
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at) < Duration::from_secs(60));
        }
        let tokens = buckets.get(key_id).map_or(most, filled);
        if tokens >= 1.0 {
            buckets.insert(key_id.to_owned(), Bucket { tokens: tokens - 1.0, at: now });
            return Ok(());
        }
        buckets.insert(key_id.to_owned(), Bucket { tokens, at: now });
        let wait = (1.0 - tokens) / per_second;
        // A key that may never ask is told to come back in a day.
        Err(Duration::try_from_secs_f64(wait).unwrap_or(Duration::from_secs(86_400)).min(Duration::from_secs(86_400)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_as_fast_as_it_is_filled_up() {
        let rates = Rates::default();
        let begin = Instant::now();
        for _ in 0..30 {
            rates.take("a", 30, begin).unwrap();
        }
        assert_eq!(rates.take("a", 30, begin).unwrap_err().as_secs(), 2);
        rates.take("b", 30, begin).unwrap();
        let later = begin + Duration::from_secs(4);
        rates.take("a", 30, later).unwrap();
        rates.take("a", 30, later).unwrap();
        assert!(rates.take("a", 30, later).is_err());
        let much_later = begin + Duration::from_secs(4000);
        assert_eq!((0..100).filter(|_| rates.take("a", 30, much_later).is_ok()).count(), 30);
        assert_eq!(rates.take("never", 0, begin).unwrap_err(), Duration::from_secs(86_400));
    }
}
