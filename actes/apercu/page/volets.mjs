// The panels beside the act: mentions, findings, fields.
import { $, code, el } from "./dom.mjs";

const ETATS = [
  ["manquante", "Manquantes"],
  ["presente", "Présentes"],
  ["sans-objet", "Sans objet dans ce dossier"],
  ["hors-version", "D’une autre rédaction"],
];
const GRAVITES = { bloquante: "bloquant", avertissement: "avertissement", information: "information" };
const RANGS = Object.keys(GRAVITES);
let montrer = () => {};

/** `action(ids, libelle)` shows the pieces of text of these sources. */
export function preparer(action) {
  montrer = action;
}

/** Redraw the three panels from the state; the focus stays on the entry that had it. */
export function peindre(etat) {
  const tenue = document.activeElement?.dataset?.cle;
  mentions(etat.mentions ?? []);
  constats(etat.constats ?? []);
  champs(etat.champs ?? []);
  if (tenue) document.querySelector(`[data-cle="${CSS.escape(tenue)}"]`)?.focus({ preventScroll: true });
}

function compter(nom, n, mot, vu = "") {
  const compte = document.querySelector(`[data-compte="${nom}"]`);
  compte.replaceChildren(`${n}`, el("span", { class: "invisible" }, ` ${mot}`));
  compte.className = `compte ${vu}`;
}

/** « fichier.yaml, ligne 12 » */
export function lieu({ fichier, ligne, colonne }) {
  if (!fichier && !ligne) return "";
  const nom = (fichier ?? "").split("/").slice(-2).join("/");
  return [nom, ligne ? `ligne ${ligne}` : "", colonne ? `colonne ${colonne}` : ""].filter(Boolean).join(", ");
}

/** « corps, page 2, tableau 1, ligne 3, cellule 2, paragraphe 8 »: a place in a template, in words. */
export const endroit = (modele) => [modele?.lieu, modele?.page ? `page ${modele.page}` : ""].filter(Boolean).join(", ");

function bouton(cle, ids, libelle, classe, ...contenu) {
  const vus = ids.filter((id) => id !== null && id !== undefined && id !== "");
  if (!vus.length) return el("p", { class: classe, tabindex: "-1", data: { cle } }, contenu);
  return el("button", { type: "button", class: classe, data: { cle, ids: vus.join(" ") }, onclick: () => montrer(vus, libelle) }, contenu);
}

function mentions(liste) {
  const manque = liste.filter((m) => m.etat === "manquante").length;
  const presentes = liste.filter((m) => m.etat === "presente").length;
  if (manque) compter("mentions", manque, "à compléter", "bloquante");
  else compter("mentions", presentes, "dans l’acte");
  const sections = ETATS.map(([etat, titre]) => {
    const groupe = liste.filter((m) => m.etat === etat);
    if (!groupe.length) return null;
    return el("section", {}, el("h3", {}, `${titre} (${groupe.length})`), el("ul", { class: "fiches" }, groupe.map(mention)));
  });
  $("volet-mentions").replaceChildren(el("h2", { class: "invisible" }, "Mentions"), ...sections.filter(Boolean));
  if (!liste.length) $("volet-mentions").append(vide("Ce modèle ne porte aucune mention : il n’est lié à aucun acte."));
}

function mention(m) {
  const articles = droit(m);
  const ancres = m.ancres?.length ? m.ancres : [m.ancre];
  return el("li", { class: `fiche ${m.etat}`, data: { mention: m.id } },
    bouton(`mention-${m.id}-${m.etat}`, ancres, m.libelle, "titre", m.libelle),
    articles && el("p", { class: "article" }, articles),
    m.pourquoi && el("p", { class: "pourquoi" }, m.pourquoi),
    details(m),
  );
}

function details(m) {
  const condition = m.condition && el("p", { class: "pourquoi" }, "Due si ", code(m.condition));
  const chemins = m.chemins?.length ? el("dl", { class: "chemins" }, m.chemins.map(chemin)) : null;
  const ecrite = m.fichier && el("p", { class: "pourquoi" }, "Écrite dans ", lieu(m));
  if (!condition && !chemins && !ecrite) return null;
  const cle = `details-${m.id}-${m.etat}`;
  const ouverte = $("volet-mentions").querySelector(`[data-cle="${cle}"]`)?.parentElement.open ?? m.etat === "manquante";
  const resume = el("summary", { data: { cle } }, "Détail", el("span", { class: "invisible" }, ` : ${m.libelle}`));
  return el("details", { open: ouverte }, resume, condition, chemins, ecrite);
}

