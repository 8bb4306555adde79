//! What the invented council knows: the articles in `catalogue/articles`, a file each.

use anyhow::Context as _;
use guildhall_database::{ArticleChange, NewArticle, StaffId};
use guildhall_domain::{
    knowledge::{ArticleAct, ArticleFile, ArticleState},
    permissions::Role,
};
use rust_embed::RustEmbed;
use time::Duration;

use crate::state::AppState;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/catalogue/articles"]
struct Articles;

/// Adds every article, each owned by whoever of the staff has the role that its file names.
pub(super) async fn add(state: &AppState, staff: &[(Role, StaffId)]) -> anyhow::Result<()> {
    let (now, today) = (state.clock.now(), state.clock.today());
    for file in Articles::iter() {
        let slug = file.strip_suffix(".yaml").context("an article is YAML")?;
        let content = Articles::get(&file).with_context(|| format!("{file} is missing"))?;
        let text = String::from_utf8(content.data.into_owned())?;
        let article =
            ArticleFile::parse(&file, &text).map_err(|mistake| anyhow::anyhow!(mistake))?;
        let role = article.owner()?;
        let owner = staff.iter().find(|(held, _)| *held == role);
        let (_, owner) = *owner.with_context(|| format!("nobody owns {file}"))?;
        let services = article.services.iter().cloned().collect();
        let review_on = today + Duration::days(article.review_in_days);
        let mut texts = article.texts.iter();
        let (language, first) = texts.next().context("an article has a text")?;
        let new = NewArticle {
            slug,
            owner,
            review_on,
            services: &services,
            language: *language,
            written: first.written(),
        };
        let mut transaction = state.database.begin().await?;
        let id = transaction.add_article(&new, owner, now).await?;
        let id = id.with_context(|| format!("{slug} is there already"))?;
        let mut change = ArticleChange {
            act: ArticleAct::Write,
            state: ArticleState::Draft,
            owner,
            review_on,
            services: &services,
            written: None,
        };
        let mut revision = 0;
        for (language, text) in texts {
            change.written = Some((*language, text.written()));
            transaction
                .change_article((id, revision), &change, owner, now)
                .await?;
            revision += 1;
        }
        if !article.is_draft {
            let publish = ArticleChange {
                act: ArticleAct::Publish,
                state: ArticleState::Published,
                written: None,
                ..change
            };
            transaction
                .change_article((id, revision), &publish, owner, now)
                .await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
