//! What somebody may show to prove who they are.

use crate::{actors::UnknownWord, audit::words};

words! {
    /// A document that a member of staff has seen. A new one needs the message `document-{word}`.
    Document {
        Passport = "passport",
        DrivingLicence = "driving-licence",
        IdentityCard = "identity-card",
        ResidencePermit = "residence-permit",
        ProofOfAge = "proof-of-age",
        BirthCertificate = "birth-certificate",
        BankStatement = "bank-statement",
        TenancyAgreement = "tenancy-agreement",
        BenefitLetter = "benefit-letter",
    }
}

impl Document {
    /// Whether it shows its holder's face: one such is enough.
    pub fn has_photograph(self) -> bool {
        matches!(
            self,
            Self::Passport
                | Self::DrivingLicence
                | Self::IdentityCard
                | Self::ResidencePermit
                | Self::ProofOfAge
        )
    }

    /// Whether these prove who somebody is: one with a photograph, or two without, for those who have none.
    pub fn suffice(seen: &[Self]) -> bool {
        let mut seen = seen.to_vec();
        seen.sort_unstable();
        seen.dedup();
        seen.len() >= 2 || seen.iter().any(|document| document.has_photograph())
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample};

    use super::*;

    proptest! {
        /// More is never less, and the same document twice is one.
        #[test]
        fn one_with_a_photograph_or_two_without_suffice(
            seen in proptest::collection::vec(sample::select(Document::ALL), 0..6),
            more in sample::select(Document::ALL),
        ) {
            let mut kinds = seen.clone();
            kinds.sort_unstable();
            kinds.dedup();
            let by_rule = kinds.len() >= 2 || kinds.first().is_some_and(|only| only.has_photograph());
            prop_assert_eq!(Document::suffice(&seen), by_rule);
            if Document::suffice(&seen) {
                let all: Vec<_> = seen.into_iter().chain([more]).collect();
                prop_assert!(Document::suffice(&all));
            }
        }
    }
}
