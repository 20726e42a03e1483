// What stands in where the bundle cannot run, by the bundle's own contract: a frame where frames are
// allowed, else plain text.
import { framed, mayFrame } from "./framed.js";
import { mountText, placeOf } from "./words.js";

// Refused once, a frame is not asked for again: each refusal is reported to the host.
let isRefused = false;

/**
 * Shows an element (`banner`, `status`, …) in a shadow root. `due` tells what concerns it, `recall`
 * what is remembered for the person.
 */
export const mount = (root, shape, options, hear, due, recall) => {
  let view;
  let news;
  let isFramed = !isRefused && mayFrame(options);
  const asText = () => {
    isRefused ||= isFramed;
    isFramed = false;
    view = mountText(root, shape, options, hear, due);
    if (news) view.update(news);
  };
  const place = (attributes) => (shape === "banner" ? placeOf(attributes) : "");
  if (isFramed) view = framed(root, shape, options, hear, place, asText, recall);
  else asText();
  return {
    get isFramed() {
      return isFramed;
    },
    update: (list) => view.update((news = list)),
    attribute(name, value) {
      options[name] = value;
      view.attribute(name, value);
    },
    free: () => view.free(),
  };
};
