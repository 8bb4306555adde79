//! What may be done to a task when, held against the table in words.

use std::collections::BTreeSet;

use guildhall_domain::{
    callbacks::Outcome,
    permissions::{Grant, Grants, Permission, Reach, Tasks},
    tasks::{Act, ActWord, Due, NotNow, OnceKey, Standing, TaskEvent, TaskState},
};
use proptest::{collection, option, prelude::*, sample};
use time::{Date, Duration, macros::date};
use uuid::Uuid;

fn ids() -> impl Strategy<Value = Uuid> {
    (1_u128..4).prop_map(Uuid::from_u128)
}

fn standings() -> impl Strategy<Value = Standing> {
    (
        sample::select(TaskState::ALL),
        option::of(ids()),
        option::of(ids()),
    )
        .prop_map(|(state, team, owner)| Standing { state, team, owner })
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Acknowledge),
        Just(Act::Take),
        option::of(ids()).prop_map(Act::Assign),
        option::of(ids()).prop_map(Act::Pass),
        Just(Act::Finish),
        Just(Act::Reopen),
    ]
}

fn grants() -> impl Strategy<Value = BTreeSet<Grant>> {
    let grant = prop_oneof![
        Just(Grant::Adviser),
        option::of(ids()).prop_map(|team| Grant::Caseworker { team }),
        ids().prop_map(|team| Grant::TeamLeader { team }),
        Just(Grant::ContentDesigner),
        Just(Grant::DataProtectionOfficer),
        Just(Grant::Administrator),
    ];
    collection::btree_set(grant, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_done_task_only_comes_back(standing in standings(), act in acts(), actor in ids()) {
        let result = standing.after(act, actor);
        if standing.state == TaskState::Done {
            let expected = if act == Act::Reopen {
                Ok(Standing { state: TaskState::Acknowledged, ..standing })
            } else {
                Err(NotNow::IsDone)
            };
            prop_assert_eq!(result, expected);
        } else if act == Act::Reopen {
            prop_assert_eq!(result, Err(NotNow::IsNotDone));
        }
    }

    #[test]
    fn what_changes_nothing_is_refused(standing in standings(), act in acts(), actor in ids()) {
        if let Ok(after) = standing.after(act, actor) {
            prop_assert_ne!(after, standing);
            // And only what the act is about is changed.
            prop_assert!(after.team == standing.team || matches!(act, Act::Pass(_)));
            prop_assert!(after.owner == standing.owner || matches!(act, Act::Pass(_) | Act::Take | Act::Assign(_)));
        }
    }

    #[test]
    fn whoever_gets_a_task_from_another_team_has_not_seen_it(standing in standings(), team in option::of(ids()), actor in ids()) {
        if let Ok(after) = standing.after(Act::Pass(team), actor) {
            prop_assert_eq!(after, Standing::new(team, None));
        }
    }

    #[test]
    fn undoing_a_finish_gives_what_was_there_and_known(standing in standings(), actor in ids()) {
        if let Ok(done) = standing.after(Act::Finish, actor) {
            let again = done.after(Act::Reopen, actor).unwrap();
            prop_assert_eq!(again, Standing { state: TaskState::Acknowledged, ..standing });
        }
    }

    #[test]
    fn what_is_offered_can_be_done(standing in standings(), actor in ids()) {
        let offered = standing.acts(actor);
        let strangers = [Some(Uuid::from_u128(9)), None];
        let fits = |word: ActWord| match word {
            ActWord::Acknowledge => standing.after(Act::Acknowledge, actor).is_ok(),
            ActWord::Take => standing.after(Act::Take, actor).is_ok(),
            ActWord::Assign => strangers.iter().any(|who| standing.after(Act::Assign(*who), actor).is_ok()),
            ActWord::Pass => strangers.iter().any(|team| standing.after(Act::Pass(*team), actor).is_ok()),
            ActWord::Attempt => Outcome::ALL.iter().all(|outcome| standing.after(Act::Attempt(*outcome), actor).is_ok()),
            ActWord::Finish => standing.after(Act::Finish, actor).is_ok(),
            ActWord::Reopen => standing.after(Act::Reopen, actor).is_ok(),
        };
        for word in ActWord::ALL {
            prop_assert_eq!(offered.contains(word), fits(*word), "{:?}", word);
        }
    }

    /// Of any story, its last chapters tell where the task stands.
    #[test]
    fn a_story_ends_where_its_events_say(acts in collection::vec((acts(), ids()), 0..30), team in option::of(ids())) {
        let mut standing = Standing::new(team, None);
        let mut story = vec![TaskEvent::Created];
        let mut owner = None;
        for (act, actor) in acts {
            if let Ok(after) = standing.after(act, actor) {
                let event = TaskEvent::of(act, "words");
                match &event {
                    TaskEvent::Taken => owner = Some(actor),
                    TaskEvent::Assigned { owner: given } => owner = *given,
                    TaskEvent::Passed { .. } => owner = None,
                    _ => {}
                }
                story.push(event);
                standing = after;
            }
        }
        prop_assert_eq!(standing.owner, owner);
        let is_done = story.iter().rev().find_map(|event| match event {
            TaskEvent::Finished { .. } => Some(true),
            TaskEvent::Reopened | TaskEvent::Created => Some(false),
            _ => None,
        });
        prop_assert_eq!(Some(standing.state == TaskState::Done), is_done);
        let json = serde_json::to_string(&story).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<TaskEvent>>(&json).unwrap(), story);
    }

    /// The rule said again, one grant at a time.
    #[test]
    fn a_task_is_within_reach_when_one_grant_reaches_it(
        held in grants(), team in option::of(ids()), owner in option::of(ids()), reader in ids(),
        permission in sample::select(&[Permission::SeeTasks, Permission::WorkTasks, Permission::AssignTasks][..]),
    ) {
        let grants = Grants::new(held.clone(), [], []);
        let decided = grants.tasks(permission).is_some_and(|tasks| tasks.contain(team, owner, reader));
        let expected = held.iter().any(|grant| match grant.role().reach(permission) {
            Reach::Everywhere => true,
            Reach::Nowhere => false,
            Reach::Team if team.is_some() => grant.team() == team,
            Reach::Team => owner.is_none() || owner == Some(reader),
        });
        prop_assert_eq!(decided, expected);
        prop_assert_eq!(grants.tasks(permission).is_some(), grants.may(permission));
        // Nobody works on what they may not see.
        let sees = grants.tasks(Permission::SeeTasks).unwrap_or(Tasks::Of(BTreeSet::new()));
        prop_assert!(!decided || sees.contain(team, owner, reader));
    }

    #[test]
    fn days_are_counted_from_today(days in -4_000_i64..4_000) {
        let today: Date = date!(2026 - 03 - 27);
        let expected = match days {
            0 => Due::Today,
            days if days < 0 => Due::Overdue(-days),
            days => Due::In(days),
        };
        prop_assert_eq!(Due::seen(today + Duration::days(days), today), expected);
    }

    #[test]
    fn the_keys_of_a_change_are_those_in_its_range(change in ids(), other in ids(), team in option::of(ids())) {
        let (from, until) = OnceKey::range_of_change(change);
        let key = OnceKey::of_change(other, team);
        let is_within = from.as_str() <= key.as_str() && key.as_str() < until.as_str();
        prop_assert_eq!(is_within, change == other);
        prop_assert_eq!(key == OnceKey::of_change(change, None), change == other && team.is_none());
    }
}
