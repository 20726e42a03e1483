//! A timer that runs only while the page is visible.

use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Window};

const VISIBILITY: &str = "visibilitychange";

/// Calls back once per period while the page is visible, and whenever it becomes visible. Ends
/// when dropped.
pub(super) struct Ticker {
    window: Window,
    document: Document,
    timer: Rc<Cell<Option<i32>>>,
    listener: Closure<dyn Fn()>,
    _beat: Rc<Closure<dyn Fn()>>,
}

impl Ticker {
    /// Starts; `None` where there is no document.
    pub(super) fn start(period_ms: i32, tick: impl Fn() + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let timer = Rc::new(Cell::new(None));
        let tick = Rc::new(tick);
        let on_beat = Rc::clone(&tick);
        let beat: Rc<Closure<dyn Fn()>> = Rc::new(Closure::new(move || on_beat()));
        let listener = {
            let (window, document) = (window.clone(), document.clone());
            let (timer, beat) = (Rc::clone(&timer), Rc::clone(&beat));
            Closure::<dyn Fn()>::new(move || {
                stop(&window, &timer);
                if !document.hidden() {
                    timer.set(run(&window, &beat, period_ms));
                    tick();
                }
            })
        };
        let target: &web_sys::EventTarget = document.as_ref();
        target
            .add_event_listener_with_callback(VISIBILITY, listener.as_ref().unchecked_ref())
            .ok()?;
        if !document.hidden() {
            timer.set(run(&window, &beat, period_ms));
        }
        Some(Self {
            window,
            document,
            timer,
            listener,
            _beat: beat,
        })
    }
}

fn run(window: &Window, beat: &Closure<dyn Fn()>, period_ms: i32) -> Option<i32> {
    window
        .set_interval_with_callback_and_timeout_and_arguments_0(
            beat.as_ref().unchecked_ref(),
            period_ms,
        )
        .ok()
}

fn stop(window: &Window, timer: &Cell<Option<i32>>) {
    if let Some(handle) = timer.take() {
        window.clear_interval_with_handle(handle);
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        stop(&self.window, &self.timer);
        // Fails only where there is no such listener.
        let _ = self.document.remove_event_listener_with_callback(
            VISIBILITY,
            self.listener.as_ref().unchecked_ref(),
        );
    }
}
