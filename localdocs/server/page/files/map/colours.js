/** What the colours of the points stand for: folders, types, or how long ago a file was changed. */

const MOST_GROUPS = 7;
const AGES = [["This week", 7], ["This month", 30], ["This year", 365], ["Up to three years ago", 1095], ["Longer ago", Infinity]];

/** The ways to colour: [value, what it is called]. */
export const WAYS = [["folder", "Folder"], ["type", "Type"], ["day", "Last change"]];

/**
 * The groups of a map: { group: the number of each document's group, groups: [{ name, count, colour }] },
 * where `colour` is the name of one in style/map.css.
 */
export function grouped(map, way) {
  return way === "day" ? byAge(map) : byName(map[way], way === "type" ? map.types : map.folders, way);
}

function byAge(map) {
  const today = Date.now() / 86_400_000;
  const groups = AGES.map(([name], place) => ({ name, count: 0, colour: `--age-${place + 1}` }));
  groups.push({ name: "To be read anew", count: 0, colour: "--group-others" });
  const group = Uint8Array.from(map.day, (day) =>
    day === null ? AGES.length : AGES.findIndex(([, most]) => today - day <= most));
  for (const number of group) groups[number].count++;
  return { group, groups };
}

function byName(column, names, way) {
  const counts = names.map((name, number) => ({ name: name || (way === "type" ? "no type" : "elsewhere"), number, count: 0 }));
  for (const number of column) counts[number].count++;
  counts.sort((one, other) => other.count - one.count);
  const own = Math.min(MOST_GROUPS, counts.length);
  const groups = counts.slice(0, own).map(({ name, count }, place) => ({ name, count, colour: `--group-${place + 1}` }));
  const rest = counts.slice(own);
  if (rest.length) {
    const count = rest.reduce((sum, one) => sum + one.count, 0);
    groups.push({ name: rest.length > 1 ? `${rest.length} others` : rest[0].name, count, colour: "--group-others" });
  }
  const place = new Map(counts.map(({ number }, order) => [number, Math.min(order, own)]));
  return { group: Uint8Array.from(column, (number) => place.get(number)), groups };
}

/** The colours of groups as the painter has them (0xBBGGRR), in the theme that is in force. */
export function painted(groups, element) {
  return Uint32Array.from(groups, ({ colour }) => asNumber(element, colour));
}

/** The same of one colour by its name. */
export function asNumber(element, name) {
  const value = getComputedStyle(element).getPropertyValue(name).trim().slice(1);
  const whole = value.length === 3 ? [...value].map((digit) => digit + digit).join("") : value;
  const [red, green, blue] = [0, 2, 4].map((start) => parseInt(whole.slice(start, start + 2), 16));
  return (blue << 16) | (green << 8) | red;
}
