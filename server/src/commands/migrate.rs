//! `guildhall migrate`

use super::open;
use crate::config::Config;

pub async fn run(config: &Config) -> anyhow::Result<()> {
    open(config).await?.close().await;
    println!("The tables are up to date.");
    Ok(())
}
