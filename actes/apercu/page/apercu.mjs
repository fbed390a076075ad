// The page: choices on top, the act in the middle, what is known of it at the side; drawn again at each save.
import { $, annonce, nombre, remplir } from "./dom.mjs";
import { allumer, dessiner, effacer, signaler, surActe, texteDe, textes, textesDe, viser } from "./acte.mjs";
import { armer, reprendre } from "./clavier.mjs";
import { exact } from "./exact.mjs";
import { onglet, suivreOnglets } from "./onglets.mjs";
import { cacherBulle, connaitre, montrerBulle, peindreOrigine, resume } from "./origine.mjs";
import { demanderActe, demanderEtat, ecouter, lireChoix, retenirChoix } from "./serveur.mjs";
import * as temps from "./temps.mjs";
import { peindre, preparer } from "./volets.mjs";

const choix = lireChoix();
let attente = null; // the request under way
let dessine = null; // the hash of the act on the sheet
let choisi = null; // the text whose origin is shown: its rank and its words
let etat = {};

/** Ask for the state and the act, draw what changed; a newer call stops this one. */
async function actualiser(parSauvegarde = false) {
  attente?.abort();
  const moi = (attente = new AbortController());
  const debut = performance.now();
  document.body.dataset.etat = "attend";
  try {
    const nouveau = await demanderEtat(choix, moi.signal);
    if (nouveau.document !== dessine) await montrerActe(nouveau.document, parSauvegarde, moi.signal);
    if (moi.signal.aborted) return;
    etat = nouveau;
    peindreTout();
    $("mesure").textContent = parSauvegarde ? `Mis à jour en ${Math.round(performance.now() - debut)} ms.` : "";
    document.body.dataset.etat = "montre";
    if (parSauvegarde) annonce(phrase());
  } catch (erreur) {
    if (erreur.name !== "AbortError") bandeau(`L’aperçu n’a pas pu être mis à jour : ${erreur.message}`);
  } finally {
    if (attente === moi) $("document").removeAttribute("aria-busy");
  }
}

async function montrerActe(document, parSauvegarde, signal) {
  const octets = document ? await demanderActe(choix, signal) : null;
  if (signal.aborted) return;
  const tenue = textes().indexOf(texteDeFocus());
  const changes = octets ? await dessiner(octets) : effacer();
  if (signal.aborted) return;
  dessine = document;
  reprendre(tenue);
  if (parSauvegarde) signaler(changes);
  $("attente").hidden = Boolean(document);
  $("attente").textContent = "Il n’y a pas d’acte à montrer : voyez les constats.";
}

const texteDeFocus = () => $("instantane").shadowRoot?.activeElement ?? null;

function peindreTout() {
  connaitre(etat);
  commandes();
  peindre(etat);
  temps.peindre(etat);
  exact.suivre(etat, choix);
  peindreOrigine(retrouver());
  const bloquants = (etat.constats ?? []).filter((c) => c.gravite === "bloquante").length;
  $("document").classList.toggle("perime", Boolean(etat.perime));
  $("instantane").classList.toggle("perime", Boolean(etat.perime && !etat.repli));
  bandeau(erreurDite(bloquants));
}

function erreurDite(bloquants) {
  const raison = etat.erreur ? majuscule(etat.erreur) : "L’acte ne peut pas être produit";
  const compte = bloquants ? ` (${nombre(bloquants, "constat bloquant", "constats bloquants")})` : "";
  if (etat.repli === "brouillon") return `${raison}${compte}. Voici ce qu’en serait le brouillon.`;
  if (etat.repli) return `${raison}${compte}. Voici ce qu’il serait.`;
  if (etat.perime) return `${raison}${compte}. Voici le dernier acte qui a pu être produit.`;
  return etat.erreur ? `${raison}${compte}.` : "";
}

const majuscule = (texte) => texte.charAt(0).toUpperCase() + texte.slice(1).replace(/\.$/, "");

function bandeau(texte) {
  if ($("bandeau").textContent !== texte) $("bandeau").textContent = texte;
  $("bandeau").hidden = !texte;
}

function phrase() {
  const manquantes = (etat.mentions ?? []).filter((m) => m.etat === "manquante").length;
  const constats = (etat.constats ?? []).length;
  const debut = etat.perime ? "L’acte n’a pas pu être mis à jour" : "L’acte est à jour";
  return `${debut} : ${nombre(constats, "constat")}, ${nombre(manquantes, "mention manquante", "mentions manquantes")}.`;
}

