/* Moves of the page stay the page's: a single finger and a wheel scroll it. Two fingers, or a wheel with
 * Ctrl held down, are the map's.
 */

const HINT_MS = 1500;
const HINTS = { wheel: "Hold Ctrl and turn the wheel to zoom", touch: "Use two fingers to move the map" };

/** @param {L.Map} map */
function leavePageScrolling(map) {
  const box = map.getContainer();
  const hint = part(box, "atlas-hint");
  hint.hidden = true;
  hint.setAttribute("aria-hidden", "true");
  let waiting = 0;
  /** @param {string} words */
  const say = (words) => {
    clearTimeout(waiting);
    hint.textContent = words;
    hint.hidden = false;
    waiting = window.setTimeout(() => { hint.hidden = true; }, HINT_MS);
  };
  box.addEventListener("wheel", (event) => {
    if (!(event.ctrlKey || event.metaKey)) {
      say(HINTS.wheel);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    zoomAt(map, event);
  }, { passive: false });
  // A finger that drags the map would keep the page from being scrolled; a mouse does not.
  const drag = (/** @type {boolean} */ on) => map.dragging[on ? "enable" : "disable"]();
  drag(!window.matchMedia("(pointer: coarse)").matches);
  box.addEventListener("pointerdown", (event) => drag(event.pointerType !== "touch"), true);
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1) say(HINTS.touch);
  }, { passive: true });
}

const WHEEL_PX_PER_LEVEL = 120;

/**
 * @param {L.Map} map
 * @param {WheelEvent} event
 */
function zoomAt(map, event) {
  const step = Math.max(-1, Math.min(1, -event.deltaY / WHEEL_PX_PER_LEVEL));
  map.setZoomAround(map.mouseEventToContainerPoint(event), map.getZoom() + step, { animate: false });
}
