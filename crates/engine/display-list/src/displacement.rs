//! Where the pixels of a layer are taken from.

/// How a layer's pixels move within it: for each pixel of the frame, another one that it is taken from.
///
/// Nothing is drawn outside of the box that the layer had. Places and lengths are pixels of the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Displacement {
    /// Rings that run outwards, as on water.
    Ripple {
        /// Where they come from.
        center_px: [f64; 2],
        /// How far a pixel is moved at most.
        amplitude_px: f64,
        /// From one ring to the next.
        length_px: f64,
        /// How far the rings have come.
        front_px: f64,
    },
    /// The middle comes nearer, or goes away.
    Bulge {
        /// Its middle.
        center_px: [f64; 2],
        /// How far from there it has fallen to a third.
        radius_px: f64,
        /// How much larger the middle is seen, as a share; smaller below 0.
        strength: f64,
    },
    /// Rows are moved to the sides by chance.
    Slices {
        /// The height of a row.
        height_px: f64,
        /// How far one is moved at most.
        way_px: f64,
        /// What chance is drawn from.
        seed: u64,
    },
    /// A plane seen in perspective.
    Perspective {
        /// Rows of the matrix from places in the frame to places on the plane, in homogeneous coordinates.
        plane_from_frame: [[f64; 3]; 3],
    },
}
