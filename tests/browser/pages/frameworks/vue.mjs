// Vue 3: it sets what is a property of an element as one, and the rest as attributes.
import { createApp, h, nextTick, shallowRef } from "vue";
import { ELEMENTS, offer } from "./mounts.mjs";

let app;
const given = shallowRef();

offer("vue", async (place, attributes) => {
  given.value = attributes;
  if (!attributes) {
    app.unmount();
    app = null;
  } else if (!app) {
    app = createApp({ render: () => h("main", ELEMENTS.map((name) => h(name, { key: name, ...given.value }))) });
    app.config.compilerOptions.isCustomElement = (name) => name.startsWith("statuslamp-");
    app.mount(place);
  }
  await nextTick();
});
