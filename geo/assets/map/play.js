/* The years: a slider and a button that plays them. All periods are fetched once, then every frame
 * is a repaint without the server, which hears only of the year at which the visitor stops. Where
 * the visitor asked for less motion, one press goes one year on.
 */

const FRAME_MS = 900;
const PLAY = "\u25B6 Play years";
const STEP = "Next year";
const STOP = "\u25A0 Stop";

class Years {
  /**
   * @param {{ show: (frame: Frame) => void, end: (period: string) => void,
   *   fail: (error: unknown, again: () => void) => void }} heard what hears of a frame to show, of
   *   the year at which it ends, and of a failure with what tries again
   */
  constructor({ show, end, fail }) {
    this.show = show;
    this.end = end;
    this.fail = fail;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
    /** @type {string[]} */
    this.periods = [];
    /** @type {string | null} */
    this.series = null;
    /** @type {Map<string, Frame> | null} */
    this.frames = null;
    this.button = button(MOTION() ? PLAY : STEP, () => this.press());
    this.slider = document.createElement("input");
    this.slider.type = "range";
    this.slider.min = "0";
    this.said = document.createElement("output");
    this.label = make("label", "Year ");
    this.label.append(this.slider, this.said);
    this.slider.addEventListener("focus", () => this.load());
    this.slider.addEventListener("input", () => this.slide());
    this.slider.addEventListener("change", () => this.end(this.period));
  }

  get period() { return this.periods[Number(this.slider.value)]; }

  /**
   * A new message stops what plays. Without `series`, the address of all periods, a year is asked
   * of the server.
   * @param {{ periods: string[], period: string, series: string | null }} header
   */
  reset({ periods, period, series }) {
    this.halt();
    this.periods = periods;
    this.series = series;
    this.frames = null;
    this.slider.max = String(periods.length - 1);
    this.slider.value = String(periods.indexOf(period));
    this.label.hidden = periods.length < 2;
    this.button.hidden = !series;
    this.say();
  }

  say() {
    this.said.textContent = this.period;
    this.slider.setAttribute("aria-valuetext", this.period);
  }

  async load() {
    const series = this.series;
    if (!series || this.frames) return Boolean(this.frames);
    try {
      const message = await loadFile(series, (answer) => answer.arrayBuffer());
      if (series !== this.series) return false;
      const { header, body } = readMessage(new Uint8Array(message));
      /** @type {SentFrame[]} */
      const sent = header.periods;
      this.frames = new Map(sent.map((frame) => [frame.period, readLayer(body, frame)]));
      return true;
    } catch (error) {
      this.fail(error, () => this.press());
      return false;
    }
  }

  slide() {
    this.halt();
    this.say();
    this.paint();
  }

  paint() {
    const frame = this.frames && this.frames.get(this.period);
    if (frame) this.show(frame);
  }

  /** @param {number} place */
  move(place) {
    this.slider.value = String(place);
    this.say();
    this.paint();
  }

  async press() {
    if (this.timer) { this.stop(); return; }
    if (!await this.load() || this.timer) return;
    const last = this.periods.length - 1;
    let next = Number(this.slider.value) + 1;
    if (next > last) next = 0;
    if (!MOTION()) { this.move(next); this.end(this.period); return; }
    this.button.textContent = STOP;
    const step = () => {
      this.move(next);
      next += 1;
      if (next > last) this.stop();
    };
    this.timer = setInterval(step, FRAME_MS);
    step();
  }

  halt() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = MOTION() ? PLAY : STEP;
  }

  stop() {
    this.halt();
    this.end(this.period);
  }
}
