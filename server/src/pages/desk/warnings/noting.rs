//! `GET` and `POST /desk/people/{id}/warnings/new` and `/desk/people/{id}/warnings/{warning}`

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use guildhall_app::pages::{
    desk::warnings::{self as views, Changing, WarningForm},
    small_form::SmallForm,
};
use guildhall_database::{NewWarning, Person, Warning, WarningChange};
use guildhall_domain::{
    audit::AuditVerb,
    forms::Typed,
    permissions::Permission,
    warnings::{Noted, WarningKind, WarningProblem, WithholdingGround},
};
use time::Date;

use super::{address, event, finish_tasks, kinds, open, row};
use crate::{
    access::{May, needs},
    error::{AppError, Result},
    page::Frame,
    pages::{
        see,
        small_forms::{date, line, lines},
    },
    state::AppState,
};

type Writer = May<needs::NoteNeeds>;

const DATE: [&str; 3] = ["expires_on-day", "expires_on-month", "expires_on-year"];

pub async fn show_new(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Response> {
    staff.require(Permission::SeePeople)?;
    let person = staff.open_person(&state, &id).await?;
    let form = SmallForm::empty(staff.visitor.csrf());
    let page = new_page(&staff, &person, form);
    Ok(frame.at_desk(&staff).show(|| views::form(page)))
}

pub async fn submit_new(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path(id): Path<String>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    staff.require(Permission::SeePeople)?;
    let person = staff.open_person(&state, &id).await?;
    let offered = kinds(&staff);
    let kind: Option<WarningKind> = line(&typed, "kind").parse().ok();
    let kind = kind.filter(|kind| offered.contains(kind));
    let typed = Written::read(&typed);
    let (Some(kind), Ok(expires_on)) = (kind, typed.check(kind, state.clock.today())) else {
        let mut form = typed.form(staff.visitor.csrf(), kind, state.clock.today());
        form.typed
            .extend(kind.map(|kind| ("kind", kind.word().to_owned())));
        let page = new_page(&staff, &person, form);
        return Ok(frame.at_desk(&staff).invalid(|| views::form(page)));
    };
    let now = state.clock.now();
    let warning = NewWarning {
        person: person.id,
        kind,
        words: &typed.words,
        withheld: typed.withheld,
        owner: staff.id,
        expires_on,
    };
    let mut transaction = state.database.begin().await?;
    transaction.add_warning(&warning, now).await?;
    let event = event(&staff, AuditVerb::WarningPlaced, person.id);
    transaction.add_audit_event(&event, now).await?;
    transaction.commit().await?;
    let next = format!("/desk/people/{}/warnings?done=warning-is-placed", person.id);
    Ok(see(next).into_response())
}

pub async fn show(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response> {
    let (person, warning) = open(&state, &staff, (&person, &id)).await?;
    if warning.ended_at.is_some() {
        return Err(AppError::NotFound);
    }
    let form = Written::of(&warning).controls(staff.visitor.csrf());
    let page = change_page(&person, &warning, form);
    Ok(frame.at_desk(&staff).show(|| views::form(page)))
}

pub async fn submit(
    State(state): State<AppState>,
    staff: Writer,
    frame: Frame,
    Path((person_id, id)): Path<(String, String)>,
    Extension(typed): Extension<Typed>,
) -> Result<Response> {
    let (person, warning) = open(&state, &staff, (&person_id, &id)).await?;
    let seen: Option<i64> = line(&typed, "revision").parse().ok();
    let (today, typed) = (state.clock.today(), Written::read(&typed));
    let frame = frame.at_desk(&staff);
    let expires_on = match typed.check(Some(warning.kind), today) {
        Ok(expires_on) => expires_on,
        Err(_) => {
            let form = typed.form(staff.visitor.csrf(), Some(warning.kind), today);
            let page = change_page(&person, &warning, form);
            return Ok(frame.invalid(|| views::form(page)));
        }
    };
    let change = WarningChange {
        words: &typed.words,
        withheld: typed.withheld,
        expires_on,
    };
    let mut transaction = state.database.begin().await?;
    let revision = (warning.id, seen.unwrap_or(-1));
    if !transaction
        .change_warning(revision, &change, staff.id)
        .await?
    {
        drop(transaction);
        let (person, now) = open(&state, &staff, (&person_id, &id)).await?;
        let form = typed.controls(staff.visitor.csrf());
        let mut page = change_page(&person, &now, form);
        if let Some(change) = &mut page.change {
            change.now = Some(row(&staff, &now, today));
        }
        return Ok(frame.answer(StatusCode::CONFLICT, || views::form(page)));
    }
    if expires_on != warning.expires_on {
        finish_tasks(&mut transaction, &state, (staff.id, &warning)).await?;
    }
    let event = event(&staff, AuditVerb::WarningChanged, person.id);
    transaction
        .add_audit_event(&event, state.clock.now())
        .await?;
    transaction.commit().await?;
    let next = format!(
        "/desk/people/{}/warnings?done=warning-is-changed",
        person.id
    );
    Ok(see(next).into_response())
}

fn new_page(staff: &Writer, person: &Person, form: SmallForm) -> WarningForm {
    WarningForm {
        form,
        person: format!("/desk/people/{}", person.id),
        name: person.name.clone(),
        kinds: kinds(staff),
        change: None,
    }
}

fn change_page(person: &Person, warning: &Warning, form: SmallForm) -> WarningForm {
    WarningForm {
        form,
        person: format!("/desk/people/{}", person.id),
        name: person.name.clone(),
        kinds: vec![warning.kind],
        change: Some(Changing {
            href: address(warning),
            revision: warning.revision,
            now: None,
        }),
    }
}

/// What was typed, but for the kind.
struct Written {
    words: String,
    date: [String; 3],
    expires_on: Option<Date>,
    withheld: Option<WithholdingGround>,
}

impl Written {
    fn read(typed: &Typed) -> Self {
        Self {
            words: lines(typed, "words"),
            date: DATE.map(|part| line(typed, part)),
            expires_on: date(typed, "expires_on"),
            withheld: line(typed, "withheld").parse().ok(),
        }
    }

    /// What is noted, as it would have been typed.
    fn of(warning: &Warning) -> Self {
        let date = warning.expires_on;
        Self {
            words: warning.words.clone(),
            date: [
                date.day().to_string(),
                u8::from(date.month()).to_string(),
                date.year().to_string(),
            ],
            expires_on: Some(date),
            withheld: warning.withheld(),
        }
    }

    fn problems(&self, kind: Option<WarningKind>, today: Date) -> Vec<WarningProblem> {
        let noted = Noted {
            // Without a kind the rest is checked as strictly as for the least of them.
            kind: kind.unwrap_or(WarningKind::LargePrint),
            words: &self.words,
            expires_on: self.expires_on,
            withheld: self.withheld.filter(|_| kind.is_some()),
        };
        noted.problems(today)
    }

    /// The last day, where everything is as it must be.
    fn check(
        &self,
        kind: Option<WarningKind>,
        today: Date,
    ) -> std::result::Result<Date, Vec<WarningProblem>> {
        let problems = self.problems(kind, today);
        match self.expires_on {
            Some(date) if problems.is_empty() => Ok(date),
            _ => Err(problems),
        }
    }

    /// The form with what was typed.
    fn controls(&self, csrf: String) -> SmallForm {
        let mut form = SmallForm::empty(csrf);
        form.typed.push(("words", self.words.clone()));
        form.typed.extend(DATE.into_iter().zip(self.date.clone()));
        let withheld = self.withheld.map(|ground| ground.word().to_owned());
        form.typed.extend(withheld.map(|word| ("withheld", word)));
        form
    }

    /// The form with what was typed and what is wrong with it.
    fn form(&self, csrf: String, kind: Option<WarningKind>, today: Date) -> SmallForm {
        let mut form = self.controls(csrf);
        if kind.is_none() {
            form.errors.push(("kind", "warning-kind-empty"));
        }
        let wrong = |problem: WarningProblem| match problem {
            WarningProblem::NoWords => ("words", "warning-words-empty"),
            WarningProblem::WordsTooLong => ("words", "warning-words-too-long"),
            WarningProblem::NoLastDay => (DATE[0], "warning-until-wrong"),
            WarningProblem::LastDayTooFar => (DATE[0], "warning-until-far"),
            WarningProblem::NeedWithheld => ("withheld", "warning-need-withheld"),
        };
        let problems = self.problems(kind, today);
        form.errors.extend(problems.into_iter().map(wrong));
        form
    }
}
