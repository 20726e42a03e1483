import type { DefineComponent } from "vue";
import type { BannerAttributes, ComponentsAttributes, IncidentsAttributes, StatusAttributes, StatuslampEventMap } from "./elements.js";

export * from "./index.js";

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name;
type VueListeners = {
  [Name in keyof StatuslampEventMap as `on${Capitalize<Camel<Name>>}`]?: (event: StatuslampEventMap[Name]) => void;
};
type Element<Attributes> = DefineComponent<Attributes & VueListeners>;

declare module "vue" {
  interface GlobalComponents {
    "statuslamp-banner": Element<BannerAttributes>;
    "statuslamp-status": Element<StatusAttributes>;
    "statuslamp-components": Element<ComponentsAttributes>;
    "statuslamp-incidents": Element<IncidentsAttributes>;
  }
}
