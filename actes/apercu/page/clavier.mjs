// The keyboard: one key for each thing, arrows through the texts of the act; single keys can be switched off.
import { $, annonce } from "./dom.mjs";
import { allumer, amener, surActe, textes, texteActif } from "./acte.mjs";
import { onglet, parRang } from "./onglets.mjs";
import { cacherBulle } from "./origine.mjs";

let courant = null; // the text one came to last
const SAISIE = "input:not([type=checkbox]), select, textarea, [contenteditable]";

/** `origine(texte)` shows where a text comes from; `choisir(choix)` takes new choices. */
export function armer({ origine, choisir }) {
  const touches = {
    e: () => $("exact").click(),
    b: () => $("brouillon").click(),
    d: () => $("dossier").focus(),
    t: () => $("date").focus(),
    x: () => $("exemplaire").focus(),
    a: () => entrer(),
    n: () => mention(1),
    p: () => mention(-1),
    "?": () => aider(),
    ...Object.fromEntries([1, 2, 3, 4].map((rang) => [`${rang}`, () => onglet(parRang(rang - 1), true)])),
  };
  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || $("dialogue-aide").open) return;
    if (e.key === "Escape") return effacer();
    if (e.composedPath()[0].matches?.(SAISIE)) return;
    if (dansActe(e, origine)) return e.preventDefault();
    const action = $("raccourcis").checked && touches[e.key.toLowerCase()];
    if (!action) return;
    e.preventDefault();
    action();
  });
  $("aide").addEventListener("click", aider);
  surActe("focusin", () => (courant = texteActif()));
}

function aider() {
  $("dialogue-aide").showModal();
}

/** Arrows and Enter while the act has the focus. */
function dansActe(e, origine) {
  if (!e.composedPath().includes($("document")) || $("instantane").hidden) return false;
  if (e.key === "ArrowRight" || e.key === "ArrowLeft") aller(e.key === "ArrowRight" ? 1 : -1);
  else if (e.key === "Enter" && texteActif()) origine(texteActif());
  else return false;
  return true;
}

/** To the next text of another source (or the one before). */
function aller(sens) {
  const tous = textes();
  const ici = tous.indexOf(texteActif() ?? courant);
  if (ici < 0) return toucher(tous[sens > 0 ? 0 : tous.length - 1]);
  let but = ici + sens;
  while (tous[but] && (memeSource(tous[but], tous[ici]) || !tous[but].textContent.trim())) but += sens;
  if (tous[but]) toucher(tous[but]);
}

const memeSource = (a, b) => a.dataset.source === b.dataset.source && a.closest("p") === b.closest("p") && a.dataset.mentions === b.dataset.mentions;

function toucher(texte) {
  if (!texte) return;
  texte.tabIndex = -1;
  texte.focus({ preventScroll: true });
  amener(texte);
}

/** Into the act: the text lit up, else where one was, else the sheet. */
function entrer() {
  const vise = textes().find((t) => t.classList.contains("vise") || t.classList.contains("choisi"));
  const but = vise ?? (courant?.isConnected ? courant : null);
  if (but) toucher(but);
  else $("document").focus();
}

/** After a new drawing, the focus returns to the text of the same rank. */
export function reprendre(rang) {
  courant = null;
  if (rang >= 0) toucher(textes()[Math.min(rang, textes().length - 1)]);
}

/** The next mention of the list that is in the act, as a click on it would. */
function mention(sens) {
  onglet("mentions");
  const boutons = [...$("volet-mentions").querySelectorAll("button[data-ids]")];
  if (!boutons.length) return annonce("Aucune mention n’est dans l’acte.");
  const ici = boutons.indexOf(document.activeElement);
  const but = boutons[ici < 0 ? (sens > 0 ? 0 : boutons.length - 1) : (ici + sens + boutons.length) % boutons.length];
  but.focus();
  but.click();
}

function effacer() {
  cacherBulle();
  if ($("cote").contains(document.activeElement)) entrer();
  allumer([], "vise");
  allumer([], "choisi");
}
