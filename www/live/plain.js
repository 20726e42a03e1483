// The live part with the text view in it: for where the live part itself cannot be had as it should be.
import * as after from "../after/after.js";
import * as text from "../text/text.js";
import { begin } from "./core.js";
import { TRAPPED, ended } from "./views.js";

// Where one file is not as it should be, no other is trusted with more than words.
ended.now = ended.record = TRAPPED;

export const start = (...shared) => begin(async () => after, async () => text, ...shared);
