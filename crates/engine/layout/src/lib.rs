//! A pose becomes a display list: boxes, text shaping, fitting, ratios.
//!
//! A [`Stage`] is a scene set up at one ratio: texts are shaped and fitted, boxes are placed.
//! [`Stage::lay_out`] then turns each pose into flat drawing commands for a frame of any resolution.

mod accent;
mod arrange;
mod arrange_boxes;
mod arrange_shape;
mod arrange_text;
mod becoming;
mod blob;
mod bounded;
mod color_matrix;
mod combine;
mod contour;
mod corners;
mod draw;
mod draw_arrow;
mod draw_frame;
mod draw_mark;
mod draw_shape;
mod draw_stroke;
mod draw_text;
mod exposure;
mod figure;
mod fit;
mod footage;
mod frame;
mod hanging;
mod line_breaks;
mod mask;
mod mesh;
mod morph;
mod opening;
mod outline;
mod patches;
mod rail;
mod relate;
mod resolve;
mod route;
mod shine;
mod stack;
mod stage;
mod survey;
mod swap;
mod text_block;
mod transition;
mod travel;
mod trim;
mod turning;
mod type_scale;
mod typesetter;
mod vary;

pub use exposure::Exposure;
pub use stage::{Stage, Warning};
pub use survey::{SetLine, SetText, Survey, SurveyedNode};
