//! What is made of many samples: the middle one, and the one that hardly any exceeds.

/// Samples of one measure, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    /// Takes the samples; what is no number is none.
    pub(crate) fn new(samples: impl IntoIterator<Item = f64>) -> Self {
        let mut samples: Vec<_> = samples.into_iter().filter(|s| s.is_finite()).collect();
        samples.sort_by(f64::total_cmp);
        Self(samples)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The middle one, or the mean of the two in the middle; `None` where there are none.
    pub(crate) fn median(&self) -> Option<f64> {
        let upper = *self.0.get(self.0.len() / 2)?;
        if self.0.len() % 2 == 1 {
            return Some(upper);
        }
        let lower = *self.0.get((self.0.len() / 2).checked_sub(1)?)?;
        Some(f64::midpoint(lower, upper))
    }

    /// The largest one.
    pub(crate) fn max(&self) -> Option<f64> {
        self.0.last().copied()
    }

    /// The largest but for one in a hundred; `None` where there are too few to say.
    pub(crate) fn p99(&self) -> Option<f64> {
        (self.count() >= 100).then(|| self.percentile(99)).flatten()
    }

    /// The smallest one that at least `percent` of 100 samples do not exceed.
    fn percentile(&self, percent: usize) -> Option<f64> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(samples: &[f64], median: Option<f64>, max: Option<f64>) {
        let samples = Samples::new(samples.iter().copied());

        assert_eq!(samples.median(), median, "{samples:?}");
        assert_eq!(samples.max(), max, "{samples:?}");
    }

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        check(&[], None, None);
        check(&[7.0], Some(7.0), Some(7.0));
        check(&[9.0, 1.0, 5.0], Some(5.0), Some(9.0));
        check(&[9.0, 1.0, 5.0, 6.0], Some(5.5), Some(9.0));
    }

    #[test]
    fn a_percentile_is_one_of_the_samples() {
        let samples = Samples::new((1..=200).map(f64::from));

        assert_eq!(samples.percentile(50), Some(100.0));
        assert_eq!(samples.percentile(99), Some(198.0));
        assert_eq!(samples.percentile(100), Some(200.0));
    }

    #[test]
    fn few_samples_say_nothing_of_one_in_a_hundred() {
        assert_eq!(Samples::new((0..99).map(f64::from)).p99(), None);
        assert_eq!(Samples::new((0..100).map(f64::from)).p99(), Some(98.0));
    }

    #[test]
    fn what_is_no_number_is_no_sample() {
        assert_eq!(Samples::new([f64::NAN, 1.0, f64::INFINITY]).count(), 1);
    }
}
