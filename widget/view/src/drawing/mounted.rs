//! A drawing in the document: made once, then changed where it differs.

use super::{Drawing, Part, Place, name_and_value, tag};
use leptos::{
    tachys::{
        renderer::{Rndr, types},
        view::{Mountable, Render},
    },
    wasm_bindgen::JsCast,
};
use std::{mem::take, vec};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

/// A drawing in the document.
pub struct Mounted {
    root: types::Element,
    drawing: Drawing,
    /// The nodes of its elements and texts, in the order of the drawing, without the root.
    nodes: Vec<types::Node>,
}

impl Render for Drawing {
    type State = Mounted;

    fn build(self) -> Mounted {
        let (_, root) = Place::first(&self).part();
        let mut mounted = Mounted {
            root: element(root),
            drawing: Self::new(self.words),
            nodes: Vec::new(),
        };
        self.rebuild(&mut mounted);
        mounted
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut redrawing = Redrawing {
            new: Place::first(&self),
            old: Place::first(&state.drawing),
            before: take(&mut state.nodes).into_iter(),
            after: Vec::new(),
        };
        // The root is the same for ever.
        redrawing.new.take();
        redrawing.old.take();
        redrawing.inside(&state.root);
        state.nodes = redrawing.after;
        state.drawing = self;
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        Rndr::remove(&self.root);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.root, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.root.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.root.clone()]
    }
}

/// What is drawn now beside what was drawn last, from the first part to the last one.
struct Redrawing<'a> {
    new: Place<'a>,
    old: Place<'a>,
    /// The nodes of what follows in the old drawing.
    before: vec::IntoIter<types::Node>,
    /// The nodes of what was passed in the new one.
    after: Vec<types::Node>,
}

impl Redrawing<'_> {
    /// Makes true what stands in `parent`: attributes, then children.
    fn inside(&mut self, parent: &types::Element) {
        let (new, old) = (self.new, self.old);
        while let Some(attribute) = self.new.attribute() {
            // One that stays is not touched: an open popover that loses `popover` closes.
            if !has(old, |own| own == attribute) {
                let (name, value) = name_and_value(attribute);
                Rndr::set_attribute(parent, name, value);
            }
        }
        while let Some(attribute) = self.old.attribute() {
            let (name, _) = name_and_value(attribute);
            if !has(new, |own| name_and_value(own).0 == name) {
                Rndr::remove_attribute(parent, name);
            }
        }
        while self.new.part().0 != Part::End {
            self.child(parent);
        }
        self.new.take();
        while self.old.part().0 != Part::End {
            self.remove();
        }
        self.old.take();
    }

    /// Makes true the next child of `parent`.
    fn child(&mut self, parent: &types::Element) {
        let (part, text) = self.new.take();
        let (old_part, old_text) = self.old.part();
        let is_text = part == Part::Text;
        if part == old_part && (is_text || text == old_text) {
            self.old.take();
            let Some(node) = self.before.next() else {
                return;
            };
            self.after.push(node.clone());
            if is_text {
                if text != old_text {
                    Rndr::set_text(node.unchecked_ref(), text);
                }
            } else {
                self.inside(node.unchecked_ref());
            }
            return;
        }
        let node: types::Node = if is_text {
            Rndr::create_text_node(text).into()
        } else {
            element(text).into()
        };
        self.after.push(node.clone());
        if !is_text {
            // Nothing was drawn in it.
            let old = take(&mut self.old);
            self.inside(node.unchecked_ref());
            self.old = old;
        }
        Rndr::insert_node(
            parent,
            &node,
            self.before
                .as_slice()
                .first()
                .filter(|_| old_part != Part::End),
        );
        if old_part != Part::End {
            self.remove();
        }
    }

    /// Removes the next child of the old drawing.
    fn remove(&mut self) {
        if let Some(node) = self.before.next() {
            Rndr::remove(&node);
        }
        let mut depth = 0;
        loop {
            match self.old.take().0 {
                Part::Element => depth += 1,
                Part::Attribute | Part::Text => {}
                Part::End => depth -= 1,
            }
            if depth == 0 {
                return;
            }
            // What stands in it goes with it.
            if matches!(self.old.part().0, Part::Element | Part::Text) {
                self.before.next();
            }
        }
    }
}

/// Whether one of the attributes that stand here is such.
fn has(mut place: Place<'_>, is_such: impl Fn(&str) -> bool) -> bool {
    while let Some(attribute) = place.attribute() {
        if is_such(attribute) {
            return true;
        }
    }
    false
}

/// An empty element for the text of one.
fn element(text: &str) -> types::Element {
    let tag = tag(text);
    let namespace = if matches!(tag, "svg" | "path") {
        SVG
    } else {
        HTML
    };
    Rndr::create_element(tag, Some(namespace))
}
