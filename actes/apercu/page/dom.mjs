// What every module of the page needs to build it: elements from text only (never from markup), French wording, a live voice.

/** The element of that id. */
export const $ = (id) => document.getElementById(id);

/** An element with its properties and children; strings become text nodes, null and false are left out. */
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A path or an expression, that may be cut after a dot. */
export function code(texte) {
  return el("code", {}, `${texte}`.split(/(?<=\.)/).flatMap((mot, rang) => (rang ? [el("wbr"), mot] : [mot])));
}

const JOUR = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** « 1er mars 2020 » from « 2020-03-01 »; anything else as it is. */
export function jour(iso) {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso ?? "")) return iso ?? "";
  return JOUR.format(new Date(`${iso}T00:00:00Z`)).replace(/^1 /, "1er ");
}

/** « du 24 mars 2020 au … », « depuis le … », « jusqu’au … », or nothing. */
export function periode(du, au) {
  if (du && au) return `du ${jour(du)} au ${jour(au)}`;
  if (du) return `depuis le ${jour(du)}`;
  return au ? `jusqu’au ${jour(au)}` : "";
}

/** The day after (or before) an ISO date. */
export function decale(iso, jours) {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + jours);
  return date.toISOString().slice(0, 10);
}

/** « 3 constats », « 1 constat ». */
export const nombre = (n, un, plusieurs = `${un}s`) => `${n} ${n > 1 ? plusieurs : un}`;

/** Say something to who does not see the page change. */
export function annonce(texte) {
  $("annonce").textContent = texte;
}

/** Fill a select with options or groups of options, keeping it untouched when nothing changed. */
export function remplir(select, groupes, valeur) {
  const cle = JSON.stringify(groupes);
  if (select.dataset.cle !== cle) {
    select.dataset.cle = cle;
    select.replaceChildren(
      ...groupes.map(([titre, options]) => {
        const items = options.map(([value, texte]) => el("option", { value }, texte));
        return titre ? el("optgroup", { label: titre }, items) : items;
      }).flat(),
    );
  }
  select.value = valeur ?? "";
}
