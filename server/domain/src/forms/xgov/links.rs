//! Which page leads to which, which pages are reached, and in what order to put them.

use std::collections::BTreeMap;

use super::{Notes, format::Source};

/// A link that its runner can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub to: Target,
    pub condition: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// By its place in the file.
    Page(usize),
    Check,
}

/// The links of the pages that can be reached.
pub struct Links {
    links: BTreeMap<usize, Vec<Link>>,
    /// The places of the pages that can be reached, each after every page that leads to it.
    pub order: Vec<usize>,
}

impl Links {
    /// # Errors
    /// There is no start page, or links go round in a circle.
    pub fn new(source: &Source, notes: &mut Notes) -> Result<Self, String> {
        let mut places = BTreeMap::new();
        for (place, page) in source.pages.iter().enumerate() {
            places.entry(page.path.as_str()).or_insert(place);
        }
        let first = source.pages.first().ok_or("the form has no pages")?;
        let start = source.start_page.as_deref().unwrap_or(&first.path);
        let start = *places
            .get(start)
            .ok_or_else(|| format!("its start page {start} does not exist"))?;
        if source
            .pages
            .get(start)
            .is_some_and(super::SourcePage::is_summary)
        {
            return Err("its start page is the summary, so it asks nothing".to_owned());
        }
        let mut walk = DepthFirst {
            source,
            places: &places,
            links: BTreeMap::new(),
            done: Vec::new(),
        };
        walk.from(start)?;
        let DepthFirst {
            links, mut done, ..
        } = walk;
        done.reverse();
        let links = Self { links, order: done };
        links.note_dropped(source, &places, notes);
        Ok(links)
    }

    pub fn of(&self, place: usize) -> &[Link] {
        self.links.get(&place).map_or(&[], Vec::as_slice)
    }

    fn note_dropped(&self, source: &Source, places: &BTreeMap<&str, usize>, notes: &mut Notes) {
        for (place, page) in source.pages.iter().enumerate() {
            let what = format!("page {}", page.path);
            if places.get(page.path.as_str()) != Some(&place) {
                notes.drop(
                    what,
                    "another page has the same path, and only the first is ever shown",
                );
            } else if !self.links.contains_key(&place) {
                if !page.is_summary() {
                    notes.drop(what, "nothing leads to it");
                }
            } else {
                for link in page
                    .next
                    .iter()
                    .filter(|link| !places.contains_key(link.path.as_str()))
                {
                    notes.drop(
                        format!("a link on {what}"),
                        format!("page {} does not exist", link.path),
                    );
                }
            }
        }
    }
}

struct DepthFirst<'source> {
    source: &'source Source,
    places: &'source BTreeMap<&'source str, usize>,
    links: BTreeMap<usize, Vec<Link>>,
    /// Pages left behind, the last one first.
    done: Vec<usize>,
}

impl DepthFirst<'_> {
    /// Without recursion, so that a long chain of pages cannot exhaust the stack.
    fn from(&mut self, start: usize) -> Result<(), String> {
        let mut trail = vec![(start, self.enter(start))];
        while let Some((place, waiting)) = trail.last_mut() {
            let Some(next) = waiting.pop() else {
                self.done.push(*place);
                trail.pop();
                continue;
            };
            if let Some(seen) = trail.iter().position(|(place, _)| *place == next) {
                return Err(self.circle(trail[seen..].iter().map(|(place, _)| *place).collect()));
            }
            if !self.links.contains_key(&next) {
                let followers = self.enter(next);
                trail.push((next, followers));
            }
        }
        Ok(())
    }

    /// The pages that follow, in the order to visit them when taken from the end: the order of the pages then
    /// has the first link's page first.
    fn enter(&mut self, place: usize) -> Vec<usize> {
        let links = self.usable(place);
        let followers = links.iter().filter_map(|link| match link.to {
            Target::Page(place) => Some(place),
            Target::Check => None,
        });
        let followers = followers.collect();
        self.links.insert(place, links);
        followers
    }

    /// The links to pages that exist: all those with a condition, and of those without one the last, because
    /// the others are never taken.
    fn usable(&self, place: usize) -> Vec<Link> {
        let links = self
            .source
            .pages
            .get(place)
            .map_or(&[][..], |page| page.next.as_slice());
        let links: Vec<Link> = links
            .iter()
            .filter_map(|link| {
                let to = *self.places.get(link.path.as_str())?;
                let summary = self
                    .source
                    .pages
                    .get(to)
                    .is_some_and(super::SourcePage::is_summary);
                let to = if summary {
                    Target::Check
                } else {
                    Target::Page(to)
                };
                let condition = link.condition.clone().filter(|name| !name.is_empty());
                Some(Link { to, condition })
            })
            .collect();
        let last = links.iter().rposition(|link| link.condition.is_none());
        let taken =
            |position: usize, link: &Link| link.condition.is_some() || Some(position) == last;
        links
            .iter()
            .enumerate()
            .filter(|(position, link)| taken(*position, link))
            .map(|(_, link)| link.clone())
            .collect()
    }

    fn circle(&self, round: Vec<usize>) -> String {
        let paths: Vec<&str> = round
            .iter()
            .filter_map(|place| self.source.pages.get(*place))
            .map(|page| page.path.as_str())
            .collect();
        let first = paths.first().copied().unwrap_or_default();
        format!(
            "its links go round in a circle: {} → {first}",
            paths.join(" → ")
        )
    }
}
