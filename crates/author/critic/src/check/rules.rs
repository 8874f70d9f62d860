//! What is checked, one family of checks for each file.

pub(crate) mod chart;
pub(crate) mod composition;
pub(crate) mod contrast;
pub(crate) mod expected;
pub(crate) mod motion;
pub(crate) mod picture;
pub(crate) mod place;
pub(crate) mod prompt;
pub(crate) mod reading;
pub(crate) mod refused;
