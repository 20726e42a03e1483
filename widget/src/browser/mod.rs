//! Everything that touches the browser.

mod elements;
mod focus;
mod intl;
mod listening;
mod mounted;
mod outlet;
mod page;
mod record;
mod request;
mod sheet;
mod store;
mod ticker;

pub use mounted::{Mounted, now, record, trip};

use crate::clock::Moment;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// A fifth of the code of the standard one. Nothing here runs on more than one thread.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// This moment by the clocks of the browser.
fn moment() -> Moment {
    Moment {
        monotonic: page::monotonic(),
        wall: js_sys::Date::now(),
    }
}
