// Preact: it tries properties before attributes.
import { h, render } from "preact";
import { ELEMENTS, offer } from "./mounts.mjs";

offer("preact", (place, attributes) => {
  render(attributes && h("main", null, ELEMENTS.map((name) => h(name, { key: name, ...attributes }))), place);
});
