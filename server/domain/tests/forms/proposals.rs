//! Which questions could share what is known: what is proposed, and above all what is not.

use guildhall_domain::{
    forms::CheckedForm,
    people::{Dictionary, proposals::Because},
};

use crate::sources::{here, imported, native};

fn dictionary() -> Dictionary {
    let text = std::fs::read_to_string(here("../catalogue/attributes.yaml")).unwrap();
    Dictionary::parse("attributes.yaml", &text).unwrap()
}

/// A page with this title that asks this.
fn form(title: &str, field: &str) -> CheckedForm {
    let text = format!("pages: [{{id: one, title: {title}, items: [{{{field}}}]}}]");
    CheckedForm::parse("test", &text).unwrap()
}

fn proposed(title: &str, field: &str) -> Option<(String, Because)> {
    let (dictionary, form) = (dictionary(), form(title, field));
    let mut proposals = dictionary.proposals(&form);
    let proposal = proposals.pop()?;
    Some((proposal.attribute.to_owned(), proposal.because))
}

#[test]
fn a_question_is_known_by_its_token_its_words_or_its_kind() {
    for (field, attribute, because) in [
        (
            "type: text, name: q1, label: What are you called?, autocomplete: name",
            "person.name",
            Because::Token("name".into()),
        ),
        (
            "type: text, name: q1, label: Vehicle registration",
            "vehicle.registration",
            Because::Words("vehicle registration".into()),
        ),
        (
            "type: text, name: vehicleRegistration, label: Which one?",
            "vehicle.registration",
            Because::Words("vehicle registration".into()),
        ),
        (
            "type: date, name: q1, label: What is your date of birth?",
            "person.date_of_birth",
            Because::Words("date of birth".into()),
        ),
        (
            "type: telephone, name: q1, label: How can we call you?",
            "contact.telephone",
            Because::Kind("telephone"),
        ),
    ] {
        assert_eq!(
            proposed("About you", field),
            Some((attribute.to_owned(), because)),
            "{field}"
        );
    }
}

#[test]
fn nothing_is_proposed_for_what_is_about_somebody_else_or_another_time() {
    for (title, field) in [
        ("Your landlord", "type: text, name: q1, label: Full name"),
        (
            "About you",
            "type: text, name: landlord_name, label: Full name",
        ),
        (
            "Next of kin",
            "type: telephone, name: q1, label: Telephone number",
        ),
        (
            "About your child",
            "type: date, name: q1, label: Date of birth",
        ),
        ("The company", "type: email, name: q1, label: Email"),
        (
            "Where you lived",
            "type: address, name: q1, label: What was your previous home address?",
        ),
        (
            "About you",
            "type: text, name: q1, label: Company registration number",
        ),
        (
            "About you",
            "type: text, name: q1, label: Registration number, noun: the number of your dog",
        ),
    ] {
        assert_eq!(proposed(title, field), None, "{title}: {field}");
    }
}

#[test]
fn nothing_is_proposed_where_two_things_could_be_meant_or_the_kind_does_not_fit() {
    for (title, field) in [
        (
            "About you",
            "type: text, name: q1, label: Bank account number",
        ),
        (
            "Bank details",
            "type: text, name: q1, label: Account number",
        ),
        (
            "About you",
            "type: yes-no, name: q1, label: Do we have your email?",
        ),
        ("About you", "type: text, name: q1, label: Anything else?"),
        (
            "About you",
            "type: yes-no, name: q1, label: I agree to this declaration",
        ),
        (
            "About you",
            "type: text, name: q1, label: Full name, records: person.name",
        ),
    ] {
        assert_eq!(proposed(title, field), None, "{title}: {field}");
    }
}

#[test]
fn services_that_ask_the_same_without_sharing_it_are_named() {
    let dictionary = dictionary();
    let bound = form(
        "Car",
        "type: text, name: reg, label: Registration, records: vehicle.registration",
    );
    let unbound = form("Car", "type: text, name: vrm, label: Vehicle registration");
    let other = form("Bins", "type: text, name: bins, label: Which bins?");
    let forms = [("parking", &bound), ("skips", &unbound), ("bins", &other)];
    let unshared = dictionary.unshared(&forms);
    assert_eq!(unshared.len(), 1);
    assert_eq!(unshared[0].attribute, "vehicle.registration");
    assert_eq!(unshared[0].forms, ["parking", "skips"]);
    assert_eq!(unshared[0].fields, [("skips", "vrm")]);
    assert!(
        dictionary
            .unshared(&[("parking", &bound), ("bins", &other)])
            .is_empty()
    );
    assert!(
        dictionary
            .unshared(&[("skips", &unbound), ("bins", &other)])
            .is_empty()
    );
}

#[test]
fn what_ships_shares_all_that_it_could() {
    let (dictionary, forms) = (dictionary(), native());
    for (name, form) in &forms {
        assert_eq!(dictionary.binding_problems(form, name), []);
    }
    let named: Vec<(&str, &CheckedForm)> = forms
        .iter()
        .filter(|(name, _)| !name.contains("not-safe-at-home"))
        .map(|(name, form)| (name.as_str(), form))
        .collect();
    for (name, form) in &named {
        assert_eq!(dictionary.proposals(form), [], "{name}");
    }
    assert_eq!(dictionary.unshared(&named), []);
}

#[test]
fn what_is_proposed_for_imported_forms_fits_and_is_not_bound() {
    let dictionary = dictionary();
    for source in imported() {
        let form = &source.imported.form;
        for proposal in dictionary.proposals(form) {
            let field = form.field(proposal.field).unwrap();
            let attribute = dictionary.get(proposal.attribute).unwrap();
            assert!(
                field.records.is_none() && attribute.fits(&field.kind),
                "{}: {proposal:?}",
                source.name
            );
            println!(
                "{}: {} {} {}",
                source.name,
                field
                    .label
                    .in_language(guildhall_domain::text::Language::English),
                proposal.attribute,
                proposal.because
            );
        }
    }
}
