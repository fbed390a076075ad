// The anchors of the preview's bytes: private-use characters around what comes from somewhere, read then taken out.

const DEBUT = "\uE000", FIN_NUMERO = "\uE001", FIN = "\uE002", PARAGRAPHE = "\uE003", MENTION = "\uE004", FIN_MENTION = "\uE005";
const MARQUE = /([\uE000\uE003\uE004])([\uE010-\uE019]+)\uE001|\uE002|\uE005/g;
const RESTES = /[\uE000-\uE019]/g;

const numero = (chiffres) => [...chiffres].map((c) => c.charCodeAt(0) - 0xe010).join("");

/** Wrap every piece of text under `racines` (one flow of text) in <span data-source data-mentions>, and drop the anchors. */
export function poser(racines) {
  const fil = { sorties: [], mentions: [], paragraphe: null, source: "" };
  for (const racine of racines) {
    const marche = document.createTreeWalker(racine, NodeFilter.SHOW_TEXT);
    const textes = [];
    while (marche.nextNode()) textes.push(marche.currentNode);
    for (const texte of textes) decouper(texte, fil);
  }
}

function decouper(texte, fil) {
  const paragraphe = texte.parentElement.closest("p");
  if (paragraphe !== fil.paragraphe) {
    fil.paragraphe = paragraphe;
    fil.source = "";
  }
  const morceaux = [];
  let rang = 0;
  for (const trouve of texte.data.matchAll(MARQUE)) {
    ajouter(morceaux, texte.data.slice(rang, trouve.index), fil);
    rang = trouve.index + trouve[0].length;
    suivre(trouve, fil, paragraphe);
  }
  ajouter(morceaux, texte.data.slice(rang), fil);
  texte.replaceWith(...morceaux);
}

function suivre([signe, quoi, chiffres], fil, paragraphe) {
  if (signe === FIN) fil.sorties.pop();
  else if (signe === FIN_MENTION) fil.mentions.pop();
  else if (quoi === DEBUT) fil.sorties.push(numero(chiffres));
  else if (quoi === MENTION) fil.mentions.push(numero(chiffres));
  else if (quoi === PARAGRAPHE) {
    fil.source = numero(chiffres);
    if (paragraphe) paragraphe.dataset.paragraphe = fil.source;
  }
}

function ajouter(morceaux, brut, fil) {
  const texte = brut.replace(RESTES, "");
  if (!texte) return;
  const sortie = fil.sorties.at(-1);
  const source = sortie ?? fil.source;
  if (!source && !fil.mentions.length) {
    morceaux.push(document.createTextNode(texte));
    return;
  }
  const span = document.createElement("span");
  span.className = sortie ? "t v" : "t";
  span.dataset.source = source;
  if (fil.mentions.length) span.dataset.mentions = fil.mentions.join(" ");
  span.append(texte);
  morceaux.push(span);
}
