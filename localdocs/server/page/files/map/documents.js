/** All documents of the map, in columns: fifty thousand of them are no objects. */

import { get, send } from "../base/api.js";

/**
 * The map as it is drawn: { count, ids, names, x, y, day, folder, type, folders, types, regions,
 * waiting, method, at(id) }. Places are from -1000 to 1000, downwards as on a screen.
 */
export async function loadMap() {
  const map = await get("/api/map");
  const rows = new Map(map.ids.map((id, row) => [id, row]));
  return {
    ...map,
    count: map.ids.length,
    x: Float32Array.from(map.x),
    y: Float32Array.from(map.y, (y) => -y),
    regions: map.regions.map((region) => ({ ...region, x: 1000 * region.x, y: -1000 * region.y })),
    at: (id) => rows.get(id) ?? -1,
  };
}

/** Have documents placed that have no place yet. */
export async function drawNow() {
  return send("POST", "/api/map");
}

/** The day of a document, as this browser's language has it. */
export function dayOf(map, row) {
  if (map.day[row] === null) return "to be read anew";
  return new Date(map.day[row] * 86_400_000).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });
}

/** The row that lies nearest to a place, no farther than `most`; -1 where none does. */
export function nearest(map, x, y, most) {
  let best = -1, least = most * most;
  for (let row = 0; row < map.count; row++) {
    const dx = map.x[row] - x, dy = map.y[row] - y;
    const far = dx * dx + dy * dy;
    if (far <= least) [best, least] = [row, far];
  }
  return best;
}

/** The rows that lie nearest to a place, the nearest first. */
export function nearestRows(map, x, y, count) {
  const found = [];
  for (let row = 0; row < map.count; row++) {
    const dx = map.x[row] - x, dy = map.y[row] - y;
    const far = dx * dx + dy * dy;
    if (found.length === count && far >= found[count - 1].far) continue;
    const place = found.findIndex((other) => other.far > far);
    found.splice(place < 0 ? found.length : place, 0, { row, far });
    if (found.length > count) found.pop();
  }
  return found.map((one) => one.row);
}

/** The rows whose names have all of these words. */
export function namedRows(map, words) {
  const wanted = words.toLowerCase().split(/\s/).filter(Boolean);
  if (!wanted.length) return [];
  const found = [];
  for (let row = 0; row < map.count; row++) {
    const name = map.names[row].toLowerCase();
    if (wanted.every((word) => name.includes(word))) found.push(row);
  }
  return found;
}
