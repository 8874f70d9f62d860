//! Adjustment layers.

use crate::reader::{ObjectReader, Reader};
use serde_json::{Map, Value};

/// Does its `fx` to everything below it in its group or scene. It has no fields of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adjust;

impl Adjust {
    pub(crate) const fn read_fields(_: &mut ObjectReader<'_>, _: &mut Reader) -> Option<Self> {
        Some(Self)
    }

    pub(crate) const fn write_fields(self, _: &mut Map<String, Value>) {}

    pub(crate) const fn schema_fields(_: &mut Map<String, Value>, _: &mut Map<String, Value>, _: &mut Vec<Value>) {}
}
