// What every framework's app of the tests has to offer: `mounts.NAME(attributes)` shows the
// elements with these attributes, or takes them away.
export const ELEMENTS = ["statuslamp-banner", "statuslamp-components", "statuslamp-status", "statuslamp-incidents"];

export function offer(name, render) {
  const place = document.getElementById("app");
  window.mounts = { ...window.mounts, [name]: (attributes) => render(place, attributes) };
}
