//! What the loader calls.

use super::{
    elements::{Kind, Scene},
    focus::Focus,
    intl,
    outlet::Outlet,
    sheet::Styled,
    store::Store,
    value::Value,
};
use crate::{Settings, Source};
use leptos::__reexports::send_wrapper::SendWrapper;
use std::{any::Any, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::ShadowRoot;

/// A mounted element. `free()` leaves nothing of it: no node, listener, timer, request or sheet.
#[wasm_bindgen]
pub struct Mounted {
    scene: Rc<Scene>,
    /// Dropping it unmounts the nodes.
    view: Option<Box<dyn Any>>,
    _styled: Styled,
}

/// Mounts an element (`"banner"`, `"status"` or `"components"`) into a shadow root. `options` holds
/// `api`, `pages` (their ids), `lang`, `words` (that language in the order of the catalogue, or null) and the attributes; `on_event` is called with a name and a detail.
#[wasm_bindgen]
pub fn mount(
    root: &ShadowRoot,
    element: &str,
    options: JsValue,
    on_event: js_sys::Function,
) -> Mounted {
    let options = Value(options);
    let option = |name: &str| options.member(name).text();
    let kind = match element {
        "components" => Kind::Components,
        "status" => Kind::Status,
        _ => Kind::Banner,
    };
    let mut settings = Settings::default();
    for name in Settings::ATTRIBUTES {
        settings.attribute(name, option(name));
    }
    let api = option("api").unwrap_or_default();
    let pages = options.member("pages").items().unwrap_or_default();
    let pages = pages.iter().filter_map(Source::text);
    let stores = pages.map(|page| Store::open(api.clone(), page)).collect();
    let focus = Focus::new(root.clone());
    let words = intl::words(&options);
    let outlet = Outlet::new(root.clone(), words.lang(), on_event);
    let scene = Scene::new(kind, stores, words, settings, focus, outlet);
    let styled = Styled::adopt(root.clone());
    let drawn = SendWrapper::new(Rc::clone(&scene));
    // A shadow root is no element, but all that is asked of the parent is to take children.
    let view = leptos::mount::mount_to_renderer(root.unchecked_ref(), move || move || drawn.draw());
    Mounted {
        scene,
        view: Some(Box::new(view)),
        _styled: styled,
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes over what the loader heard: for each page `{page, verdict, now, reachable, dismissed,
    /// shown}`. What cannot be
    /// read as such is told as a warning.
    pub fn update(&self, news: JsValue) {
        if let Some(news) = crate::news(&Value(news)) {
            self.scene.hear(news);
        } else {
            self.scene.outlet.warn("an unreadable verdict".to_owned());
        }
    }

    /// Takes over a changed attribute.
    pub fn attribute(&self, name: &str, value: Option<String>) {
        self.scene.set(|settings| settings.attribute(name, value));
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
