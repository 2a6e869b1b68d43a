//! How much the letters of a word speak for a given name: a logistic regression
//! over the pieces of all words of the lists, for words that no list holds.

use std::collections::BTreeMap;

use add_to_crm::person::name::frequencies::{PIECES, UNIT, pieces};

/// Rounds over all words, the size of a step, and how fast a weight is forgotten.
const ROUNDS: usize = 6;
const STEP: f32 = 0.15;
const FORGET: f32 = 0.0001;

/// The weights, the one of every word first.
pub struct Letters {
    bias: f32,
    weights: Vec<f32>,
}

/// A word's pieces, and how much it counts as a given and as a family name.
type Case = (Vec<usize>, [f32; 2]);

impl Letters {
    /// Learns from words, each with its weight as a given and as a family name.
    pub fn learn(words: &BTreeMap<String, [f32; 2]>) -> Letters {
        let mut cases: Vec<Case> = words
            .iter()
            .map(|(word, counts)| (in_pieces(word), *counts))
            .collect();
        let sum = |kind: usize| cases.iter().map(|(_, counts)| counts[kind]).sum::<f32>();
        // Given and family names weigh the same as a whole.
        let even = sum(0) / f32::max(sum(1), f32::MIN_POSITIVE);
        let mut learnt = Letters {
            bias: 0.0,
            weights: vec![0.0; PIECES],
        };
        let mut steps = vec![f32::EPSILON; PIECES];
        // The same order each time: a generator of our own.
        let mut seed = 12_345_u64;
        for _ in 0..ROUNDS {
            for at in (1..cases.len()).rev() {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let other = usize::try_from(seed >> 33).unwrap_or_default() % (at + 1);
                cases.swap(at, other);
            }
            for (pieces, [given, family]) in &cases {
                let likely = 1.0 / (1.0 + (-learnt.sum(pieces)).exp());
                let slope = (likely - 1.0) * given + likely * family * even;
                learnt.bias -= 0.01 * slope;
                for piece in pieces {
                    let weight = &mut learnt.weights[*piece];
                    let slope = slope + FORGET * *weight;
                    steps[*piece] += slope * slope;
                    *weight -= STEP * slope / steps[*piece].sqrt();
                }
            }
        }
        learnt
    }

    fn sum(&self, pieces: &[usize]) -> f32 {
        self.bias + pieces.iter().map(|at| self.weights[*at]).sum::<f32>()
    }

    /// What the letters say of a word: the logarithm of the odds of a given name.
    pub fn of(&self, word: &str) -> f32 {
        self.sum(&in_pieces(word))
    }

    /// As the file holds them.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        let byte = |weight: &f32| (weight * UNIT).round().clamp(-127.0, 127.0) as i8;
        std::iter::once(&self.bias)
            .chain(&self.weights)
            .map(move |weight| byte(weight).cast_unsigned())
    }
}

fn in_pieces(word: &str) -> Vec<usize> {
    let mut all = Vec::new();
    pieces(word, |piece| all.push(piece));
    all
}
