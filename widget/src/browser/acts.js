// What a person does, heard in one place for everything inside a shadow root: nodes come and go
// without a listener of their own.

/** Who holds the act of an event: `toggle` and `beforetoggle` do not bubble, but all are captured. */
const HOLDERS = { click: "button", toggle: "details", beforetoggle: "[popover]" };

/** Tells of every act, and of every key, until the controller that is returned is aborted. */
export const listen = (root, hear) => {
  const controller = new AbortController();
  const tell = (event) => {
    const holder = HOLDERS[event.type];
    const act = holder ? event.target.closest(holder)?.dataset.act : "key";
    if (act) hear(act, event);
  };
  for (const type of ["keydown", ...Object.keys(HOLDERS)])
    root.addEventListener(type, tell, { capture: true, signal: controller.signal });
  return controller;
};
