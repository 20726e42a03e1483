//! What the loader calls.

use super::{
    elements::{Kind, Scene},
    focus::Focus,
    intl,
    listening::Listening,
    outlet::Outlet,
    record::Record,
    request,
    sheet::Styled,
    store::Store,
};
use crate::{Asked, News};
use leptos::{
    prelude::RenderEffect,
    tachys::{reactive_graph::RenderEffectState, view::Render},
};
use statuslamp_view::{Act, Drawing, RECORD_STYLE, STYLE};
use std::{any::Any, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::ShadowRoot;

/// What an element draws, and what it is told.
pub(super) trait Drawn {
    /// The content of the shadow root. Tracks what it depends on; redrawing it keeps the nodes and
    /// changes what differs, so focus stays where it is.
    fn draw(&self) -> Drawing;
    /// Takes over what a person did, and what it is about.
    fn hear_act(&self, act: Act, about: &str);
    /// Takes over what was heard of each page.
    fn hear(&self, news: Vec<News>);
    /// Takes over a changed attribute.
    fn attribute(&self, name: &str, value: Option<String>);
    /// Tells the host what it should know.
    fn warn(&self, message: String);
    /// It goes away.
    fn close(&self);
}

/// A mounted element. `free()` leaves nothing of it: no node, listener, timer, request or sheet.
#[wasm_bindgen]
pub struct Mounted {
    scene: Rc<dyn Drawn>,
    /// Dropping it unmounts the nodes.
    view: Option<Box<dyn Any>>,
    _listening: Listening,
    _styled: Styled,
}

/// Mounts an element of the first bundle into a shadow root.
pub fn now(root: ShadowRoot, element: &str, options: JsValue, hear: js_sys::Function) -> Mounted {
    let kind = match element {
        "components" => Kind::Components,
        "status" => Kind::Status,
        _ => Kind::Banner,
    };
    let Asked {
        api,
        pages,
        settings,
    } = request::asked(&options);
    let pages = pages.into_iter();
    let stores = pages.map(|page| Store::open(api.clone(), page)).collect();
    let focus = Focus::new(root.clone());
    let words = intl::words(settings.get("lang"), &options);
    let outlet = Outlet::new(root.clone(), words.lang(), hear);
    let scene = Scene::new(kind, stores, words, settings, focus, outlet);
    Mounted::new(root, STYLE, scene)
}

/// Mounts the element of the second bundle into a shadow root.
pub fn record(root: ShadowRoot, options: JsValue, hear: js_sys::Function) -> Mounted {
    let Asked {
        api,
        pages,
        settings,
    } = request::asked(&options);
    let words = intl::words(settings.get("lang"), &options);
    let focus = Focus::new(root.clone());
    let outlet = Outlet::new(root.clone(), words.lang(), hear);
    let scene = Record::new(api, pages, words, settings, focus, outlet);
    Mounted::new(root, RECORD_STYLE, scene)
}

/// The root of what an element draws: redrawn whenever something it depends on changes.
struct Root(Rc<dyn Drawn>);

/// As a function would be; but that one would have to be `Send`, and what it would be wrapped in
/// then brings the threads of the standard library along.
impl Render for Root {
    type State = RenderEffectState<<Drawing as Render>::State>;

    fn build(self) -> Self::State {
        let effect = RenderEffect::new(move |drawn: Option<_>| {
            let drawing = self.0.draw();
            let Some(mut drawn) = drawn else {
                return drawing.build();
            };
            drawing.rebuild(&mut drawn);
            drawn
        });
        effect.into()
    }

    fn rebuild(self, state: &mut Self::State) {
        *state = self.build();
    }
}

impl Mounted {
    fn new(root: ShadowRoot, style: &str, scene: Rc<dyn Drawn>) -> Self {
        let styled = Styled::adopt(root.clone(), style);
        let heard = Rc::clone(&scene);
        let listening = Listening::to(&root, move |act, about| heard.hear_act(act, about));
        let drawn = Root(Rc::clone(&scene));
        // A shadow root is no element, but all that is asked of the parent is to take children.
        let view = leptos::mount::mount_to_renderer(root.unchecked_ref(), || drawn);
        Self {
            scene,
            view: Some(Box::new(view)),
            _listening: listening,
            _styled: styled,
        }
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes over what the loader heard: for each page `{page, verdict, now, reachable, dismissed,
    /// shown}`. What cannot be read as such is told as a warning.
    pub fn update(&self, news: JsValue) {
        if let Some(news) = request::news(&news) {
            self.scene.hear(news);
        } else {
            self.scene.warn("an unreadable verdict".to_owned());
        }
    }

    /// Takes over a changed attribute.
    pub fn attribute(&self, name: &str, value: Option<String>) {
        self.scene.attribute(name, value);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.scene.close();
        self.view = None;
    }
}

/// Panics in a task of its own, to rehearse what happens to the host page then.
///
/// # Panics
///
/// Always; later.
#[wasm_bindgen]
pub fn trip() {
    spawn_local(async { panic!("rehearsed") });
}
