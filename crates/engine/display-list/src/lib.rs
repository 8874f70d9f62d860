//! Flat, resolved drawing commands: what layout and raster agree on.
