// The loader as a classic script: reads the verdict of a page and loads the rest (`../live/`) only
// when there is something to say. It never throws into the page that embeds it, and leaves nothing
// behind.
import { lamp } from "./lamp.js";
import { quietly } from "./quietly.js";

quietly(() => {
  let script = document.currentScript;
  // An element of that name hides the property, and a module has none.
  if (script?.tagName !== "SCRIPT") script = document.querySelector('script[src*="/embed"][data-page]');
  (window.Statuslamp = lamp()).init(script.dataset, script);
});
