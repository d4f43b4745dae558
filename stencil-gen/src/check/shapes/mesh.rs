//! Reads binary STL into closed bodies.

use super::super::plane::{Bounds, Spot};

/// A corner in whole micrometres: exact, so that equal corners are equal.
pub(super) type Corner = [i32; 3];

/// A triangle of a body.
pub(super) type Triangle = [Corner; 3];

/// A connected body, y still upward.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) triangles: Vec<Triangle>,
    /// Seen from above.
    pub(super) bounds: Bounds,
    /// Lowest and highest corner in µm.
    pub(super) low: i32,
    pub(super) high: i32,
}

/// The bodies of a file.
#[derive(Clone, Debug)]
pub(super) struct Mesh {
    pub(super) bodies: Vec<Body>,
    /// Where an edge does not belong to exactly two triangles that run along it in opposite ways.
    pub(super) open: Vec<Spot>,
    /// Where a triangle's stored normal is not the one that its corners turn to.
    pub(super) turned: Vec<Spot>,
}

/// What the first bytes say, blanks after it: some programs take a color or a unit from there.
const HEAD: &[u8] = b"Tandau stencil-gen, millimetres";

/// How far a coordinate of a unit normal may be off.
const NORMAL: f64 = 0.001;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Mesh, String> {
    let (head, rest) = bytes.split_at_checked(80).ok_or("shorter than its header")?;
    let (count, rest) = rest.split_first_chunk::<4>().ok_or("shorter than its header")?;
    let count = usize::try_from(u32::from_le_bytes(*count)).unwrap_or(usize::MAX);
    if head.trim_ascii_end() != HEAD {
        return Err("another header".to_owned());
    }
    if count.checked_mul(50) != Some(rest.len()) || count == 0 {
        return Err(format!("{count} triangles in {} bytes", rest.len()));
    }
    let triangles: Option<Vec<Triangle>> = rest.chunks_exact(50).map(triangle).collect();
    let triangles = triangles.ok_or("a corner out of range")?;
    let mut corners: Vec<Corner> = triangles.iter().flatten().copied().collect();
    corners.sort_unstable();
    corners.dedup();
    // Every corner is in the list by the lines above.
    let number = |corner: &Corner| corners.binary_search(corner).unwrap_or_default();
    let numbered: Vec<[usize; 3]> = triangles.iter().map(|corners| corners.each_ref().map(number)).collect();
    let place = |number: usize| corners.get(number).map_or(Spot::default(), |[x, y, _]| spot(*x, *y));
    let open = open_edges(&numbered).into_iter().map(place).collect();
    let records = rest.chunks_exact(50).zip(&triangles);
    let turned = records.filter(|(record, triangle)| !looks_outward(record, triangle));
    let turned = turned.map(|(_, [[x, y, _], ..])| spot(*x, *y)).collect();
    Ok(Mesh { bodies: bodies(&triangles, &numbered, corners.len()), open, turned })
}

/// A place in mm from whole micrometres.
pub(super) fn spot(x: i32, y: i32) -> Spot {
    Spot::new(f64::from(x) / 1000.0, f64::from(y) / 1000.0)
}

