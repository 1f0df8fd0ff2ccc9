//! How long a person waits: opening, the home screen, the whole plan, and how each grows. `cargo xtask bench` runs this
//! and compares with the goals.

mod fixture;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use fixture::{Folder, NOW};
use serde_json::Value;
use widerspruch_core::Core;

/// Entries of journals, and numbers of guides.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Opening, against reading the same file and parsing each line to a tree of values.
fn opening(criterion: &mut Criterion) {
    for size in SIZES {
        let folder = Folder::of_entries(size);
        criterion.bench_function(&format!("open/{size}"), |bencher| {
            bencher.iter(|| Core::open(folder.config()).expect("it opens"));
        });
        criterion.bench_function(&format!("parse/{size}"), |bencher| {
            bencher.iter(|| {
                let text = std::fs::read_to_string(folder.journal()).expect("it is there");
                let values: Vec<Value> = text
                    .lines()
                    .map(|line| serde_json::from_str(line.split_once(' ').expect("a checksum").1).expect("JSON"))
                    .collect();
                black_box(values)
            });
        });
    }
}

/// The home screen and the plan, by the length of the journal and by the number of guides.
fn showing(criterion: &mut Criterion) {
    for size in SIZES {
        for (kind, folder) in [("entries", Folder::of_entries(size)), ("guides", Folder::of_guides(size))] {
            let core = Core::open(folder.config()).expect("it opens");
            criterion.bench_function(&format!("home/{kind}-{size}"), |bencher| {
                bencher.iter(|| core.screen(black_box("/"), NOW).expect("a screen"));
            });
            criterion.bench_function(&format!("plan/{kind}-{size}"), |bencher| {
                bencher.iter(|| core.reminders(black_box(NOW)).expect("a plan"));
            });
        }
    }
}

criterion_group! {
    name = speed;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2)).without_plots();
    targets = opening, showing
}
criterion_main!(speed);
