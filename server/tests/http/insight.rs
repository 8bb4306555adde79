//! What reuse saved, for those who can do more of it.

use guildhall_domain::permissions::Grant;
use time::Duration;

use crate::{
    on_each_database,
    residents::{later, resident},
    reuse::{NAME_AND_ADDRESS, TANNERY, begin, publish, to_check},
};

on_each_database! {
    async fn what_was_saved_is_counted_by_service(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut designer = council.staff_with("Nia Bowen", &[Grant::ContentDesigner]).await;
        let empty = designer.get("/insight").await;
        assert!(empty.words().contains("No forms were sent in this time") && empty.words().contains("guildhall forms check"));
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        let check = to_check(&mut browser, &page, &TANNERY).await;
        browser.go_on(&check, &[]).await;
        let page = begin(&mut browser, "first").await;
        let check = to_check(&mut browser, &page, &[("known-is-right", "yes")]).await;
        browser.go_on(&check, &[]).await;
        let page = designer.get("/insight?days=90").await;
        assert!(page.has("option[value='90'][selected]"));
        // Twice the name (10 letters) without asking, once the address (34) by saying yes: 3 of 6 answers.
        assert_eq!(page.texts("tbody tr"), ["The first service 2 6 3 (50%) 2 55 0"], "{}", page.words());
    }

    async fn only_what_was_sent_in_the_period_counts(council) {
        publish(&council, "first", NAME_AND_ADDRESS).await;
        let mut browser = resident(&council, "Idris Cole").await;
        let page = begin(&mut browser, "first").await;
        let check = to_check(&mut browser, &page, &TANNERY).await;
        browser.go_on(&check, &[]).await;
        council.add_staff("Nia Bowen", &[Grant::ContentDesigner]).await;
        let (state, _) = later(&council, &browser, Duration::days(31));
        let mut council = council;
        council.state = state;
        let mut designer = council.signed_in("Nia Bowen").await;
        for days in ["", "?days=30", "?days=nonsense", "?days=7"] {
            let page = designer.get(&format!("/insight{days}")).await;
            assert!(page.words().contains("No forms were sent in this time"), "{days}");
        }
        assert!(designer.get("/insight?days=90").await.words().contains("The first service"));
    }
}
