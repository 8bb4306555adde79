//! What staff may do: role × permission × service × team.
//!
//! A person holds any number of roles and may do what any one of them lets them do. *all* is everywhere, *team* is
//! the services that the role's team looks after and those that no team looks after, and – is nowhere.
//!
//! | permission | adviser | caseworker | team-leader | content-designer | champion | data-protection-officer | administrator | because |
//! |---|---|---|---|---|---|---|---|---|
//! | see-desk | all | all | all | all | – | all | all | everyone who works for the council begins there; a champion is a volunteer and has a page of their own |
//! | see-people | all | all | all | – | – | all | – | whoever helps people has to find them, and the data protection officer answers for what is held about them |
//! | add-people | all | all | all | – | – | – | – | somebody new may call, or write to a team |
//! | change-records | all | all | all | – | – | – | – | whoever hears that something changed writes it down, with where it comes from |
//! | see-sealed-values | – | all | all | – | – | all | – | bank details and National Insurance numbers are for those who decide with them |
//! | export-records | – | – | – | – | – | all | – | a copy of all that is held leaves the desk: who answers for data protection reads it first |
//! | check-identities | all | – | – | – | – | – | – | who is at the counter shows documents to an adviser, and joining records is done with them there |
//! | take-contacts | all | all | all | – | – | – | – | whoever answers a call or sees somebody at the counter writes down that they did |
//! | see-contacts | all | all | all | – | – | all | – | whoever takes over has to know what was said, and nobody is asked twice |
//! | start-forms | all | team | team | – | – | – | – | advisers help with anything; a team types what is sent to it |
//! | see-cases | all | team | team | – | – | all | – | advisers say how a case is getting on; teams see their own work only |
//! | see-answers | all | team | team | – | – | all | – | what was asked for is what a case is about |
//! | add-notes | all | team | team | – | – | – | – | a caller may have something to add to any case |
//! | change-statuses | – | team | team | – | – | – | – | deciding is the work of the team that looks after the service |
//! | see-tasks | team | team | all | team | – | – | all | what is to be done waits with those who do it; leaders and administrators find what waits with a team that nobody is in; articles are what waits with a content designer |
//! | work-tasks | team | team | team | team | – | – | – | whoever it waits for acknowledges it, does it or passes it on |
//! | assign-tasks | – | – | team | – | – | – | all | a leader shares the work out; an administrator moves what waits with nobody |
//! | ask-callbacks | all | all | all | – | – | – | – | whoever hears that somebody wants to be rung writes it down for those who can answer |
//! | note-needs | all | all | all | – | – | – | – | whoever hears what somebody needs writes it down for the next |
//! | warn-of-people | – | – | all | – | – | – | – | a warning follows somebody about, so whoever leads a team answers for it |
//! | see-organisations | all | all | all | – | – | all | all | a business writes, and champions belong to one |
//! | keep-organisations | all | all | all | – | – | – | all | whoever hears from one adds it and says who may act for it; an administrator adds those of champions |
//! | see-knowledge | all | all | all | all | – | all | all | what the council knows is no secret among those who work for it |
//! | write-knowledge | – | – | all | all | – | – | all | what everybody goes by, and residents read, has somebody who answers for it |
//! | see-teams | – | – | all | – | – | – | all | a leader has to know who looks after what |
//! | manage-teams | – | – | – | – | – | – | all | it decides who sees which cases |
//! | manage-staff | – | – | – | – | – | – | all | it decides who may do what |
//! | see-audit | – | – | – | – | – | all | all | those who answer for access see how it is used |
//! | see-insight | – | – | all | all | – | all | all | counts of forms name nobody, and show those who can change them what to change |
//! | see-mail | all | all | all | all | – | all | all | kept by the demo alone, where whoever tries the program has to read it |
//! | see-jobs | – | – | – | – | – | – | all | whether the machinery runs |
//! | retry-jobs | – | – | – | – | – | – | all | it sends again what failed |
//! | protect-people | – | – | all | – | – | all | – | whose address is a danger to them in the wrong hands is for a few to decide; to place a protection is not to see the address |
//! | withhold-views | – | – | all | – | – | all | – | whoever looks into fraud or into danger must not warn whom it is about; somebody else reviews it; so may teams of sensitive services |
//! | review-withheld | – | – | – | – | – | all | – | whether somebody is told who looked is not decided by whoever looked |
//! | see-champion-page | – | – | – | – | all | – | – | who they are, and for which organisation |
//!
//! An administrator sees no resident's record by that role: to run the accounts is not to read the post. A role that
//! is bound to a team reaches the services that no team looks after, so that no case waits for nobody.
//!
//! A task is within a team's reach when it is that team's, and within everybody's who has *team* in the table when it
//! is no team's and nobody else's: see [`Tasks`].
//!
//! # Sensitive services
//!
//! That somebody has a case of a *sensitive* service may put them in danger. Those see its cases who need to: the
//! members of a team that looks after the service, and the data protection officer. To everybody else there is no such
//! case, whatever the table says: not on its page, in lists, in searches or on its person's page. Where no team looks after
//! such a service, the data protection officer alone sees its cases, so an administrator gives it a team before it is
//! offered. Starting its form is nobody's secret: an adviser fills it in with whoever calls.
//!
//! Nobody acts on their own case, whatever their roles: see [`is_own`].
//!
//! # Fields
//!
//! see-cases shows reference, service, whose, status and dates; see-answers adds the answers and the story with its
//! notes. Residents see their own cases without notes and with the status in their own words, and no sensitive case at
//! all. see-tasks shows what is to be done, by when and with whom; whom it is about only to those who may see people or
//! the case; whom to ring only to those who may see people. Whoever asked for a callback sees how it is getting on, and
//! whoever may ask for one sees on a person's page by when they are rung, unless the team looks after sensitive services.
//! Everybody at the desk reads the directory of teams: it names nobody but staff. A status changes along the service's own steps only. see-people shows name, address for mail and telephone
//! number, what they need and what staff are warned of, and which accounts open the record, with masked addresses. Residents change their own name and telephone
//! number; the e-mail address by a link to the new one and with the password; never whether their identity is checked.
//! export-records adds everything that is held about somebody, secrets apart, at the desk and as a file.
//! manage-staff reads names, addresses, roles, whether an account is set up and the names of the records that are
//! somebody's own; it writes roles, whether the account is in use, and takes second factors away: never a password.

