//! What a scanner makes of a sheet: lid, place and skew, light, blur, grain, compression.

use ballot::BallotForm;
use fastrand::Rng;

use crate::canvas::{Canvas, Mm};
use crate::{Recipe, between, jpeg};

/// What lies around the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lid {
    /// Lightness 0 to 1, and so many mm around the sheet.
    Around(f64, f64),
    /// The image ends where the sheet ends.
    Cropped,
}

/// What happened to the corners, besides the form's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Corner {
    /// Nothing.
    Whole,
    /// The corner of that number, clockwise from the top left, is missing or folded over along so many mm.
    Gone(u8, f64),
}

/// Everything a scanner does to a sheet.
#[derive(Clone, Debug)]
pub struct Scanner {
    /// Resolution.
    pub dpi: f64,
    /// Quarters clockwise that the sheet is turned.
    pub quarters: u8,
    /// The image is mirrored.
    pub mirrored: bool,
    /// Degrees clockwise.
    pub skew: f64,
    /// How much larger than true across and along.
    pub stretch: (f64, f64),
    /// Around the sheet.
    pub lid: Lid,
    /// A corner.
    pub corner: Corner,
    /// Standard deviation of the lens, mm.
    pub blur_mm: f64,
    /// Standard deviation of a pixel, gray levels.
    pub noise: f64,
    /// Quality, if compressed.
    pub jpeg: Option<f32>,
    /// How much darker one end of the sheet is than the other, 0 to 1.
    pub shade: f64,
}

impl Scanner {
    /// An upright sheet on a black lid, nothing wrong.
    #[must_use]
    pub const fn clean(dpi: f64) -> Self {
        Self {
            dpi,
            quarters: 0,
            mirrored: false,
            skew: 0.0,
            stretch: (1.0, 1.0),
            lid: Lid::Around(0.08, 8.0),
            corner: Corner::Whole,
            blur_mm: 0.06,
            noise: 1.0,
            jpeg: None,
            shade: 0.0,
        }
    }

    /// Any scanner.
    pub(crate) fn random(rng: &mut Rng) -> Self {
        let dpi = [150.0, 150.0, 150.0, 150.0, 150.0, 150.0, 200.0, 200.0, 240.0, 300.0];
        let mut dpi = rng.choice(dpi).unwrap_or(150.0);
        if rng.u8(0..100) == 0 {
            dpi = 600.0;
        }
        let lid = match rng.u8(0..6) {
            0..=2 => Lid::Around(between(rng, 0.03, 0.25), between(rng, 4.0, 25.0)),
            3..=4 => Lid::Around(between(rng, 0.985, 1.0), between(rng, 4.0, 25.0)),
            _ => Lid::Cropped,
        };
        let skew = if lid == Lid::Cropped { 0.0 } else { between(rng, -5.0, 5.0) };
        let small = |rng: &mut Rng| between(rng, 0.996, 1.004);
        Self {
            dpi,
            quarters: if rng.u8(0..5) == 0 { rng.u8(1..4) } else { 0 },
            mirrored: false,
            skew,
            stretch: (small(rng), small(rng)),
            lid,
            corner: if rng.u8(0..4) == 0 { Corner::Gone(rng.u8(0..4), between(rng, 4.0, 14.0)) } else { Corner::Whole },
            blur_mm: between(rng, 0.03, 0.13),
            noise: between(rng, 0.5, 7.0),
            jpeg: (rng.u8(0..3) == 0).then(|| between(rng, 35.0, 90.0) as f32),
            shade: between(rng, 0.0, 0.15),
        }
    }
}

