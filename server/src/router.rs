//! Every URL, in one readable list.

use axum::{
    Router,
    extract::MatchedPath,
    http::{HeaderName, Request, StatusCode},
    middleware::from_fn_with_state,
    response::Response,
    routing::{MethodRouter, get},
};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    access, error,
    pages::{
        account, champion, desk, forms, home, information, insight, operations, recover, register,
        sign_in, staff, together,
    },
    security::{csrf, headers, sessions},
    state::AppState,
    static_files,
};

/// The whole program, as a service that answers requests.
pub fn router(state: AppState) -> Router {
    let sessions = sessions::layer(&state.config, state.database.clone(), state.clock.clone());
    let request_id = HeaderName::from_static("x-request-id");
    pages()
        .router
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(from_fn_with_state(state.clone(), csrf::protect))
        .layer(from_fn_with_state(state.clone(), access::recognise))
        .layer(sessions)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), error::pages))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .merge(unsessioned().router)
        .layer(from_fn_with_state(state.clone(), headers::add))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log),
        )
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(state)
}

/// Routes that know their own patterns, so that a test can try each of them as each kind of person.
struct Routes {
    router: Router<AppState>,
    patterns: Vec<&'static str>,
}

impl Routes {
    fn new() -> Self {
        Self {
            router: Router::new(),
            patterns: Vec::new(),
        }
    }

    fn route(mut self, pattern: &'static str, methods: MethodRouter<AppState>) -> Self {
        self.router = self.router.route(pattern, methods);
        self.patterns.push(pattern);
        self
    }
}

/// The pattern of every URL, in the order of the list.
pub fn patterns() -> Vec<&'static str> {
    let (pages, unsessioned) = (pages(), unsessioned());
    [pages.patterns, unsessioned.patterns].concat()
}

