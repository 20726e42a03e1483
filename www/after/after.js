// What comes after the show: the live connection, care for whoever uses the keyboard, and plain text
// for where the bundle cannot run or no host answers. In the way of nothing that is to be seen first.
import { share } from "../live/shared.js";
import { useMounts } from "./socket.js";

export { watchKeyboard } from "./keyboard.js";
export { connect, rest } from "./socket.js";
export { mount } from "./text.js";

/** Takes over what the live part knows; it is a file of its own and shares no variables. */
export const begin = (mounts, ...shared) => {
  share(...shared);
  useMounts(mounts);
};