mod grants;

pub use grants::{Grant, Grants, Services, Tasks};
use uuid::Uuid;

use crate::{actors::UnknownWord, audit::words};

words! {
    /// What somebody is to the council. The word is in the database, in forms and on the command line.
    Role {
        Adviser = "adviser",
        Caseworker = "caseworker",
        TeamLeader = "team-leader",
        ContentDesigner = "content-designer",
        Champion = "champion",
        DataProtectionOfficer = "data-protection-officer",
        Administrator = "administrator",
    }
}

words! {
    /// What the program lets staff do.
    Permission {
        SeeDesk = "see-desk",
        /// Search people and open a person's page.
        SeePeople = "see-people",
        AddPeople = "add-people",
        /// Write down that something in somebody's record changed, is wrong or has ended.
        ChangeRecords = "change-records",
        /// See what is kept sealed: bank details, National Insurance number.
        SeeSealedValues = "see-sealed-values",
        /// Make a copy of everything that is held about somebody, for their right of access.
        ExportRecords = "export-records",
        /// See somebody's documents, say that an account is theirs, and join it to the council's own record of them.
        CheckIdentities = "check-identities",
        /// Start a contact, hand it over and wrap it up.
        TakeContacts = "take-contacts",
        /// Read a colleague's contact, once one has said why one opens the records of those with whom it is.
        SeeContacts = "see-contacts",
        /// Start a form for somebody else.
        StartForms = "start-forms",
        /// Cases in lists: reference, service, whose, status.
        SeeCases = "see-cases",
        /// A case's own page: the answers and the story.
        SeeAnswers = "see-answers",
        AddNotes = "add-notes",
        ChangeStatuses = "change-statuses",
        SeeTasks = "see-tasks",
        /// Acknowledge a task, take it, pass it on, finish it; write one down.
        WorkTasks = "work-tasks",
        /// Give a task to a colleague, or to another team.
        AssignTasks = "assign-tasks",
        /// Ask a team or a colleague to ring somebody, and see how it is getting on.
        AskCallbacks = "ask-callbacks",
        /// Note what somebody needs.
        NoteNeeds = "note-needs",
        /// Warn staff of a risk that somebody is.
        WarnOfPeople = "warn-of-people",
        SeeOrganisations = "see-organisations",
        /// Add and rename organisations, and say who may act for them.
        KeepOrganisations = "keep-organisations",
        /// Read articles, what is for staff included, and say what is wrong with one.
        SeeKnowledge = "see-knowledge",
        /// Write articles, publish, review and withdraw them.
        WriteKnowledge = "write-knowledge",
        SeeTeams = "see-teams",
        /// Teams, what they look after, and which organisations have champions.
        ManageTeams = "manage-teams",
        ManageStaff = "manage-staff",
        SeeAudit = "see-audit",
        /// Counts of what is sent and what did not have to be typed again: they name nobody.
        SeeInsight = "see-insight",
        /// Messages that the demo kept because nothing sends them.
        SeeMail = "see-mail",
        SeeJobs = "see-jobs",
        RetryJobs = "retry-jobs",
        /// Say to which teams alone somebody's address is shown.
        ProtectPeople = "protect-people",
        /// Keep a look at a record from the one it is about, for fraud or safeguarding.
        WithholdViews = "withhold-views",
        /// Review what is kept from people.
        ReviewWithheld = "review-withheld",
        SeeChampionPage = "see-champion-page",
    }
}

