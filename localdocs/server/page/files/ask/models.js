/** Who can answer. */

import { get } from "../base/api.js";

/** In place of a model: the documents' own words. */
export const OWN_WORDS = "none";

/** [name, in words], the documents' own words first. */
export async function models() {
  const { here } = await get("/api/models");
  return [[OWN_WORDS, "The documents' own words"], ...here.filter((model) => model.answers).map(({ name }) => [name, name])];
}
