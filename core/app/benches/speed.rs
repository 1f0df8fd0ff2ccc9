//! How long a person waits: opening, the home screen, the whole plan, how each grows, and a page of pictures. `cargo xtask bench` runs this
//! and compares with the goals.

mod fixture;

use std::collections::HashMap;
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

/// The page with twenty pictures, each about as large as the app takes, and with twenty notes instead.
fn attached(criterion: &mut Criterion) {
    for kind in ["notes", "pictures"] {
        let folder = Folder::of_entries(2);
        let core = Core::open(folder.config()).expect("it opens");
        for number in 0..20 {
            let (command, input, value) = match kind {
                "notes" => ("note", "note", format!("Note {number}")),
                _ => ("picture", "file", folder.received_picture(number)),
            };
            let form = HashMap::from([(input.to_owned(), value)]);
            core.perform(&format!("{command}/p1/linkedin/ai-training"), &form, NOW).expect("it is attached");
        }
        criterion.bench_function(&format!("attached/{kind}-20"), |bencher| {
            bencher.iter(|| core.screen(black_box("/p1/records/linkedin/ai-training"), NOW).expect("a screen"));
        });
    }
}

criterion_group! {
    name = speed;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(2)).without_plots();
    targets = opening, showing, attached
}
criterion_main!(speed);
