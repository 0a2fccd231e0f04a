/** Which part of the map is seen: the place in the middle, and how many pixels a unit has. */

const MARGIN = 0.9, FARTHEST = 0.7, NEAREST = 120;

/** `changed()` is called whenever something else is seen. */
export function makeCamera(changed) {
  const camera = { x: 0, y: 0, scale: 1, width: 1, height: 1, whole: 1, resize, fit, pan, zoom, show, toScreen, toMap };
  let bounds = [-1000, -1000, 1000, 1000];

  /** The stage has another size; what was in the middle stays there. */
  function resize(width, height) {
    const closer = camera.scale / camera.whole;
    Object.assign(camera, { width: Math.max(1, width), height: Math.max(1, height) });
    camera.whole = wholeScale();
    camera.scale = camera.whole * closer;
    changed();
  }

  /** Show all of the map, and remember how far it goes. */
  function fit(map) {
    if (map?.count) bounds = boundsOf(map);
    camera.whole = camera.scale = wholeScale();
    [camera.x, camera.y] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
    changed();
  }

  function pan(dx, dy) {
    moveTo(camera.x - dx / camera.scale, camera.y - dy / camera.scale);
    changed();
  }

  /** Closer by a factor; the place below that point of the stage stays where it is. */
  function zoom(factor, left = camera.width / 2, top = camera.height / 2) {
    const [x, y] = toMap(left, top);
    camera.scale = Math.min(camera.whole * NEAREST, Math.max(camera.whole * FARTHEST, camera.scale * factor));
    moveTo(x - (left - camera.width / 2) / camera.scale, y - (top - camera.height / 2) / camera.scale);
    changed();
  }

  /** A place into the middle, so many times closer than the whole. */
  function show(x, y, closer) {
    camera.scale = camera.whole * closer;
    moveTo(x, y);
    changed();
  }

  function toScreen(x, y) {
    return [(x - camera.x) * camera.scale + camera.width / 2, (y - camera.y) * camera.scale + camera.height / 2];
  }

  function toMap(left, top) {
    return [(left - camera.width / 2) / camera.scale + camera.x, (top - camera.height / 2) / camera.scale + camera.y];
  }

  function moveTo(x, y) {
    camera.x = Math.min(bounds[2], Math.max(bounds[0], x));
    camera.y = Math.min(bounds[3], Math.max(bounds[1], y));
  }

  function wholeScale() {
    return MARGIN * Math.min(camera.width / (bounds[2] - bounds[0]), camera.height / (bounds[3] - bounds[1]));
  }

  return camera;
}

function boundsOf(map) {
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < map.count; row++) {
    found[0] = Math.min(found[0], map.x[row]);
    found[1] = Math.min(found[1], map.y[row]);
    found[2] = Math.max(found[2], map.x[row]);
    found[3] = Math.max(found[3], map.y[row]);
  }
  for (const axis of [0, 1]) {
    const missing = Math.max(0, 400 - (found[axis + 2] - found[axis])) / 2;
    found[axis] -= missing;
    found[axis + 2] += missing;
  }
  return found;
}
