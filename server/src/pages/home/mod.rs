//! Where everyone starts.

pub mod front;
pub mod guidance;
pub mod search;
pub mod services;
pub mod start;

use guildhall_app::{pages::home::ServiceLine, wording::said};

use crate::catalogue::ServiceForm;

fn line(service: &ServiceForm) -> ServiceLine {
    ServiceLine {
        slug: service.slug.clone(),
        title: said(&service.service.title),
        summary: said(&service.service.summary),
    }
}
