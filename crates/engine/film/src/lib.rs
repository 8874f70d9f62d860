//! The frame loop: joins the engine's stages, in parallel, with progress and cancellation.
