// The worker's entry: hands the runtime's events to the Rust build and survives its panics.
//
// A panic kills the whole wasm instance: every call under way in it would wait for ever, and every
// Rust object in it is gone. The bindings make a new instance at the next call; this file fails the
// lost calls at once and builds the lost objects anew. What must outlive that is on disk anyway.
import * as rust from "./statuslamp.js";
import PAGES from "./pages.js";

// Kept by the `worker` crate outside of the wasm memory: its panic hook sets `criticalError`, and
// each new instance raises `instanceId`.
const life = rust.__worker_init_state();

/** The calls under way, each as the function that fails it. */
const underWay = new Set();

function failAll(cause) {
  const failing = [...underWay];
  underWay.clear();
  for (const fail of failing) fail(new Error("the worker restarted in the middle of this call", { cause }));
}

// The hook runs inside the panic, before anything is thrown: the earliest moment to know.
let critical = life.criticalError;
Object.defineProperty(life, "criticalError", {
  get: () => critical,
  set(value) {
    critical = value;
    if (value) failAll("panic");
  },
});

// A trap without a panic (out of memory, a full stack) in a callback is seen here alone.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) life.criticalError = true;
});

/** Makes sure that a living instance is there before anything refers to it. */
function revive() {
  if (critical) {
    rust.__wbg_reset_state();
    life.criticalError = false;
  }
  // Any export passes the bindings' own check, which also replaces an instance that trapped.
  const before = life.instanceId;
  rust.__worker_init_state();
  if (life.instanceId !== before) failAll("trap");
}

/** Calls into Rust; rejects when the instance dies before the answer is there. */
function enter(call) {
  return new Promise((resolve, reject) => {
    revive();
    underWay.add(reject);
    let answer;
    try {
      answer = call();
    } catch (error) {
      // Rust answers with a promise, also for its errors: what is thrown is a trap.
      life.criticalError = true;
      throw error;
    }
    answer.then(resolve, reject).finally(() => underWay.delete(reject));
  });
}

const environments = new WeakMap();

/** The runtime's bindings and the pages file, as one object per isolate. */
function withPages(env) {
  let extended = environments.get(env);
  if (!extended) environments.set(env, (extended = { ...env, PAGES }));
  return extended;
}

/** Where people read: the list of pages, a page, and the same below a language. */
const FOR_PEOPLE = /^\/(([a-z]{2}\/?)?$|([a-z]{2}\/)?is(\/|$))/;

const LOST_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>This page cannot be shown right now</title></head>
<body><h1>This page cannot be shown right now</h1>
<p>That says nothing about the state of any service. Please try again in a moment.</p></body>
</html>
`;

/** What a visitor gets when the answer was lost: readable across origins, like every other error. */
function lost(request) {
  const isForPeople = FOR_PEOPLE.test(new URL(request.url).pathname);
  const problem = {
    type: "/docs/problems/#internal",
    title: "Internal error",
    status: 500,
    detail: "the answer was lost on the way; ask again",
    errors: [],
  };
  return new Response(isForPeople ? LOST_PAGE : JSON.stringify(problem), {
    status: 500,
    headers: {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "Age, Date, ETag, Link, Retry-After",
      "Cache-Control": "no-store",
      "Content-Type": isForPeople ? "text/html; charset=utf-8" : "application/problem+json",
      ...(isForPeople && { "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" }),
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Date": new Date().toUTCString(),
      "Retry-After": "1",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

const handlers = {
  async fetch(request, env, ctx) {
    try {
      return await enter(() => rust.fetch(request, withPages(env), ctx));
    } catch (error) {
      console.error("lost a request:", error);
      return lost(request);
    }
  },
};
if (rust.scheduled) {
  handlers.scheduled = (event, env, ctx) => enter(() => rust.scheduled(event, withPages(env), ctx));
}
export default handlers;

/** A Durable Object class around the Rust class of that name, which it builds once per instance. */
function durableObject(name) {
  return class {
    #ctx;
    #env;
    #object;
    #instance;

    constructor(ctx, env) {
      this.#ctx = ctx;
      this.#env = withPages(env);
    }

    #call(method, ...rest) {
      return enter(() => {
        if (this.#instance !== life.instanceId) {
          this.#object = new rust[name](this.#ctx, this.#env);
          this.#instance = life.instanceId;
        }
        return this.#object[method](...rest);
      });
    }

    fetch(request) {
      return this.#call("fetch", request);
    }

    alarm() {
      return this.#call("alarm");
    }

    webSocketMessage(socket, message) {
      return this.#call("webSocketMessage", socket, message);
    }

    webSocketClose(socket, code, reason, wasClean) {
      return this.#call("webSocketClose", socket, code, reason, wasClean);
    }

    webSocketError(socket, error) {
      return this.#call("webSocketError", socket, error);
    }
  };
}

export const PageObject = durableObject("PageObject");
export const LiveObject = durableObject("LiveObject");
export const IndexObject = durableObject("IndexObject");
