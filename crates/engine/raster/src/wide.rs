//! Loops over many pixels, done with the widest registers that the machine has.
//!
//! The compiler builds them once for each width. Whole numbers, and floating-point operations that are never fused,
//! give the same results at all of them, so that the bytes of a frame do not depend on the machine.

use fearless_simd::Level;

/// Does work with the widest registers; what it calls has to be `#[inline(always)]` to gain by it.
macro_rules! widely {
    ($work:expr) => {
        fearless_simd::dispatch!($crate::wide::level(), _simd => $work)
    };
}
pub(crate) use widely;

/// The widest registers that are worth while: those above save nothing where memory is what limits.
pub(crate) fn level() -> Level {
    let level = Level::new();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let level = level.as_avx2().map_or(level, Level::Avx2);
    level
}

/// The alpha of each RGBA8 pixel for each of its bytes.
#[inline(always)]
pub(crate) fn alphas_of<const BYTES: usize>(pixels: &[u8; BYTES]) -> [u8; BYTES] {
    let mut alphas = [0; BYTES];
    for (alphas, pixel) in alphas.as_chunks_mut::<4>().0.iter_mut().zip(pixels.as_chunks::<4>().0) {
        *alphas = ((u32::from_le_bytes(*pixel) >> 24) * 0x0101_0101).to_le_bytes();
    }
    alphas
}
