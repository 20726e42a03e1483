//! How property tests run here: from a fixed seed, so that every run sees the same cases and a red
//! one stays red until it is mended. `PROPTEST_RNG_SEED` and `PROPTEST_CASES` hunt further.

use proptest::test_runner::{Config, RngSeed};

const SEED: u64 = 0x5eed_1a3d;

/// At most `cases` cases, unless the environment asks for more.
pub fn cases(cases: u32) -> Config {
    let asked = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse().ok())
    };
    Config {
        cases: asked("PROPTEST_CASES")
            .map_or(cases, |asked: u64| u32::try_from(asked).unwrap_or(u32::MAX)),
        rng_seed: RngSeed::Fixed(asked("PROPTEST_RNG_SEED").unwrap_or(SEED)),
        // What was found is kept as a test of its own, by name.
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    }
}
