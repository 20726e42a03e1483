// The live part with plain text in it: for where the live part itself cannot be had as it should be.
import * as after from "../after/after.js";
import { begin } from "./core.js";

export const start = (...shared) => begin(async () => after, ...shared);
