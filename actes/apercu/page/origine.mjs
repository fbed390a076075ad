// Where a text comes from: the panel that a click opens, and the tip that hovering shows.
import { $, code, el } from "./dom.mjs";
import { droit, endroit, lieu, vide } from "./volets.mjs";

let etat = { sources: {}, mentions: [], enVigueur: "" };
let porteur = null; // the text that the tip is about
const bulle = () => $("infobulle");

/** The state that sources and mentions are read from. */
export function connaitre(nouveau) {
  etat = { sources: nouveau.sources ?? {}, mentions: nouveau.mentions ?? [], enVigueur: nouveau.acte?.en_vigueur ?? "" };
}

/** The source of a piece of text, with the mention around it when it has one. */
export function origineDe(texte) {
  const source = etat.sources[texte.dataset.source];
  const autour = (texte.dataset.mentions ?? "").split(" ").filter(Boolean).map((id) => etat.sources[id]).filter(Boolean);
  const id = source?.mention ?? autour.at(-1)?.mention;
  return { source, mention: etat.mentions.find((m) => m.id === id) ?? null, bord: autour.at(-1) ?? null };
}

/** Fill the panel « Origine » with what is known of this piece of text. */
export function peindreOrigine(texte) {
  const volet = $("volet-origine");
  const titre = el("h2", { class: "invisible" }, "Origine");
  if (!texte) {
    volet.replaceChildren(titre, vide("Cliquez sur un texte de l’acte, ou allez-y par les flèches, pour voir d’où il vient."));
    return;
  }
  const { source, mention, bord } = origineDe(texte);
  const lignes = faits(source ?? bord ?? {}, mention);
  volet.replaceChildren(titre, el("blockquote", {}, texte.textContent.trim()), el("dl", { class: "origine" }, lignes.map(ligne)));
}

const NATURES = {
  valeur: "valeur imprimée par une balise",
  paragraphe: "texte écrit dans le modèle",
  mention: "texte d’une mention",
  blanc: "blanc d’un brouillon : il manque quelque chose au dossier",
};
const ligne = ([nom, ...valeur]) => el("div", {}, el("dt", {}, nom), el("dd", {}, valeur));

function faits(source, mention) {
  const sorti = source.genre === "valeur";
  const { calcul, modele } = source;
  const lus = (source.chemins ?? []).length > 1 ? source.chemins : [];
  return [
    ["Nature", NATURES[source.genre] ?? NATURES.paragraphe],
    modele && ["Dans le modèle", code(modele.fichier), ` ${endroit(modele)}`],
    !sorti && source.texte && ["Texte du modèle", el("span", { class: "ecrit" }, source.texte)],
    source.expression && ["Balise", code(`{{ ${source.expression} }}`)],
    !lus.length && source.chemin && ["Champ", ...champ(source)],
    lus.length && ["Champs lus", el("ul", {}, lus.map((c) => el("li", {}, champ(c))))],
    !lus.length && lieu(source) && ["Dans le dossier", lieu(source)],
    calcul && ["Calcul", code(`${calcul.nom} = ${calcul.expression}`), suite(lieu(calcul), calcul.article)],
    mention && ["Mention", mention.libelle, " ", code(mention.id)],
    (mention ?? source).article && ["Article", droit(mention ?? source)],
    mention && etat.enVigueur && ["Acte en vigueur", etat.enVigueur],
    mention && lieu(mention) && ["Exigée par", lieu(mention)],
  ].filter(Boolean);
}

const suite = (...textes) => textes.filter(Boolean).map((texte) => ` · ${texte}`).join("");
const champ = (c) => [c.libelle, " ", code(c.chemin), c.valeur ? ` : ${c.valeur}` : "", c.ligne && c.valeur ? ` (${lieu(c)})` : ""];

/** One sentence on a piece of text, for a tip and for who listens. */
export function resume(texte) {
  const { source, mention } = origineDe(texte);
  const morceaux = [];
  if (mention) morceaux.push(`${mention.libelle} (${droit(mention)})`);
  if (mention && etat.enVigueur) morceaux.push(`en vigueur : ${etat.enVigueur}`);
  if (source?.chemin) morceaux.push([source.chemin, source.ligne ? `ligne ${source.ligne}` : ""].filter(Boolean).join(", "));
  else if (source?.modele) morceaux.push(endroit(source.modele));
  return morceaux;
}

/** Show the tip beside a piece of text. */
export function montrerBulle(texte) {
  const morceaux = resume(texte);
  if (!morceaux.length) return cacherBulle();
  bulle().replaceChildren(...morceaux.map((m) => el("span", {}, m)));
  porteur = texte;
  bulle().hidden = false;
  const place = texte.getClientRects()[0] ?? texte.getBoundingClientRect();
  const taille = bulle().getBoundingClientRect();
  const gauche = Math.max(8, Math.min(place.left, innerWidth - taille.width - 8));
  const dessous = place.bottom + taille.height + 12 < innerHeight;
  bulle().style.left = `${gauche}px`;
  bulle().style.top = `${dessous ? place.bottom + 6 : place.top - taille.height - 6}px`;
}

/** Hide the tip; with a text, only if it is that text's. */
export function cacherBulle(texte = porteur) {
  if (texte === porteur) bulle().hidden = true;
}
