import type { HTMLAttributes } from "preact";
import type { AttributesMap, Listeners } from "./elements.js";

export * from "./index.js";

type Elements = {
  [Tag in keyof AttributesMap]: Omit<HTMLAttributes<HTMLElement>, keyof AttributesMap[Tag]> &
    AttributesMap[Tag] &
    Listeners<"on">;
};

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
