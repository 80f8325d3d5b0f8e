/* What opens above the page: the source of a figure, and the meaning of a word. */

/** Links to the page that says where a figure comes from, and to a word of the glossary. */
const SOURCE_LINK = 'a[href*="atlas/passport?"]';
const WORD_LINK = 'a[href*="#word-"]';

class Reading {
  /** @param {string} glossary address of the words */
  constructor(glossary) {
    this.glossary = glossary;
    /** @type {Promise<Record<string, { word: string, meaning: string }>> | null} */
    this.words = null;
    this.title = element("h2", { id: "shell-reading-title" });
    this.body = element("div", { class: "shell-reading-body" });
    this.open = element("a", { target: "_blank" }, "Open as a page of its own");
    const close = pressable("Close", () => this.dialog.close(), { class: "shell-close" });
    this.dialog = element("dialog", { class: "shell-reading", "aria-labelledby": "shell-reading-title" },
      element("div", { class: "shell-reading-head" }, this.title, close), this.body, this.open);
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    /** @param {MouseEvent} event */
    this.listen = (event) => this.onClick(event);
    document.addEventListener("click", this.listen, true);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (isBrowsers(event) || !(event.target instanceof Element)) return;
    const source = event.target.closest(SOURCE_LINK);
    const word = event.target.closest(WORD_LINK);
    const link = source || word;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    event.stopPropagation();
    const opened = source ? this.showSource(link) : this.showWord(link);
    // What cannot be shown here is opened as any link is.
    opened.catch(() => window.open(link.href, "_blank"));
  }

  /** @param {HTMLAnchorElement} link */
  async showSource(link) {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    const heading = main && main.querySelector("h1");
    if (!main || !heading) throw new Error("no page of a source");
    heading.remove();
    this.show(heading.textContent || "", [...main.childNodes], link.href);
  }

  /** @param {HTMLAnchorElement} link */
  async showWord(link) {
    const address = new URL(this.glossary, document.baseURI);
    this.words = this.words || fetch(address).then((answer) => answer.json());
    const known = (await this.words)[link.hash.replace("#word-", "")];
    if (!known) throw new Error("no such word");
    this.show(known.word, [element("p", {}, known.meaning)], link.href);
  }

  /**
   * @param {string} title
   * @param {Node[]} content
   * @param {string} address
   */
  show(title, content, address) {
    this.title.textContent = title;
    this.body.replaceChildren(...content);
    this.open.href = address;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  remove() {
    document.removeEventListener("click", this.listen, true);
    this.dialog.remove();
  }
}
