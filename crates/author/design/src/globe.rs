//! The globe on a plane.

use crate::parts::fine;
use kurbo::BezPath;
use libm::{acos, asin, atan2, cos, sin, sqrt};
use pavo_library::Region;
use std::f64::consts::PI;

/// How the globe is laid out on a plane.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// Equal Earth: areas are true.
    ///
    /// Source: Šavrič, Patterson, Jenny, "The Equal Earth map projection", 2018.
    EqualEarth,
    /// Albers' conic with two true parallels: for the United States.
    ///
    /// Source: Snyder, "Map Projections: A Working Manual", 1987, p. 98.
    Albers,
    /// Degrees as they are, longitudes narrower by the cosine of a middle latitude.
    Plain(f64),
}

/// A map: which part of the globe is seen, and how large, in design units from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Projection {
    form: Form,
    scale: f64,
    /// What is at the upper left corner, before it is scaled.
    origin: [f64; 2],
    size: [f64; 2],
}

impl Projection {
    /// All of the inhabited world in a room.
    pub(crate) fn world(room: [f64; 2]) -> Self {
        // Alaska, California, Chukotka, New Zealand, and how far north and south people live.
        let ends = [[-168.0, 66.0], [-125.0, 40.0], [188.0, 66.0], [178.0, -38.0], [-40.0, 83.0], [-70.0, -56.0]];
        Self::fitting(Form::EqualEarth, ends.map(equal_earth), room)
    }

    /// The contiguous United States in a room.
    pub(crate) fn states(room: [f64; 2]) -> Self {
        let corners = [[-124.8, 48.5], [-67.0, 47.5], [-80.8, 25.0], [-97.2, 25.8], [-95.2, 49.4], [-117.2, 32.5]];
        Self::fitting(Form::Albers, corners.map(albers), room)
    }

    /// As much of the globe as some places need, in all of a room.
    pub(crate) fn around(places: &[[f64; 2]], room: [f64; 2]) -> Self {
        let range = |axis: usize| {
            let (low, high) = places.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), place| {
                (low.min(place[axis]), high.max(place[axis]))
            });
            if low.is_finite() { (low, high) } else { (-20.0, 40.0) }
        };
        let ((west, east), (south, north)) = (range(0), range(1));
        let middle = f64::midpoint(south, north);
        let form = Form::Plain(middle);
        let narrow = cos(middle.to_radians()).max(0.2);
        // Shortest lines bow towards the poles, and labels want room.
        let wide = ((east - west) * 1.5).max(14.0) * narrow;
        let tall = ((north - south) * 1.6 + (east - west) * 0.18).max(10.0);
        let scale = (room[0] / wide).min(room[1] / tall);
        let center = [f64::midpoint(west, east) * narrow, -(middle + (east - west) * 0.05)];
        let origin = [center[0] - room[0] / scale / 2.0, center[1] - room[1] / scale / 2.0];
        Self { form, scale, origin, size: room }
    }

    fn fitting(form: Form, points: impl IntoIterator<Item = [f64; 2]> + Clone, room: [f64; 2]) -> Self {
        let ends = |axis: usize| {
            points.clone().into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
                (low.min(point[axis]), high.max(point[axis]))
            })
        };
        let ((left, right), (top, bottom)) = (ends(0), ends(1));
        let scale = (room[0] / (right - left)).min(room[1] / (bottom - top));
        Self { form, scale, origin: [left, top], size: [(right - left) * scale, (bottom - top) * scale] }
    }

    /// Width and height of the map.
    pub(crate) const fn size(&self) -> [f64; 2] {
        self.size
    }

    /// Where a place is on the map, by its longitude and latitude in degrees.
    pub(crate) fn place(&self, place: [f64; 2]) -> [f64; 2] {
        let [x, y] = match self.form {
            Form::EqualEarth => equal_earth(place),
            Form::Albers => albers(place),
            Form::Plain(middle) => [place[0] * cos(middle.to_radians()).max(0.2), -place[1]],
        };
        [(x - self.origin[0]) * self.scale, (y - self.origin[1]) * self.scale]
    }

    /// Whether a ring of places has any part on the map.
    fn sees(&self, points: &[[f64; 2]]) -> bool {
        let reach = 40.0;
        let any =
            |test: fn(f64, f64) -> bool, axis: usize, limit: f64| points.iter().any(|point| test(point[axis], limit));
        any(|a, b| a > b, 0, -reach)
            && any(|a, b| a < b, 0, self.size[0] + reach)
            && any(|a, b| a > b, 1, -reach)
            && any(|a, b| a < b, 1, self.size[1] + reach)
    }
}

fn equal_earth([longitude, latitude]: [f64; 2]) -> [f64; 2] {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let theta = asin(sqrt(3.0) / 2.0 * sin(latitude.to_radians()));
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    let lambda = (longitude - 11.0).to_radians();
    let below = 3.0 * (9.0 * A[3] * t6 * t2 + 7.0 * A[2] * t6 + 3.0 * A[1] * t2 + A[0]);
    let x = 2.0 * sqrt(3.0) * lambda * cos(theta) / below;
    let y = theta * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]);
    [x, -y]
}

