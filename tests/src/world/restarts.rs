//! Restarts of the scripted world: what is on disk stays, nothing else does.

use super::{World, page_object, read, settings};
use statuslamp_model::LocalUpstreams;
use statuslamp_worker::config::{Config, Settings};
use std::rc::Rc;

impl World {
    /// Ends every object, socket and what isolates remember, as a restart does; what is on disk
    /// stays.
    pub fn restart(&self) {
        self.0.lines.borrow_mut().clear();
        self.0.living.borrow_mut().clear();
        self.0.shelf.take();
    }

    /// Restarts without what the object of a page had stored.
    pub fn lose_disk(&self, page: &str) {
        self.0.disks.borrow_mut().remove(&page_object(page));
        self.restart();
    }

    /// Restarts with another pages file.
    pub fn restart_with(&self, pages: &str) {
        self.0.config.replace(read(pages, LocalUpstreams::Refused));
        self.restart();
    }

    /// Restarts with another pages file that may name upstreams on this machine.
    pub fn restart_locally(&self, pages: &str) {
        self.0.config.replace(read(pages, LocalUpstreams::Allowed));
        self.restart();
    }

    /// Restarts with another pages file and without anything that only the operator knows or says.
    ///
    /// # Panics
    /// Where the file cannot be used.
    pub fn restart_without_secrets(&self, pages: &str) {
        let config = Config::read(&Settings {
            operator_secret: None,
            hook_secret: None,
            public_origin: None,
            ..settings(pages, LocalUpstreams::Refused)
        });
        let config = config.expect("the test's pages file is right");
        self.0.config.replace(Rc::new(config));
        self.restart();
    }

    /// Restarts with another pages file, and remembers what is over for so many days.
    ///
    /// # Panics
    /// Where the file is wrong.
    pub fn restart_remembering(&self, pages: &str, days: &str) {
        let config = Config::read(&Settings {
            history_days: Some(days),
            ..settings(pages, LocalUpstreams::Refused)
        });
        let config = config.expect("the test's pages file is right");
        self.0.config.replace(Rc::new(config));
        self.restart();
    }
}
