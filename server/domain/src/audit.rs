//! The audit trail's words: who did what to which thing. It is only ever added to, and it holds no answers and no
//! secrets: what was changed in a record stays in the record.

pub mod chain;

use crate::actors::UnknownWord;

/// An enum whose variants are stored, posted and looked up in the catalogues by a word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in the database, in URLs and in the keys of messages.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| one.word() == word)
                    .ok_or_else(|| UnknownWord(word.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = UnknownWord;

            fn try_from(word: String) -> Result<Self, UnknownWord> {
                word.parse()
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What was done, in the past tense. A new one needs the message `audit-verb-{word}`.
    AuditVerb {
        StaffAdded = "staff-added",
        /// A link was sent with which somebody sets their account up.
        StaffInvited = "staff-invited",
        /// An invitation was taken up, or a second factor set up again.
        AccountSetUp = "account-set-up",
        PasswordChanged = "password-changed",
        FactorAdded = "factor-added",
        FactorRemoved = "factor-removed",
        /// An administrator took away what somebody proved with who they are.
        FactorsReset = "factors-reset",
        SignInsEnded = "sign-ins-ended",
        RolesChanged = "roles-changed",
        AccountEnded = "account-ended",
        AccountRestored = "account-restored",
        /// A browser showed that a member of staff and a resident are one and the same.
        OwnRecordLinked = "own-record-linked",
        OwnRecordCleared = "own-record-cleared",
        /// A member of staff saw documents and the code that the account showed.
        IdentityChecked = "identity-checked",
        /// A member of staff wrote down that something in a record changed, was decided or has ended.
        RecordChanged = "record-changed",
        /// Whoever is in touch showed that they are the one they say, or did not.
        CallerVerified = "caller-verified",
        CallerNotVerified = "caller-not-verified",
        /// A member of staff saw the documents of whoever was in touch.
        DocumentsSeen = "documents-seen",
        /// Nobody is asked from a record for a day, since it failed too often.
        QuestionsLocked = "questions-locked",
        RecordsJoined = "records-joined",
        RecordsSeparated = "records-separated",
        /// A copy of everything that is held about somebody was made.
        RecordExported = "record-exported",
        TeamAdded = "team-added",
        TeamChanged = "team-changed",
        OrganisationAdded = "organisation-added",
        OrganisationRenamed = "organisation-renamed",
        /// Its volunteers may be champions from now on, or may not any more.
        ChampionsAllowed = "champions-allowed",
        ChampionsStopped = "champions-stopped",
        /// Somebody may act for an organisation.
        AuthorityAdded = "authority-added",
        AuthorityEnded = "authority-ended",
        /// A warning or a need was noted on somebody's record; which is on the record.
        WarningPlaced = "warning-placed",
        WarningChanged = "warning-changed",
        WarningEnded = "warning-ended",
        ArticleAdded = "article-added",
        ArticleChanged = "article-changed",
        /// Residents read their part of it from now on.
        ArticlePublished = "article-published",
        ArticleReviewed = "article-reviewed",
        ArticleWithdrawn = "article-withdrawn",
        ArticleRestored = "article-restored",
        /// The resident was let to type in a draft by themselves.
        FormHandedOver = "form-handed-over",
        /// The code for that was typed.
        FormGuestArrived = "form-guest-arrived",
        FormTakenBack = "form-taken-back",
        /// Somebody carries on with a draft that somebody else began.
        FormTakenUp = "form-taken-up",
        /// A task was given to a member of staff, or to nobody.
        TaskAssigned = "task-assigned",
        /// A task was given to another team, or to none.
        TaskPassed = "task-passed",
        TaskDone = "task-done",
        TaskReopened = "task-reopened",
        /// Somebody asked for what their roles do not let them do.
        PermissionRefused = "permission-refused",
        /// A member of staff asked for their own case or record at the desk.
        OwnRecordRefused = "own-record-refused",
        /// A member of staff looked at somebody's record.
        RecordOpened = "record-opened",
        /// A look at a record is kept from the one it is about.
        ViewWithheld = "view-withheld",
        /// Somebody else agreed to that.
        WithholdingAgreed = "withholding-agreed",
        WithholdingReleased = "withholding-released",
        /// From now on somebody's address is shown to some teams alone.
        ProtectionPlaced = "protection-placed",
        ProtectionChanged = "protection-changed",
        ProtectionLifted = "protection-lifted",
        /// An event was deleted from the trail, and its salt with it.
        EventErased = "event-erased",
    }
}

words! {
    /// The kind of thing it was done to. A new one needs the message `audit-thing-{word}`.
    AuditThing {
        Staff = "staff",
        Team = "team",
        Organisation = "organisation",
        Person = "person",
        Case = "case",
        Task = "task",
        Article = "article",
        FormSession = "form-session",
        /// All accounts there are.
        Everybody = "everybody",
        /// A page of the desk, when nothing more is known about what was asked for.
        Page = "page",
        /// An event of this trail.
        AuditEvent = "audit-event",
    }
}

words! {
    /// What an event may say beside that. A new one needs the message `audit-detail-{word}`.
    AuditDetail {
        Name = "name",
        NameBefore = "name-before",
        Roles = "roles",
        RolesBefore = "roles-before",
        Services = "services",
        ServicesBefore = "services-before",
        /// The id of a record.
        Person = "person",
        /// The name of what was changed in a record, never what it is.
        Attribute = "attribute",
        Permission = "permission",
        /// The words of the documents that were seen.
        Documents = "documents",
        /// `app` or `passkey`.
        Factor = "factor",
        /// Why a record was opened: `case`, `contact` or `stated`.
        Reason = "reason",
        /// How somebody was in touch.
        Contact = "contact",
        /// How somebody showed who they are, or tried to.
        Method = "method",
        /// The reference of the case that a record was opened for.
        Case = "case",
        /// The reason in the words of whoever opened the record.
        Stated = "stated",
        /// What keeps a look from the one it is about: `fraud` or `safeguarding`.
        Withheld = "withheld",
        /// The names of the teams that see an address.
        Teams = "teams",
        /// The pattern of a page's path: never whom or what it was about.
        Page = "page",
    }
}
