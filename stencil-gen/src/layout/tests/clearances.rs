//! Distances measured on the finished plan, over many forms and lists: what a finger and a knife
//! would meet. Nothing here calls the layout's own arithmetic.

use proptest::prelude::*;

use super::*;

/// Points along every cut line of the plan, one a quarter millimetre.
fn cut_points(plan: &StencilPlan) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for drawn in plan.layer(Layer::Cut).chain(plan.layer(Layer::Fold)) {
        match &drawn.shape {
            Shape::Outline(outline) => along_outline(outline, &mut points),
            Shape::Rounded { rect, .. } => along_rect(*rect, &mut points),
            Shape::Line { from, to } => along(*from, *to, &mut points),
            Shape::Frame { .. } | Shape::Bar(_) | Shape::Braille(_) | Shape::Text(_) => panic!("{drawn:?}"),
        }
    }
    points
}

fn along(from: Point, to: Point, points: &mut Vec<(f64, f64)>) {
    let (dx, dy) = (to.x.mm() - from.x.mm(), to.y.mm() - from.y.mm());
    let steps = (dx.hypot(dy) * 4.0).ceil().max(1.0);
    let mut step = 0.0;
    while step <= steps {
        points.push((from.x.mm() + dx * step / steps, from.y.mm() + dy * step / steps));
        step += 1.0;
    }
}

fn along_rect(rect: Rect, points: &mut Vec<(f64, f64)>) {
    let at = Point::new;
    let corners =
        [at(rect.left, rect.top), at(rect.right, rect.top), at(rect.right, rect.bottom), at(rect.left, rect.bottom)];
    for (index, corner) in corners.iter().enumerate() {
        along(*corner, corners[(index + 1) % 4], points);
    }
}

fn along_outline(outline: &Outline, points: &mut Vec<(f64, f64)>) {
    let mut at = outline.start;
    for step in &outline.steps {
        match step {
            Step::Line(to) => along(at, *to, points),
            Step::Quarter { to, center } => {
                let angle = |point: Point| (point.y.mm() - center.y.mm()).atan2(point.x.mm() - center.x.mm());
                let radius = (at.x.mm() - center.x.mm()).hypot(at.y.mm() - center.y.mm());
                let (start, mut turn) = (angle(at), angle(*to) - angle(at));
                if turn > std::f64::consts::PI {
                    turn -= std::f64::consts::TAU;
                }
                if turn < -std::f64::consts::PI {
                    turn += std::f64::consts::TAU;
                }
                assert!((turn.abs() - std::f64::consts::FRAC_PI_2).abs() < 0.01, "a quarter circle");
                for part in 0..=20 {
                    let angle = start + turn * f64::from(part) / 20.0;
                    points.push((center.x.mm() + radius * angle.cos(), center.y.mm() + radius * angle.sin()));
                }
            }
        }
        at = match step {
            Step::Line(to) | Step::Quarter { to, .. } => *to,
        };
    }
    along(at, outline.start, points);
}

fn dots(plan: &StencilPlan) -> Vec<(f64, f64)> {
    plan.braille().flat_map(|(_, line)| line.dots().collect::<Vec<_>>()).map(|dot| (dot.x.mm(), dot.y.mm())).collect()
}

/// Distance of a point to a rectangle.
fn to_rect((x, y): (f64, f64), rect: Rect) -> f64 {
    let dx = (rect.left.mm() - x).max(x - rect.right.mm()).max(0.0);
    let dy = (rect.top.mm() - y).max(y - rect.bottom.mm()).max(0.0);
    dx.hypot(dy)
}

fn check(plan: &StencilPlan) {
    let cuts = cut_points(plan);
    let dots = dots(plan);
    for dot in &dots {
        let nearest = cuts.iter().map(|cut| (cut.0 - dot.0).hypot(cut.1 - dot.1)).fold(f64::MAX, f64::min);
        assert!(nearest - 0.8 >= 4.799, "a dot at {dot:?} is {nearest} mm from a cut or fold");
    }
    for drawn in &plan.shapes {
        if let (Layer::Raised | Layer::Guide, Shape::Bar(rect)) = (drawn.layer, &drawn.shape) {
            for dot in &dots {
                assert!(to_rect(*dot, *rect) - 0.8 >= 4.799, "a dot at {dot:?} is near {drawn:?}");
            }
        }
    }
    for drawn in plan.layer(Layer::Cut) {
        if let Shape::Rounded { rect, .. } = &drawn.shape {
            for other in plan.layer(Layer::Print) {
                if let Shape::Frame { outer, inner, .. } = &other.shape {
                    assert!(!outer.overlaps(*rect) || inner == rect, "a rim covers another row's window");
                }
            }
        }
    }
}

