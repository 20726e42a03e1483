// The live part: looks closer at what is told, remembers, and brings the bundle that draws. What is
// needed only afterwards, or only where the bundle cannot run, are files of their own.
import { begin } from "./core.js";
import { bring } from "./shared.js";

export const start = (...shared) => begin(() => bring("__AFTER__"), () => bring("__TEXT__"), ...shared);
