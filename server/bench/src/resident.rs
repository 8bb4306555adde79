//! A resident's browser: starts the form, answers page by page, and begins again as somebody else.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use anyhow::Context as _;
use hyper::StatusCode;

use crate::{
    connection::{Answer, Connection},
    load::{Client, Timed},
    walk::Walk,
};

pub struct Resident {
    connection: Connection,
    walk: Arc<Walk>,
    /// What the browser is asked to be sent once it has its token: `identity`, or compressed pages.
    encoding: &'static str,
    cookie: String,
    csrf: String,
    /// The form session's path: `/forms/{id}`.
    session: String,
    /// The step that comes next; none before the form is started and after its last page.
    next: Option<usize>,
    /// Requests made that belong to no step: those that start the form.
    starting: u64,
}

impl Resident {
    pub async fn arrive(
        address: SocketAddr,
        walk: Arc<Walk>,
        encoding: &'static str,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            connection: Connection::open(address).await?,
            walk,
            encoding,
            cookie: String::new(),
            csrf: String::new(),
            session: String::new(),
            next: None,
            starting: 0,
        })
    }

    /// Comes without cookies, reads the start page, starts the form and sees its first page.
    async fn start(&mut self) -> anyhow::Result<Answer> {
        self.connection.encoding = "identity";
        let start = format!("/services/{}", self.walk.slug);
        let page = self.connection.get(&start, "").await?;
        page.expect(StatusCode::OK, "the start page")?;
        self.cookie = page.cookie().context("the start page set no cookie")?;
        self.read_token(&page)?;
        let body = format!("csrf={}", self.csrf);
        let started = self
            .connection
            .post(&format!("{start}/start"), &self.cookie, body)
            .await?;
        let first = started.location("the start button")?.to_owned();
        let expected = format!("/{}", self.walk.steps[0].page);
        let session = first.strip_suffix(&expected);
        self.session = session
            .with_context(|| format!("the form began at {first} and not at its first page"))?
            .to_owned();
        let page = self.connection.get(&first, &self.cookie).await?;
        page.expect(StatusCode::OK, "the first page")?;
        self.read_token(&page)?;
        self.connection.encoding = self.encoding;
        self.next = Some(0);
        self.starting += 3;
        Ok(page)
    }

    /// Takes the token off the page. One from an earlier page serves as well where the page is compressed.
    fn read_token(&mut self, page: &Answer) -> anyhow::Result<()> {
        if self.connection.encoding == "identity" {
            self.csrf = page.token()?.to_owned();
        }
        Ok(())
    }

    /// Posts the answers of one page and follows to the next.
    async fn answer(&mut self, place: usize) -> anyhow::Result<(Answer, Timed)> {
        let step = &self.walk.steps[place];
        let path = format!("{}/{}", self.session, step.page);
        let after = self.walk.steps.get(place + 1);
        let expected = format!(
            "{}/{}",
            self.session,
            after.map_or("check", |step| &step.page)
        );
        let body = format!("csrf={}&{}", self.csrf, step.body);
        let began = Instant::now();
        let saved = self.connection.post(&path, &self.cookie, body).await?;
        let posted = began.elapsed();
        let location = saved.location(&format!("page {}", step.page))?;
        anyhow::ensure!(
            location == expected,
            "page {} led to {location} instead of {expected}",
            step.page
        );
        let page = self.connection.get(location, &self.cookie).await?;
        let stepped = began.elapsed();
        page.expect(StatusCode::OK, &expected)?;
        self.next = after.map(|_| place + 1);
        if self.next.is_some() {
            self.read_token(&page)?;
        }
        Ok((
            page,
            Timed {
                posted,
                stepped,
                requests: 2,
            },
        ))
    }

    /// Walks the form once, looking at every page: does it have the controls that are about to be filled in?
    /// Returns the pages that steps led to, with their paths, and the cookie that opens them.
    pub async fn look_over(&mut self) -> anyhow::Result<LookedOver> {
        let mut page = self.start().await?;
        let mut pages = Vec::new();
        for place in 0..self.walk.steps.len() {
            let html = String::from_utf8_lossy(&page.body).into_owned();
            let step = &self.walk.steps[place];
            for control in &step.controls {
                let is_there = html.contains(&format!("name=\"{control}\""));
                anyhow::ensure!(
                    is_there,
                    "page {} has no control named {control}",
                    step.page
                );
            }
            page = self.answer(place).await?.0;
            let id = self
                .walk
                .steps
                .get(place + 1)
                .map_or("check", |step| step.page.as_str());
            pages.push((format!("{}/{id}", self.session), page.body.len()));
        }
        Ok(LookedOver {
            pages,
            cookie: self.cookie.clone(),
        })
    }
}

/// What one walk came across.
pub struct LookedOver {
    /// The pages that steps led to, with the bytes they have.
    pub pages: Vec<(String, usize)>,
    pub cookie: String,
}

impl LookedOver {
    pub fn mean_bytes(&self) -> usize {
        self.pages.iter().map(|(_, bytes)| bytes).sum::<usize>() / self.pages.len().max(1)
    }
}

impl Client for Resident {
    async fn step(&mut self) -> anyhow::Result<Timed> {
        let place = match self.next {
            Some(place) => place,
            None => {
                self.start().await?;
                0
            }
        };
        let (_, mut timed) = self.answer(place).await?;
        timed.requests += std::mem::take(&mut self.starting);
        Ok(timed)
    }
}
