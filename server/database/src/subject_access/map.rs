//! Every column of every table, in the order of the alphabet.

use super::{
    About, Column, Reached, Table, id, json, left, moment, named, number, sealed, secret, words,
};

/// The name of a member of staff: what they do in their job, they do by name.
const STAFF: &str = "SELECT staff.name FROM staff WHERE staff.id = ";
const TEAM: &str = "SELECT teams.name FROM teams WHERE teams.id = ";
const CASE: &str = "SELECT cases.reference FROM cases WHERE cases.id = ";
const ORGANISATION: &str = "SELECT organisations.name FROM organisations WHERE organisations.id = ";
const SERVICE: &str = "SELECT forms.slug FROM forms WHERE forms.id = ";

/// The id of a row that nothing else in a copy names.
const ROW: Column = left("id", "it names the row and says nothing");
const REVISION: Column = left("revision", "it keeps two changes at once apart");

/// What a table holds of the people of the record.
const fn people(rows: &'static str, order: &'static str, columns: &'static [Column]) -> About {
    About::People(Reached {
        rows,
        order,
        withheld: None,
        columns,
    })
}

/// As [`people`], of a table with rows that the person is lawfully not told of.
const fn people_but(
    withheld: &'static str,
    rows: &'static str,
    order: &'static str,
    columns: &'static [Column],
) -> About {
    About::People(Reached {
        rows,
        order,
        withheld: Some(withheld),
        columns,
    })
}

