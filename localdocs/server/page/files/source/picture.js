/** A page as a picture, with rectangles around the words. */

import { h, svg } from "../base/element.js";
import { blobAddress, get } from "../base/api.js";

const SCALE = 2;
const NOT_MARKED = "The words could not be found with certainty on the picture, so they stand here:";
const ROWS = "The page was read from a picture: the rows that hold the words are marked.";

/** { element, letGo() }: the first is complete, the second frees the picture. */
export async function picture(place) {
  const base = `/api/documents/${place.document}/pages/${place.page}`;
  const spans = place.start < place.end ? [[place.start, place.end], ...(place.marks ?? []).slice(0, 3)] : [];
  const [address, ...found] = await Promise.all([
    blobAddress(`${base}/picture`, { scale: SCALE }),
    ...spans.map(([start, end]) => get(`${base}/rectangles`, { start, end }).catch(() => ({ rectangles: [], of: "" }))),
  ]);
  const image = h("img", { src: address, alt: `Page ${place.page}, as a picture` });
  try {
    await image.decode();
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  }
  const [quote, ...marks] = found;
  const said = quote && (quote.rectangles.length ? quote.of === "rows" && ROWS : NOT_MARKED);
  return {
    element: h("div", {},
      said && h("p", { class: "note" }, said),
      quote && !quote.rectangles.length && h("blockquote", {}, h("mark", {}, place.quote)),
      h("div", { class: "drawn" }, image, overlay(quote, marks))),
    letGo: () => URL.revokeObjectURL(address),
  };
}

function overlay(quote, marks) {
  const drawn = (rectangles, kind) => rectangles.map(({ left, top, right, bottom }) =>
    svg("rect", { class: kind, x: left, y: top, width: right - left, height: bottom - top }));
  return svg("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" },
    quote && drawn(quote.rectangles, "quote"),
    marks.filter((one) => one.of === "words").map((one) => drawn(one.rectangles, "exact")));
}
