//! A node in the document: built once, then changed where it differs.

use super::{Act, Node, OnAct};
use leptos::{
    tachys::{
        renderer::{RemoveEventHandler, Rndr, types},
        view::{Mountable, Render},
    },
    wasm_bindgen::JsCast,
};
use std::borrow::Cow;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A node in the document, and what it was made from.
pub struct Mounted {
    node: types::Node,
    tag: &'static str,
    text: Cow<'static, str>,
    key: Cow<'static, str>,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Mounted>,
    acts: Vec<Act>,
    /// Dropping them ends the listening.
    listening: Vec<RemoveEventHandler<types::Element>>,
}

impl Mounted {
    fn element(&self) -> &types::Element {
        self.node.unchecked_ref()
    }
}

fn listen(element: &types::Element, act: Act, hear: OnAct) -> RemoveEventHandler<types::Element> {
    let tell = move |event| hear.tell(act, event);
    Rndr::add_event_listener(element, act.event(), Box::new(tell))
}

impl Render for Node {
    type State = Mounted;

    fn build(self) -> Mounted {
        let content = *self.0;
        let node: types::Node = if content.tag.is_empty() {
            Rndr::create_text_node(&content.text).into()
        } else {
            let namespace = matches!(content.tag, "svg" | "path").then_some(SVG);
            Rndr::create_element(content.tag, namespace).into()
        };
        let mut mounted = Mounted {
            node,
            tag: content.tag,
            text: content.text,
            key: content.key,
            attributes: content.attributes,
            children: content.children.into_iter().map(Self::build).collect(),
            acts: Vec::new(),
            listening: Vec::new(),
        };
        for (name, value) in &mounted.attributes {
            Rndr::set_attribute(mounted.element(), name, value);
        }
        for (act, hear) in content.acts {
            let listening = listen(mounted.element(), act, hear);
            mounted.acts.push(act);
            mounted.listening.push(listening);
        }
        let parent: types::Element = mounted.element().clone();
        for child in &mut mounted.children {
            child.mount(&parent, None);
        }
        mounted
    }

    fn rebuild(self, state: &mut Mounted) {
        // What does something else is another node: a button that moves up takes nobody's place.
        let does_the_same = self.0.acts.iter().map(|(act, _)| act).eq(&state.acts);
        if self.0.tag != state.tag || self.0.key != state.key || !does_the_same {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let content = *self.0;
        if content.text != state.text {
            Rndr::set_text(state.node.unchecked_ref(), &content.text);
            state.text = content.text;
        }
        if content.attributes != state.attributes {
            // One that stays is not touched: an open popover that loses `popover` closes.
            for (name, _) in &state.attributes {
                if !content.attributes.iter().any(|(kept, _)| kept == name) {
                    Rndr::remove_attribute(state.element(), name);
                }
            }
            for pair in &content.attributes {
                if !state.attributes.contains(pair) {
                    Rndr::set_attribute(state.element(), pair.0, &pair.1);
                }
            }
            state.attributes = content.attributes;
        }
        for gone in state
            .children
            .drain(content.children.len().min(state.children.len())..)
        {
            Rndr::remove(&gone.node);
        }
        let parent: types::Element = state.element().clone();
        for (index, child) in content.children.into_iter().enumerate() {
            if let Some(old) = state.children.get_mut(index) {
                child.rebuild(old);
            } else {
                let mut new = child.build();
                new.mount(&parent, None);
                state.children.push(new);
            }
        }
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        Rndr::remove(&self.node);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.node.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.element().clone()]
    }
}
