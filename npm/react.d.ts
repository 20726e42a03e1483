import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { AttributesMap, Listeners } from "./elements.js";

export * from "./index.js";

type Elements = {
  [Tag in keyof AttributesMap]: Omit<DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>, keyof AttributesMap[Tag]> &
    AttributesMap[Tag] &
    Listeners<"on">;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
