// The wall of frames, as the form asks for it; the address keeps what was asked.
import { STATES } from "./states.js";

const form = document.querySelector("form");
const wall = document.querySelector("main");
document.querySelector("#states").append(...STATES.map(({ name }) => new Option(name, name)));

for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}

const frame = (state, theme, { width, dir, lang }) => {
  const element = document.createElement("iframe");
  const query = new URLSearchParams({ state: state.name, theme, dir });
  if (lang) query.set("lang", lang);
  element.src = `frame/?${query}`;
  element.title = `${state.name}, ${theme}`;
  element.width = width;
  // Many documents: each is loaded when somebody looks.
  element.loading = "lazy";
  return element;
};

const draw = () => {
  const wanted = Object.fromEntries(new FormData(form));
  history.replaceState(null, "", `?${new URLSearchParams(wanted)}`);
  const themes = wanted.theme === "both" ? ["light", "dark"] : [wanted.theme];
  const states = STATES.filter(({ name }) => name.includes(wanted.state.trim()));
  wall.replaceChildren(
    ...states.flatMap((state) => {
      const heading = document.createElement("h2");
      heading.textContent = state.name;
      const frames = document.createElement("div");
      frames.className = "frames";
      frames.append(...themes.map((theme) => frame(state, theme, wanted)));
      return [heading, frames];
    }),
  );
};

form.addEventListener("change", draw);
form.addEventListener("submit", (event) => event.preventDefault());
draw();
