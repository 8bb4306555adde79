//! A chain holds as it was written, and breaks wherever somebody touches it.

use guildhall_domain::audit::chain::{
    Broken, ChainedEvent, Hash, Head, Link, NotAHash, Verification, Verified,
};
use proptest::{collection, option, prelude::*, sample::Index};
use uuid::Uuid;

fn event() -> impl Strategy<Value = ChainedEvent> {
    let id = || any::<u128>().prop_map(Uuid::from_u128);
    let details = collection::btree_map("[a-z-]{1,8}", ".{0,20}".prop_map(Into::into), 0..4);
    let actor = option::of((Just("staff".to_owned()), id()));
    let about = ("[a-z-]{1,10}", "[a-z]{1,6}", option::of(id()));
    (id(), actor, about, details, any::<i64>()).prop_map(|(id, actor, about, details, at)| {
        let (actor_kind, actor_id) = actor.unzip();
        let (verb, thing_kind, thing_id) = about;
        ChainedEvent {
            id,
            actor_kind,
            actor_id,
            verb,
            thing_kind,
            thing_id,
            details,
            happened_at: at,
        }
    })
}

/// A chain as the program writes it, with some of its events erased.
fn chain() -> impl Strategy<Value = Vec<Link>> {
    let written = (event(), any::<u128>(), prop::bool::weighted(0.2));
    collection::vec(written, 2..12).prop_map(|written| {
        let mut head = Head::NONE;
        let link = |(event, salt, is_erased): (ChainedEvent, u128, bool)| {
            let salt = Uuid::from_u128(salt);
            let digest = event.digest(salt);
            head = head.followed_by(digest);
            Link {
                sequence: head.sequence,
                event_id: event.id,
                salt: (!is_erased).then_some(salt),
                digest,
                chain: head.chain,
                event: (!is_erased).then_some(event),
                is_erasure_recorded: is_erased,
            }
        };
        written.into_iter().map(link).collect()
    })
}

fn head(chain: &[Link]) -> Head {
    chain.last().map_or(Head::NONE, |link| Head {
        sequence: link.sequence,
        chain: link.chain,
    })
}

fn verify(chain: &[Link], head: Head, wanted: Option<Hash>) -> Result<Verified, Broken> {
    let mut verification = Verification::new(wanted);
    for link in chain {
        verification.follow(link)?;
    }
    verification.end(head)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_holds_and_has_had_each_of_its_heads(chain in chain(), earlier: Index) {
        let erased = chain.iter().filter(|link| link.salt.is_none()).count();
        let verified = verify(&chain, head(&chain), Some(earlier.get(&chain).chain)).unwrap();
        prop_assert_eq!(verified, Verified { head: head(&chain), erased: i64::try_from(erased).unwrap() });
    }

    #[test]
    fn erasing_any_event_keeps_the_chain_whole(mut chain in chain(), place: Index) {
        let link = place.index(chain.len());
        (chain[link].salt, chain[link].event, chain[link].is_erasure_recorded) = (None, None, true);
        prop_assert!(verify(&chain, head(&chain), None).is_ok());
    }

    #[test]
    fn every_touch_is_noticed_where_it_was(chain in chain(), place: Index, touch in 0..9, other in event()) {
        let place = place.index(chain.len());
        let number = chain[place].sequence;
        let id = chain[place].event_id;
        let mut touched = chain.clone();
        let link = &mut touched[place];
        let expected = match touch {
            0 => {
                let Some(event) = &mut link.event else { return Ok(()) };
                event.details.insert("added".into(), "later".into());
                Broken::ChangedEvent(number, id)
            }
            1 => {
                let Some(event) = &mut link.event else { return Ok(()) };
                event.happened_at ^= 1;
                Broken::ChangedEvent(number, id)
            }
            2 => {
                if link.event.take().is_none() { return Ok(()) }
                Broken::MissingEvent(number, id)
            }
            3 => {
                (link.event, link.salt, link.is_erasure_recorded) = (None, None, false);
                Broken::UnrecordedErasure(number, id)
            }
            4 => {
                (link.event, link.salt) = (Some(other), None);
                Broken::EventInErasedPlace(number, id)
            }
            5 => {
                link.digest = other.digest(id);
                Broken::ChangedLink(number)
            }
            6 => {
                link.chain = other.digest(id);
                Broken::ChangedLink(number)
            }
            7 if place + 1 < touched.len() => {
                touched.remove(place);
                Broken::MissingLink(number)
            }
            8 if place + 1 < touched.len() => {
                touched.swap(place, place + 1);
                touched[place].sequence = number;
                touched[place + 1].sequence = number + 1;
                Broken::ChangedLink(number)
            }
            _ => return Ok(()),
        };
        prop_assert_eq!(verify(&touched, head(&chain), None), Err(expected));
    }

    #[test]
    fn a_chain_that_is_cut_off_or_made_anew_is_known_by_its_head(chain in chain(), place: Index, other in event()) {
        let cut = &chain[..place.index(chain.len())];
        let (ends, last) = (head(cut), head(&chain));
        prop_assert_eq!(verify(cut, last, None), Err(Broken::CutOff { ends: ends.sequence, head: last.sequence }));
        prop_assert_eq!(verify(cut, ends, Some(last.chain)), Err(Broken::NeverHad(last.chain)));
        prop_assert!(verify(cut, ends, None).is_ok(), "without a head that was kept elsewhere it looks whole");
        let changed = Head { chain: other.digest(other.id), ..last };
        prop_assert_eq!(verify(&chain, changed, None), Err(Broken::ChangedHead(last.sequence)));
    }

    #[test]
    fn what_an_event_says_does_not_show_in_its_digest(event in event(), one: u128, other: u128) {
        let digest = |salt| event.digest(Uuid::from_u128(salt));
        prop_assert_eq!(digest(one) == digest(other), one == other);
    }

    #[test]
    fn a_hash_reads_back(event in event(), text in "[0-9a-g]{60,68}") {
        let hash = event.digest(event.id);
        prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        prop_assert_eq!(hash.as_bytes().to_vec().try_into(), Ok(hash));
        let is_hash = text.len() == 64 && !text.contains('g');
        prop_assert_eq!(text.parse::<Hash>().err(), (!is_hash).then_some(NotAHash));
    }
}

/// What is digested stays what it is: a chain that was written today must hold with every later version.
#[test]
fn the_digest_of_an_event_is_this() {
    let event = ChainedEvent {
        id: Uuid::from_u128(1),
        actor_kind: Some("staff".into()),
        actor_id: Some(Uuid::from_u128(2)),
        verb: "team-added".into(),
        thing_kind: "team".into(),
        thing_id: None,
        details: [
            ("name".to_owned(), "Tŷ \"Coch\"".into()),
            ("a".to_owned(), "".into()),
        ]
        .into(),
        happened_at: 1_774_605_600_000_000,
    };
    let json = serde_json::to_string(&event).unwrap();
    assert_eq!(
        json,
        "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"actor_kind\":\"staff\",\
         \"actor_id\":\"00000000-0000-0000-0000-000000000002\",\"verb\":\"team-added\",\"thing_kind\":\"team\",\
         \"thing_id\":null,\"details\":{\"a\":\"\",\"name\":\"Tŷ \\\"Coch\\\"\"},\"happened_at\":1774605600000000}"
    );
}
