//! The published schemas are those of the code. `UPDATE_SCHEMA=1 cargo test -p guildhall-domain` rewrites them.

use guildhall_domain::forms::schema::{form_schema, service_schema};

use crate::sources::here;

#[test]
fn the_published_schemas_are_up_to_date() {
    for (name, schema) in [
        ("form.schema.json", form_schema()),
        ("service.schema.json", service_schema()),
    ] {
        let path = here("../catalogue").join(name);
        let expected = format!("{schema:#}\n");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &expected).expect("the schema can be written");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            published == expected,
            "{name} is out of date: run the tests with UPDATE_SCHEMA=1"
        );
    }
}
