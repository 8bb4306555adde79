//! Who is asking, and what they may do.
//!
//! A browser's session ([`Visitor`]) may carry a sign-in as a resident ([`Resident`]) and one as staff ([`Staff`]),
//! each with a row of its own in the database: ending the row ends the sign-in at once, wherever it is. What lapsed
//! is kept for a while, so that whoever comes back finds what they typed.
//!
//! # Ways in
//!
//! | way | who | what it proves | what protects it | factors |
//! |---|---|---|---|---|
//! | password (`/sign-in`) | residents | something known | Argon2id; easy ones refused; counted by account and caller | one |
//! | link (`/sign-in/link`) | residents | that mail arrives | 256 bits, 10 minutes, once; asking and opening counted | one |
//! | confirming link (`/register/{secret}`) | new residents | that mail arrives, and the password or its browser | 256 bits, 24 hours, once | two |
//! | passkey (`/sign-in/passkey`) | residents | a device, and a finger, face or PIN | bound to our address; each question once | two |
//! | password and passkey or app (`/staff/sign-in`) | staff, champions | something known, and a device | both counted; each code once | two |
//! | invitation, reset (`/staff/set-up/{secret}`) | staff, champions | that mail arrives; for a reset the password too | 256 bits, 3 days and 1 day, once; opens the desk only with a new factor that works | with the factor two |
//! | recovery (`/recover/{secret}`, `/staff/recover/{secret}`) | everybody | that mail arrives | 256 bits, 30 minutes, once; signs nobody in, ends every sign-in, leaves the second factor | none by itself |
//!
//! There are no others. A code for the public computer (`/together`) signs nobody in: it opens one draft, which an adviser
//! began, in one browser, until nothing happens for twenty minutes; it has 34 bits, works once within a quarter of an hour,
//! and tries at it are counted. A turned screen opens no more than that; it locks whoever is signed in out of every tab, and
//! their password unlocks it. A link is as strong as the mailbox that it is sent to; so is a password that it resets. A link
//! to sign in works in whichever browser it is opened: people ask for it on a library's computer and read mail on a
//! telephone.
//!
//! # One factor for residents
//!
//! A resident may sign in with one factor. Many have no telephone of their own, share a computer or an address, and
//! would be kept from their council by a second one; what an account shows is what its holder sent. In its place:
//! passkeys are offered wherever one signs in; easy passwords are refused; guessing is counted; sign-ins are short,
//! listed, and ended by a new password; every change of how one signs in is told by e-mail and asks for the password or
//! a recent sign-in; an account opens a record of the council's only by a code to a checked address or after documents were
//! seen; sensitive cases are not shown at all; and a service that has to know for certain who asks needs a checked
//! identity. Staff and champions always need two, but at the demo, which nobody else reaches.

pub mod contacts;
mod device;
mod drafts;
mod may;
mod openings;
mod organisations;
mod recent;
mod recognise;
mod records;
mod residents;
mod staff;
mod tasks;
mod visitors;

pub use contacts::{OpenContact, to_check};
pub use device::Device;
pub use drafts::{OpenDraft, form_session, guest, guest_draft, may_take_up};
pub use may::{May, Needed, needs};
pub use openings::{View, note_view};
pub use recent::Recent;
pub use recognise::recognise;
pub use records::{OpenCase, link_own_record};
pub use residents::Resident;
pub use staff::Staff;
pub use tasks::OpenTask;
pub use visitors::{Held, Proof, Visitor};