impl Permission {
    /// Whether it shows or changes cases, so that sensitive ones are out of its reach for those without need.
    pub fn is_about_cases(self) -> bool {
        matches!(
            self,
            Self::SeeCases | Self::SeeAnswers | Self::AddNotes | Self::ChangeStatuses
        )
    }
}

/// How far a role's permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Nowhere,
    /// The services that the role's team looks after, and those that no team looks after; the tasks of the role's
    /// team, and those of no team.
    Team,
    Everywhere,
}

impl Role {
    /// How far this role may do that: the table above.
    pub fn reach(self, permission: Permission) -> Reach {
        use Permission::*;
        match (self, permission) {
            (Self::Champion, SeeChampionPage) => Reach::Everywhere,
            (Self::Champion, _) | (_, SeeChampionPage) => Reach::Nowhere,
            (_, SeeDesk | SeeMail | SeeKnowledge)
            | (Self::TeamLeader | Self::ContentDesigner | Self::Administrator, WriteKnowledge)
            | (
                Self::Adviser | Self::Caseworker | Self::TeamLeader | Self::Administrator,
                SeeOrganisations | KeepOrganisations,
            )
            | (Self::DataProtectionOfficer, SeeOrganisations | SeeContacts)
            | (Self::Adviser | Self::Caseworker | Self::TeamLeader, TakeContacts | SeeContacts) => {
                Reach::Everywhere
            }
            (
                Self::Adviser,
                SeePeople | AddPeople | ChangeRecords | CheckIdentities | StartForms | SeeCases
                | SeeAnswers | AddNotes | NoteNeeds | AskCallbacks,
            )
            | (
                Self::Caseworker | Self::TeamLeader,
                SeePeople | AddPeople | ChangeRecords | SeeSealedValues | NoteNeeds | AskCallbacks,
            )
            | (
                Self::TeamLeader,
                SeeTeams | SeeTasks | SeeInsight | ProtectPeople | WarnOfPeople | WithholdViews,
            )
            | (Self::ContentDesigner, SeeInsight)
            | (
                Self::DataProtectionOfficer,
                SeePeople | SeeSealedValues | ExportRecords | SeeCases | SeeAnswers | SeeAudit
                | SeeInsight | ProtectPeople | WithholdViews | ReviewWithheld,
            )
            | (
                Self::Administrator,
                SeeTeams | SeeTasks | AssignTasks | ManageTeams | ManageStaff | SeeAudit
                | SeeInsight | SeeJobs | RetryJobs,
            ) => Reach::Everywhere,
            (
                Self::Caseworker | Self::TeamLeader,
                StartForms | SeeCases | SeeAnswers | AddNotes | ChangeStatuses,
            )
            | (Self::Adviser | Self::Caseworker | Self::ContentDesigner, SeeTasks | WorkTasks)
            | (Self::TeamLeader, WorkTasks | AssignTasks) => Reach::Team,
            _ => Reach::Nowhere,
        }
    }
}

/// Whether a case or a record is the asker's own: the person it is about is one of the people that they are as a
/// resident. Nobody decides about themselves, so this goes before every permission.
pub fn is_own(own: &[Uuid], subject: Option<Uuid>) -> bool {
    subject.is_some_and(|subject| own.contains(&subject))
}

/// Why a stored or typed role is not a grant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAGrant {
    #[error(transparent)]
    UnknownRole(#[from] UnknownWord),
    #[error("a team leader leads a team")]
    NoTeam,
    #[error("a champion belongs to an organisation")]
    NoOrganisation,
    #[error("that is no team and no organisation")]
    NotAnId,
}
