// Where in the host's application an element has something to say. The host goes from route to
// route without loading a page; nothing of its history is touched to hear of that.
import { homes, settleAll } from "./shared.js";

const LOOK_EVERY = 300;
let timer;
let last;

/** Whether the element speaks on this route: `*` stands for any run of characters. */
export const isOnRoute = (element) => {
  const patterns = element.getAttribute("routes")?.match(/[^\s,]+/g);
  const { pathname, search, hash } = location;
  const isHere = (pattern) => {
    const route = new RegExp(`^${pattern.replace(/[^\w*]/g, "\\$&").replaceAll("*", ".*")}$`);
    return route.test(pathname) || route.test(pathname + search + hash);
  };
  return !patterns || patterns.some(isHere);
};

/** Watches while there are elements that ask. */
export const watchRoutes = () => {
  clearInterval(timer);
  last = location.href;
  if ([...homes.keys()].some((element) => element.hasAttribute("routes"))) {
    // Not every browser tells, and to be told would mean to stand between the host and its history.
    timer = setInterval(() => last !== location.href && settleAll(), LOOK_EVERY);
  }
};
