//! A value that goes to another in a straight line, frame by frame.

/// A factor on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ramp {
    value: f32,
    target: f32,
    step: f32,
    left: u16,
}

impl Ramp {
    pub(super) const fn at(value: f32) -> Self {
        Self { value, target: value, step: 0.0, left: 0 }
    }

    /// Goes to `target` within `frames`, unless it is on its way there already.
    pub(super) fn go_to(&mut self, target: f32, frames: u16) {
        if target.total_cmp(&self.target).is_ne() {
            *self = Self { value: self.value, target, step: (target - self.value) / f32::from(frames), left: frames };
        }
    }

    /// The value of this frame.
    pub(super) fn step(&mut self) -> f32 {
        let value = self.value;
        if self.left > 0 {
            self.left -= 1;
            // The last step lands exactly.
            self.value = if self.left == 0 { self.target } else { value + self.step };
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_arrives_exactly_in_time_and_in_even_steps() {
        let mut ramp = Ramp::at(1.0);
        ramp.go_to(0.0, 480);
        let values: Vec<f32> = (0..482).map(|_| ramp.step()).collect();
        assert_eq!((values[0], values[480], values[481]), (1.0, 0.0, 0.0));
        assert!(values[479] > 0.0);
        assert!(values.windows(2).all(|pair| (0.0..0.0022).contains(&(pair[0] - pair[1]))));
    }

    #[test]
    fn asking_again_for_the_same_does_not_slow_it_down() {
        let mut ramp = Ramp::at(0.0);
        for _ in 0..=10 {
            ramp.go_to(1.0, 10);
            ramp.step();
        }
        assert_eq!(ramp.step(), 1.0);
    }
}
