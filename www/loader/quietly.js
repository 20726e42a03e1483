// Whatever fails, fails here and not in the page that embeds us.
import { debug } from "./settings.js";

/** Carries out what nobody awaits, or somebody else does: it may throw neither now nor later. */
export const quietly = async (work, ...values) => {
  try {
    return await work(...values);
  } catch (error) {
    if (debug) console.warn("statuslamp:", error);
  }
};
