// What the live part of the pinned loader asks for, beside scripts: the build fills in what each file
// has to be (`xtask/src/pinned.rs`). The evergreen live part has nothing of it.
const INTEGRITY = __INTEGRITY__;

/** The integrity of a file. One that is not in the list is not asked for; answers have none. */
export const integrityOf = (path) => {
  if (path.startsWith("w/") && !INTEGRITY[path]) throw path;
  return INTEGRITY[path] || "";
};