/// The empty sheet on the lid.
pub(crate) fn paper((width, height): Mm, recipe: &Recipe, form: &BallotForm, rng: &mut Rng) -> Canvas {
    let scanner = &recipe.scanner;
    let mut canvas = place((width, height), scanner);
    let mut sides = vec![[-1.0, 0.0, 0.0], [1.0, 0.0, -width], [0.0, -1.0, 0.0], [0.0, 1.0, -height]];
    if let ballot::Corner::Marked { kind: ballot::CornerKind::Cut, size, .. } = form.corner {
        sides.push(cut((width, height), 1, size.mm()));
    }
    if let Corner::Gone(corner, size) = scanner.corner {
        sides.push(cut((width, height), corner, size));
    }
    let sides: Vec<[f32; 3]> = sides.into_iter().map(|side| on_pixels(&canvas, side)).collect();
    let [x_shade, y_shade, shade] = on_pixels(&canvas, [0.0, -recipe.paper * scanner.shade / height, recipe.paper]);
    let (lid, shadow) = match scanner.lid {
        // On a white lid only the sheet's own shadow shows its edge.
        Lid::Around(light, _) => (light as f32, if light > 0.5 { between(rng, 0.25, 0.45) as f32 } else { 0.0 }),
        Lid::Cropped => (0.1, 0.0),
    };
    let scale = canvas.scale() as f32;
    let width = canvas.width;
    for (y, row) in canvas.light.chunks_exact_mut(width).enumerate() {
        let y = y as f32 + 0.5;
        let lines: Vec<(f32, f32)> = sides.iter().map(|[a, b, c]| (*a, b * y + c)).collect();
        let light = |x: f32| shade + x_shade * x + y_shade * y;
        let inside = inside(&lines, row.len());
        for (x, slot) in row[inside.clone()].iter_mut().enumerate() {
            *slot = light((inside.start + x) as f32 + 0.5);
        }
        for x in (0..inside.start).chain(inside.end..row.len()) {
            let middle = x as f32 + 0.5;
            // How far outside the sheet, mm.
            let mut outside = f32::MIN;
            for (a, d) in &lines {
                outside = outside.max(a * middle + d);
            }
            let covered = (0.5 - outside * scale).clamp(0.0, 1.0);
            let shaded = shadow > 0.0 && covered < 1.0 && outside < 3.0;
            let around = if shaded { lid * (1.0 - shadow * (-(outside / 0.6).powi(2)).exp()) } else { lid };
            row[x] = around + (light(middle) - around) * covered;
        }
    }
    canvas
}

/// The pixels of a row that lie inside the sheet by a millimetre.
fn inside(lines: &[(f32, f32)], width: usize) -> std::ops::Range<usize> {
    let (mut from, mut to) = (0.0f32, width as f32);
    for (a, d) in lines {
        let limit = (-1.0 - d) / a;
        if a.abs() < 1e-9 {
            to = if *d > -1.0 { 0.0 } else { to };
        } else if *a > 0.0 {
            to = to.min(limit);
        } else {
            from = from.max(limit);
        }
    }
    let from = (from.max(0.0).ceil() as usize).min(width);
    from..(to.max(0.0) as usize).clamp(from, width)
}

/// How far outside a corner's cut a place lies: factors of x and y in mm, and a constant.
fn cut((width, height): Mm, corner: u8, size: f64) -> [f64; 3] {
    let across = if matches!(corner, 1 | 2) { (1.0, -width) } else { (-1.0, 0.0) };
    let down = if corner >= 2 { (1.0, -height) } else { (-1.0, 0.0) };
    [across.0, down.0, size + across.1 + down.1].map(|factor| factor * std::f64::consts::FRAC_1_SQRT_2)
}

/// A linear function of a place on the sheet as one of a place on the image.
fn on_pixels(canvas: &Canvas, [x, y, constant]: [f64; 3]) -> [f32; 3] {
    let value = |place: Mm| {
        let mm = canvas.back(place);
        x * mm.0 + y * mm.1 + constant
    };
    let corner = value((0.0, 0.0));
    [value((1.0, 0.0)) - corner, value((0.0, 1.0)) - corner, corner].map(|factor| factor as f32)
}

