//! Every noun has an id of its own type, so that one can't be handed over for another.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type, serde::Serialize, serde::Deserialize)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id; later ones sort after earlier ones.
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )* };
}

ids! {
    /// A person in the record: whose form or case it is.
    PersonId
    /// A member of staff.
    StaffId
    /// A way in which a resident proves who they are.
    IdentityId
    /// A passkey.
    PasskeyId
    /// An app that shows codes.
    AuthenticatorAppId
    /// One sign-in, in one browser.
    SignInId
    /// A link or code that was sent to somebody.
    TokenId
    /// A team that looks after services.
    TeamId
    /// An organisation that the council knows.
    OrganisationId
    /// One version of one form.
    FormId
    /// One filling-in of a form.
    FormSessionId
    /// A time that the resident typed in a draft that staff began.
    FormGuestId
    /// What was frozen when a form was submitted.
    SubmissionId
    /// One conversation with somebody, on one channel.
    ContactId
    /// A question in somebody's account, whether it is they who are in touch.
    ApprovalId
    /// A case.
    CaseId
    /// Something that somebody has to do.
    TaskId
    /// A warning about somebody, or a need of theirs.
    WarningId
    /// Something that staff, and residents, read up.
    ArticleId
    /// What somebody said of an article.
    ArticleFeedbackId
    /// Work to be done in a while.
    JobId
    /// A message on its way out.
    MessageId
    /// An opening of somebody's record.
    OpeningId
    /// A protection of somebody's address.
    ProtectionId
}
