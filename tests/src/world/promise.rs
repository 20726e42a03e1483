//! Whatever a test asks for is answered as promised, within what a reader may ask for.

use super::World;
use crate::contract;
use statuslamp_worker::{
    http::{Reply, Request},
    limit::Quota,
};

impl World {
    /// Lets answers be what an earlier version published: it knew nothing of today's promises.
    pub fn answer_as_of_old(&self) {
        self.0.is_of_old.set(true);
    }

    /// Counts what readers ask for from now on, all of them as one: so much is left of a quota.
    pub fn limit(&self, quota: Quota, left: u32) {
        self.0.left.borrow_mut().insert(quota, left);
    }

    /// Fails the test where the answer is not what `/openapi.json` promises.
    pub(super) fn hold_to_its_promise(&self, request: &Request<'_>, reply: &Reply) {
        if !self.0.is_of_old.get() {
            let trouble = contract::trouble(&request.method, request.path, reply);
            assert_eq!(trouble, None, "{}?{}", request.path, request.query);
        }
    }
}
