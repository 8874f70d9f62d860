//! Words become a scene, offline and deterministically, with a trace of how they were read.
