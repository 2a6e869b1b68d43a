//! Which rows are drawn: those that can be seen, and some around them. A list of
//! 500 costs what a list of 25 does.

use std::ops::Range;

use super::Row;
use crate::journal::batch::Stage;

/// Rows that are drawn above and below what can be seen: as far as Tab goes
/// before the page follows.
const AROUND: usize = 8;
/// What is drawn stays as it is while so many of these are left.
const LEFT: usize = 2;

/// What is seen of the list before it has been laid out, in pixels: a popup is
/// 600 high.
pub const FIRST: (f64, f64) = (0.0, 600.0);

/// What is drawn, and how high the rest is, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The rows.
    pub rows: Range<usize>,
    /// Above them.
    pub above: f64,
    /// Below them.
    pub below: f64,
}

/// What to draw when this part of the list is seen and `drawn` is there: the same,
/// as long as it will do. What changes under a scrolling page makes it jump.
pub fn follow(rows: &[Row], drawn: &Range<usize>, (from, to): (f64, f64)) -> Range<usize> {
    let edges = edges(rows);
    let first = edges
        .partition_point(|edge| *edge <= from)
        .saturating_sub(1);
    let last = edges.partition_point(|edge| *edge < to).min(rows.len());
    let first = first.min(last);
    let above = drawn.start == 0 || drawn.start + LEFT <= first;
    let below = drawn.end == rows.len() || last + LEFT <= drawn.end;
    if above && below && drawn.end <= rows.len() && !drawn.is_empty() {
        return drawn.clone();
    }
    first.saturating_sub(AROUND)..(last + AROUND).min(rows.len())
}

/// What is drawn, with the heights of what is not.
pub fn window(rows: &[Row], drawn: &Range<usize>) -> Window {
    let edges = edges(rows);
    let end = drawn.end.min(rows.len());
    let start = drawn.start.min(end);
    let all = edges.last().copied().unwrap_or_default();
    Window {
        above: edges[start],
        below: all - edges[end],
        rows: start..end,
    }
}

/// Where each row begins, and where the last one ends.
fn edges(rows: &[Row]) -> Vec<f64> {
    let mut edges = Vec::with_capacity(rows.len() + 1);
    let mut edge = 0.0;
    edges.push(edge);
    for row in rows {
        let guess = guess(row);
        edge += match row.measured {
            // As high as it was, if it has the same parts.
            Some((then, height)) if then == guess => height,
            _ => guess,
        };
        edges.push(edge);
    }
    edges
}

/// About how high a row stands that was never drawn, in pixels.
pub fn guess(row: &Row) -> f64 {
    let said = row.refused().is_some() || matches!(row.asked_for, Some((_, Stage::Waiting(_))));
    let account = if row.shown_account().is_some() {
        20.0
    } else {
        0.0
    };
    let found = row.found.as_ref();
    let perhaps =
        found.is_some_and(|found| found.matched.is_none() && !found.candidates.is_empty());
    let lines = account + if perhaps { 17.0 } else { 0.0 };
    57.0 + 44.0 * row.fields().len() as f64 + lines + if said { 60.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_drawn_and_the_rest_keeps_its_height() {
        let rows = vec![Row::default(); 500];
        for (seen, expected) in [
            ((0.0, 570.0), 0..18),
            ((5700.0, 6270.0), 92..118),
            ((28_000.0, 29_000.0), 483..500),
            ((99_000.0, 99_600.0), 492..500),
        ] {
            let drawn = follow(&rows, &(0..0), seen);
            assert_eq!(drawn, expected, "{seen:?}");
            let window = window(&rows, &drawn);
            let height = 57.0 * window.rows.len() as f64;
            assert_eq!(window.above + height + window.below, 57.0 * 500.0);
        }
        assert_eq!(follow(&[], &(0..0), FIRST), 0..0);
        assert_eq!(window(&[], &(0..7)).rows, 0..0);
    }

    #[test]
    fn what_is_drawn_stays_while_it_will_do() {
        let rows = vec![Row::default(); 500];
        let drawn = follow(&rows, &(0..0), (5700.0, 6270.0));
        for (by, same) in [
            (57.0, true),
            (300.0, true),
            (400.0, false),
            (-300.0, true),
            (-500.0, false),
        ] {
            let next = follow(&rows, &drawn, (5700.0 + by, 6270.0 + by));
            assert_eq!(next == drawn, same, "{by}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_it_was_drawn() {
        let mut rows = vec![Row::default(); 3];
        rows[0].measured = Some((57.0, 80.0));
        // It had other parts then.
        rows[1].measured = Some((101.0, 140.0));
        assert_eq!(window(&rows, &(2..3)).above, 80.0 + 57.0);
    }
}
