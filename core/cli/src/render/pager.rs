//! A screen that is longer than the terminal, in parts that fit.

/// Cuts lines into parts of at most `rows`, where it can at an empty line. At least one part.
pub(crate) fn pages(lines: &[String], rows: Option<usize>) -> Vec<&[String]> {
    let Some(rows) = rows.map(|rows| rows.max(8)) else { return vec![lines] };
    let mut parts = Vec::new();
    let mut rest = lines;
    while rest.len() > rows {
        let gap = rest.iter().take(rows + 1).rposition(String::is_empty).filter(|gap| *gap > rows / 2);
        let (part, more) = rest.split_at(gap.unwrap_or(rows));
        parts.push(part);
        rest = if gap.is_some() { more.get(1..).unwrap_or_default() } else { more };
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(rest);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize, gaps: &[usize]) -> Vec<String> {
        (0..count).map(|n| if gaps.contains(&n) { String::new() } else { n.to_string() }).collect()
    }

    #[test]
    fn what_fits_is_one_part_and_nothing_is_one_too() {
        assert_eq!(pages(&lines(10, &[]), Some(10)), [lines(10, &[])]);
        assert_eq!(pages(&lines(100, &[]), None), [lines(100, &[])]);
        assert_eq!(pages(&[], Some(10)), [[""; 0]]);
    }

    #[test]
    fn parts_end_at_an_empty_line_where_there_is_one_in_reach() {
        let long = lines(30, &[3, 9, 20]);
        let sizes: Vec<usize> = pages(&long, Some(12)).iter().map(|part| part.len()).collect();
        assert_eq!(sizes, [9, 10, 9]);
    }

    #[test]
    fn no_line_is_lost_and_none_shown_twice() {
        for rows in 1..40 {
            let long = lines(67, &[7, 8, 15, 16, 30, 44, 45, 66]);
            let shown: Vec<String> = pages(&long, Some(rows)).concat();
            let said = |all: &[String]| all.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>();
            assert_eq!(said(&shown), said(&long), "{rows} rows");
            assert!(pages(&long, Some(rows)).iter().all(|part| part.len() <= rows.max(8)), "{rows} rows");
        }
    }
}
