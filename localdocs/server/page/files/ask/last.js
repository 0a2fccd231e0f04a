/** Where the last answer came from: the map lights it up. */

let last = [];

/** The documents of these quotes are those of the last answer. */
export function rememberSources(citations) {
  last = [...new Set(citations.map((citation) => citation.document).filter(Number.isInteger))];
}

/** Their ids. */
export function lastSources() {
  return last;
}