/// 160 cases, or as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    let own = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { own.cases } else { 160 };
    // Many random forms do not fit their page and are passed over.
    ProptestConfig { cases, max_global_rejects: cases.saturating_mul(50), ..own }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn braille_keeps_clear_of_cuts_folds_glue_and_ridges(
        rows in 2u32..18,
        square in 40u32..120,
        strip in 20u32..160,
        first in 150u32..900,
        corner in 0u32..3,
        notches in 1u8..=5,
        shift in -300i64..60,
        both in any::<bool>(),
        title in 1usize..14,
        withdrawn in 0usize..40,
    ) {
        let tenth = |tenths: u32| f64::from(tenths) / 10.0;
        let mut form = form(rows, tenth(square), tenth(first), tenth(square + strip));
        for rect in &mut form.squares {
            *rect = rect.moved(Point::new(Length::from_um(shift * 100), Length::ZERO));
        }
        let last = form.squares.last().unwrap();
        prop_assume!(last.bottom <= form.page.height && form.squares[0].top > Length::ZERO && last.right < form.page.width);
        form.corner = match corner {
            0 => Corner::Plain,
            1 => Corner::Marked { kind: CornerKind::Cut, size: mm(8.0), inset: Length::ZERO },
            _ => Corner::Marked { kind: CornerKind::Hole, size: mm(7.0), inset: mm(7.0) },
        };
        let mut contest = contest(candidates(rows));
        contest.position = notches;
        contest.title = text(&vec!["Сайлау"; title].join(" "));
        contest.short_title = Some(text("Сайлау"));
        if let Some(option) = contest.options.get_mut(withdrawn) {
            option.status = Status::Withdrawn;
        }
        let scopes = if both { Scope::for_both(&form) } else { &[Scope::One(Language::Ru)] };
        for scope in scopes {
            for (width, height) in [(171.0, 225.0), (210.0, 297.0), (297.0, 420.0)] {
                if let Ok(laid) = lay_in(*scope, &contest, &form, &sheet(width, height)) {
                    check(&laid.plan);
                    let (blank, most) = (laid.plan.blank, sheet(width, height).max_sheet);
                    let fits = |sheet: Size| blank.width <= sheet.width && blank.height <= sheet.height;
                    prop_assert!(fits(most) || fits(most.turned()));
                    prop_assert!(laid.windows.rows.iter().all(|window| window.opening.contains(window.square)));
                }
            }
        }
    }
}

#[test]
fn number_signs_stand_in_one_column_and_lines_end_beside_the_window() {
    let laid = lay(&contest(candidates(12)), &form(12, 6.2, 62.0, 11.0), &Settings::default()).unwrap();
    let lines: Vec<_> = laid.plan.braille().filter(|(role, _)| matches!(role, Role::Row(..))).collect();
    assert_eq!(lines.len(), 12);
    let sign = crate::braille::number(1)[0];
    let column = |line: &BrailleLine| line.cells.iter().rposition(|cell| *cell == sign).unwrap();
    let columns: Vec<_> =
        lines.iter().map(|(_, line)| line.origin.x + line.cell_pitch * i64::try_from(column(line)).unwrap()).collect();
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{columns:?}");
    let window = laid.windows.rows[9].opening.moved(laid.plan.sheet_at);
    let last_dot = lines[9].1.dots().map(|dot| dot.x).max().unwrap();
    let gap = window.left - last_dot - mm(0.8);
    assert!((mm(4.8)..=mm(12.0)).contains(&gap), "{gap}");
}

#[test]
fn guide_dots_fill_five_blank_cells_and_more() {
    let answer = |cells: usize| {
        let options =
            vec![option(1, OptionKind::Answer, &"а".repeat(cells)), option(2, OptionKind::Answer, &"б".repeat(20))];
        let laid = lay(&contest(options), &form(2, 8.0, 62.0, 14.0), &Settings::default()).unwrap();
        crate::braille::to_unicode(&laid.rows[0].texts[0].cells)
    };
    let with = |length: usize| answer(length).matches('⠐').count();
    let longest = (1..=20).rev().find(|length| with(*length) > 0).unwrap();
    assert_eq!(with(longest), 3);
    assert_eq!(with(longest - 1), 4);
    assert!(answer(longest).contains("⠁⠀⠐⠐⠐⠀⠼"), "{}", answer(longest));
}
