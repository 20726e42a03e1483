// What comes after the show, in the way of nothing that is to be seen first: the live connection,
// and care for whoever uses the keyboard.
import { share } from "../live/shared.js";
import { useMounts } from "./socket.js";

export { watchKeyboard } from "./keyboard.js";
export { connect, rest } from "./socket.js";

/** Takes over what the live part knows; it is a file of its own and shares no variables. */
export const begin = (mounts, ...shared) => {
  share(...shared);
  useMounts(mounts);
};
