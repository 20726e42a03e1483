// The live part: looks closer at what is told, remembers, and brings the bundle that draws. What is
// needed only afterwards is a file of its own.
import { begin } from "./core.js";
import { bring } from "./shared.js";

export const start = (...shared) => begin(() => bring("__AFTER__"), ...shared);
