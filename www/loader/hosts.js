// Our own edge may be down: what one host does not give, the next one does.
import { hosts } from "./settings.js";

/** How often the first host is tried again where another one answers. */
const RETURN = 0.1;

let at = 0;

/** The host that answered last. */
export const host = () => hosts[at % hosts.length];

/** What the first host that has it gives, beginning with the one that answered last. */
export const fromAny = async (get) => {
  if (Math.random() < RETURN) at = 0;
  for (let tries = 1; ; tries++) {
    try {
      return await get(host());
    } catch (error) {
      if (tries >= hosts.length) throw error;
      at++;
    }
  }
};

/** A module of ours. */
export const bring = (path) => fromAny((host) => import(`${host}/${path}`));
