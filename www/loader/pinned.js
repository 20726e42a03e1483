// What the pinned loader has in the place of a plain `import()`: whatever is loaded is the very
// bytes that the build knew, or nothing. Put there, and filled in, by the build
// (`xtask/src/pinned.rs`); the evergreen loader has nothing of it.
const INTEGRITY = __INTEGRITY__;

const { nonce } = document.currentScript || {};
let policy;

/** Where a host wants scripts to come by a policy, ours is `statuslamp`; it lets nothing but our files by. */
const trusted = (url) => {
  try {
    const createScriptURL = (url) => (INTEGRITY[pathOf(url)] ? url : null);
    policy ||= window.trustedTypes?.createPolicy("statuslamp", { createScriptURL });
  } catch {
    // Refused, or there already by another copy of this script: then it is asked for as it is.
  }
  return policy ? policy.createScriptURL(url) : url;
};

const pathOf = (url) => Object.keys(INTEGRITY).find((path) => url.endsWith(`/${path}`));

/**
 * A module of ours, checked. The check is the element's; what it let by is what `import()` finds then.
 * In a shadow root, because what an element complains of there stays there.
 */
export const load = async (host, path) => {
  const url = `${host}/${path}`;
  const integrity = INTEGRITY[path];
  // Of a file that is not in the list, nothing would be checked.
  if (!integrity) throw path;
  const shell = document.createElement("div");
  try {
    await new Promise((onload, onerror) => {
      const script = document.createElement("script");
      const checked = { type: "module", crossOrigin: "anonymous", referrerPolicy: "no-referrer", nonce: nonce || "", integrity };
      shell.attachShadow({ mode: "closed" }).append(Object.assign(script, checked, { onload, onerror, src: trusted(url) }));
      document.documentElement.append(shell);
    });
  } finally {
    shell.remove();
  }
  return import(url);
};
