//! Which page can follow which, whatever is answered.

use std::collections::{BTreeMap, VecDeque};

use super::form::Form;

/// The pages of a form as a graph, by their place in the form. Check-your-answers is left out: nothing
/// follows it.
#[derive(Clone, Debug)]
pub struct Graph {
    next: Vec<Vec<usize>>,
    /// `reach[a][b]`: some answers lead from page a, by one step or more, to page b.
    reach: Vec<Vec<bool>>,
}

impl Graph {
    /// The graph of a form whose routes lead to the pages named here; other routes are left out.
    pub fn new(form: &Form, places: &BTreeMap<&str, usize>) -> Self {
        let next: Vec<Vec<usize>> = (0..form.pages.len())
            .map(|place| followers(form, place, places))
            .collect();
        let reach = (0..next.len()).map(|from| reached(&next, from)).collect();
        Self { next, reach }
    }

    /// Whether someone may have seen `earlier` by the time they get to `page`.
    pub fn can_come_before(&self, earlier: usize, page: usize) -> bool {
        self.reach[earlier][page]
    }

    /// Pages that no answers lead to, in the order of the form.
    pub fn unreachable(&self) -> Vec<usize> {
        (1..self.next.len())
            .filter(|page| !self.reach[0][*page])
            .collect()
    }

    /// Pages that lead round to the first of them again by the shortest way, if there are any.
    pub fn cycle(&self) -> Option<Vec<usize>> {
        let start = (0..self.next.len()).find(|page| self.reach[*page][*page])?;
        let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(page) = waiting.pop_front() {
            for next in &self.next[page] {
                if *next == start {
                    let back = |page: &usize| came_from.get(page).copied();
                    let mut round: Vec<usize> = std::iter::successors(Some(page), back).collect();
                    round.reverse();
                    return Some(round);
                }
                if !came_from.contains_key(next) {
                    came_from.insert(*next, page);
                    waiting.push_back(*next);
                }
            }
        }
        None
    }
}

fn followers(form: &Form, place: usize, places: &BTreeMap<&str, usize>) -> Vec<usize> {
    let page = &form.pages[place];
    let after = (place + 1 < form.pages.len()).then_some(place + 1);
    let mut followers: Vec<usize> = page.when.iter().filter_map(|_| after).collect();
    for route in &page.next {
        followers.extend(places.get(route.to.as_str()));
        if route.when.is_none() {
            return followers;
        }
    }
    followers.extend(after);
    followers
}

fn reached(next: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    let mut waiting = next[from].clone();
    while let Some(page) = waiting.pop() {
        if !reached[page] {
            reached[page] = true;
            waiting.extend(&next[page]);
        }
    }
    reached
}
