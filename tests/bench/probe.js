/* Records, in the page's own clock, what a visitor would notice and what the wire carries.
 *
 * Set before this file runs: benchState(), which returns "" while nothing useful is on screen and
 * else a text that changes with the picture; and benchHolder(), the element a stale run would fade.
 *
 * A picture counts as painted at the second animation frame after its change: the first is the frame
 * that draws it, the second begins when that one is out.
 */
(function () {
  "use strict";
  if (window !== window.top) {
    window.addEventListener("message", (event) => {
      if (!event.data || event.data.type !== "streamlit:render") return;
      window.top.bench.log.renders.push(window.top.performance.now());
    });
    return;
  }

  const FADED_BELOW = 0.99;
  /* What a map may live in: a frame of its own, or an element of the page. */
  const MAPS = "iframe, .atlas-map";
  const now = () => performance.now();
  const bench = window.bench = { active: now(), last: "", lastFrame: null };
  const reset = () => {
    bench.log = { clicks: [], states: [], messages: [], renders: [], drawn: [], mounts: [], slow: [] };
  };
  reset();

  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => note("in", event.data));
    }

    send(data) {
      note("out", data);
      super.send(data);
    }
  };

  function note(way, data) {
    bench.active = now();
    bench.log.messages.push({ way, at: now(), data });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[role=option]")) bench.log.clicks.push(now());
  }, true);

  new MutationObserver(() => bench.log.drawn.push(now()))
    .observe(document, { attributeFilter: ["data-shown"], subtree: true });

  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const found = node.matches(MAPS) ? [node] : [...node.querySelectorAll(MAPS)];
    found.forEach(() => bench.log.mounts.push(now()));
  }))).observe(document, { childList: true, subtree: true });

  function read() {
    const picture = window.benchState();
    const holder = picture && window.benchHolder();
    const box = holder && holder.closest("[data-testid=stElementContainer]");
    const faded = Boolean(box) && Number(getComputedStyle(box).opacity) < FADED_BELOW;
    return [picture, faded];
  }

  function tick() {
    const at = now();
    if (bench.lastFrame && at - bench.lastFrame > 50) bench.log.slow.push(at - bench.lastFrame);
    bench.lastFrame = at;
    bench.log.states.forEach((state) => { state.painted = state.painted || at; });
    const [picture, faded] = read();
    if (picture + faded !== bench.last) {
      bench.last = picture + faded;
      bench.active = at;
      bench.log.states.push({ picture, faded, at, painted: null });
    }
    requestAnimationFrame(tick);
  }
  requestAnimationFrame(tick);

  function base64(data) {
    const bytes = new Uint8Array(data);
    let text = "";
    for (let from = 0; from < bytes.length; from += 32768) {
      text += String.fromCharCode(...bytes.subarray(from, from + 32768));
    }
    return btoa(text);
  }

  /* Useful, not running, and without news for so long. */
  bench.isQuiet = (ms) => {
    const app = document.querySelector("[data-testid=stApp]");
    const running = !app || app.dataset.testScriptState !== "notRunning";
    return !running && window.benchState() !== "" && now() - bench.active > ms;
  };

  bench.take = () => {
    const log = bench.log;
    reset();
    bench.active = now();
    log.messages.forEach((message) => { message.data = base64(message.data); });
    return log;
  };
})();
