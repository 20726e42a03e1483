//! The browser bundle of the widget.
