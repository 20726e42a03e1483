// What a host pastes, as data: the attributes of the script tag and, for all but the banner of the
// tag itself, an element. The text to copy and the preview are both made of it.

/** What there is to choose from; `tag` is the banner that the script tag brings by itself. */
export const FORMS = {
  tag: { element: null, wishes: "components regions audience min-impact maintenance-lead routes theme position lang" },
  inline: { element: "statuslamp-banner", wishes: "components regions audience min-impact maintenance-lead routes theme lang" },
  status: { element: "statuslamp-status", wishes: "components regions audience routes theme lang" },
  components: { element: "statuslamp-components", wishes: "components regions audience routes theme lang" },
  incidents: { element: "statuslamp-incidents", wishes: "components regions audience routes theme lang" },
};

export const wishesOf = (form) => FORMS[form].wishes.split(" ");

/** What is so anyway need not be said. */
const DEFAULTS = { theme: "auto", position: "top" };

/** `{ script, element }`, each a map of attributes; the element's name is in `name`. */
export const pasted = (host, form, wishes) => {
  const { element } = FORMS[form];
  const said = ["page", ...wishesOf(form)]
    .map((name) => [name, wishes[name]])
    .filter(([name, value]) => value && value !== DEFAULTS[name]);
  const src = `${host}/embed.js`;
  if (element) return { script: { src }, name: element, element: Object.fromEntries(said) };
  return { script: { src, ...Object.fromEntries(said.map(([name, value]) => [`data-${name}`, value])) } };
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

const written = (attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");

/** The same as HTML. */
export const asText = ({ script, name, element }) => {
  const tag = `<script async${written(script)}></script>`;
  return element ? `${tag}\n<${name}${written(element)}></${name}>` : tag;
};
