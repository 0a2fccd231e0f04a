/** Who can answer. */

import { get } from "../base/api.js";

/** In place of a model: the documents' own words. */
export const OWN_WORDS = "none";

/** [name, in words], the documents' own words first. */
export async function models() {
  const rows = [[OWN_WORDS, "The documents' own words"]];
  try {
    const { here } = await get("/api/models");
    return [...rows, ...here.filter((model) => model.answers).map((model) => [model.name, model.name])];
  } catch {
    return rows;
  }
}
