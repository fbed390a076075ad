// The tabs at the side, as WAI-ARIA asks: one stop, arrows between them.
import { $ } from "./dom.mjs";

const NOMS = ["mentions", "constats", "champs", "origine"];

/** Open a tab by its name; `foyer` gives it the focus. */
export function onglet(nom, foyer = false) {
  for (const autre of NOMS) {
    const ouvert = autre === nom;
    $(`onglet-${autre}`).setAttribute("aria-selected", `${ouvert}`);
    $(`onglet-${autre}`).tabIndex = ouvert ? 0 : -1;
    $(`volet-${autre}`).hidden = !ouvert;
  }
  if (foyer) $(`onglet-${nom}`).focus();
}

export const parRang = (rang) => NOMS[rang];

/** Clicks and arrows on the tabs. */
export function suivreOnglets() {
  for (const nom of NOMS) $(`onglet-${nom}`).addEventListener("click", () => onglet(nom));
  $("onglets").addEventListener("keydown", (e) => {
    const rang = NOMS.findIndex((nom) => $(`onglet-${nom}`) === document.activeElement);
    const but = { ArrowRight: rang + 1, ArrowLeft: rang - 1, Home: 0, End: NOMS.length - 1 }[e.key];
    if (but === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    onglet(NOMS[(but + NOMS.length) % NOMS.length], true);
  });
}
