//! A pose becomes a display list: boxes, text shaping, fitting, ratios.
