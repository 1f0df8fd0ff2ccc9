//! What the user sees and does. The only crate that UniFFI touches: [`boundary`] holds every type that crosses, the
//! shells draw them. [`storage`] keeps the journals.

pub mod boundary;
pub mod storage;

uniffi::setup_scaffolding!();