function commandes() {
  const retenu = etat.choix ?? choix;
  const titre = etat.acte?.titre ?? "Aperçu";
  $("titre").textContent = titre;
  document.title = `${titre} – aperçu`;
  const actes = etat.actes ?? [];
  $("champ-acte").hidden = actes.length < 2;
  remplir($("acte"), [["", actes.map((a) => [a.id, a.titre])]], retenu.acte);
  remplir($("dossier"), groupes(etat.dossiers ?? []), retenu.dossier);
  remplir($("exemplaire"), [["", (etat.exemplaires ?? []).map((x) => [x.id, x.libelle])]], retenu.exemplaire);
  remplir($("element"), [["", (etat.elements ?? []).map((e) => [e.rang, e.libelle])]], retenu.element);
  $("champ-element").hidden = (etat.elements ?? []).length < 2;
  $("brouillon").checked = retenu.brouillon === "oui" || retenu.brouillon === true;
}

const TITRES = { exemple: "Exemple de l’acte", cas: "Cas juridiques", "exemples du projet": "Exemples du projet", dossier: "Vos dossiers" };

function groupes(dossiers) {
  const noms = [...new Set(dossiers.map((d) => d.groupe))];
  return noms.map((nom) => [TITRES[nom] ?? nom, dossiers.filter((d) => d.groupe === nom).map((d) => [d.cle, d.libelle])]);
}

/** Take new choices and show what they give; a new act forgets what belonged to the old one. */
function choisir(nouveaux) {
  if ("acte" in nouveaux) Object.assign(choix, { dossier: "", exemplaire: "", element: "" });
  if ("dossier" in nouveaux) choix.element = "";
  Object.assign(choix, nouveaux);
  retenirChoix(choix);
  actualiser().then(() => annonce(phrase()));
}

function montrer(ids, libelle) {
  exact.basculer(false);
  const vus = textesDe(ids);
  allumer([], "choisi");
  viser(vus);
  const montres = `${nombre(vus.length, "passage montré", "passages montrés")} dans l’acte.`;
  annonce(vus.length ? `${libelle} : ${montres}` : `${libelle} n’est pas dans l’acte montré.`);
}

/** The text whose origin was shown, in the new drawing. */
function retrouver() {
  const tous = textes();
  const meme = (t) => t?.textContent === choisi?.mots;
  const texte = choisi && (meme(tous[choisi.rang]) ? tous[choisi.rang] : tous.find(meme));
  if (texte) texte.classList.add("choisi");
  return texte ?? null;
}

function origine(texte) {
  choisi = { rang: textes().indexOf(texte), mots: texte.textContent };
  allumer([texte], "choisi");
  peindreOrigine(texte);
  onglet("origine");
  annonce([texte.textContent.trim(), ...resume(texte)].join(". "));
}

function ecouterLaPage() {
  for (const id of ["acte", "dossier", "exemplaire", "element"]) $(id).addEventListener("change", (e) => choisir({ [id]: e.target.value }));
  $("brouillon").addEventListener("change", (e) => choisir({ brouillon: e.target.checked ? "oui" : "" }));
  $("choix").addEventListener("submit", (e) => e.preventDefault());
  surActe("click", (e) => texteDe(e) && getSelection().isCollapsed && origine(texteDe(e)));
  surActe("pointerover", (e) => (texteDe(e) ? montrerBulle(texteDe(e)) : cacherBulle()));
  surActe("focusin", (e) => texteDe(e) && montrerBulle(texteDe(e)));
  surActe("focusout", (e) => cacherBulle(texteDe(e)));
  $("instantane").addEventListener("pointerleave", () => cacherBulle());
  $("document").addEventListener("scroll", () => cacherBulle(), { passive: true });
}

function liaison(etablie) {
  const texte = etablie ? "En direct" : "Liaison perdue, nouvelle tentative…";
  if (etablie && $("liaison").dataset.perdue) actualiser();
  $("liaison").dataset.perdue = etablie ? "" : "oui";
  $("liaison").textContent = texte;
}

preparer(montrer);
suivreOnglets();
temps.preparer(choisir);
exact.preparer(() => choix);
armer({ origine, choisir });
ecouterLaPage();
peindreOrigine(null);
ecouter({
  change: () => actualiser(true),
  lien: liaison,
  fin: () => {
    $("liaison").textContent = "L’aperçu est arrêté.";
    bandeau("L’aperçu est arrêté : relancez « actes apercu » pour continuer.");
  },
});
actualiser();
