//! Never wrong: whatever comes from outside, in whatever order, by whatever clock, nothing says
//! operational unless the vendor said so, recently.

mod any;
mod model;
mod normalise;
mod operator;
mod past;
mod replay;
mod widget;
mod worker;
