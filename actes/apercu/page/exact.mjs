// The exact rendering: LibreOffice's pages as pictures, asked only when one looks at them.
import { $, annonce, el, nombre } from "./dom.mjs";
import { demanderExact } from "./serveur.mjs";

let choixDe = () => ({});
let attente = null;
let etat = {};
let montre = ""; // the document whose pages are shown

const ouvert = () => $("exact").getAttribute("aria-pressed") === "true";

/** Switch to the exact pages or back; without argument, the other one. */
function basculer(oui = !ouvert()) {
  if (oui && !etat.exact) {
    annonce("LibreOffice n’est pas installé : seul le rendu instantané est possible.");
    return;
  }
  if (oui === ouvert()) return;
  $("exact").setAttribute("aria-pressed", `${oui}`);
  $("instantane").hidden = oui;
  $("pages").hidden = !oui;
  if (oui) charger();
  else attente?.abort();
}

async function charger() {
  if (montre === etat.document) return;
  attente?.abort();
  const moi = (attente = new AbortController());
  $("pages").setAttribute("aria-busy", "true");
  if (!$("pages").childElementCount) dire("LibreOffice met l’acte en pages…");
  try {
    const { pages, cle, erreur, remplace } = await demanderExact(choixDe(), moi.signal);
    if (remplace || moi.signal.aborted) return;
    if (erreur) dire(`Le rendu exact n’a pas abouti : ${erreur}`);
    else await poser(pages, cle, moi.signal);
  } catch (raison) {
    if (raison.name !== "AbortError") dire(`Le rendu exact n’a pas abouti : ${raison.message}`);
  } finally {
    if (attente === moi) $("pages").removeAttribute("aria-busy");
  }
}

/** Put the pages once they are all there: no white flash between two versions. */
async function poser(pages, cle, signal) {
  const images = Array.from({ length: pages }, (_, rang) => page(cle, rang + 1, pages));
  await Promise.allSettled(images.map((image) => image.decode()));
  if (signal.aborted) return;
  montre = etat.document;
  const lien = el("a", { href: `exact/${cle}.pdf`, target: "_blank", rel: "noopener" }, "Ouvrir le PDF");
  $("pages").replaceChildren(el("p", { class: "pdf" }, lien), ...images);
  annonce(`Rendu exact : ${nombre(pages, "page")}.`);
}

function page(cle, rang, pages) {
  const alt = `Page ${rang} sur ${pages} de l’acte ; son texte se lit dans le rendu instantané.`;
  return el("img", { src: `exact/${cle}/${rang}.png`, alt });
}

function dire(texte) {
  montre = "";
  $("pages").replaceChildren(el("p", { class: "attente" }, texte));
}

/** A new state: the button tells whether exact is possible, the pages follow when they are looked at. */
function suivre(nouveau) {
  etat = nouveau;
  $("exact").setAttribute("aria-disabled", `${!etat.exact}`);
  $("exact").title = etat.exact ? "" : "LibreOffice n’est pas installé";
  if (ouvert()) charger();
}

function preparer(choix) {
  choixDe = choix;
  $("exact").addEventListener("click", () => basculer());
}

export const exact = { basculer, suivre, preparer };
