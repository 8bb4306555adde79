//! `guildhall serve [--demo]`

use std::{future::IntoFuture as _, io::Write as _, net::SocketAddr, time::Duration};

use anyhow::Context as _;
use clap::Args;
use tokio::{net::TcpListener, sync::watch};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::open;
use crate::{
    clock::Clock,
    config::{Config, Log},
    demo, jobs,
    keys::{Keys, NoKey},
    outside::Outside,
    router::router,
    state::AppState,
};

/// How long requests in flight may take to finish once the program is told to stop.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Args)]
pub struct Serve {
    /// Fill an empty database with an invented council, and print how to sign in.
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        if self.demo && !config.listen.ip().is_loopback() {
            anyhow::bail!(
                "--demo has well-known passwords, so it listens on this machine only, not on {}",
                config.listen
            );
        }
        if self.demo && (config.public_url.is_some() || !config.proxies.is_empty()) {
            anyhow::bail!(
                "--demo has well-known passwords, so nobody reaches it from elsewhere: unset GUILDHALL_PUBLIC_URL and GUILDHALL_PROXIES"
            );
        }
        start_log(config.log);
        let listen = config.listen;
        let outside = self.outside(&config)?;
        let database = open(&config).await?;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("nothing can listen on {listen}"))?;
        let listening_on = listener.local_addr()?;
        let keys = Keys::configured(&config)?;
        let mut state = AppState::new(config, listening_on, database.clone(), Clock::system())?;
        state.outside = outside;
        state.keys = keys;
        state.is_demo = self.demo;
        state
            .catalogue
            .store_shipped(state.clock.now())
            .await
            .context("the services can't be stored")?;
        if self.demo {
            for account in demo::seed(&state)
                .await
                .context("the demo council can't be made")?
            {
                println!(
                    "demo {} {} {}",
                    account.role.word(),
                    account.email,
                    account.password
                );
            }
        }
        say_where_mail_goes(&state.outside);
        say_whether_secrets_can_be_kept(&state.keys);
        say_whether_callers_are_told_apart(&state.config);
        println!("listening on http://{listening_on}");
        std::io::stdout().flush()?;
        let (told, stop) = watch::channel(false);
        let worker = tokio::spawn(jobs::work(state.clone(), stop.clone()));
        let stopping = told.clone();
        tokio::spawn(async move {
            stop_signal().await;
            stopping.send_replace(true);
        });
        let served = serve(listener, state, stop).await;
        told.send_replace(true);
        // Only a defect of ours ends it otherwise, and the panic hook has logged that.
        let _ = worker.await;
        database.close().await;
        served
    }

    /// The ways out. Without a mail server, the demo keeps what it would send; elsewhere it waits.
    fn outside(&self, config: &Config) -> anyhow::Result<Outside> {
        let outside = Outside::configured(config)?;
        if self.demo && !outside.mail.is_configured() {
            return Ok(Outside::recording());
        }
        Ok(outside)
    }
}

/// Says what becomes of mail, unless it is sent.
fn say_where_mail_goes(outside: &Outside) {
    if outside.mail.is_recorded() {
        tracing::info!("nothing is sent: messages are kept and shown at /desk/mail");
    } else if !outside.mail.is_configured() {
        tracing::warn!(
            "no mail server is set up, so messages wait in the outbox; set GUILDHALL_MAIL__URL"
        );
    }
}

/// Says that everybody would seem to be one caller: behind a proxy that is not named, a few who guess passwords would
/// shut the door for all.
fn say_whether_callers_are_told_apart(config: &Config) {
    let is_behind_a_proxy = config.public_url.is_some() && config.listen.ip().is_loopback();
    if is_behind_a_proxy && config.proxies.is_empty() {
        tracing::warn!(
            "no proxy is named, so all residents seem to be one caller; set GUILDHALL_PROXIES to the proxy's address"
        );
    }
}

/// Says what can't be had without a key.
fn say_whether_secrets_can_be_kept(keys: &Keys) {
    if !keys.is_configured() {
        tracing::warn!("staff can set up passkeys, but no authenticator apps: {NoKey}");
    }
}

/// Serves until told to stop, then lets requests in flight finish.
async fn serve(
    listener: TcpListener,
    state: AppState,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let mut stopping = stop.clone();
    let router = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            let _ = stopping.wait_for(|told| *told).await;
            tracing::info!("stopping: requests in flight are finished first");
        })
        .into_future();
    let out_of_patience = async {
        let _ = stop.wait_for(|told| *told).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = server => ended.context("the server stopped"),
        () = out_of_patience => Ok(()),
    }
}

/// Ctrl-C, or the signal that service managers send.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Logs go to standard error; `RUST_LOG` says how much.
fn start_log(log: Log) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_sessions_core=off"));
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let started = match log {
        Log::Text => registry.with(lines).try_init(),
        Log::Json => registry.with(lines.json()).try_init(),
    };
    // Only a test that serves twice in one process can have started it before.
    drop(started);
}
