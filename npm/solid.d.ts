import type { JSX } from "solid-js";
import type { AttributesMap, Listeners } from "./elements.js";

export * from "./index.js";

type Elements = {
  [Tag in keyof AttributesMap]: Omit<JSX.HTMLAttributes<HTMLElement>, keyof AttributesMap[Tag]> &
    AttributesMap[Tag] &
    Listeners<"on:">;
};

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
