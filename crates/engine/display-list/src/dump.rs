//! A display list as text, to read and to compare in tests.

use crate::command::{Command, FillRule, Stroke};
use crate::layer::{Blend, Effect, Layer};
use crate::list::DisplayList;
use crate::paint::{Color, GradientGeometry, Mesh, Paint, PicturePaint};
use kurbo::Affine;
use std::fmt;

/// One command a line, coordinates to 1/64.
impl fmt::Display for DisplayList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "frame {}x{} {}", self.width_px, self.height_px, self.background)?;
        write_commands(f, &self.commands, 0)
    }
}

/// Commands one a line, indented from a depth on.
fn write_commands(f: &mut fmt::Formatter<'_>, commands: &[Command], from: usize) -> fmt::Result {
    let mut depth = from;
    for command in commands {
        if matches!(command, Command::PopLayer) {
            depth = depth.saturating_sub(1).max(from);
        }
        write!(f, "{:indent$}", "", indent = depth * 2)?;
        match command {
            Command::FillRect { rect, pixels_from_shape, paint } => {
                let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(Rounded);
                writeln!(f, "rect {x0} {y0} {x1} {y1} {paint} {}", Placed(pixels_from_shape))?;
            }
            Command::FillPath { path, rule, pixels_from_shape, paint } => {
                let rule = if *rule == FillRule::EvenOdd { " evenodd" } else { "" };
                writeln!(f, "fill {} segments{rule} {paint} {}", path.elements().len(), Placed(pixels_from_shape))?;
            }
            Command::StrokePath { path, stroke, pixels_from_shape, paint } => {
                let segments = path.elements().len();
                writeln!(f, "stroke {segments} segments {stroke} {paint} {}", Placed(pixels_from_shape))?;
            }
            Command::Glyphs { run, glyphs, outline, pixels_from_shape, paint } => {
                write!(f, "glyphs font {} size {} {paint}", run.font.0, Rounded(f64::from(run.size)))?;
                if let Some(outline) = outline {
                    write!(f, " {outline}")?;
                }
                write!(f, " {} :", Placed(pixels_from_shape))?;
                let axes = run.axes.coords();
                if !axes.is_empty() {
                    write!(f, " axes {axes:?}")?;
                }
                for glyph in glyphs {
                    let [x, y] = [glyph.x, glyph.y].map(|at| Rounded(f64::from(at)));
                    write!(f, " {}@{x},{y}", glyph.id)?;
                }
                writeln!(f)?;
            }
            Command::Image { picture, frame, size, pixels_from_shape, opacity } => {
                let [width, height] = size;
                write!(f, "image {picture} {width}x{height}")?;
                if *frame > 0 {
                    write!(f, " frame {frame}")?;
                }
                writeln!(f, " opacity {opacity} {}", Placed(pixels_from_shape))?;
            }
            Command::Drawing { drawing, size, pixels_from_shape, opacity } => {
                let [width, height] = size.map(Rounded);
                writeln!(f, "drawing {drawing} {width}x{height} opacity {opacity} {}", Placed(pixels_from_shape))?;
            }
            Command::PushLayer(Layer { blend, opacity, clip, matte, effects }) => {
                write!(f, "layer opacity {opacity}")?;
                if *blend != Blend::Normal {
                    write!(f, " {blend:?}")?;
                }
                for effect in effects {
                    write!(f, " {effect}")?;
                }
                if let Some((path, transform)) = clip {
                    let [x0, y0, x1, y1] = {
                        let bounds = path.control_box();
                        [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(Rounded)
                    };
                    write!(f, " clip {x0} {y0} {x1} {y1} {}", Placed(transform))?;
                }
                if let Some(matte) = matte {
                    let (kind, invert) = (if matte.is_luma { "luma" } else { "alpha" }, matte.is_inverted);
                    write!(f, " matte {kind}{} {{", if invert { " inverted" } else { "" })?;
                    let nothing = DisplayList::new(0, 0, Color { r: 0, g: 0, b: 0, a: 0 });
                    let inner = DisplayList { commands: matte.commands.clone(), ..nothing }.to_string();
                    inner.lines().skip(1).try_for_each(|line| write!(f, " {} ;", line.trim()))?;
                    f.write_str(" }")?;
                }
                writeln!(f)?;
                depth += 1;
            }
            Command::AdjustBelow { effects, opacity } => {
                write!(f, "adjust opacity {opacity}")?;
                effects.iter().try_for_each(|effect| write!(f, " {effect}"))?;
                writeln!(f)?;
            }
            Command::PopLayer => writeln!(f, "end")?,
            Command::Moving { samples } => {
                // The first and last state say how far it moves.
                writeln!(f, "moving {} samples", samples.len())?;
                for sample in samples.first().into_iter().chain(samples.last()) {
                    write_commands(f, sample, depth + 1)?;
                }
            }
        }
    }
    Ok(())
}

/// A coordinate to 1/64, without needless zeros.
struct Rounded(f64);

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 64.0).round() / 64.0 + 0.0;
        write!(f, "{rounded}")
    }
}

