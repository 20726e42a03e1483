// The form, the tag it makes, and the page it is seen in. The address keeps what was chosen.
import { asText, pasted, wishesOf } from "./tag.js";

const form = document.querySelector("form");
const code = document.querySelector("#tag code");
const frame = document.querySelector("iframe");
const status = document.querySelector("#status");
const field = (name) => form.querySelector(`[data-wish="${name}"]`);

const MOST_LISTS = 10;

const say = (text) => (status.textContent = text);

const read = async (path) => {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

/** All pages of the lamp, as far as anybody would scroll. */
const pages = async () => {
  const found = [];
  let cursor = "";
  for (let lists = 0; lists < MOST_LISTS && cursor !== null; lists += 1) {
    const list = await read(`/v1/pages?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    found.push(...list.data);
    cursor = list.next_cursor;
  }
  return found;
};

/** How a component is named in a tag so that nobody else is meant. */
const selectorOf = (component, all, groups) => {
  const { id, name, group_id } = component;
  const isPlain = (text) => !/[,/]/.test(text) && text.trim() === text;
  if (!isPlain(name)) return id;
  const namesakes = all.filter((other) => other.name === name);
  if (namesakes.length === 1) return name;
  const group = groups.get(group_id);
  const isOne = group && isPlain(group) && namesakes.filter((other) => other.group_id === group_id).length === 1;
  return isOne ? `${group}/${name}` : id;
};

const choice = (name, value, text, chosen) => {
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name, value, checked: chosen.includes(value) });
  const words = document.createElement("bdi");
  words.textContent = text;
  label.append(box, words);
  return label;
};

const fill = (name, choices) => {
  const place = field(name);
  place.hidden = !choices.length;
  place.querySelector(".choices").replaceChildren(...choices);
};

const split = (text) => text.split(",").filter(Boolean);

/** What can be chosen of a page, once it is known which. */
const offer = async (page, chosen) => {
  const { components } = await read(`/v1/pages/${encodeURIComponent(page)}/summary`);
  // Another one was chosen while this one answered.
  if (page !== form.elements.page.value) return;
  const groups = new Map(components.filter(({ kind }) => kind === "group").map(({ id, name }) => [id, name]));
  const all = [...components];
  const named = components
    .filter(({ kind }) => kind === "component")
    .map((one) => {
      const group = groups.get(one.group_id);
      return choice("components", selectorOf(one, all, groups), group ? `${group} / ${one.name}` : one.name, split(chosen.components));
    });
  const listed = (member) => [...new Set(components.flatMap(({ only_for }) => only_for?.[member] ?? []))].sort();
  fill("components", named);
  fill("regions", listed("regions").map((name) => choice("regions", name, name, split(chosen.regions))));
  fill("audience", listed("audiences").map((name) => choice("audience", name, name, split(chosen.audience))));
};

/** What the form says, as attributes; several of one name stand in one. */
const wishes = () => {
  const said = new FormData(form);
  const wished = {};
  for (const name of new Set(said.keys())) wished[name] = said.getAll(name).map((value) => value.trim()).filter(Boolean).join(",");
  const { page, also } = wished;
  wished.page = also && also !== page ? `${page} ${also}` : page;
  return wished;
};

const draw = () => {
  const wished = wishes();
  const asked = wishesOf(wished.form);
  for (const name of ["position", "min-impact", "maintenance-lead"]) field(name).hidden = !asked.includes(name);
  code.textContent = asText(pasted(location.origin, wished.form, wished));
  const query = new URLSearchParams();
  for (const name of ["page", "form", "rehearse", ...asked]) if (wished[name]) query.set(name, wished[name]);
  const address = `frame/?${query}`;
  if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
  frame.style.inlineSize = wished.width;
  const kept = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", `?${kept}`);
};

const copy = async () => {
  try {
    await navigator.clipboard.writeText(code.textContent);
    say("Copied.");
  } catch {
    getSelection().selectAllChildren(code);
    say("It is selected: copy it from here.");
  }
};

const restore = (asked) => {
  for (const name of new Set(asked.keys())) {
    const control = form.elements[name];
    if (control && !(control instanceof RadioNodeList) && control.type !== "checkbox") control.value = asked.get(name);
  }
};

/** What can be chosen of the page that is chosen now; where it is not told, the rest of the form still works. */
const offerOf = async (page, chosen) => {
  try {
    await offer(page, chosen);
    if (page === form.elements.page.value) say("");
  } catch {
    ["components", "regions", "audience"].forEach((name) => fill(name, []));
    say("The lamp did not tell of this page. Choose it again to try again.");
  }
};

const begin = async () => {
  const asked = new URLSearchParams(location.search);
  try {
    const listed = await pages();
    if (!listed.length) return say("This lamp watches no page yet.");
    const options = () => listed.map(({ id, name }) => new Option(name, id));
    form.elements.page.append(...options());
    form.elements.also.append(...options());
  } catch {
    return say("The lamp does not answer. Reload this page to try again.");
  }
  restore(asked);
  if (!form.elements.page.value) form.elements.page.selectedIndex = 0;
  const chosen = Object.fromEntries(["components", "regions", "audience"].map((name) => [name, asked.getAll(name).join(",")]));
  await offerOf(form.elements.page.value, chosen);
  draw();
  // Some controls of the form stand beside the preview.
  document.addEventListener("change", async ({ target }) => {
    if (target.name === "page") await offerOf(target.value, { components: "", regions: "", audience: "" });
    else say("");
    draw();
  });
};

form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("#copy").addEventListener("click", copy);
document.querySelector("#again").addEventListener("click", () => frame.contentWindow.location.reload());
begin();
