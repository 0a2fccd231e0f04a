/** Moving the map: by mouse, wheel, touch and keys. */

const STEP = 0.15, KEY_ZOOM = 1.5, STILL = 6;

/** `on`: { hover(left, top), leave(), tap(left, top, isTouch) }, in pixels of the stage. */
export function moveBy(stage, camera, on) {
  const pointers = new Map();
  let moved = 0, pinch = 0;

  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) moved = 0;
    pinch = spread();
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId), now = at(event);
    if (!before) {
      if (event.pointerType === "mouse") on.hover(...now);
      return;
    }
    pointers.set(event.pointerId, now);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (moved < STILL) return;
    if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
    on.leave();
    camera.pan((now[0] - before[0]) / pointers.size, (now[1] - before[1]) / pointers.size);
    if (pointers.size === 2) {
      const [one, other] = [...pointers.values()];
      camera.zoom(spread() / (pinch || spread()), (one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
      pinch = spread();
    }
  });
  const up = (event) => {
    const was = pointers.delete(event.pointerId);
    pinch = spread();
    if (was && event.type === "pointerup" && moved < STILL && !event.target.closest("button, a")) {
      on.tap(...at(event), event.pointerType !== "mouse");
    }
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") on.leave(); });
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    on.leave();
    const lines = event.deltaMode === 1 ? 16 : 1;
    camera.zoom(Math.exp(-Math.max(-300, Math.min(300, event.deltaY * lines)) / 400), ...at(event));
  }, { passive: false });
  stage.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey || event.target !== stage) return;
    event.preventDefault();
    on.leave();
    move(camera);
  });

  function at(event) {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function spread() {
    if (pointers.size !== 2) return 0;
    const [one, other] = [...pointers.values()];
    return Math.hypot(one[0] - other[0], one[1] - other[1]);
  }
}

const KEYS = {
  ArrowLeft: (camera) => camera.pan(STEP * camera.width, 0),
  ArrowRight: (camera) => camera.pan(-STEP * camera.width, 0),
  ArrowUp: (camera) => camera.pan(0, STEP * camera.height),
  ArrowDown: (camera) => camera.pan(0, -STEP * camera.height),
  "+": (camera) => camera.zoom(KEY_ZOOM),
  "=": (camera) => camera.zoom(KEY_ZOOM),
  "-": (camera) => camera.zoom(1 / KEY_ZOOM),
  0: (camera) => camera.fit(),
};