/// Whether the normal, which comes first, is the one of the corners' order, and nothing follows the
/// corners. A triangle without area has none.
fn looks_outward(record: &[u8], [a, b, c]: &Triangle) -> bool {
    let mut stored = record
        .chunks_exact(4)
        .map(|bytes| bytes.try_into().map_or(f64::NAN, |bytes| f64::from(f32::from_le_bytes(bytes))));
    let mut next = || stored.next().unwrap_or(f64::NAN);
    let normal = [next(), next(), next()];
    let less = |to: &Corner| [0, 1, 2].map(|axis| f64::from(side(to, axis)) - f64::from(side(a, axis)));
    let ([ux, uy, uz], [vx, vy, vz]) = (less(b), less(c));
    let [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    let length = (x * x + y * y + z * z).sqrt();
    let near = [x, y, z].iter().zip(normal).all(|(wanted, found)| (wanted / length - found).abs() < NORMAL);
    near && record.ends_with(&[0, 0])
}

fn side(corner: &Corner, axis: usize) -> i32 {
    corner.get(axis).copied().unwrap_or_default()
}

fn triangle(record: &[u8]) -> Option<Triangle> {
    let mut numbers = record.chunks_exact(4).skip(3).take(9).map(|bytes| {
        let mm = f64::from(f32::from_le_bytes(bytes.try_into().ok()?));
        let um = (mm * 1000.0).round();
        #[expect(clippy::cast_possible_truncation, reason = "in range by the condition")]
        (um.abs() < 2e9).then_some(um as i32)
    });
    let mut next = || numbers.next().flatten();
    let mut corner = || Some([next()?, next()?, next()?]);
    Some([corner()?, corner()?, corner()?])
}

/// One corner of each edge without its counterpart.
fn open_edges(triangles: &[[usize; 3]]) -> Vec<usize> {
    let sides = |[a, b, c]: &[usize; 3]| [(*a, *b), (*b, *c), (*c, *a)];
    // Both ways of an edge come to stand together.
    let mut edges: Vec<(usize, usize, bool)> =
        triangles.iter().flat_map(sides).map(|(a, b)| (a.min(b), a.max(b), a < b)).collect();
    edges.sort_unstable();
    let pair = |edges: &&[(usize, usize, bool)]| !matches!(edges, [(a, b, false), (_, _, true)] if a != b);
    edges.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(pair).filter_map(|run| Some(run.first()?.0)).collect()
}

/// Triangles that share corners are one body.
fn bodies(triangles: &[Triangle], numbered: &[[usize; 3]], corners: usize) -> Vec<Body> {
    let mut roots: Vec<usize> = (0..corners).collect();
    for [a, b, c] in numbered {
        for other in [b, c] {
            let (low, high) = (root(&mut roots, *a), root(&mut roots, *other));
            if let Some(entry) = roots.get_mut(low.max(high)) {
                *entry = low.min(high);
            }
        }
    }
    let mut owned: Vec<(usize, Triangle)> = Vec::with_capacity(triangles.len());
    for (triangle, [a, ..]) in triangles.iter().zip(numbered) {
        owned.push((root(&mut roots, *a), *triangle));
    }
    owned.sort_by_key(|(root, _)| *root);
    owned.chunk_by(|a, b| a.0 == b.0).map(|run| body(run.iter().map(|(_, triangle)| *triangle).collect())).collect()
}

/// The body's lowest corner, with the way there shortened.
fn root(roots: &mut [usize], mut number: usize) -> usize {
    while let Some(above) = roots.get(number).copied().filter(|above| *above != number) {
        let next = roots.get(above).copied().unwrap_or(above);
        if let Some(entry) = roots.get_mut(number) {
            *entry = next;
        }
        number = next;
    }
    number
}

fn body(triangles: Vec<Triangle>) -> Body {
    let spots: Vec<Spot> = triangles.iter().flatten().map(|[x, y, _]| spot(*x, *y)).collect();
    let heights = || triangles.iter().flatten().map(|[_, _, z]| *z);
    let (low, high) = (heights().min().unwrap_or_default(), heights().max().unwrap_or_default());
    Body { bounds: Bounds::around(&spots), low, high, triangles }
}

impl Body {
    /// Its volume in mm³; negative where its triangles look inward.
    pub(super) fn volume(&self) -> f64 {
        let six_times = |[a, b, c]: &Triangle| {
            let [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [a, b, c].map(|corner| corner.map(i128::from));
            ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx)
        };
        #[expect(clippy::cast_precision_loss, reason = "to a millionth")]
        let volume = self.triangles.iter().map(six_times).sum::<i128>() as f64 / 6e9;
        volume
    }

    /// The corners at a height, each once.
    pub(super) fn corners_at(&self, z: i32) -> Vec<Spot> {
        let mut corners: Vec<Corner> =
            self.triangles.iter().flatten().filter(|corner| corner[2] == z).copied().collect();
        corners.sort_unstable();
        corners.dedup();
        corners.into_iter().map(|[x, y, _]| spot(x, y)).collect()
    }

    /// The rims of its level face at a height: the edge and the holes, as rings of places.
    pub(super) fn rims(&self, z: i32) -> Vec<Vec<Spot>> {
        let level = self.triangles.iter().filter(|corners| corners.iter().all(|[_, _, own]| *own == z));
        let sides = |[a, b, c]: &Triangle| [(*a, *b), (*b, *c), (*c, *a)];
        let mut edges: Vec<(Corner, Corner)> = level.flat_map(sides).collect();
        edges.sort_unstable();
        let inner = |edge: &(Corner, Corner)| edges.binary_search(&(edge.1, edge.0)).is_ok();
        let mut rim: Vec<(Corner, Corner, bool)> =
            edges.iter().filter(|edge| !inner(edge)).map(|(from, to)| (*from, *to, false)).collect();
        let mut rings = Vec::new();
        for start in 0..rim.len() {
            let mut ring = Vec::new();
            let mut at = Some(start);
            while let Some((from, to, walked)) = at.and_then(|index| rim.get_mut(index)) {
                if *walked {
                    break;
                }
                *walked = true;
                ring.push(spot(from[0], from[1]));
                let to = *to;
                at = rim.binary_search_by(|(own, ..)| own.cmp(&to)).ok();
            }
            if !ring.is_empty() {
                rings.push(ring);
            }
        }
        rings
    }
}
