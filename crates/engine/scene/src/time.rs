//! Moments and lengths of time.

use crate::basic::number;
use crate::reader::{Part, Reader};
use serde_json::{Map, Value};
use std::ops::{Add, Sub};

/// A moment or a length of time, in seconds.
///
/// Within a scene, moments count from the scene's beginning.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Time(f64);

impl Time {
    /// The beginning, and no time at all.
    pub const ZERO: Self = Self(0.0);

    /// A time of so many seconds.
    pub const fn from_secs(secs: f64) -> Self {
        Self(secs)
    }

    /// The time in seconds.
    pub const fn secs(self) -> f64 {
        self.0
    }

    /// The earlier of two.
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The later of two.
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}

impl Add for Time {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Time {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Part for Time {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        f64::read(value, reader).map(Self)
    }

    fn write(&self) -> Option<Value> {
        Some(number(self.0))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        f64::schema(definitions)
    }
}
