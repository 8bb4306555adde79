//! The record: every statement the program sends, written once for SQLite and PostgreSQL.
//!
//! One module for each noun; each adds its verbs to [`Connection`]. Nothing above this crate writes SQL, and
//! nothing below it (`guildhall-domain`) can reach a database.

mod assertions;
mod audit;
mod authenticator_apps;
mod case_lists;
mod cases;
mod database;
mod form_sessions;
mod forms;
mod identities;
mod ids;
mod jobs;
mod lists;
mod messages;
mod organisations;
mod own_records;
mod passkeys;
mod people;
mod query;
mod rate_limits;
mod sessions;
mod sign_ins;
mod staff;
mod staff_roles;
mod subject_access;
mod submissions;
mod teams;
mod timestamp;
mod tokens;
mod verified_channels;

pub use assertions::{
    NewAssertion, Projection, SealedValue, StoredAssertion, StoredValue, SubjectId,
};
pub use audit::{AuditEvent, AuditFilter, AuditPage, NewAuditEvent};
pub use authenticator_apps::AuthenticatorApp;
pub use case_lists::{CaseFilter, CaseKey, CaseLine, CasePage, CasePosition};
pub use cases::{Case, NewCase, RecentEvent, StoredEvent};
pub use database::{Connection, Database, Durability, Transaction};
pub use form_sessions::{Draft, FormSession, NewFormSession};
pub use forms::{FormSource, FormVersion, NewForm, PublishedForm};
pub use identities::{Identity, NewIdentity};
pub use ids::{
    AuthenticatorAppId, CaseId, FormId, FormSessionId, IdentityId, JobId, MessageId,
    OrganisationId, PasskeyId, PersonId, SignInId, StaffId, SubmissionId, TeamId, TokenId,
};
pub use jobs::{ClaimedJob, DeadJob, Lease, WaitingJobs};
pub use lists::{ListKey, ListPage, ListPosition};
pub use messages::{Message, MessageLine, NewMessage};
pub use organisations::Organisation;
pub use own_records::OwnRecord;
pub use passkeys::{NewPasskey, Passkey};
pub use people::{FirstTold, NewPerson, Person};
pub use sign_ins::{Holder, NewSignIn, SignIn};
pub use sqlx::Error;
pub use staff::{NewStaff, Staff, StaffLine};
pub use subject_access::{
    About, Column as HeldColumn, Copied, Extent, Kind, Reached, TABLES, Table, Use,
};
pub use submissions::{NewSubmission, Submission};
pub use teams::{Team, TeamMember};
pub use timestamp::Timestamp;
pub use tokens::{NewToken, Token};
pub use verified_channels::VerifiedChannel;
