import type { Attributes, ElementMap, StatuslampEventMap } from "./elements.js";

export type * from "./elements.js";
export type * from "./model.js";

/** What a banner is about, and how it is shown: the attributes in camel case. */
export interface Options {
  /** One to five page ids, separated by spaces. */
  page: string;
  components?: Attributes["components"];
  regions?: Attributes["regions"];
  audience?: Attributes["audience"];
  minImpact?: Attributes["min-impact"];
  maintenanceLead?: Attributes["maintenance-lead"];
  routes?: Attributes["routes"];
  theme?: Attributes["theme"];
  position?: Attributes["position"];
  lang?: Attributes["lang"];
}

/** What holds for the whole page. */
export interface Settings {
  /** Where the lamp is, such as `https://status.example.com`; the first that answers is asked. */
  hosts?: string | readonly string[];
  /** `none`: nothing is kept in the storage of the page. */
  storage?: "none";
  /** Says on the console what went wrong; otherwise nothing is said. */
  debug?: boolean;
}

/** What `statuslamp-show`, `-change`, `-hide` and `-dismiss` tell. */
export interface Told {
  /** The id of the page. */
  page: string;
  /** The ids of the events; a component's state without an event is `component:ID:STATUS`. */
  events: string[];
}

/** What `statuslamp-warning` tells. */
export interface Warned {
  /** The id of the page. */
  page: string;
  /** A sentence for developers. */
  message: string;
}

/** The ends of the names of the elements' events. */
export type EventName = keyof StatuslampEventMap extends infer Whole
  ? Whole extends `statuslamp-${infer Name}`
    ? Name
    : never
  : never;

/** Defines the elements. Elements that are in the page already come to life. */
export function define(settings?: Settings): void;

/** Lays a banner into the page, one for each list of pages. Defines the elements, too. */
export function init(options: Options & Settings): void;

/** Calls back on an event of any element; what it returns undoes that. */
export function on<Name extends EventName>(name: Name, handler: (event: StatuslampEventMap[`statuslamp-${Name}`]) => void): () => void;

/** Dismisses an event, as the button does. */
export function dismiss(id: string): void;

/** Reads the status now. */
export function refresh(): void;

/** Removes the banners it laid, silences the elements you placed, undoes every `on`. */
export function destroy(): void;

/** The one global that the script tag sets; this module sets none. */
export interface Statuslamp {
  init: typeof init;
  on: typeof on;
  dismiss: typeof dismiss;
  refresh: typeof refresh;
  destroy: typeof destroy;
}

declare global {
  interface Window {
    /** There where the script tag was used. */
    Statuslamp?: Statuslamp;
  }
  interface GlobalEventHandlersEventMap extends StatuslampEventMap {}
  interface HTMLElementTagNameMap extends ElementMap {}
}
