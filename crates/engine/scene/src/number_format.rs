//! Patterns for figures.

use crate::reader::{Part, Reader};
use serde_json::{Map, Value, json};
use std::fmt;

/// How a figure is written: what stands before and after it, how many decimals, which separators.
///
/// The pattern is any text with one group of zeros in it:
/// `0` whole numbers, `0,0` with thousands separated by commas, `0.00` two decimals,
/// an `a` right after the zeros shortens to K, M, B and T.
/// Everything else is written as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    /// What stands before the figure.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
    /// Digits after the point, 0 to 6.
    pub decimals: usize,
    /// Whether thousands are separated.
    pub grouped: bool,
    /// Whether large figures are shortened (`4.8M`).
    pub compact: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { prefix: String::new(), suffix: String::new(), decimals: 0, grouped: true, compact: false }
    }
}

const MOST_DECIMALS: usize = 6;

impl NumberFormat {
    /// Reads a pattern; `None` when it has no zero to put the figure at, or too many decimals.
    pub fn parse(pattern: &str) -> Option<Self> {
        let (prefix, rest) = pattern.split_at(pattern.find('0')?);
        let mut rest = &rest[1..];
        let grouped = rest.starts_with(",0");
        if grouped {
            rest = &rest[2..];
        }
        let mut decimals = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            decimals = fraction.len() - fraction.trim_start_matches('0').len();
            if decimals > MOST_DECIMALS {
                return None;
            }
            if decimals > 0 {
                rest = &fraction[decimals..];
            }
        }
        let compact = rest.starts_with('a');
        if compact {
            rest = &rest[1..];
        }
        Some(Self { prefix: prefix.to_owned(), suffix: rest.to_owned(), decimals, grouped, compact })
    }

    /// Writes a value, rounded half away from zero.
    ///
    /// A negative value gets a true minus sign before everything else.
    pub fn write(&self, value: f64) -> String {
        self.write_scaled(value, value)
    }

    /// Writes a value in the unit (K, M, …) that `reference` would be shortened to, so that a count keeps its unit.
    pub fn write_scaled(&self, value: f64, reference: f64) -> String {
        let (unit, letter) = if self.compact { compact_unit(reference) } else { (1.0, "") };
        let digits = format!("{:.*}", self.decimals, round_to(value.abs() / unit, self.decimals));
        let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
        let whole = if self.grouped { group(whole) } else { whole.to_owned() };
        let is_zero = digits.chars().all(|digit| matches!(digit, '0' | '.'));
        let sign = if value < 0.0 && !is_zero { "\u{2212}" } else { "" };
        format!("{sign}{}{whole}{fraction}{letter}{}", self.prefix, self.suffix)
    }
}

impl NumberFormat {
    /// The two written values that a value of a count lies between, away from zero, and how far it is from the first:
    /// 0 to 1.
    pub fn steps_around(&self, value: f64, reference: f64) -> (f64, f64, f64) {
        let unit = if self.compact { compact_unit(reference).0 } else { 1.0 };
        let step = unit / POWERS_OF_TEN[self.decimals.min(MOST_DECIMALS)];
        let steps = value.abs() / step;
        // What is a written value but for its last bits is one.
        let whole = if (steps - steps.round()).abs() < 1e-6 { steps.round() } else { steps.floor() };
        let signed = |steps: f64| (steps * step).copysign(value);
        (signed(whole), signed(whole + 1.0), (steps - whole).clamp(0.0, 1.0))
    }

    /// The value that is written for one, as [`NumberFormat::write_scaled`] does.
    pub fn rounded(&self, value: f64, reference: f64) -> f64 {
        let unit = if self.compact { compact_unit(reference).0 } else { 1.0 };
        round_to(value.abs() / unit, self.decimals).copysign(value) * unit
    }
}

const POWERS_OF_TEN: [f64; MOST_DECIMALS + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Rust rounds halves to even when it formats; figures on screen round halves up.
fn round_to(value: f64, decimals: usize) -> f64 {
    let scale = POWERS_OF_TEN[decimals.min(MOST_DECIMALS)];
    let rounded = (value * scale).round() / scale;
    if rounded.is_finite() { rounded } else { value }
}

fn compact_unit(value: f64) -> (f64, &'static str) {
    match value.abs() {
        v if v >= 1e12 => (1e12, "T"),
        v if v >= 1e9 => (1e9, "B"),
        v if v >= 1e6 => (1e6, "M"),
        v if v >= 1e3 => (1e3, "K"),
        _ => (1.0, ""),
    }
}

fn group(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The pattern, such that reading it gives the same format.
impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.prefix)?;
        f.write_str(if self.grouped { "0,0" } else { "0" })?;
        if self.decimals > 0 {
            write!(f, ".{}", "0".repeat(self.decimals))?;
        }
        if self.compact {
            f.write_str("a")?;
        }
        f.write_str(&self.suffix)
    }
}

impl Part for NumberFormat {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let found = value.as_str().filter(|pattern| pattern.chars().count() <= 200).and_then(Self::parse);
        if found.is_none() {
            let allowed = "a text with one group of zeros, such as 0,0 or $0.0a or 0.00%".to_owned();
            reader.error("not a number format", Some(value), Some(allowed));
        }
        found
    }

    fn write(&self) -> Option<Value> {
        Some(self.to_string().into())
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "0", "maxLength": 200 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str, value: f64) -> String {
        NumberFormat::parse(pattern).expect("pattern").write(value)
    }

    #[test]
    fn patterns_write_what_they_look_like() {
        assert_eq!(written("0,0+", 2400.0), "2,400+");
        assert_eq!(written("$0.0a", 4_800_000.0), "$4.8M");
        assert_eq!(written("0", 2024.0), "2024");
        assert_eq!(written("0.00%", 12.345), "12.35%");
        assert_eq!(written("0,0", -1_234_567.0), "−1,234,567");
        assert_eq!(written("0", -0.4), "0");
        assert_eq!(written("0,0", 0.5), "1");
    }

    #[test]
    fn value_lies_between_two_written_ones() {
        let around = |pattern: &str, value: f64| {
            let (below, above, share) = NumberFormat::parse(pattern).expect("pattern").steps_around(value, 5e6);
            (below, above, (share * 100.0).round() / 100.0)
        };
        assert_eq!(around("0", 41.25), (41.0, 42.0, 0.25));
        assert_eq!(around("0", 42.0), (42.0, 43.0, 0.0));
        assert_eq!(around("0.0a", 1_250_000.0), (1_200_000.0, 1_300_000.0, 0.5));
        assert_eq!(around("0", -3.5), (-3.0, -4.0, 0.5));
    }

    #[test]
    fn a_count_keeps_the_unit_of_its_last_value() {
        let format = NumberFormat::parse("$0.0a").expect("pattern");
        assert_eq!(format.write_scaled(1_200.0, 4_800_000.0), "$0.0M");
    }

    #[test]
    fn patterns_survive_being_written_and_read() {
        for pattern in ["0", "0,0", "$0.0a", "~0.00 kg", "x0,0.000ab"] {
            let format = NumberFormat::parse(pattern).expect("pattern");
            assert_eq!(NumberFormat::parse(&format.to_string()), Some(format));
        }
        assert_eq!(NumberFormat::parse("no figure"), None);
    }
}