fn albers([longitude, latitude]: [f64; 2]) -> [f64; 2] {
    let [south, north, middle] = [29.5_f64, 45.5, 37.5].map(f64::to_radians);
    let n = (sin(south) + sin(north)) / 2.0;
    let c = cos(south) * cos(south) + 2.0 * n * sin(south);
    let rho = |phi: f64| sqrt((c - 2.0 * n * sin(phi)).max(0.0)) / n;
    let theta = n * (longitude + 96.0).to_radians();
    let [r, r0] = [rho(latitude.to_radians()), rho(middle)];
    [r * sin(theta), -(r0 - r * cos(theta))]
}

/// Steps of outlines that are shorter are left out, in design units.
const FINEST: f64 = 2.5;

/// A ring whose longitudes go on where it crosses the antimeridian, to 190 instead of -170.
fn unwrapped(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut turn = 0.0;
    let mut last: Option<f64> = None;
    let points: Vec<[f64; 2]> = ring
        .iter()
        .map(|[longitude, latitude]| {
            if let Some(last) = last {
                turn += if longitude - last > 180.0 {
                    -360.0
                } else if longitude - last < -180.0 {
                    360.0
                } else {
                    0.0
                };
            }
            last = Some(*longitude);
            [longitude + turn, *latitude]
        })
        .collect();
    // Most of a ring is where it is said to be.
    let is_shifted = points.iter().filter(|[longitude, _]| longitude.abs() > 192.0).count() * 2 > points.len();
    let back = if is_shifted { 360.0 * points.first().map_or(0.0, |[longitude, _]| -longitude.signum()) } else { 0.0 };
    points.into_iter().map(|[longitude, latitude]| [longitude + back, latitude]).collect()
}

/// The outline of a region on a map; what is off the map is left out.
pub(crate) fn outline(region: &Region, projection: &Projection) -> BezPath {
    let mut path = BezPath::new();
    for ring in &region.rings {
        let points: Vec<[f64; 2]> = unwrapped(ring).into_iter().map(|point| projection.place(point)).collect();
        if !projection.sees(&points) {
            continue;
        }
        let mut last: Option<[f64; 2]> = None;
        for [x, y] in points {
            let point = [fine(x), fine(y)];
            match last {
                None => path.move_to((point[0], point[1])),
                // Steps that nobody sees are left out.
                Some([x0, y0]) if (x0 - point[0]).abs() + (y0 - point[1]).abs() < FINEST => continue,
                Some(_) => path.line_to((point[0], point[1])),
            }
            last = Some(point);
        }
        path.close_path();
    }
    path
}

/// The shortest way between two places on the globe, as it is seen on a map.
pub(crate) fn great_circle(from: [f64; 2], to: [f64; 2], projection: &Projection) -> BezPath {
    let vector = |[longitude, latitude]: [f64; 2]| {
        let [lambda, phi] = [longitude.to_radians(), latitude.to_radians()];
        [cos(phi) * cos(lambda), cos(phi) * sin(lambda), sin(phi)]
    };
    let [a, b] = [vector(from), vector(to)];
    let dot = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]).clamp(-1.0, 1.0);
    let angle = acos(dot);
    let steps = 32_u8;
    let mut path = BezPath::new();
    for step in 0..=steps {
        let share = f64::from(step) / f64::from(steps);
        let [one, other] = if angle < 1e-6 {
            [1.0 - share, share]
        } else {
            [sin((1.0 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)]
        };
        let [x, y, z] = [0, 1, 2].map(|axis| one * a[axis] + other * b[axis]);
        let place = [atan2(y, x) / PI * 180.0, asin(z.clamp(-1.0, 1.0)) / PI * 180.0];
        let [px, py] = projection.place(place).map(fine);
        if step == 0 {
            path.move_to((px, py));
        } else {
            path.line_to((px, py));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape as _;
    use pavo_library::region;

    #[test]
    fn the_world_fits_its_room_and_keeps_north_up() {
        let map = Projection::world([1000.0, 600.0]);
        assert!(map.size()[0] <= 1000.1 && map.size()[1] <= 600.1);
        let [oslo, cape] = [map.place([10.7, 59.9]), map.place([18.4, -33.9])];
        assert!(oslo[1] < cape[1]);
        let [lima, tokyo] = [map.place([-77.0, -12.0]), map.place([139.7, 35.7])];
        assert!(lima[0] < tokyo[0] && lima[0] > 0.0 && tokyo[0] < 1000.0);
    }

    #[test]
    fn areas_on_the_world_are_true() {
        let map = Projection::world([2000.0, 1000.0]);
        let area = |name: &str| outline(region(name).expect("known"), &map).area().abs();
        // Brazil has 8.5 million square kilometres, Spain half a million.
        let ratio = area("Brazil") / area("Spain");
        assert!((14.0..20.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn the_shortest_way_bows_towards_the_pole() {
        let ends = [[-74.0, 40.7], [2.35, 48.9]];
        let map = Projection::around(&ends, [1000.0, 600.0]);
        let way = great_circle(ends[0], ends[1], &map);
        let highest = map.place(ends[1])[1];
        assert!(way.bounding_box().y0 < highest - 5.0);
        let [x, y] = map.place(ends[0]);
        assert!(x > 0.0 && x < 1000.0 && y > 0.0 && y < 600.0);
    }
}
