// What the pinned loader has in the place of a plain `import()`: whatever is loaded is the very
// bytes that the build knew, or nothing. Put there, and filled in, by the build
// (`xtask/src/pinned.rs`); the evergreen loader has nothing of it.
const INTEGRITY = __INTEGRITY__;

const { nonce } = document.currentScript || {};
let policy;
let isRefused = false;

/** Where a host wants scripts to come by a policy, ours is `statuslamp`; it lets nothing but our files by. */
const trusted = (url) => {
  try {
    const createScriptURL = (url) => (INTEGRITY[pathOf(url)] ? url : null);
    policy ||= !isRefused && window.trustedTypes?.createPolicy("statuslamp", { createScriptURL });
  } catch {
    // The host allows no policy of ours, or another copy of this script made it. Each further try
    // would be reported again.
    isRefused = true;
  }
  return policy ? policy.createScriptURL(url) : url;
};

const pathOf = (url) => Object.keys(INTEGRITY).find((path) => url.endsWith(`/${path}`));

/**
 * Fetches a module with an element that checks it. In a shadow root, because what an element
 * complains of there stays there. Without a policy of ours it is a link, whose address needs none;
 * a link does nothing in a shadow root.
 */
const fetched = (src, url, checked) => {
  const shell = document.createElement("div");
  const element = document.createElement(isRefused ? "link" : "script");
  const place = isRefused ? shell : shell.attachShadow({ mode: "closed" });
  const settled = new Promise((onload, onerror) => Object.assign(element, checked, { onload, onerror }));
  Object.assign(element, isRefused ? { rel: "modulepreload", href: url } : { type: "module", src });
  place.append(element);
  document.documentElement.append(shell);
  return settled.finally(() => shell.remove());
};

/** A module of ours, checked: what the check let by is what `import()` finds then. */
export const load = async (host, path) => {
  const url = `${host}/${path}`;
  const integrity = INTEGRITY[path];
  // Of a file that is not in the list, nothing would be checked.
  if (!integrity) throw path;
  await fetched(trusted(url), url, { crossOrigin: "anonymous", referrerPolicy: "no-referrer", nonce: nonce || "", integrity });
  return import(url);
};
