//! A flat face with holes, cut into triangles that use every corner, so that walls fit exactly.

use ballot::Point;
use spade::{ConstrainedDelaunayTriangulation, HasPosition, Point2, Triangulation};

use super::SolidError;
use super::rings::edges;

/// A corner of the face; its position is in micrometres, exact in a float.
#[derive(Clone, Copy)]
struct Site(Point);

impl HasPosition for Site {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        let exact = |um: i64| {
            #[expect(clippy::cast_precision_loss, reason = "lengths stay far below 2^52 micrometres")]
            let um = um as f64;
            um
        };
        Point2::new(exact(self.0.x.um()), exact(self.0.y.um()))
    }
}

/// A triangulated face.
pub(in crate::export) struct Face {
    mesh: ConstrainedDelaunayTriangulation<Site>,
    /// Whether each face of the mesh is material, by its number.
    inside: Vec<bool>,
}

impl Face {
    /// The area that lies within an odd number of rings. Rings neither cross nor touch.
    ///
    /// # Errors
    ///
    /// [`SolidError`] when they do.
    pub(in crate::export) fn new<'a>(rings: impl Iterator<Item = &'a Vec<Point>>) -> Result<Self, SolidError> {
        let (mut sites, mut borders) = (Vec::new(), Vec::new());
        for ring in rings {
            let first = sites.len();
            sites.extend(edges(ring).map(|(from, _)| Site(from)));
            let last = sites.len();
            borders.extend((first..last).map(|from| [from, if from + 1 == last { first } else { from + 1 }]));
        }
        let (corners, lines) = (sites.len(), borders.len());
        let mut crossing = false;
        let mesh = ConstrainedDelaunayTriangulation::try_bulk_load_cdt(sites, borders, |_| crossing = true)?;
        // A corner that two rings share has been merged, a line through a corner has been split.
        if crossing || mesh.num_vertices() != corners || mesh.num_constraints() != lines {
            return Err(SolidError::Crossing);
        }
        let inside = inside(&mesh);
        Ok(Self { mesh, inside })
    }

    /// The triangles of the material, counterclockwise.
    pub(in crate::export) fn triangles(&self) -> impl Iterator<Item = [Point; 3]> + '_ {
        let material = |number: usize| self.inside.get(number).copied().unwrap_or(false);
        let faces = self.mesh.inner_faces().filter(move |face| material(face.index()));
        faces.map(|face| face.vertices().map(|vertex| vertex.data().0))
    }
}

/// Walks from the outer face across every edge; crossing a ring changes sides.
fn inside(mesh: &ConstrainedDelaunayTriangulation<Site>) -> Vec<bool> {
    let mut neighbors = vec![Vec::new(); mesh.num_all_faces()];
    for edge in mesh.directed_edges() {
        let beyond = (edge.rev().face().index(), edge.is_constraint_edge());
        if let Some(found) = neighbors.get_mut(edge.face().index()) {
            found.push(beyond);
        }
    }
    let mut inside = vec![None; neighbors.len()];
    let mut open = vec![(mesh.outer_face().index(), false)];
    while let Some((number, material)) = open.pop() {
        let Some(known) = inside.get_mut(number).filter(|known| known.is_none()) else { continue };
        *known = Some(material);
        let beyond = neighbors.get(number).into_iter().flatten();
        open.extend(beyond.map(|(next, border)| (*next, material != *border)));
    }
    inside.into_iter().map(|known| known.unwrap_or(false)).collect()
}
