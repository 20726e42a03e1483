//! The tone of what is shown: it chooses colour and shape of the icon, never one alone.

use statuslamp_model::{ComponentStatus, EventKind, Impact};

/// How something looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Works.
    Good,
    /// Planned work.
    Maintenance,
    /// An announcement, or an event without impact.
    Notice,
    /// Slow or with errors.
    Minor,
    /// Partly down.
    Major,
    /// Down.
    Critical,
    /// Not known, or not known any more: no colour at all.
    #[default]
    Neutral,
}

impl Tone {
    /// The word in the `data-tone` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Maintenance => "maintenance",
            Self::Notice => "notice",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
            Self::Neutral => "neutral",
        }
    }

    /// The tone of a component's state.
    pub const fn of_status(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::Good,
            ComponentStatus::UnderMaintenance => Self::Maintenance,
            ComponentStatus::DegradedPerformance => Self::Minor,
            ComponentStatus::PartialOutage => Self::Major,
            ComponentStatus::MajorOutage => Self::Critical,
            ComponentStatus::Unknown => Self::Neutral,
        }
    }

    /// The tone of an event of this kind and impact whose components are in `status` now.
    pub fn of_event(kind: EventKind, impact: Impact, status: ComponentStatus) -> Self {
        if kind == EventKind::Maintenance {
            return Self::Maintenance;
        }
        match impact.severity().max(severity_of(status)) {
            None => Self::Neutral,
            Some(0) => Self::Notice,
            Some(1) => Self::Maintenance,
            Some(2) => Self::Minor,
            Some(3) => Self::Major,
            Some(_) => Self::Critical,
        }
    }
}

/// The impact a component's state amounts to, on the scale of [`Impact::severity`]; `None` where
/// the state is not known or nothing is wrong.
pub(super) const fn severity_of(status: ComponentStatus) -> Option<u8> {
    match status {
        ComponentStatus::Operational | ComponentStatus::Unknown => None,
        ComponentStatus::UnderMaintenance => Impact::Maintenance.severity(),
        ComponentStatus::DegradedPerformance => Impact::Minor.severity(),
        ComponentStatus::PartialOutage => Impact::Major.severity(),
        ComponentStatus::MajorOutage => Impact::Critical.severity(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_operational_is_good() {
        for &status in ComponentStatus::ALL {
            let is_good = Tone::of_status(status) == Tone::Good;
            assert_eq!(is_good, status == ComponentStatus::Operational, "{status}");
        }
    }

    #[test]
    fn no_event_is_ever_good_and_a_maintenance_never_looks_like_an_outage() {
        for &impact in Impact::ALL {
            for &status in ComponentStatus::ALL {
                let of = |kind| Tone::of_event(kind, impact, status);
                assert_ne!(of(EventKind::Incident), Tone::Good);
                assert_eq!(of(EventKind::Maintenance), Tone::Maintenance);
            }
        }
    }
}
