//! Cutting a screen that is longer than the terminal into pages.

/// Cuts lines into pages of at most `rows` lines (but not fewer than eight), at an empty line where one is near.
/// Returns at least one page; without `rows`, all lines are one page.
pub(crate) fn split_into_pages(lines: &[String], rows: Option<usize>) -> Vec<&[String]> {
    let Some(rows) = rows.map(|rows| rows.max(8)) else { return vec![lines] };
    let mut pages = Vec::new();
    let mut rest = lines;
    while rest.len() > rows {
        let gap = rest.iter().take(rows + 1).rposition(String::is_empty).filter(|gap| *gap > rows / 2);
        let (page, more) = rest.split_at(gap.unwrap_or(rows));
        pages.push(page);
        rest = if gap.is_some() { more.get(1..).unwrap_or_default() } else { more };
    }
    if !rest.is_empty() || pages.is_empty() {
        pages.push(rest);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize, gaps: &[usize]) -> Vec<String> {
        (0..count).map(|n| if gaps.contains(&n) { String::new() } else { n.to_string() }).collect()
    }

    #[test]
    fn lines_that_fit_and_no_lines_are_one_page() {
        assert_eq!(split_into_pages(&lines(10, &[]), Some(10)), [lines(10, &[])]);
        assert_eq!(split_into_pages(&lines(100, &[]), None), [lines(100, &[])]);
        assert_eq!(split_into_pages(&[], Some(10)), [[""; 0]]);
    }

    #[test]
    fn pages_end_at_a_near_empty_line() {
        let long = lines(30, &[3, 9, 20]);
        let sizes: Vec<usize> = split_into_pages(&long, Some(12)).iter().map(|page| page.len()).collect();
        assert_eq!(sizes, [9, 10, 9]);
    }

    #[test]
    fn no_line_is_lost_or_shown_twice() {
        for rows in 1..40 {
            let long = lines(67, &[7, 8, 15, 16, 30, 44, 45, 66]);
            let shown: Vec<String> = split_into_pages(&long, Some(rows)).concat();
            let said = |all: &[String]| all.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>();
            assert_eq!(said(&shown), said(&long), "{rows} rows");
            assert!(split_into_pages(&long, Some(rows)).iter().all(|page| page.len() <= rows.max(8)), "{rows} rows");
        }
    }
}
