// Our own edge may be down: what one host does not give, the next one does.
import { hosts } from "./settings.js";

/** How often the first host is tried again where another one answers. */
const RETURN = 0.1;

let at = 0;

/** The host that answered last. */
export const host = () => hosts[at];

/** What the first host that has it gives, beginning with the one that answered last. */
export const fromAny = async (get) => {
  const first = Math.random() < RETURN ? 0 : at;
  for (let tries = 0; ; ) {
    const next = (first + tries) % hosts.length;
    try {
      const found = await get(hosts[next]);
      at = next;
      return found;
    } catch (error) {
      if (++tries >= hosts.length) throw error;
    }
  }
};

/** A module of ours. */
export const bring = (path) => fromAny((host) => import(`${host}/${path}`));
