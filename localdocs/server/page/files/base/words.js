/** Amounts and names in words. */

/** The last part of a path, of either kind of computer. */
export function fileName(path) {
  return path.split(/[/\\]/).pop() || path;
}

/** The last part, with the folder that it lies in: names alone are not told apart. */
export function placedName(path) {
  return path.split(/[/\\]/).slice(-2).join("/") || path;
}

/** What a page is called: "page 3", or its own name. */
export function pageName(place, page) {
  return place || `page ${page}`;
}

/** "1 file", "12 files", with the thousands parted. */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Bytes as "3.4 GB". */
export function bytes(number) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = number;
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit && value < 100 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Seconds as "40 s", "3 min", "2 h 10 min". */
export function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A day, as this browser's language has it. */
export function day(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString(undefined, { dateStyle: "medium" });
}
