// The act on its sheet: docx-preview draws it out of sight, its anchors become spans, then it replaces the old one at once.
import { $, el } from "./dom.mjs";
import { poser } from "./reperes.mjs";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PARTIES = /^word\/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;
const OPTIONS = {
  className: "docx", inWrapper: true, breakPages: true, ignoreLastRenderedPageBreak: true, experimental: false,
  renderHeaders: true, renderFooters: true, renderFootnotes: true, renderEndnotes: true, renderAltChunks: false, useBase64URL: true,
};

let racine = null;
const feuilles = new CSSStyleSheet();

function ombre() {
  if (racine) return racine;
  racine = $("instantane").attachShadow({ mode: "open" });
  racine.append(el("link", { rel: "stylesheet", href: "page/feuille.css" }), el("div", { id: "corps" }));
  racine.adoptedStyleSheets = [feuilles];
  new ResizeObserver(ajuster).observe($("document"));
  return racine;
}

/** Listen inside the sheet: what moves from one text to another of the same shadow never comes out of it. */
export const surActe = (nom, action) => ombre().addEventListener(nom, action);

/** A page wider than its place is shown smaller, never cut. */
function ajuster() {
  const page = racine.querySelector("section.docx");
  if (!page) return;
  const place = $("document").clientWidth - 24;
  const largeur = parseFloat(getComputedStyle(page).width);
  $("instantane").style.setProperty("--echelle", `${Math.min(1, place / largeur).toFixed(3)}`);
}

/** Content controls out of the way: docx-preview loses those around rows and cells. */
async function sansControles(octets) {
  const zip = await window.JSZip.loadAsync(octets);
  for (const nom of Object.keys(zip.files).filter((n) => PARTIES.test(n))) {
    const xml = new DOMParser().parseFromString(await zip.file(nom).async("string"), "application/xml");
    const controles = [...xml.getElementsByTagNameNS(W, "sdt")];
    if (!controles.length) continue;
    for (const controle of controles.reverse()) {
      const contenu = [...controle.childNodes].find((n) => n.localName === "sdtContent");
      controle.replaceWith(...(contenu?.childNodes ?? []));
    }
    zip.file(nom, new XMLSerializer().serializeToString(xml));
  }
  return zip.generateAsync({ type: "uint8array", compression: "STORE" });
}

/** Draw the docx; the paragraphs that it did not have before. Raises when the bytes are no docx. */
export async function dessiner(octets) {
  const corps = document.createElement("div");
  const styles = document.createElement("div");
  await window.docx.renderAsync(await sansControles(octets), corps, styles, OPTIONS);
  const articles = [...corps.querySelectorAll("article")];
  poser(articles);
  for (const autre of corps.querySelectorAll("header, footer, li")) poser([autre]);
  inerte(corps);
  feuilles.replaceSync([...styles.querySelectorAll("style")].map((s) => s.textContent).join("\n"));
  const place = ombre().getElementById("corps");
  const nouveaux = changes(place, corps);
  place.replaceChildren(...corps.childNodes);
  ajuster();
  return nouveaux;
}

/** No act on the sheet; what a saving changed: nothing. */
export function effacer() {
  ombre().getElementById("corps").replaceChildren();
  return [];
}

/** Nothing in the act leads, loads or answers anywhere. */
function inerte(corps) {
  for (const lien of corps.querySelectorAll("a")) lien.removeAttribute("href");
  for (const cadre of corps.querySelectorAll("iframe, object, embed, script, form")) cadre.remove();
  for (const porteur of corps.querySelectorAll("[id]")) porteur.removeAttribute("id");
  for (const image of corps.querySelectorAll("img:not([alt])")) image.alt = "";
}

/** The paragraphs of the new drawing that the old one did not have. */
function changes(ancien, nouveau) {
  const connus = new Map();
  for (const p of ancien.querySelectorAll("p")) connus.set(p.textContent, (connus.get(p.textContent) ?? 0) + 1);
  if (!connus.size) return [];
  return [...nouveau.querySelectorAll("p")].filter((p) => {
    const reste = connus.get(p.textContent) ?? 0;
    connus.set(p.textContent, reste - 1);
    return reste <= 0 && p.textContent.trim();
  });
}

/** Every piece of text that has a source, in the order of reading. */
export const textes = () => (racine ? [...racine.querySelectorAll("[data-source]")] : []);

/** The pieces of text that come from one of these sources, or stand in a mention opened by one of them. */
export function textesDe(ids) {
  const cherches = new Set(ids.map(String));
  return textes().filter((t) => cherches.has(t.dataset.source) || t.dataset.mentions?.split(" ").some((m) => cherches.has(m)));
}

const doucement = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Bring a node into view, unless it is there already. */
export function amener(noeud, bloc = "center") {
  const cadre = $("document").getBoundingClientRect();
  const place = noeud.getBoundingClientRect();
  const haut = Math.max(cadre.top, 0), bas = Math.min(cadre.bottom, innerHeight);
  if (place.top < haut || place.bottom > bas) noeud.scrollIntoView({ block: bloc, inline: "nearest", behavior: doucement() });
}

/** Light up these pieces of text, put out the others. */
export function allumer(noeuds, classe) {
  for (const ancien of racine?.querySelectorAll(`.${classe}`) ?? []) ancien.classList.remove(classe);
  for (const noeud of noeuds) noeud.classList.add(classe);
}

/** Light up these pieces of text and bring the first into view. */
export function viser(noeuds) {
  allumer(noeuds, "vise");
  if (noeuds.length) amener(noeuds[0]);
}

/** What a save changed is shown a moment. */
export function signaler(paragraphes) {
  const vus = paragraphes.filter((p) => p.isConnected);
  if (!vus.length || vus.length > 40) return;
  for (const p of vus) p.classList.add("change");
  amener(vus[0]);
  setTimeout(() => vus.forEach((p) => p.classList.remove("change")), 2500);
}

/** The piece of text under the pointer or holding the focus, through the shadow. */
export const texteDe = (evenement) => evenement.composedPath().find((n) => n.dataset?.source !== undefined) ?? null;

/** The piece of text that has the focus. */
export const texteActif = () => (racine?.activeElement?.dataset?.source !== undefined ? racine.activeElement : null);