function chemin(c) {
  const ou = lieu(c);
  return el("div", {}, el("dt", {}, c.libelle || c.chemin, " ", code(c.chemin)),
    el("dd", {}, valeur(c), ou && el("small", {}, ` ${ou}`)));
}

const valeur = (c) => (c.absent || c.valeur === null || c.valeur === "" ? el("em", {}, "non renseigné") : c.valeur);

function constats(liste) {
  const tries = [...liste].sort((a, b) => RANGS.indexOf(a.gravite) - RANGS.indexOf(b.gravite));
  const pire = tries[0]?.gravite;
  compter("constats", liste.length, pire ? `dont le plus grave : ${GRAVITES[pire]}` : "", pire === "information" ? "" : pire);
  const volet = $("volet-constats");
  volet.replaceChildren(el("h2", { class: "invisible" }, "Constats"));
  if (!tries.length) volet.append(vide("Rien à signaler."));
  else volet.append(el("ul", { class: "fiches" }, tries.map(constat)));
}

function constat(c, rang) {
  const message = c.conseil && c.message.endsWith(` — ${c.conseil}`) ? c.message.slice(0, -c.conseil.length - 3) : c.message;
  const ou = [c.lieu || lieu(c), c.extrait ? `« ${c.extrait} »` : ""].filter(Boolean).join(" : ");
  return el("li", { class: `fiche constat ${c.gravite}` },
    bouton(`constat-${rang}`, [c.ancre], message, "titre", el("span", { class: "pastille" }, GRAVITES[c.gravite] ?? c.gravite), " ", message),
    c.conseil && el("p", { class: "conseil" }, "À faire : ", c.conseil),
    el("p", { class: "pourquoi" }, [ou, c.article].filter(Boolean).join(" · "), " ", code(c.code)),
  );
}

function champs(liste) {
  const imprimes = liste.filter((c) => c.ancres?.length);
  const lus = liste.filter((c) => !c.ancres?.length);
  compter("champs", liste.length, "");
  const volet = $("volet-champs");
  const filtre = $("filtre")?.value ?? "";
  const titres = ["Champ", "Valeur", "Ligne"].map((titre) => el("th", { scope: "col" }, titre));
  const table = el("table", {},
    el("caption", { class: "invisible" }, "Les champs que l’acte imprime, puis ceux qu’il lit sans les imprimer"),
    el("thead", {}, el("tr", {}, titres)), groupe("Imprimés", imprimes), groupe("Lus par une condition, non imprimés", lus));
  const saisie = { id: "filtre", type: "search", data: { cle: "filtre" }, autocomplete: "off", oninput: (e) => filtrer(table, e.target.value) };
  volet.replaceChildren(el("h2", { class: "invisible" }, "Champs"),
    el("p", { class: "recherche" }, el("label", { for: "filtre" }, "Chercher"), el("input", saisie)),
    liste.length ? table : vide("Le modèle ne lit aucun champ du dossier."));
  $("filtre").value = filtre;
  filtrer(table, filtre);
}

function groupe(titre, liste) {
  if (!liste.length) return null;
  return el("tbody", {}, el("tr", { class: "intertitre" }, el("th", { scope: "rowgroup", colspan: "3" }, titre)), liste.map(champ));
}

function champ(c) {
  const titre = c.libelle || c.chemin;
  return el("tr", {},
    el("th", { scope: "row" }, bouton(`champ-${c.chemin}`, c.ancres ?? [], titre, "titre", titre), code(c.chemin)),
    el("td", {}, valeur(c)),
    el("td", { title: c.fichier || null }, c.ligne ? `${c.ligne}` : c.calcul ? "calculé" : "–"));
}

const simple = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filtrer(table, mot) {
  const cherche = simple(mot.trim());
  for (const ligne of table.rows) {
    if (ligne.querySelector("td")) ligne.hidden = !simple(ligne.textContent).includes(cherche);
  }
  for (const corps of table.tBodies) corps.hidden = ![...corps.rows].some((ligne) => ligne.querySelector("td") && !ligne.hidden);
}

/** One line where a panel has nothing to list. */
export const vide = (texte) => el("p", { class: "vide" }, texte);

/** « CPP D48-2-5 al. 1 — l’acte à compter du 24 mars 2020 »: an article, and the days on which it holds. */
export const droit = (m) => [m.article, m.articles_dates].filter(Boolean).join(" — ");
