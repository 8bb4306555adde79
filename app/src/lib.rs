//! What a person sees: pages, components and islands. Nothing here does I/O or knows of a database.
//!
//! A page is a plain Leptos view with its data already loaded. The few parts that run in the browser are
//! islands; where one needs the server it calls a `#[server]` function whose body asks a trait in context.

#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod emails;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod wording;

/// What the browser runs once the program has arrived: it makes each island on the page work.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
