// React 19: attributes of custom elements as props, in strict mode, which mounts everything twice.
import { StrictMode, createElement } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { ELEMENTS, offer } from "./mounts.mjs";

let root;

const App = ({ attributes }) => createElement("main", null, ...ELEMENTS.map((name) => createElement(name, { key: name, ...attributes })));

offer("react", (place, attributes) => {
  if (attributes) {
    root ??= createRoot(place);
    flushSync(() => root.render(createElement(StrictMode, null, createElement(App, { attributes }))));
  } else {
    root.unmount();
    root = null;
  }
});
