// The time machine: the date of the act, and the days on which a wording changes.
import { $, decale, el, jour, periode } from "./dom.mjs";

let bornes = [];
let actuelle = "";

/** Redraw the date, its notches, and the sentence that says which wording is shown. */
export function peindre(etat) {
  actuelle = etat.date ?? "";
  bornes = (etat.bornes ?? []).filter((b) => b.date).sort((a, b) => (a.date < b.date ? -1 : 1));
  if (document.activeElement !== $("date")) $("date").value = actuelle;
  $("bornes").replaceChildren(...bornes.map((b) => el("option", { value: b.date }, b.libelle)));
  $("date-dossier").disabled = !etat.choix?.date;
  $("avant").disabled = !precedente();
  $("apres").disabled = !suivante();
  $("avant").title = titre(precedente());
  $("apres").title = titre(suivante());
  $("redaction").textContent = actuelle ? `Acte du ${jour(actuelle)}${regime(etat)}.` : "";
}

/** What holds that day: the last change of wording, or the days between which the act exists. */
function regime(etat) {
  const derniere = bornes.filter((b) => b.date <= actuelle).at(-1);
  if (derniere) return `, rédaction depuis le ${jour(derniere.date)} (${court(derniere.libelle)})`;
  const duree = periode(etat.du, etat.au);
  return duree ? `, en vigueur ${duree}` : "";
}

const court = (texte) => (texte.length > 70 ? `${texte.slice(0, 69).trimEnd()}…` : texte);
const titre = (borne) => (borne ? `${jour(borne.date)} : ${borne.libelle}` : "");
const suivante = () => bornes.find((b) => b.date > actuelle);

/** The wording before this one: the day before the last change that this date has seen. */
function precedente() {
  const vues = bornes.filter((b) => b.date <= actuelle);
  return vues.length ? { date: decale(vues.at(-1).date, -1), libelle: `avant : ${vues.at(-1).libelle}` } : undefined;
}

/** `choisir({date})` shows another day. */
export function preparer(choisir) {
  $("date").addEventListener("change", (e) => choisir({ date: e.target.value }));
  $("avant").addEventListener("click", () => choisir({ date: precedente().date }));
  $("apres").addEventListener("click", () => choisir({ date: suivante().date }));
  $("date-dossier").addEventListener("click", () => choisir({ date: "" }));
}