fn pages() -> Routes {
    Routes::new()
        // Residents
        .route("/", get(home::front::show))
        .route("/search", get(home::search::show))
        .route("/services", get(home::services::show))
        .route("/services/{slug}", get(home::start::show))
        .route(
            "/services/{slug}/start",
            axum::routing::post(home::start::submit),
        )
        .route("/guidance/{slug}", get(home::guidance::show))
        .route("/actions/suggest-services", get(home::search::suggest))
        .route("/actions/suggest-people", get(desk::people::suggest))
        // Measures
        .route("/insight", get(insight::show))
        // Form sessions, whoever types
        .route("/forms/{session}", get(forms::question::resume))
        .route(
            "/forms/{session}/check",
            get(forms::check::show).post(forms::check::submit),
        )
        .route("/forms/{session}/done", get(forms::done::show))
        .route(
            "/forms/{session}/{page}",
            get(forms::question::show).post(forms::question::submit),
        )
        // The resident types in a draft at the side of staff
        .route("/together", get(together::show).post(together::submit))
        .route("/together/finished", get(together::show_finished))
        .route("/together/{guest}", get(together::resume))
        .route("/together/{guest}/over", get(together::show_over))
        .route(
            "/together/{guest}/finish",
            get(together::finishing::show).post(together::finishing::submit),
        )
        .route(
            "/together/{guest}/give-back",
            get(together::giving_back::show).post(together::giving_back::submit),
        )
        .route(
            "/together/{guest}/form/check",
            get(forms::check::show).post(forms::check::submit),
        )
        .route("/together/{guest}/form/done", get(forms::done::show))
        .route(
            "/together/{guest}/form/{page}",
            get(forms::question::show).post(forms::question::submit),
        )
        // Residents' ways into their accounts
        .route("/register", get(register::show).post(register::submit))
        .route(
            "/register/{secret}",
            get(register::show_confirm).post(register::submit_confirm),
        )
        .route(
            "/sign-in",
            get(sign_in::passwords::show).post(sign_in::passwords::submit),
        )
        .route(
            "/sign-in/passkey",
            get(sign_in::passkeys::show).post(sign_in::passkeys::submit),
        )
        .route(
            "/sign-in/which",
            get(sign_in::passwords::show_which).post(sign_in::passwords::submit_which),
        )
        .route(
            "/sign-in/link",
            get(sign_in::links::show_ask).post(sign_in::links::submit_ask),
        )
        .route(
            "/sign-in/link/{secret}",
            get(sign_in::links::show_open).post(sign_in::links::submit_open),
        )
        .route("/sign-in/sent", get(sign_in::show_sent))
        .route("/sign-in/remaining", get(sign_in::staying::remaining))
        .route("/sign-in/stay", axum::routing::post(sign_in::staying::stay))
        .route("/sign-in/carry-on", get(sign_in::staying::carry_on))
        .route("/sign-out", axum::routing::post(sign_in::sign_out))
        .route("/signed-out", get(sign_in::show_signed_out))
        .route("/recover", get(recover::show).post(recover::submit))
        .route("/recover/done", get(recover::show_done))
        .route(
            "/recover/{secret}",
            get(recover::show_new).post(recover::submit_new),
        )
        // A resident's account
        .route("/account", get(account::front::show))
        .route(
            "/account/drafts/{id}/carry-on",
            axum::routing::post(account::drafts::carry_on),
        )
        .route(
            "/account/drafts/{id}/delete",
            get(account::front::show_delete).post(account::front::submit_delete),
        )
        .route("/account/cases", get(account::cases::list))
        .route("/account/cases/{reference}", get(account::cases::show))
        .route("/account/copy", get(account::copy::show))
        .route("/account/copy.json", get(account::copy::download))
        .route("/account/details", get(account::details::show))
        .route(
            "/account/details/change",
            get(account::details::show_change).post(account::details::submit_change),
        )
        .route(
            "/account/details/{attribute}",
            get(account::held::show).post(account::held::submit),
        )
        .route("/account/changes/{id}", get(account::changes::show))
        .route(
            "/account/details/email",
            get(account::email::show).post(account::email::submit),
        )
        .route(
            "/account/email/{secret}",
            get(account::email::show_confirm).post(account::email::submit_confirm),
        )
        .route(
            "/account/details/password",
            get(account::password::show).post(account::password::submit),
        )
        .route(
            "/account/notifications",
            get(account::notifications::show).post(account::notifications::submit),
        )
        .route(
            "/account/sign-ins",
            get(account::sign_ins::show).post(account::sign_ins::submit),
        )
        .route("/account/passkeys", get(account::passkeys::show))
        .route(
            "/account/passkeys/new",
            get(account::passkeys::show_new).post(account::passkeys::submit_new),
        )
        .route(
            "/account/passkeys/{id}/remove",
            get(account::passkeys::show_remove).post(account::passkeys::submit_remove),
        )
        .route(
            "/account/claim",
            get(account::claims::show).post(account::claims::submit),
        )
        .route(
            "/account/claim/{ticket}",
            get(account::claims::show_code).post(account::claims::submit_code),
        )
        .route(
            "/account/identity",
            get(account::identity::show).post(account::identity::submit),
        )
        .route(
            "/account/record",
            get(account::records::show).post(account::records::submit),
        )
        .route(
            "/account/record/{ticket}",
            get(account::records::show_code).post(account::records::submit_code),
        )
        .route("/account/access", get(account::access::show))
        .route(
            "/account/approvals/{id}",
            get(account::approvals::show).post(account::approvals::submit),
        )
        .route(
            "/account/close",
            get(account::close::show).post(account::close::submit),
        )
        .route("/account-closed", get(account::close::show_closed))
        // About this website
        .route("/accessibility", get(information::accessibility))
        .route("/privacy", get(information::privacy))
        .route("/cookies", get(information::cookies))
        // Ways in for staff and champions
        .route(
            "/staff/sign-in",
            get(staff::sign_in::show).post(staff::sign_in::submit),
        )
        .route(
            "/staff/sign-in/second",
            get(staff::second_factor::show).post(staff::second_factor::submit),
        )
        .route(
            "/staff/sign-out",
            axum::routing::post(staff::sign_in::sign_out),
        )
        .route(
            "/staff/recover",
            get(staff::recover::show).post(staff::recover::submit),
        )
        .route("/staff/recover/sent", get(staff::recover::show_sent))
        .route(
            "/staff/recover/{secret}",
            get(staff::recover::show_new).post(staff::recover::submit_new),
        )
        .route(
            "/staff/set-up/{secret}",
            get(staff::setting_up::show).post(staff::setting_up::submit),
        )
        .route(
            "/staff/set-up/{secret}/factor",
            get(staff::setting_up::show_factor),
        )
        .route(
            "/staff/set-up/{secret}/app",
            get(staff::setting_up::show_app).post(staff::setting_up::submit_app),
        )
        .route(
            "/staff/set-up/{secret}/passkey",
            get(staff::setting_up::show_passkey).post(staff::setting_up::submit_passkey),
        )
        // How a member of staff or a champion signs in themselves
        .route("/desk/account", get(desk::own_account::show))
        .route(
            "/desk/account/app",
            get(desk::own_factors::show_app).post(desk::own_factors::submit_app),
        )
        .route(
            "/desk/account/passkey",
            get(desk::own_factors::show_passkey).post(desk::own_factors::submit_passkey),
        )
        .route(
            "/desk/account/factors/{id}/remove",
            get(desk::own_factors::show_remove).post(desk::own_factors::submit_remove),
        )
        .route(
            "/desk/account/password",
            get(desk::own_account::show_password).post(desk::own_account::submit_password),
        )
        .route(
            "/desk/account/sign-ins",
            axum::routing::post(desk::own_account::submit_sign_ins),
        )
        // The desk
        .route("/desk", get(desk::front::show))
        .route("/desk/start", axum::routing::post(desk::front::submit))
        .route("/desk/search", get(desk::finding::show))
        // Contacts: one conversation with somebody
        .route(
            "/desk/contacts",
            get(desk::contacts::show).post(desk::contacts::submit),
        )
        .route("/desk/contacts/{id}", get(desk::contacts::show_one))
        .route(
            "/desk/contacts/{id}/people",
            axum::routing::post(desk::contacts::add_person),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/speak-for",
            axum::routing::post(desk::contacts::speak_for),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/remove",
            get(desk::contacts::show_remove).post(desk::contacts::remove_person),
        )
        // Who is calling
        .route(
            "/desk/contacts/{id}/people/{person}/verify",
            get(desk::contacts::show_verify),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/code",
            axum::routing::post(desk::contacts::send_code),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/code/{ticket}",
            get(desk::contacts::show_code).post(desk::contacts::submit_code),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/approval",
            axum::routing::post(desk::contacts::submit_approval),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/questions",
            get(desk::contacts::show_questions).post(desk::contacts::submit_questions),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/documents",
            get(desk::contacts::show_documents).post(desk::contacts::submit_documents),
        )
        .route(
            "/desk/contacts/{id}/people/{person}/verify/authority",
            axum::routing::post(desk::contacts::submit_authority),
        )
        .route(
            "/desk/contacts/{id}/forms",
            axum::routing::post(desk::contacts::submit_form),
        )
        .route(
            "/desk/contacts/{id}/notes",
            axum::routing::post(desk::contacts::submit_note),
        )
        .route(
            "/desk/contacts/{id}/hand-over",
            get(desk::contacts::show_hand_over).post(desk::contacts::submit_hand_over),
        )
        .route(
            "/desk/contacts/{id}/take",
            axum::routing::post(desk::contacts::take),
        )
        .route(
            "/desk/contacts/{id}/end",
            get(desk::contacts::show_end).post(desk::contacts::submit_end),
        )
        .route("/desk/people", get(desk::people::show))
        .route(
            "/desk/people/new",
            get(desk::people::show_new).post(desk::people::submit_new),
        )
        .route("/desk/people/{id}", get(desk::person::show))
        .route("/desk/people/{id}/export", get(desk::export::show))
        .route("/desk/people/{id}/export.json", get(desk::export::download))
        .route(
            "/desk/people/{id}/why",
            get(desk::why::show).post(desk::why::submit),
        )
        .route(
            "/desk/people/{id}/start",
            axum::routing::post(desk::person::submit),
        )
        .route(
            "/desk/people/{id}/record/{attribute}",
            get(desk::record::show).post(desk::record::submit),
        )
        .route(
            "/desk/people/{id}/accounts/{identity}",
            get(desk::identities::show).post(desk::identities::submit),
        )
        .route(
            "/desk/people/{id}/protection",
            get(desk::protection::show).post(desk::protection::submit),
        )
        .route(
            "/desk/people/{id}/protection/lift",
            get(desk::protection::show_lift).post(desk::protection::submit_lift),
        )
        .route("/desk/people/{id}/join", get(desk::joining::search))
        .route(
            "/desk/people/{id}/join/{other}",
            get(desk::joining::show).post(desk::joining::submit),
        )
        .route(
            "/desk/people/{id}/separate",
            get(desk::joining::show_separate).post(desk::joining::submit_separate),
        )
        .route("/desk/people/{id}/warnings", get(desk::warnings::show))
        .route(
            "/desk/people/{id}/warnings/new",
            get(desk::warnings::noting::show_new).post(desk::warnings::noting::submit_new),
        )
        .route(
            "/desk/people/{id}/warnings/{warning}",
            get(desk::warnings::noting::show).post(desk::warnings::noting::submit),
        )
        .route(
            "/desk/people/{id}/warnings/{warning}/end",
            get(desk::warnings::ending::show).post(desk::warnings::ending::submit),
        )
        .route("/desk/cases", get(desk::cases::show))
        .route(
            "/desk/cases/{reference}",
            get(desk::case::show).post(desk::case::submit),
        )
        .route(
            "/desk/forms/{session}/hand-over",
            get(desk::hand_over::show).post(desk::hand_over::submit),
        )
        .route(
            "/desk/forms/{session}/carry-on",
            get(desk::carry_on::show).post(desk::carry_on::submit),
        )
        .route("/desk/tasks", get(desk::tasks::list::show))
        .route(
            "/desk/tasks/new",
            get(desk::tasks::new::show).post(desk::tasks::new::submit),
        )
        .route(
            "/desk/tasks/{id}",
            get(desk::tasks::one::show).post(desk::tasks::one::submit),
        )
        .route("/desk/knowledge", get(desk::knowledge::list::show))
        .route(
            "/desk/knowledge/new",
            get(desk::knowledge::writing::show_new).post(desk::knowledge::writing::submit_new),
        )
        .route(
            "/desk/knowledge/{slug}",
            get(desk::knowledge::one::show).post(desk::knowledge::one::submit),
        )
        .route(
            "/desk/knowledge/{slug}/edit",
            get(desk::knowledge::writing::show).post(desk::knowledge::writing::submit),
        )
        .route(
            "/desk/knowledge/{slug}/review",
            get(desk::knowledge::reviewing::show).post(desk::knowledge::reviewing::submit),
        )
        .route(
            "/desk/knowledge/{slug}/feedback",
            get(desk::knowledge::feedback::show).post(desk::knowledge::feedback::submit),
        )
        .route(
            "/desk/knowledge/{slug}/feedback/{id}",
            get(desk::knowledge::feedback::show_one).post(desk::knowledge::feedback::submit_one),
        )
        .route(
            "/desk/knowledge/{slug}/history",
            get(desk::knowledge::history::show),
        )
        .route(
            "/desk/knowledge/{slug}/history/{revision}",
            get(desk::knowledge::history::show_one),
        )
        .route("/desk/callbacks", get(desk::callbacks::list::show))
        .route(
            "/desk/callbacks/new",
            get(desk::callbacks::new::show).post(desk::callbacks::new::submit),
        )
        .route(
            "/desk/changes",
            get(desk::work::changes::show).post(desk::work::changes::submit),
        )
        .route("/desk/team-work", get(desk::work::team::show))
        .route("/desk/directory", get(desk::directory::list::show))
        .route("/desk/directory/{id}", get(desk::directory::one::show))
        .route("/desk/mail", get(desk::mail::show))
        .route("/desk/mail/{id}", get(desk::mail::show_message))
        .route("/desk/mail/{id}/html", get(desk::mail::show_html))
        .route("/desk/jobs", get(desk::jobs::show))
        .route(
            "/desk/jobs/{id}/retry",
            axum::routing::post(desk::jobs::retry),
        )
        // Who may do what, and what they did
        .route("/desk/staff", get(desk::staff::list::show))
        .route(
            "/desk/staff/new",
            get(desk::staff::new::show).post(desk::staff::new::submit),
        )
        .route(
            "/desk/staff/{id}",
            get(desk::staff::account::show).post(desk::staff::account::submit),
        )
        .route(
            "/desk/staff/{id}/access/{act}",
            get(desk::staff::inviting::show).post(desk::staff::inviting::submit),
        )
        .route(
            "/desk/staff/{id}/end",
            get(desk::staff::ending::show_end).post(desk::staff::ending::submit_end),
        )
        .route(
            "/desk/staff/{id}/restore",
            get(desk::staff::ending::show_restore).post(desk::staff::ending::submit_restore),
        )
        .route(
            "/desk/staff/{id}/own-records/{person}",
            get(desk::staff::own_records::show).post(desk::staff::own_records::submit),
        )
        .route(
            "/desk/teams",
            get(desk::teams::show).post(desk::teams::submit),
        )
        .route(
            "/desk/teams/{id}",
            get(desk::teams::show_one).post(desk::teams::submit_one),
        )
        .route(
            "/desk/teams/{id}/directory",
            get(desk::directory::change::show).post(desk::directory::change::submit),
        )
        .route(
            "/desk/organisations",
            get(desk::organisations::list::show).post(desk::organisations::list::submit),
        )
        .route(
            "/desk/organisations/{id}",
            get(desk::organisations::one::show).post(desk::organisations::one::submit),
        )
        .route(
            "/desk/organisations/{id}/record/{attribute}",
            get(desk::record::show_of_organisation).post(desk::record::submit_of_organisation),
        )
        .route(
            "/desk/organisations/{id}/start",
            axum::routing::post(desk::organisations::one::start),
        )
        .route(
            "/desk/organisations/{id}/people",
            get(desk::organisations::people::search),
        )
        .route(
            "/desk/organisations/{id}/people/{person}",
            get(desk::organisations::people::show).post(desk::organisations::people::submit),
        )
        .route(
            "/desk/organisations/{id}/people/{person}/end",
            get(desk::organisations::people::show_end)
                .post(desk::organisations::people::submit_end),
        )
        .route("/desk/audit", get(desk::audit::show))
        .route("/desk/withheld", get(desk::withheld::show))
        .route(
            "/desk/withheld/{id}",
            get(desk::withheld::show_one).post(desk::withheld::submit_one),
        )
        .route("/champion", get(champion::show))
}

/// What needs no session: files and the questions that machines ask.
fn unsessioned() -> Routes {
    Routes::new()
        .route("/static/{name}", get(static_files::show))
        .route("/health/live", get(operations::live))
        .route("/health/ready", get(operations::ready))
}

/// A log line's context: which page, never which person. The path is the route's pattern, for a search or a
/// reference in a URL would be about somebody.
fn span<B>(request: &Request<B>) -> tracing::Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), route, id)
}

fn log<B>(response: &axum::http::Response<B>, latency: std::time::Duration, _: &tracing::Span) {
    tracing::info!(
        status = response.status().as_u16(),
        milliseconds = latency.as_millis(),
        "answered"
    );
}

/// The panic's text is logged by the panic hook; the reader gets the page for a defect of ours.
fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
