//! The components of the widget.