fn place((width, height): Mm, scanner: &Scanner) -> Canvas {
    let scale = scanner.dpi / 25.4;
    let mut angle = scanner.skew.to_radians();
    let (sin, cos) = angle.sin_cos();
    let around = match scanner.lid {
        Lid::Around(_, mm) => mm,
        Lid::Cropped => 0.0,
    };
    let (mut wide, mut high) = (width * cos + height * sin.abs(), height * cos + width * sin.abs());
    if scanner.quarters % 2 == 1 {
        (wide, high) = (high, wide);
    }
    angle += f64::from(scanner.quarters) * std::f64::consts::FRAC_PI_2;
    let (sin, cos) = angle.sin_cos();
    let flip = if scanner.mirrored { -1.0 } else { 1.0 };
    let right = (cos * scale * scanner.stretch.0 * flip, sin * scale * scanner.stretch.0 * flip);
    let down = (-sin * scale * scanner.stretch.1, cos * scale * scanner.stretch.1);
    let size = |mm: f64| ((mm + around * 2.0) * scale) as usize;
    let (wide, high) = (size(wide), size(high));
    // The sheet's middle lies in the image's.
    let origin = (
        wide as f64 / 2.0 - right.0 * width / 2.0 - down.0 * height / 2.0,
        high as f64 / 2.0 - right.1 * width / 2.0 - down.1 * height / 2.0,
    );
    Canvas { width: wide, height: high, light: vec![0.0; wide * high], right, down, origin }
}

/// Fold, blur, noise, compression.
pub(crate) fn seen(canvas: &mut Canvas, recipe: &Recipe, rng: &mut Rng) {
    if let Some(share) = recipe.fold {
        fold(canvas, share);
    }
    let scanner = &recipe.scanner;
    blur(canvas, scanner.blur_mm * canvas.scale());
    let table: Vec<f32> = (0..4096)
        .map(|_| {
            let sum: f64 = (0..12).map(|_| rng.f64()).sum();
            ((sum - 6.0) * scanner.noise / 255.0) as f32
        })
        .collect();
    for chunk in canvas.light.chunks_mut(5) {
        let mut bits = rng.u64(..);
        for light in chunk {
            *light = (*light + table[(bits & 4095) as usize]).clamp(0.0, 1.0);
            bits >>= 12;
        }
    }
    if let Some(quality) = scanner.jpeg {
        jpeg::round(&mut canvas.light, canvas.width, quality);
    }
}

/// A crease across the sheet: a fine line a little darker than the paper beside it.
fn fold(canvas: &mut Canvas, share: f64) {
    let corner = |x: f64, y: f64| canvas.back((x, y));
    let far = corner(canvas.width as f64, canvas.height as f64);
    let near = corner(0.0, 0.0);
    let most = far.1.abs().max(near.1.abs());
    canvas.stroke((-40.0, most * share), (400.0, most * share), 0.4, 0.06);
}

/// A bell-shaped blur, in both directions.
fn blur(canvas: &mut Canvas, sigma: f64) {
    if sigma < 0.2 {
        return;
    }
    let reach = (sigma * 2.2).ceil() as i64;
    let mut weights: Vec<f32> =
        (-reach..=reach).map(|step| (-(step as f64 / sigma).powi(2) / 2.0).exp() as f32).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
    let reach = reach as usize;
    let (width, height) = (canvas.width, canvas.height);
    let mut padded = vec![0.0f32; width + 2 * reach];
    for row in canvas.light.chunks_exact_mut(width) {
        padded[..reach].fill(row[0]);
        padded[reach..reach + width].copy_from_slice(row);
        padded[reach + width..].fill(row[width - 1]);
        row.fill(0.0);
        for (index, weight) in weights.iter().enumerate() {
            for (slot, light) in row.iter_mut().zip(&padded[index..index + width]) {
                *slot += light * weight;
            }
        }
    }
    let source = canvas.light.clone();
    for (y, row) in canvas.light.chunks_exact_mut(width).enumerate() {
        row.fill(0.0);
        for (index, weight) in weights.iter().enumerate() {
            let from = (y + index).saturating_sub(reach).min(height - 1) * width;
            for (slot, light) in row.iter_mut().zip(&source[from..from + width]) {
                *slot += light * weight;
            }
        }
    }
}
