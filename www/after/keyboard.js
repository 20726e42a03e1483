// Care for whoever uses the keyboard while a banner lies over the page: what has the focus is never
// covered, and a banner that goes gives the focus back.

/** Watches until `end`; `flip` sends one of the `overlays()` to the other edge. */
export const watchKeyboard = (overlays, flip) => {
  // One of our elements → what of the host had the focus before it.
  const before = new WeakMap();
  let inside;

  const hear = ({ target, relatedTarget }) => {
    inside = /^statuslamp-/.test(target.localName) && target;
    if (!inside) {
      // The browser scrolls first.
      requestAnimationFrame(() => overlays().forEach((element) => yieldTo(target, element)));
    } else if (target !== relatedTarget) before.set(target, relatedTarget);
  };

  const yieldTo = (target, element) => {
    const banner = element.shadowRoot.querySelector("[part~=banner]")?.getBoundingClientRect();
    if (!banner) return;
    const { top, bottom, left, right } = target.getBoundingClientRect();
    const isUnder = (over, under) => top < under && bottom > over && left < banner.right && right > banner.left;
    // It goes only where that helps.
    if (isUnder(banner.top, banner.bottom) && !isUnder(innerHeight - banner.bottom, innerHeight - banner.top)) flip(element);
  };

  document.addEventListener("focusin", hear);
  return {
    /** An element is about to go, or to take away what has the focus, or has just done so. */
    leave(element) {
      const { activeElement, body } = document;
      if (activeElement !== element && (inside !== element || (activeElement && activeElement !== body))) return;
      inside = null;
      queueMicrotask(() => before.get(element)?.focus({ preventScroll: true }));
    },
    end: () => document.removeEventListener("focusin", hear),
  };
};
