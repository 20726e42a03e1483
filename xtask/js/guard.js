// Put into the widget's bindings by the build (see `guard.rs`): between the page and the module.
//
// A panic leaves the module's memory in no state to go on with. The first exception that would
// leave it ends the bundle: the page sees no error, the loader is told, and all later calls (of
// listeners, timers, promises, finalisers) do nothing.
let trap;
let ending;
let depth = 0;

/** Whoever wants to know that the bundle has ended; told at once if it has already. */
export function set_trap(tell) {
  trap = tell;
  if (ending) tell(ending.cause);
}

function end(cause) {
  if (ending) return;
  ending = { cause };
  try {
    trap?.(cause);
  } catch {
    // The page must not hear of this one either.
  }
}

function guarded(exports) {
  // Stands in for whatever the bindings take apart next, which undefined would not let them.
  const nothing = [0, 0, 0, 0];
  const wrap = (call) => (...values) => {
    if (ending) return nothing;
    depth++;
    try {
      return call(...values);
    } catch (cause) {
      if (depth === 1 || cause instanceof WebAssembly.RuntimeError) end(cause);
      // Rust that called JavaScript that called Rust has to unwind all the way.
      if (depth > 1) throw cause;
      return nothing;
    } finally {
      depth--;
    }
  };
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? wrap(value) : value]),
  );
}