/// A transform as scale, turn and place where it is one, else as its six numbers.
struct Placed<'a>(&'a Affine);

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0.as_coeffs();
        let (x, y) = (Rounded(e), Rounded(g));
        if b == 0.0 && c == 0.0 && a == d {
            write!(f, "at {x},{y} x{a:.5}")
        } else {
            write!(f, "at {x},{y} [{a:.5} {b:.5} {c:.5} {d:.5}]")
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}{:02X}", self.r, self.g, self.b, self.a)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blur { sigma_px } => write!(f, "blur({})", Rounded(*sigma_px)),
            Self::Shadow { offset_px: [x, y], sigma_px, color } => {
                write!(f, "shadow({},{} {} {color})", Rounded(*x), Rounded(*y), Rounded(*sigma_px))
            }
            Self::InnerShadow { offset_px: [x, y], sigma_px, color } => {
                write!(f, "innerShadow({},{} {} {color})", Rounded(*x), Rounded(*y), Rounded(*sigma_px))
            }
            Self::ColorMatrix { rows } => write!(f, "matrix({rows:.3?})"),
            Self::Grain { sigma, size_px, seed } => write!(f, "grain({sigma:.3} {} {seed:x})", Rounded(*size_px)),
            Self::Vignette { amount } => write!(f, "vignette({amount:.3})"),
            Self::Pixelate { size_px } => write!(f, "pixelate({})", Rounded(*size_px)),
            Self::RgbSplit { offset_px } => write!(f, "rgbSplit({})", Rounded(*offset_px)),
            Self::DirectionalBlur { way_px: [x, y] } => write!(f, "directionalBlur({},{})", Rounded(*x), Rounded(*y)),
            Self::Posterize { levels } => write!(f, "posterize({levels})"),
            Self::Displace(how) => write!(f, "displace({how:.3?})"),
            Self::Glow { sigma_px, color, strength } => {
                write!(f, "glow({} x{strength:.3}", Rounded(*sigma_px))?;
                if let Some(color) = color {
                    write!(f, " {color}")?;
                }
                f.write_str(")")
            }
        }
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "width {} {:?} {:?}", Rounded(self.width), self.cap, self.join)?;
        if !self.dash.is_empty() {
            write!(f, " dash {:?}+{}", self.dash, Rounded(self.dash_offset))?;
        }
        Ok(())
    }
}

impl fmt::Display for Paint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gradient = match self {
            Self::Solid(color) => return color.fmt(f),
            Self::Gradient(gradient) => gradient,
            Self::Mesh(Mesh { rect, columns, colors }) => {
                let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(Rounded);
                let columns = usize::from(*columns).max(1);
                write!(f, "mesh({x0},{y0} {x1},{y1} {columns}x{}", colors.len() / columns)?;
                // The corners tell it from others.
                let [first, last] = [colors.chunks(columns).next(), colors.chunks(columns).next_back()];
                for row in [first, last].into_iter().flatten() {
                    row.first().into_iter().chain(row.last()).try_for_each(|color| write!(f, " {color}"))?;
                }
                return f.write_str(")");
            }
            Self::Picture(PicturePaint { picture, rect, fit, opacity }) => {
                let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(Rounded);
                return write!(f, "picture({picture} {fit:?} {x0},{y0} {x1},{y1} opacity {opacity})");
            }
        };
        match gradient.geometry {
            GradientGeometry::Linear { start, end } => {
                let [x0, y0, x1, y1] = [start[0], start[1], end[0], end[1]].map(Rounded);
                write!(f, "linear({x0},{y0} {x1},{y1}")?;
            }
            GradientGeometry::Radial { center, radius } => {
                let [x, y, r] = [center[0], center[1], radius].map(Rounded);
                write!(f, "radial({x},{y} {r}")?;
            }
            GradientGeometry::Conic { center, start_angle } => {
                write!(f, "conic({},{} {start_angle:.5}", Rounded(center[0]), Rounded(center[1]))?;
            }
        }
        for (offset, color) in &gradient.stops {
            write!(f, " {offset:.3}:{color}")?;
        }
        f.write_str(if gradient.oklab { ")" } else { " srgb)" })
    }
}