const fn nobody(because: &'static str, columns: &'static [&'static str]) -> About {
    About::Nobody { because, columns }
}

/// The map. Accounts of staff are asked for where they are employed, and not by their record as a resident.
#[rustfmt::skip]
pub static TABLES: &[Table] = &[
    Table { name: "article_feedback", about: nobody("what staff say of articles, who are asked to name nobody",
        &["id", "article_id", "task_id", "kind", "words", "given_by", "given_at"]) },
    Table { name: "article_services", about: nobody("which services articles are about", &["article_id", "slug"]) },
    Table { name: "article_texts", about: nobody("what articles say",
        &["article_id", "language", "title", "summary", "keywords", "text", "has_resident_part", "changed_by", "changed_at"]) },
    Table { name: "article_versions", about: nobody("what articles said, and which staff wrote it",
        &["article_id", "revision", "act", "state", "owner_id", "review_on", "services", "language", "title", "summary",
          "keywords", "text", "changed_by", "changed_at"]) },
    Table { name: "article_word_slips", about: nobody("words of articles with a letter missing", &["slip", "word"]) },
    Table { name: "article_words", about: nobody("words of articles",
        &["word", "article_id", "language", "weight", "resident_weight"]) },
    Table { name: "articles", about: nobody("articles about what the council does",
        &["id", "slug", "state", "owner_id", "review_on", "revision", "created_at"]) },
    Table { name: "assertions", about: people(
        "subject_kind = 'person' AND subject_id IN (SELECT id FROM these_people)
         AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases))",
        "asserted_at, id",
        &[id("id"), left("subject_kind", "it is a person's"), id("subject_id"), words("attribute"), words("act"),
          json("value"), sealed("sealed"), words("since"), moment("valid_until"), words("source"), words("verified"),
          words("actor_kind"), named("actor_id", STAFF), words("channel"), named("case_id", CASE), id("about_id"),
          words("reason").kept_back(), moment("asserted_at")]) },
    Table { name: "audit_events", about: people_but(
        "details ->> 'withheld' IS NOT NULL",
        "(thing_kind = 'person' AND thing_id IN (SELECT id FROM these_people))
         OR (thing_kind = 'case' AND thing_id IN (SELECT id FROM these_cases))
         OR (thing_kind = 'form-session' AND thing_id IN (SELECT id FROM these_forms))
         OR (actor_kind = 'resident' AND actor_id IN (SELECT id FROM these_accounts))",
        "happened_at, id",
        &[ROW, words("actor_kind"), named("actor_id", STAFF), words("verb"), words("thing_kind"),
          named("thing_id", CASE), json("details").read_first(), moment("happened_at")]) },
    Table { name: "audit_head", about: nobody("the end of the chain of hashes", &["id", "sequence", "chain"]) },
    Table { name: "audit_links", about: nobody("the chain of hashes over the audit trail, with salts that are secret",
        &["sequence", "event_id", "salt", "digest", "chain"]) },
    Table { name: "authenticator_apps", about: nobody("the second factors of staff",
        &["id", "staff_id", "sealed_secret", "last_step", "created_at", "last_used_at"]) },
    Table { name: "callbacks", about: people(
        "task_id IN (SELECT id FROM tasks WHERE person_id IN (SELECT id FROM these_people))
         AND task_id NOT IN (SELECT id FROM hidden_tasks)",
        "task_id",
        &[id("task_id"), left("contact_id", "it names the contact in which it was asked for"), words("name"),
          words("telephone"), words("best_time").read_first(), words("slug"), json("answers").read_first(),
          number("attempts"), words("last_outcome")]) },
    Table { name: "case_events", about: people(
        "case_id IN (SELECT id FROM these_cases)",
        "happened_at, id",
        &[ROW, named("case_id", CASE), words("actor_kind"), named("actor_id", STAFF), json("event").kept_back(),
          moment("happened_at")]) },
    Table { name: "cases", about: people(
        "id IN (SELECT id FROM these_cases)",
        "opened_at, id",
        &[left("id", "the reference names the case"), words("reference"), left("form_id", "the slug names the service"),
          words("slug"), id("subject_id"), named("organisation_id", ORGANISATION), words("actor_kind"),
          named("actor_id", STAFF), words("channel"), id("contact_id"), words("status"), REVISION, moment("opened_at"),
          moment("updated_at"), named("assisted_by", STAFF)]) },
    Table { name: "changes", about: people(
        "person_id IN (SELECT id FROM these_people) AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases))",
        "changed_at, id",
        &[id("id"), id("person_id"), json("attributes"), words("actor_kind"), named("actor_id", STAFF), words("channel"),
          named("case_id", CASE), moment("changed_at")]) },
    Table { name: "contact_events", about: people(
        "contact_id IN (SELECT contact_id FROM contact_people WHERE removed_at IS NULL AND person_id IN (SELECT id FROM these_people))
         AND (event ->> 'slug' IS NULL OR event ->> 'slug' NOT IN (SELECT slug FROM forms WHERE id IN (SELECT id FROM hidden_forms)))",
        "happened_at, id",
        &[ROW, id("contact_id"), named("staff_id", STAFF), json("event").kept_back(), moment("happened_at")]) },
    Table { name: "contact_people", about: people(
        "removed_at IS NULL AND person_id IN (SELECT id FROM these_people)",
        "added_at, contact_id",
        &[id("contact_id"), id("person_id"), named("organisation_id", ORGANISATION), id("represented_by"), words("rung"),
          words("method"), moment("verified_at"), moment("added_at"), moment("removed_at")]) },
    Table { name: "contact_topics", about: people(
        "contact_id IN (SELECT contact_id FROM contact_people WHERE removed_at IS NULL AND person_id IN (SELECT id FROM these_people))
         AND (slug IS NULL OR slug NOT IN (SELECT slug FROM forms WHERE id IN (SELECT id FROM hidden_forms)))",
        "contact_id, place",
        &[id("contact_id"), left("place", "it is the order of a list"), words("slug"), words("outcome")]) },
    Table { name: "contacts", about: people(
        "id IN (SELECT contact_id FROM contact_people WHERE removed_at IS NULL AND person_id IN (SELECT id FROM these_people))",
        "started_at, id",
        &[id("id"), words("channel"), named("started_by", STAFF), named("staff_id", STAFF), named("team_id", TEAM),
          moment("started_at"), moment("moved_at"), moment("ended_at"), words("resolved"), words("avoidable"), REVISION]) },
    Table { name: "form_guests", about: people(
        "form_session_id IN (SELECT id FROM these_forms)",
        "made_at, id",
        &[ROW, left("form_session_id", "the form is in the copy"), named("staff_id", STAFF), words("kind"),
          secret("code_hash", "lets somebody type in a form"), left("visitor", "it names a browser and says nothing"),
          words("page"), moment("made_at"), moment("taken_at"), moment("last_seen_at"), moment("ended_at"),
          words("ending")]) },
    Table { name: "form_hands", about: people(
        "form_session_id IN (SELECT id FROM these_forms)",
        "last_seen_at, actor_id",
        &[left("form_session_id", "the form is in the copy"), words("actor_kind"), named("actor_id", STAFF),
          words("channel"), words("page"), moment("last_seen_at")]) },
    Table { name: "form_sessions", about: people(
        "id IN (SELECT id FROM these_forms)",
        "created_at, id",
        &[ROW, named("form_id", SERVICE), id("subject_id"), named("organisation_id", ORGANISATION),
          words("actor_kind"), named("actor_id", STAFF), words("channel"), words("known_as"), id("contact_id"),
          json("progress").read_first(), REVISION, named("case_id", CASE), moment("created_at"),
          moment("updated_at"), moment("shared_at")]) },
    Table { name: "forms", about: nobody("the questions, without anybody's answers",
        &["id", "slug", "version", "source", "definition", "checksum", "created_at", "published_at", "is_sensitive"]) },
    Table { name: "identities", about: people(
        "id IN (SELECT id FROM these_accounts)",
        "created_at, id",
        &[ROW, id("person_id"), words("issuer"), words("subject"), words("email"),
          secret("password_hash", "proves a password"), json("preferences"), moment("verified_at"),
          words("verified_how"), named("verified_by", STAFF), moment("created_at"), moment("last_signed_in_at"),
          moment("closed_at")]) },
    Table { name: "jobs", about: nobody("work that names other rows by their ids; what came of it is in those",
        &["id", "kind", "payload", "schedule_key", "run_at", "attempts", "lease_owner", "leased_until", "last_error",
          "created_at", "finished_at", "dead_at"]) },
    Table { name: "messages", about: people(
        "(person_id IN (SELECT id FROM these_people)
          OR (person_id IS NULL AND case_id IN (SELECT id FROM these_cases)))
         AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases))",
        "created_at, id",
        &[ROW, words("kind"), words("means"), words("address"), words("subject"),
          secret("text", "may hold a link that opens an account, and goes once it is sent"),
          secret("html", "may hold a link that opens an account, and goes once it is sent"),
          words("language"), id("person_id"), named("case_id", CASE), number("attempts"), moment("created_at"),
          moment("sent_at"), moment("given_up_at")]) },
    Table { name: "name_word_slips", about: nobody("words of names with a letter missing, without whose they are", &["slip", "word"]) },
    Table { name: "name_words", about: nobody("words of names, without whose they are", &["word"]) },
    Table { name: "organisation_people", about: people(
        "person_id IN (SELECT id FROM these_people)",
        "added_at, organisation_id, person_id",
        &[named("organisation_id", ORGANISATION), id("person_id"), words("capacity"), moment("added_at"),
          moment("ended_at")]) },
    Table { name: "organisations", about: nobody("names of organisations",
        &["id", "name", "created_at", "champions_since"]) },
    Table { name: "passkeys", about: people(
        "holder_kind = 'resident' AND holder_id IN (SELECT id FROM these_accounts)",
        "created_at, id",
        &[ROW, left("holder_kind", "it is a resident's"), left("holder_id", "the account that it opens is theirs"),
          secret("credential_id", "names a key on somebody's device"), secret("credential", "proves a passkey"),
          words("name"), moment("created_at"), moment("last_used_at")]) },
    Table { name: "people", about: people(
        "id IN (SELECT id FROM these_people)",
        "created_at, id",
        &[id("id"), words("name"), words("email"), words("telephone"), words("date_of_birth"), words("address_line"),
          words("postcode"), words("died_on"), moment("created_at"), id("joined_to"),
          left("searchable", "what the record is found by, in the index of searches")]) },
    Table { name: "protection_teams", about: people(
        "protection_id IN (SELECT id FROM protections WHERE person_id IN (SELECT id FROM these_people))",
        "protection_id, team_id", &[id("protection_id"), named("team_id", TEAM)]) },
    Table { name: "protections", about: people(
        "person_id IN (SELECT id FROM these_people)", "placed_at, id",
        &[id("id"), id("person_id"), words("reason").kept_back(), named("placed_by", STAFF), moment("placed_at"),
          moment("review_at"), named("lifted_by", STAFF), moment("lifted_at")]) },
    Table { name: "rate_limits", about: nobody("counts by hashes of whoever tried, which lapse within a day",
        &["key_hash", "count", "expires_at"]) },
    Table { name: "record_openings", about: people_but(
        "withheld IS NOT NULL AND released_at IS NULL",
        "person_id IN (SELECT id FROM these_people) AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases))",
        "opened_at, id",
        &[ROW, id("person_id"), named("staff_id", STAFF), words("role"), words("reason"), words("contact"),
          named("case_id", CASE), words("stated").read_first(), moment("opened_at"), moment("last_viewed_at"),
          number("views"), words("withheld"), moment("review_at"), moment("reviewed_at"), named("reviewed_by", STAFF),
          moment("released_at")]) },
    Table { name: "search_entries", about: nobody("an index over what is in people and assertions", &["kind", "word", "person_id"]) },
    Table { name: "sessions", about: nobody(
        "what a browser is in the middle of, found by a hash of its cookie alone; whose sign-ins it holds is in sign_ins",
        &["id_hash", "contents", "expires_at"]) },
    Table { name: "sign_ins", about: people(
        "holder_kind = 'resident' AND holder_id IN (SELECT id FROM these_accounts)",
        "signed_in_at, id",
        &[ROW, left("holder_kind", "it is a resident's"), left("holder_id", "the account that is signed in is theirs"),
          words("method"), words("device"), words("lifetime"), moment("signed_in_at"), moment("last_seen_at")]) },
    Table { name: "staff", about: nobody("accounts of staff",
        &["id", "email", "name", "password_hash", "created_at", "ended_at"]) },
    Table { name: "staff_looks", about: nobody("until when staff have seen what changed",
        &["id", "staff_id", "marked_at", "looked_at"]) },
    Table { name: "staff_own_records", about: people(
        "person_id IN (SELECT id FROM these_people)",
        "linked_at, staff_id, person_id",
        &[named("staff_id", STAFF), id("person_id"), moment("linked_at")]) },
    Table { name: "staff_roles", about: nobody("roles of staff",
        &["staff_id", "role", "team_id", "organisation_id"]) },
    Table { name: "submissions", about: people(
        "case_id IN (SELECT id FROM these_cases)",
        "submitted_at, id",
        &[ROW, left("form_session_id", "the case names what it opened"), named("form_id", SERVICE),
          named("case_id", CASE), id("subject_id"), named("organisation_id", ORGANISATION), words("actor_kind"),
          named("actor_id", STAFF), words("channel"), json("snapshot").read_first(),
          number("answers_needed"), number("answers_reused"), number("pages_saved"), number("keystrokes_saved"),
          moment("submitted_at")]) },
    Table { name: "task_events", about: people(
        "task_id IN (SELECT id FROM tasks WHERE (person_id IN (SELECT id FROM these_people)
             OR case_id IN (SELECT id FROM these_cases)) AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases)))
         AND task_id NOT IN (SELECT id FROM hidden_tasks)",
        "happened_at, id",
        &[ROW, id("task_id"), words("actor_kind"), named("actor_id", STAFF), json("event").kept_back(), moment("happened_at")]) },
    Table { name: "task_reminders", about: nobody("which staff were reminded when", &["staff_id", "reminded_on"]) },
    Table { name: "tasks", about: people(
        "(person_id IN (SELECT id FROM these_people) OR case_id IN (SELECT id FROM these_cases))
         AND (case_id IS NULL OR case_id NOT IN (SELECT id FROM hidden_cases))
         AND id NOT IN (SELECT id FROM hidden_tasks)",
        "created_at, id",
        &[id("id"), words("kind"), left("once_key", "it keeps the task from being made twice"), id("person_id"),
          named("case_id", CASE), named("organisation_id", ORGANISATION), json("details").read_first(),
          named("team_id", TEAM), named("owner_id", STAFF), words("due_on"), number("due_minute"), words("created_by_kind"),
          named("created_by_id", STAFF), moment("created_at"),
          left("changed_at", "the last entry of its story says so"), moment("acknowledged_at"), named("acknowledged_by", STAFF),
          moment("done_at"), named("done_by", STAFF), words("outcome").read_first(), REVISION,
          left("article_id", "articles are about nobody")]) },
    Table { name: "team_services", about: nobody("what teams look after", &["team_id", "slug"]) },
    Table { name: "teams", about: nobody("names of teams, and what the directory says of them",
        &["id", "name", "created_at", "dealings", "telephone", "email", "hours", "callback_words", "callback_hours",
          "callback_questions", "revision"]) },
    Table { name: "tokens", about: people(
        "identity_id IN (SELECT id FROM these_accounts)
         OR address IN (SELECT email FROM identities WHERE id IN (SELECT id FROM these_accounts))",
        "created_at, id",
        &[ROW, secret("secret_hash", "proves a link or a code"), words("purpose"),
          left("identity_id", "the account that it was sent for is theirs"), left("staff_id", "absent from residents' links"),
          words("address"), left("visitor", "it names a browser"),
          secret("payload", "what the link does, which may be to set a password"), number("tries"),
          moment("created_at"), moment("expires_at")]) },
    Table { name: "verification_approvals", about: people(
        "person_id IN (SELECT id FROM these_people)",
        "asked_at, id",
        &[ROW, id("contact_id"), id("person_id"), named("staff_id", STAFF), moment("asked_at"), moment("expires_at"),
          words("answer"), left("identity_id", "it is an account of the record"), moment("answered_at")]) },
    Table { name: "verification_questions", about: people(
        "person_id IN (SELECT id FROM these_people)",
        "person_id",
        &[id("person_id"), left("draw_id", "it keeps two answers at once apart"),
          secret("drawn", "is what whoever calls will be asked"), json("failures")]) },
    Table { name: "verified_channels", about: people(
        "person_id IN (SELECT id FROM these_people)",
        "verified_at, means, address",
        &[id("person_id"), words("means"), words("address"), words("how"), moment("verified_at")]) },
    Table { name: "warnings", about: people_but(
        "withheld IS NOT NULL", "person_id IN (SELECT id FROM these_people)", "placed_at, id",
        &[ROW, id("person_id"), words("kind"), words("words").read_first(), words("withheld"), named("owner_id", STAFF),
          moment("placed_at"), words("expires_on"), moment("ended_at"), named("ended_by", STAFF), REVISION]) },
];
