//! A browser without scripts: it keeps cookies, follows nothing by itself, and sends forms as they stand.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, header},
};
use http_body_util::BodyExt as _;
use scraper::{Html, Selector};
use tower::ServiceExt as _;

#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    headers: HeaderMap,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The path that was asked for.
    pub path: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            headers: HeaderMap::new(),
        }
    }

    /// Sends a header with every request from now on.
    pub fn set_header(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, value.parse().unwrap());
    }

    /// Speaks to another process of the same council from now on.
    pub fn move_to(&mut self, router: Router) {
        self.router = router;
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.request(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Follows redirects to the page they end at.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if answer.status != 303 {
                break;
            }
            let location = answer.location().to_owned();
            answer = self.get(&location).await;
        }
        answer
    }

    /// Opens somebody's record at the desk, and says that it is because of a letter where it is asked why.
    pub async fn open_record(&mut self, person: impl std::fmt::Display) -> Answer {
        let page = self.visit(&format!("/desk/people/{person}")).await;
        if page.path.contains("/why") {
            self.go_on(&page, &[("contact", "other")]).await
        } else {
            page
        }
    }

    /// Sends the main form of a page: its hidden controls, unless a script would fill them in, and what is typed.
    pub async fn send(&mut self, page: &Answer, typed: &[(&str, &str)]) -> Answer {
        let (action, mut pairs) = page.form();
        pairs.retain(|(hidden, _)| !typed.iter().any(|(name, _)| name == hidden));
        pairs.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.post(&action, &pairs).await
    }

    /// Sends one form of a page that has several: the one that goes to this path.
    pub async fn send_to(&mut self, page: &Answer, path: &str, typed: &[(&str, &str)]) -> Answer {
        assert!(
            page.has(&format!("form[action='{path}']")),
            "{} has no form for {path}",
            page.path
        );
        let csrf = page.csrf();
        let typed = [&[("csrf", csrf.as_str())], typed].concat();
        self.post(path, &typed).await
    }

    /// Sends the form of a page and follows to where it leads.
    pub async fn go_on(&mut self, page: &Answer, typed: &[(&str, &str)]) -> Answer {
        let answer = self.send(page, typed).await;
        assert_eq!(
            answer.status,
            303,
            "{} was refused:\n{}",
            page.path,
            answer.words()
        );
        let location = answer.location().to_owned();
        self.visit(&location).await
    }

    pub async fn post<N: AsRef<str>, V: AsRef<str>>(
        &mut self,
        path: &str,
        pairs: &[(N, V)],
    ) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        self.post_raw(path, body.into_bytes()).await
    }

    pub async fn post_raw(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.request(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn request(&mut self, mut request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            path,
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of every element that the selector finds, spaces run together.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let text = |element: scraper::ElementRef<'_>| {
            element
                .text()
                .flat_map(str::split_whitespace)
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.html().select(&selector).map(text).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.texts(selector)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no {selector} in\n{}", self.words()))
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    pub fn attribute(&self, selector: &str, attribute: &str) -> String {
        let parsed = Selector::parse(selector).unwrap();
        let html = self.html();
        let element = html
            .select(&parsed)
            .next()
            .unwrap_or_else(|| panic!("no {selector} in\n{}", self.words()));
        element
            .value()
            .attr(attribute)
            .unwrap_or_default()
            .to_owned()
    }

    pub fn title(&self) -> String {
        self.text("title")
    }

    /// Everything a person reads.
    pub fn words(&self) -> String {
        self.texts("body").join(" ")
    }

    /// The action and the hidden controls of the page's main form.
    pub fn form(&self) -> (String, Vec<(String, String)>) {
        let html = self.html();
        let form = Selector::parse("main form[method=post]").unwrap();
        let hidden = Selector::parse("input[type=hidden]").unwrap();
        let form = html
            .select(&form)
            .next()
            .unwrap_or_else(|| panic!("no form on {}:\n{}", self.path, self.words()));
        let attribute = |element: scraper::ElementRef<'_>, name| {
            element.value().attr(name).unwrap_or_default().to_owned()
        };
        let controls = form
            .select(&hidden)
            .map(|control| (attribute(control, "name"), attribute(control, "value")));
        (attribute(form, "action"), controls.collect())
    }

    pub fn csrf(&self) -> String {
        let (_, controls) = self.form();
        controls
            .into_iter()
            .find(|(name, _)| name == "csrf")
            .map(|(_, value)| value)
            .unwrap()
    }
}
