//! The record: every statement the program sends, written once for SQLite and PostgreSQL.
//!
//! One module for each noun; each adds its verbs to [`Connection`]. Nothing above this crate writes SQL, and
//! nothing below it (`guildhall-domain`) can reach a database.

mod article_lists;
mod article_search;
mod articles;
mod assertions;
mod audit;
mod audit_chain;
mod authenticator_apps;
mod callbacks;
mod case_lists;
mod cases;
mod changes;
mod contact_lists;
mod contacts;
mod database;
mod directory;
mod form_guests;
mod form_hands;
mod form_sessions;
mod forms;
mod identities;
mod ids;
mod jobs;
mod lists;
mod messages;
mod openings;
mod organisation_people;
mod organisations;
mod own_records;
mod passkeys;
mod people;
mod people_index;
mod people_search;
mod protections;
mod query;
mod rate_limits;
mod seeding;
mod sessions;
mod sign_ins;
mod staff;
mod staff_roles;
mod subject_access;
mod submissions;
mod task_lists;
mod task_reminders;
mod tasks;
mod teams;
mod timestamp;
mod tokens;
mod verification;
mod verified_channels;
mod warnings;
mod work;
mod work_changes;

pub use article_lists::{
    ArticleFeedback, ArticleFilter, ArticleLine, DueReview, NewArticleFeedback,
};
pub use article_search::{ArticleHit, MOST_ARTICLES};
pub use articles::{
    Article, ArticleChange, ArticleText, ArticleVersion, ArticleVersionText, NewArticle,
};
pub use assertions::{
    NewAssertion, Projection, SealedValue, StoredAssertion, StoredValue, SubjectId, ToldAssertion,
};
pub use audit::{AuditEvent, AuditFilter, AuditPage, NewAuditEvent};
pub use authenticator_apps::AuthenticatorApp;
pub use callbacks::{Callback, CallbackPromise, NewCallback};
pub use case_lists::{CaseFilter, CaseKey, CaseLine, CasePage, CasePosition};
pub use cases::{Case, NewCase, RecentEvent, StoredEvent};
pub use changes::{CaseOf, Change, DraftOf, NewChange};
pub use contact_lists::{ContactLine, ContactWith, Contacts};
pub use contacts::{Contact, ContactDraft, ContactPerson, StoredContactEvent};
pub use database::{Connection, Database, Durability, Transaction};
pub use directory::{Colleague, DirectorySearch, MemberOf, TeamEntry};
pub use form_guests::{FormGuest, NewFormGuest};
pub use form_hands::FormHand;
pub use form_sessions::{Draft, FormSession, NewFormSession};
pub use forms::{FormSource, FormVersion, NewForm, PublishedForm};
pub use identities::{Identity, NewIdentity};
pub use ids::{
    ApprovalId, ArticleFeedbackId, ArticleId, AuthenticatorAppId, CaseId, ContactId, FormGuestId,
    FormId, FormSessionId, IdentityId, JobId, MessageId, OpeningId, OrganisationId, PasskeyId,
    PersonId, ProtectionId, SignInId, StaffId, SubmissionId, TaskId, TeamId, TokenId, WarningId,
};
pub use jobs::{ClaimedJob, DeadJob, Lease, WaitingJobs};
pub use lists::{ListKey, ListPage, ListPosition};
pub use messages::{Message, MessageLine, NewMessage};
pub use openings::{NewOpening, Opening};
pub use organisation_people::{ActsFor, Authorised};
pub use organisations::Organisation;
pub use own_records::OwnRecord;
pub use passkeys::{NewPasskey, Passkey};
pub use people::{FirstTold, NewPerson, Person};
pub use people_search::{
    AlikePeople, AlikePerson, FoundPeople, FoundPerson, MOST_FOUND, SearchLimits,
};
pub use protections::{NewProtection, Protection};
pub use seeding::{SeededPerson, Staging};
pub use sign_ins::{Holder, NewSignIn, SignIn};
pub use sqlx::Error;
pub use staff::{NewStaff, Staff, StaffLine};
pub use subject_access::{
    About, Column as HeldColumn, Copied, Extent, Kind, Reached, TABLES, Table, Use,
};
pub use submissions::{NewSubmission, ReuseCount, Submission};
pub use task_lists::{DueBy, TaskCounts, TaskFilter, TaskKey, TaskPage, TaskPosition, Whose};
pub use task_reminders::TaskReminder;
pub use tasks::{NewTask, StoredTaskEvent, Task, TaskAbout};
pub use teams::{Team, TeamMember};
pub use timestamp::Timestamp;
pub use tokens::{NewToken, Token};
pub use verification::{Approval, Drawn};
pub use verified_channels::{ChannelOf, VerifiedChannel};
pub use warnings::{Change as WarningChange, NewWarning, Warning};
pub use work::{DraftFor, OwnerCount};
pub use work_changes::{Changed, ChangedCase, ChangedTask, WorkOf};
