//! STL and dies.

use super::*;
use crate::export::solid::face::Face;
use crate::export::solid::rings::flattened;
use crate::export::solid::{DOME, DOME_HEIGHT, Triangle};

/// Each edge belongs to two triangles that run along it in opposite ways.
fn is_closed(body: &Body) -> bool {
    let mut edges = BTreeMap::new();
    for [a, b, c] in &body.triangles {
        for edge in [(*a, *b), (*b, *c), (*c, *a)] {
            *edges.entry(edge).or_insert(0) += 1;
        }
    }
    edges.iter().all(|((from, to), count)| *count == 1 && edges.get(&(*to, *from)) == Some(&1))
}

/// Six times the volume in cubic micrometres; positive when triangles look outward.
fn volume(triangles: &[Triangle]) -> i128 {
    let one = |[a, b, c]: &Triangle| {
        let [a, b, c] = [a, b, c].map(|corner| [corner.at.x, corner.at.y, corner.z].map(|l| i128::from(l.um())));
        a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    };
    triangles.iter().map(one).sum()
}

/// Triangles of a binary STL file, in mm.
fn read_stl(bytes: &[u8]) -> Vec<[[f32; 3]; 4]> {
    assert!(!bytes.starts_with(b"solid"));
    let count = u32::from_le_bytes(bytes[80..84].try_into().unwrap());
    let number = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap());
    let triangles: Vec<_> = bytes[84..]
        .chunks(50)
        .map(|triangle| {
            let numbers: Vec<f32> = triangle[..48].chunks(4).map(number).collect();
            std::array::from_fn(|row| std::array::from_fn(|column| numbers[row * 3 + column]))
        })
        .collect();
    assert_eq!(triangles.len(), usize::try_from(count).unwrap());
    triangles
}

#[test]
fn every_body_of_a_card_is_closed_and_looks_outward() {
    for (_, plan) in all_plans() {
        let bodies = stl::bodies(&plan).unwrap();
        let bars = |layer| stl::bars(&plan, layer).count();
        assert_eq!(bodies.len(), 1 + 2 + bars(Layer::Guide) + bars(Layer::Raised) + dots(&plan).len());
        assert!(bodies.iter().all(|body| is_closed(body) && volume(&body.triangles) > 0));
    }
}

#[test]
fn a_plate_is_the_card_without_flaps_and_windows() {
    let (_, plan) = plans("2022-president").remove(1);
    let bodies = stl::bodies(&plan).unwrap();
    // The Russian card: 237 × 210, the corner's legs 16, a square notch, seven windows of 9 × 9,
    // round corners, and 3 mm beyond both folds for the rails.
    let card = 237.0 * 210.0 - 16.0 * 16.0 / 2.0 - 8.0 * 4.0 + 3.0 * (132.0 + 194.0);
    let round = (4.0 - std::f64::consts::PI) * (9.0 / 2.0 - 7.0);
    let wanted = card - 7.0 * 81.0 - round;
    #[expect(clippy::cast_precision_loss, reason = "only compared within a cubic millimetre")]
    let found = volume(&bodies[0].triangles) as f64 / 6e9;
    // Eight straight edges a quarter take less than a hundredth of a square millimetre a corner.
    assert!((found - wanted).abs() < 1.0, "{found} instead of {wanted}");
}

#[test]
fn an_stl_has_the_front_upward_and_a_tip_over_every_dot() {
    for (_, plan) in all_plans().into_iter().take(4) {
        let triangles = read_stl(&stl::stl(&plan).unwrap());
        let mut tips = Vec::new();
        for [normal, corners @ ..] in &triangles {
            let [a, b, c] = corners;
            let out = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
            assert!(out.abs() < 0.001 || (out > 0.0) == (normal[2] > 0.0));
            assert!(corners.iter().all(|corner| (-1.0..=1.8).contains(&corner[2])));
            let tip = corners.iter().find(|corner| (corner[2] - 1.5).abs() < 1e-6);
            tips.extend(tip.map(|tip| (um(&tip[0].to_string()), plan.blank.height - um(&tip[1].to_string()))));
        }
        tips.dedup();
        assert_eq!(tips, dots(&plan).into_iter().map(|dot| (dot.x, dot.y)).collect::<Vec<_>>());
    }
}

#[test]
fn seventeen_rows_stay_below_eight_megabytes() {
    let (_, plan) = plans("synthetic-five-contests").into_iter().find(|(_, plan)| windows(plan).len() == 17).unwrap();
    assert!(stl::stl(&plan).unwrap().len() < 8 << 20);
}

#[test]
fn a_dome_is_the_cap_of_a_sphere() {
    // Radius of the sphere from base and height: (0.8² + 0.5²) / (2 × 0.5).
    let sphere = 0.89;
    for (radius, height) in DOME {
        let down = sphere - DOME_HEIGHT.mm() + height.mm();
        assert!((radius.mm().hypot(down) - sphere).abs() < 0.002);
    }
}

