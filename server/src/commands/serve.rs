//! `guildhall serve [--demo]`

use std::{future::IntoFuture as _, io::Write as _, net::SocketAddr, time::Duration};

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::open;
use crate::{
    clock::Clock,
    config::{Config, Log},
    demo,
    jobs::delete_expired_sessions,
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
        start_log(config.log);
        let listen = config.listen;
        let database = open(&config).await?;
        let state = AppState::new(config, database.clone(), Clock::system());
        state
            .catalogue
            .store_shipped(state.clock.now())
            .await
            .context("the services can't be stored")?;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("nothing can listen on {listen}"))?;
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
        println!("listening on http://{}", listener.local_addr()?);
        std::io::stdout().flush()?;
        let job = tokio::spawn(delete_expired_sessions::run(state.clone()));
        serve(listener, state).await?;
        job.abort();
        database.close().await;
        Ok(())
    }
}

/// Serves until told to stop, then lets requests in flight finish.
async fn serve(listener: TcpListener, state: AppState) -> anyhow::Result<()> {
    let (told, mut stop) = tokio::sync::watch::channel(false);
    tokio::spawn(async move {
        stop_signal().await;
        told.send_replace(true);
    });
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
