//! SVG and DXF.

use super::*;

/// A closed polyline: corners with bulges.
type Polyline = Vec<(Point, f64)>;

/// What a DXF file holds of one layer.
#[derive(Debug, Default)]
struct Read {
    circles: Vec<(Point, Length)>,
    lines: Vec<(Point, Point)>,
    polylines: Vec<Polyline>,
}

/// Reads entities by layer; points come with y downward from the height that the file itself gives.
fn read_dxf(text: &str) -> BTreeMap<String, Read> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs: Vec<(u8, &str)> = lines.chunks(2).map(|pair| (pair[0].parse().unwrap(), pair[1])).collect();
    let top = pairs.iter().position(|pair| *pair == (9, "$EXTMAX")).unwrap();
    let height = um(pairs[top + 2].1);
    let start = pairs.iter().position(|pair| *pair == (2, "ENTITIES")).unwrap();
    let mut layers: BTreeMap<String, Read> = BTreeMap::new();
    for entity in pairs[start + 1..].chunk_by(|_, next| next.0 != 0) {
        let value = |code: u8| entity.iter().find(|pair| pair.0 == code).map(|pair| pair.1);
        let point = |x: u8| Point::new(um(value(x).unwrap()), height - um(value(x + 10).unwrap()));
        let layer = layers.entry(value(8).unwrap_or_default().to_owned()).or_default();
        match entity[0].1 {
            "CIRCLE" => layer.circles.push((point(10), um(value(40).unwrap()))),
            "LINE" => layer.lines.push((point(10), point(11))),
            "POLYLINE" => {
                assert_eq!((value(66), value(70)), (Some("1"), Some("1")));
                layer.polylines.push(Vec::new());
            }
            "VERTEX" => {
                let bulge = value(42).map_or(0.0, |bulge| bulge.parse().unwrap());
                layer.polylines.last_mut().unwrap().push((point(10), bulge));
            }
            other => assert!(["SEQEND", "ENDSEC", "EOF"].contains(&other), "{other}"),
        }
    }
    layers
}

fn extent(line: &Polyline) -> Rect {
    let (x, y) = (line.iter().map(|(at, _)| at.x), line.iter().map(|(at, _)| at.y));
    Rect {
        left: x.clone().min().unwrap(),
        right: x.max().unwrap(),
        top: y.clone().min().unwrap(),
        bottom: y.max().unwrap(),
    }
}

/// The area in mm² with the segments that bulges add or take, positive counterclockwise (y upward).
fn area(line: &Polyline) -> f64 {
    let ends = line.iter().cycle().skip(1);
    let piece = |((from, bulge), (to, _)): (&(Point, f64), &(Point, f64))| {
        let (ax, ay, bx, by) = (from.x.mm(), -from.y.mm(), to.x.mm(), -to.y.mm());
        let angle = 4.0 * bulge.atan();
        let radius = if *bulge == 0.0 { 0.0 } else { (bx - ax).hypot(by - ay) / 2.0 / (angle / 2.0).sin().abs() };
        (ax * by - bx * ay) / 2.0 + radius * radius / 2.0 * (angle - angle.sin())
    };
    line.iter().zip(ends).map(piece).sum()
}

#[test]
fn a_dxf_holds_the_plans_dots_windows_ridges_and_folds() {
    for (_, plan) in all_plans() {
        let text = dxf::dxf(&plan);
        let layers = read_dxf(&text);
        let circles: Vec<_> = dots(&plan).into_iter().map(|dot| (dot, plan.drawn_dot.half())).collect();
        assert_eq!(layers["Braille"].circles, circles);
        let bars = |layer| stl::bars(&plan, layer).collect::<Vec<_>>();
        assert_eq!(layers["Raised"].polylines.iter().map(extent).collect::<Vec<_>>(), bars(Layer::Raised));
        assert_eq!(layers["Guide"].polylines.iter().map(extent).collect::<Vec<_>>(), bars(Layer::Guide));
        assert_eq!(layers["Fold"].lines.len(), 2);
        assert!(!layers.contains_key("Print"));
        let mut cuts = layers["Cut"].polylines.iter();
        for (window, radius) in windows(&plan) {
            let line = cuts.find(|line| extent(line) == window).unwrap();
            let wanted =
                window.width().mm() * window.height().mm() - radius.mm() * radius.mm() * (4.0 - std::f64::consts::PI);
            assert!((area(line) + wanted).abs() < 0.001, "{} instead of {wanted}", area(line));
        }
    }
}

