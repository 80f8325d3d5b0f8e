/* The search for a place: a field with a list of candidates, as ARIA describes a combobox. */

const PAUSE_MS = 120;
const FEWEST_LETTERS = 2;

class PlaceSearch {
  /**
   * @param {string} address
   * @param {(text: string, nth: number) => void} choose takes what was typed and which candidate
   */
  constructor(address, choose) {
    this.address = address;
    this.choose = choose;
    this.count = 0;
    this.active = -1;
    this.chosen = -1;
    this.asked = "";
    this.waiting = 0;
    this.field = element("input", { type: "search", role: "combobox", id: "shell-search",
      "aria-expanded": "false", "aria-controls": "shell-found", "aria-autocomplete": "list",
      autocomplete: "off", spellcheck: "false", maxlength: "100", "aria-label": "Find a place",
      placeholder: "Council, postcode, town or ward" });
    this.list = element("ul", { role: "listbox", id: "shell-found", "aria-label": "Places found" });
    this.message = element("p", { class: "shell-message", role: "status" });
    this.box = element("div", { class: "shell-found" }, this.list, this.message);
    this.root = element("search", { class: "shell-search" }, this.field, this.box);
    this.listen();
    this.close();
  }

  listen() {
    this.field.addEventListener("input", () => this.wait());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.root.contains(event.relatedTarget))) this.close();
    });
    // A press on the list must not take the focus from the field before it is followed.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  wait() {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    const text = this.field.value.trim();
    if (text === this.asked) return;
    this.asked = text;
    if (text.length < FEWEST_LETTERS) {
      this.close();
      return;
    }
    try {
      const answer = await fetchFound(this.address, text);
      // A later letter has asked again meanwhile.
      if (this.asked === text) this.show(answer);
    } catch {
      this.asked = "";
      this.show({ candidates: [], message: "The search did not answer. Try again.", chosen: -1 });
    }
  }

  /** @param {FindAnswer} answer */
  show({ candidates, message, chosen }) {
    this.chosen = chosen;
    this.count = candidates.length;
    this.active = -1;
    this.list.replaceChildren(...candidates.map((candidate, place) => this.option(candidate, place)));
    this.list.hidden = !candidates.length;
    this.message.textContent = message;
    this.message.hidden = !message;
    this.box.hidden = false;
    this.field.setAttribute("aria-expanded", String(candidates.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {Candidate} candidate
   * @param {number} place
   */
  option(candidate, place) {
    const made = element("li", { role: "option", id: "shell-found-" + place, "aria-selected": "false" },
      element("strong", {}, candidate.name), element("span", {}, candidate.where));
    made.addEventListener("click", () => this.take(place));
    return made;
  }

  close() {
    this.box.hidden = true;
    this.count = 0;
    this.chosen = -1;
    this.asked = "";
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.enter().catch(() => this.close());
    }
  }

  /** Enter takes the marked candidate, that meant beyond doubt, or the only one; else it shows them. */
  async enter() {
    window.clearTimeout(this.waiting);
    if (this.active < 0) await this.ask();
    const place = [this.active, this.chosen, this.count === 1 ? 0 : -1].find((one) => one >= 0);
    if (place !== undefined) this.take(place);
  }

  /** @param {number} step */
  move(step) {
    if (!this.count) return;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + this.count) % this.count;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.active));
      if (place === this.active) option.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", "shell-found-" + this.active);
  }

  /** @param {number} place */
  take(place) {
    const text = this.asked;
    this.close();
    this.field.value = "";
    this.choose(text, place);
  }
}

/**
 * @param {string} address
 * @param {string} text
 * @returns {Promise<FindAnswer>}
 */
async function fetchFound(address, text) {
  const url = new URL(address, document.baseURI);
  url.searchParams.set("text", text);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error("answer " + answer.status);
  return answer.json();
}
