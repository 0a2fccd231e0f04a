/**
 * Paints the points. Without a graphics card a canvas takes a while for each of fifty thousand
 * shapes; written pixel by pixel they are all there within a few milliseconds.
 */

const FADED = 70;
const FEW = 500; // of those that stand out: these have a ring
const SMALLEST = 1.3, LARGEST = 7;

/** { paint(map, camera, look) }; `look`: { colours, group, lit, ink }; `lit`: { rows, has }, those that stand out, or null. */
export function makePainter(canvas) {
  const context = canvas.getContext("2d");
  let image = null, pixels = null;

  function paint(map, camera, look) {
    const ratio = Math.min(2, devicePixelRatio || 1);
    prepare(Math.round(camera.width * ratio), Math.round(camera.height * ratio));
    const radius = ratio * radiusOf(map.count, camera.scale / camera.whole), points = stamp(radius);
    const { colours, group, lit, ink } = look;
    const { x, y, count } = map, scale = camera.scale * ratio;
    const left = image.width / 2 - camera.x * scale, top = image.height / 2 - camera.y * scale;
    const at = (row, points, colour, most) =>
      put(Math.round(x[row] * scale + left), Math.round(y[row] * scale + top), points, colour, most);
    for (let row = 0; row < count; row++) {
      if (!lit?.has[row]) at(row, points, colours[group[row]], lit ? FADED : 256);
    }
    if (lit) paintLit(lit, radius, ratio, (row, points, own) => at(row, points, own ? colours[group[row]] : ink, 256));
    context.putImageData(image, 0, 0);
  }

  function paintLit({ rows }, radius, ratio, at) {
    const isFew = rows.length <= FEW;
    const large = stamp(isFew ? radius * 1.4 : radius), around = stamp(radius * 1.4 + ratio);
    for (const row of rows) {
      if (isFew) at(row, around, false);
      at(row, large, true);
    }
  }

  function prepare(width, height) {
    if (canvas.width !== width || canvas.height !== height || !image) {
      [canvas.width, canvas.height] = [width, height];
      image = context.createImageData(Math.max(1, width), Math.max(1, height));
      pixels = new Uint32Array(image.data.buffer);
    }
    pixels.fill(0);
  }

  function put(left, top, points, colour, most) {
    const { width, height } = image, { edge } = points;
    if (left < -edge || top < -edge || left >= width + edge || top >= height + edge) return;
    for (let next = 0; next < points.length; next += 3) {
      const x = left + points[next], y = top + points[next + 1];
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const pixel = y * width + x, covered = (points[next + 2] * most) >> 8;
      if (most === 256) pixels[pixel] = mixed(pixels[pixel], colour, covered);
      else if (covered >= pixels[pixel] >>> 24) pixels[pixel] = (colour | (covered << 24)) >>> 0; // two that lie together stay pale
    }
  }

  return { paint };
}

/** A pixel (0xAABBGGRR) that is covered so far, from 0 to 256, by a colour. */
function mixed(pixel, colour, covered) {
  const before = pixel >>> 24;
  if (covered >= 256 || !before) return (colour | (Math.min(255, covered) << 24)) >>> 0;
  const left = 256 - covered;
  const rest = (before * left) >> 8, alpha = Math.min(255, covered + rest), part = (256 * covered) / (covered + rest), other = 256 - part;
  const red = ((colour & 255) * part + (pixel & 255) * other) >> 8;
  const green = (((colour >> 8) & 255) * part + ((pixel >> 8) & 255) * other) >> 8;
  const blue = (((colour >> 16) & 255) * part + ((pixel >> 16) & 255) * other) >> 8;
  return (red | (green << 8) | (blue << 16) | (alpha << 24)) >>> 0;
}

/** How large a point is, in pixels: smaller where there are many, larger close by. */
function radiusOf(count, closer) {
  const far = 7 / Math.max(1, count / 60) ** 0.24;
  return Math.min(LARGEST, Math.max(SMALLEST, far * closer ** 0.35));
}

/** A disc as [dx, dy, covered, …], covered from 0 to 256. */
function stamp(radius) {
  const edge = Math.ceil(radius), points = [];
  for (let dy = -edge; dy <= edge; dy++) {
    for (let dx = -edge; dx <= edge; dx++) {
      const covered = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (covered > 0.05) points.push(dx, dy, Math.round(256 * covered));
    }
  }
  return Object.assign(Int16Array.from(points), { edge });
}