#[test]
fn a_dxf_says_that_it_is_in_millimetres_and_names_every_layer() {
    let (_, plan) = plans("2022-president").remove(0);
    let text = dxf::dxf(&plan);
    assert!(text.contains("9\n$INSUNITS\n70\n4\n9\n$MEASUREMENT\n70\n1\n"));
    for layer in Layer::ALL {
        assert!(text.contains(&format!("0\nLAYER\n2\n{}\n", layer.name())));
    }
    assert!(text.ends_with("0\nENDSEC\n0\nEOF\n"));
}

#[test]
fn round_notches_are_cut_out_and_round_corners_cut_off() {
    for (scope, plan) in plans("2022-president") {
        let line = &read_dxf(&dxf::dxf(&plan))["Cut"].polylines[0];
        assert_eq!(extent(line).size(), plan.blank);
        let straight: Polyline = line.iter().map(|(at, _)| (*at, 0.0)).collect();
        // The difference to straight edges: two corners of 3 mm bulge out, a notch of 4 mm bulges in.
        let segment = |radius: f64| radius * radius / 2.0 * (std::f64::consts::FRAC_PI_2 - 1.0);
        let notches = if scope == Scope::One(ballot::Language::Ru) { 0.0 } else { 2.0 };
        let wanted = 2.0 * segment(3.0) - notches * segment(4.0);
        let found = area(&straight) - area(line);
        assert!((found - wanted).abs() < 0.001, "{found} instead of {wanted}");
    }
}

/// The attribute of an element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

#[test]
fn an_svg_holds_the_plans_dots_windows_and_words() {
    for (scope, plan) in all_plans() {
        let text = svg::svg(&plan, "A & B", scope);
        let circle = |element: &str| {
            let center = Point::new(um(attribute(element, "cx")), um(attribute(element, "cy")));
            (center, um(attribute(element, "r")))
        };
        let circles: Vec<_> = text.lines().filter(|line| line.starts_with("<circle")).map(circle).collect();
        assert_eq!(circles, dots(&plan).into_iter().map(|dot| (dot, plan.drawn_dot.half())).collect::<Vec<_>>());
        for (window, radius) in windows(&plan) {
            let start = format!(
                "<path d=\"M{} {}L{} {}A{radius} {radius} 0 0 1 {} {}",
                window.left + radius,
                window.top,
                window.right - radius,
                window.top,
                window.right,
                window.top + radius
            );
            assert_eq!(text.matches(&start).count(), 1, "{start}");
        }
        let words = plan.shapes.iter().filter(|drawn| matches!(drawn.shape, Shape::Text(_))).count();
        assert_eq!(text.matches("aria-label=").count(), words);
        assert!(text.contains("<title>A &amp; B</title>"));
    }
}

#[test]
fn an_svg_has_one_group_a_layer_and_one_unit_a_millimetre() {
    let (scope, plan) = plans("2022-president").remove(0);
    let text = svg::svg(&plan, "", scope);
    for layer in Layer::ALL {
        let group = format!("<g id=\"{0}\" inkscape:groupmode=\"layer\" inkscape:label=\"{0}\"", layer.name());
        assert_eq!(text.matches(&group).count(), 1);
    }
    assert_eq!(text.matches("<g ").count(), text.matches("</g>").count());
    assert!(text.contains(r#"width="186.000mm" height="225.000mm" viewBox="0 0 186.000 225.000" lang="kk""#));
    let rows = plan
        .shapes
        .iter()
        .filter(|drawn| matches!((drawn.role, &drawn.shape), (Role::Row(..) | Role::Heading(_), Shape::Text(_))));
    assert_eq!(text.matches(r#"" xml:lang="kk" d="#).count(), rows.count());
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (first, second) = (plans("2022-president"), plans("2022-president"));
    for ((scope, one), (_, two)) in first.iter().zip(&second) {
        assert_eq!(svg::svg(one, "x", *scope), svg::svg(two, "x", *scope));
        assert_eq!(dxf::dxf(one), dxf::dxf(two));
        assert_eq!(stl::stl(one).unwrap(), stl::stl(two).unwrap());
        for side in dies::Side::ALL {
            assert_eq!(Die::new(one, side).stl().unwrap(), Die::new(two, side).stl().unwrap());
        }
    }
}