#[test]
fn rings_that_cross_or_touch_are_refused() {
    let square = |left: i64, size: i64| {
        let size = Size::new(Length::from_mm(size), Length::from_mm(size));
        flattened(&Outline::rectangle(Rect::at(Point::new(Length::from_mm(left), Length::from_mm(left)), size)))
    };
    let face = |rings: &[Vec<Point>]| Face::new(rings.iter()).map(|face| face.triangles().count());
    assert_eq!(face(&[square(0, 9), square(2, 3)]).unwrap(), 8);
    assert!(matches!(face(&[square(0, 9), square(2, 3), square(4, 3)]), Err(SolidError::Crossing)));
    assert!(matches!(face(&[square(0, 9), square(2, 3), square(5, 3)]), Err(SolidError::Crossing)));
}

/// Where a point of a die's working face comes to lie when the die is turned over like a page.
fn turned_over(die: &Die, at: Point) -> Point {
    Point::new(die.size.width - at.x, at.y)
}

#[test]
fn the_first_dot_lands_where_the_reader_finds_it() {
    // The worked example of `dies.rs`: «KZ» opens the heading, and dot 1 of ⠅ is the first dot.
    let (_, plan) = plans("2022-president").remove(0);
    assert_eq!(plan.blank.width, um("186"));
    let [male, female] = Side::ALL.map(|side| Die::new(&plan, side));
    let (bump, recess) = (male.dots[0], female.dots[0]);
    assert_eq!((male.size.width, bump.x, recess.x), (um("216"), um("20.6"), um("195.4")));
    // The card lies on the male, front upward, 15 mm from its edge.
    let on_card = Point::new(bump.x - um("15"), bump.y - um("15"));
    assert_eq!(on_card, Point::new(um("5.6"), dots(&plan)[0].y));
    assert_eq!(turned_over(&female, recess), bump);
}

#[test]
fn the_female_turned_over_fits_the_male() {
    for (_, plan) in all_plans() {
        let [male, female] = Side::ALL.map(|side| Die::new(&plan, side));
        let over = |at: &Point| turned_over(&female, *at);
        assert_eq!(female.dots.iter().map(over).collect::<Vec<_>>(), male.dots);
        assert_eq!(female.pins.map(|pin| over(&pin)), male.pins);
        let ridges = |die: &Die| die.ridges.iter().map(|bar| bar.center()).collect::<Vec<_>>();
        assert_eq!(ridges(&female).iter().map(over).collect::<Vec<_>>(), ridges(&male));
        assert_ne!(female.dots, male.dots);
    }
}

#[test]
fn the_pins_fit_in_one_way_only_and_stay_clear_of_dots_and_card() {
    for (_, plan) in all_plans() {
        let male = Die::new(&plan, Side::Male);
        let Size { width, height } = male.size;
        let near = |a: Point, b: Point| (a.x - b.x).mm().hypot((a.y - b.y).mm()) < 4.0;
        // Turned by half, mirrored left to right, mirrored top to bottom; a square plate could also
        // be turned by a quarter.
        let wrong: [fn(Point, Length, Length) -> Point; 4] = [
            |at, width, height| Point::new(width - at.x, height - at.y),
            |at, width, _| Point::new(width - at.x, at.y),
            |at, _, height| Point::new(at.x, height - at.y),
            |at, _, _| Point::new(at.y, at.x),
        ];
        for turn in wrong {
            let turned = male.pins.map(|pin| turn(pin, width, height));
            assert!(!turned.iter().all(|pin| male.pins.iter().any(|other| near(*pin, *other))));
        }
        for pin in male.pins {
            let least = male.dots.iter().map(|dot| (dot.x - pin.x).mm().hypot((dot.y - pin.y).mm()));
            assert!(least.fold(f64::MAX, f64::min) >= 10.0);
            let card = Rect::at(Point::new(um("15"), um("15")), plan.blank);
            let hole = Rect::around(pin, Size::new(um("4"), um("4")));
            assert!(!card.overlaps(hole));
        }
    }
}

#[test]
fn both_dies_are_closed_and_the_female_is_one_flat_body() {
    for (_, plan) in all_plans() {
        let [male, female] = Side::ALL.map(|side| Die::new(&plan, side).bodies().unwrap());
        assert!(male.iter().chain(&female).all(|body| is_closed(body) && volume(&body.triangles) > 0));
        assert_eq!(female.len(), 1);
        assert_eq!(male.len(), 1 + dots(&plan).len() + stl::bars(&plan, Layer::Raised).count());
        let corners = female[0].triangles.iter().flatten();
        assert_eq!(corners.map(|corner| corner.z).max(), Some(um("4")));
    }
}
