// What a person does, heard in one place for everything inside a shadow root: nodes come and go
// without a listener of their own.

/** Who holds the act of an event: `toggle` and `beforetoggle` do not bubble, but all are captured. */
const HOLDERS = { click: "button", toggle: "details", beforetoggle: "[popover]" };

/**
 * Tells of every act, as the attribute has it; a popover's says in which state it is about to be. And
 * of the key that closes. Returns what ends it.
 */
export const listen = (root, hear) => {
  const controller = new AbortController();
  const tell = ({ type, target, key, newState }) => {
    const holder = HOLDERS[type];
    const act = holder ? target.closest(holder)?.dataset.act : key === "Escape" && "close";
    if (act) hear(type === "beforetoggle" ? `${act} ${newState}` : act);
  };
  for (const type of ["keydown", ...Object.keys(HOLDERS)])
    root.addEventListener(type, tell, { capture: true, signal: controller.signal });
  return () => controller.abort();
};
