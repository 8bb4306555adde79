//! The rules of forms, tried on every form there is: our own, those in the fixtures, and real ones where they are
//! at hand.

mod checks;
mod choosing;
mod conditions;
mod contact_details;
#[path = "../generator/mod.rs"]
mod generator;
mod importing;
mod journeys;
mod proposals;
mod reading;
mod schemas;
mod sources;
mod steps;
mod typists;
mod walker;
