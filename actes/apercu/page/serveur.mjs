// What the page asks the local server: the state, the act's bytes, the exact pages, and to be told of each save.

const CLES = ["acte", "dossier", "date", "exemplaire", "element", "brouillon", "langue"];

/** The choices that the address of the page carries. */
export function lireChoix() {
  const lus = new URLSearchParams(location.search);
  return Object.fromEntries(CLES.map((cle) => [cle, lus.get(cle) ?? ""]));
}

function requete(choix) {
  const demande = new URLSearchParams();
  for (const cle of CLES) if (choix[cle]) demande.set(cle, choix[cle]);
  return demande;
}

/** Keep the choices in the address, so that reloading the page keeps them. */
export function retenirChoix(choix) {
  const texte = requete(choix).toString();
  history.replaceState(null, "", texte ? `?${texte}` : location.pathname);
}

async function json(reponse) {
  try {
    return await reponse.json();
  } catch {
    return { erreur: `le serveur de l’aperçu a répondu ${reponse.status}` };
  }
}

/** The state of the act for these choices. */
export async function demanderEtat(choix, signal) {
  return json(await fetch(`etat?${requete(choix)}`, { signal, cache: "no-store" }));
}

/** The bytes of the act, with its anchors. Raises when the server has none. */
export async function demanderActe(choix, signal) {
  const demande = requete(choix);
  demande.set("reperes", "1");
  const reponse = await fetch(`document.docx?${demande}`, { signal, cache: "no-store" });
  if (!reponse.ok) throw new Error((await json(reponse)).erreur);
  return reponse.arrayBuffer();
}

/** {pages, cle} of the exact rendering, or {erreur}. */
export async function demanderExact(choix, signal) {
  return json(await fetch(`exact?${requete(choix)}`, { signal, cache: "no-store" }));
}

/** Call `change(version)` at each save, `lien(true|false)` when the server comes and goes, `fin()` when it stops. */
export function ecouter({ change, lien, fin }) {
  const flux = new EventSource("evenements");
  flux.addEventListener("open", () => lien(true));
  flux.addEventListener("error", () => lien(false));
  flux.addEventListener("change", (e) => change(JSON.parse(e.data || "{}").version));
  flux.addEventListener("fin", () => {
    flux.close();
    fin();
  });
}
