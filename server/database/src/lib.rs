//! The record: every statement the program sends, written once for SQLite and PostgreSQL.
//!
//! One module for each noun; each adds its verbs to [`Connection`]. Nothing above this crate writes SQL, and
//! nothing below it (`guildhall-domain`) can reach a database.

mod case_lists;
mod cases;
mod database;
mod form_sessions;
mod forms;
mod identities;
mod ids;
mod people;
mod query;
mod rate_limits;
mod sessions;
mod sign_ins;
mod staff;
mod submissions;
mod timestamp;
mod tokens;

pub use case_lists::{CaseFilter, CaseKey, CaseLine, CasePage, CasePosition};
pub use cases::{Case, NewCase, StoredEvent};
pub use database::{Connection, Database, Durability, Transaction};
pub use form_sessions::{FormSession, NewFormSession};
pub use forms::{FormSource, FormVersion, NewForm, PublishedForm};
pub use identities::{Identity, NewIdentity};
pub use ids::{
    CaseId, FormId, FormSessionId, IdentityId, PersonId, SignInId, StaffId, SubmissionId, TokenId,
};
pub use people::{NewPerson, Person};
pub use sign_ins::{Holder, NewSignIn, SignIn};
pub use sqlx::Error;
pub use staff::{NewStaff, Staff};
pub use submissions::{NewSubmission, Submission};
pub use timestamp::Timestamp;
pub use tokens::{NewToken, Token};
