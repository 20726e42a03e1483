// Care for whoever uses the keyboard while a banner lies over the page: what has the focus is never
// covered, and a banner that goes gives the focus back.

/** Watches until `end`; `flip` sends one of the `overlays()` to the other edge. */
export const watchKeyboard = (overlays, flip) => {
  // One of our elements → what of the host had the focus before it.
  const before = new WeakMap();
  let inside;

  const hear = ({ target, relatedTarget }) => {
    inside = /^statuslamp-/.test(target.localName) && target;
    if (!inside) clear(target);
    else if (target !== relatedTarget) before.set(target, relatedTarget);
  };

  // The browser scrolls first.
  const clear = (target) => requestAnimationFrame(() => overlays().forEach((element) => yieldTo(target, element)));

  // What has the focus already: a banner comes, or the keyboard on the screen takes its room and the
  // browser scrolls.
  const look = () => {
    const { activeElement, body } = document;
    if (!inside && activeElement && activeElement !== body) clear(activeElement);
  };

  const yieldTo = (target, element) => {
    const banner = element.shadowRoot.querySelector("[part~=banner]")?.getBoundingClientRect();
    if (!banner) return;
    const { top, bottom, left, right } = target.getBoundingClientRect();
    const isUnder = (over, under) => top < under && bottom > over && left < banner.right && right > banner.left;
    // Where it comes to rest: it may be on its way in from beyond its edge.
    const edge = innerHeight - banner.height;
    const [here, there] = banner.top + banner.bottom < innerHeight ? [0, edge] : [edge, 0];
    // It goes only where that helps.
    if (isUnder(here, here + banner.height) && !isUnder(there, there + banner.height)) flip(element);
  };

  const EVENTS = [
    [document, "focusin", hear],
    [document, "statuslamp-show", look],
    [document, "scrollend", look],
    [window.visualViewport, "resize", look],
  ];
  EVENTS.forEach(([target, type, listener]) => target?.addEventListener(type, listener, true));
  look();
  return {
    /** An element is about to go, or to take away what has the focus, or has just done so. */
    leave(element) {
      const { activeElement, body } = document;
      if (activeElement !== element && (inside !== element || (activeElement && activeElement !== body))) return;
      inside = null;
      queueMicrotask(() => before.get(element)?.focus({ preventScroll: true }));
    },
    end: () => EVENTS.forEach(([target, type, listener]) => target?.removeEventListener(type, listener, true)),
  };
};
