/* The head of every page: name, purpose, pages, search, share and help. */

const COPIED_MS = 4000;
const leavePage = keepHistory(window);

class Shell {
  /**
   * @param {HTMLElement} parent
   * @param {ShellState} state
   * @param {ShellSend} send
   */
  constructor(parent, state, send) {
    this.send = send;
    this.state = state;
    this.chart = "";
    this.pages = element("ul");
    this.menu = pressable("Menu", () => this.toggle(), { class: "shell-menu", "aria-expanded": "false",
      "aria-controls": "shell-pages" });
    this.nav = element("nav", { "aria-label": "Pages", id: "shell-pages" }, this.pages);
    this.said = element("span", { class: "shell-said", role: "status" });
    this.search = new PlaceSearch(state.find, (text, nth) =>
      this.send({ find: text, nth: String(nth) }));
    this.reading = new Reading(state.glossary);
    this.queue = new FileQueue(state.queue);
    this.root = element("div", { class: "shell" }, this.skip(), this.brand(), this.menu, this.nav,
      this.search.root, this.tools(), this.reading.dialog, this.queue.said);
    // A page inside another site has that site's head.
    this.root.hidden = new URL(location.href).searchParams.get("embed") === "true";
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeMenus();
    });
    /** @param {MouseEvent} event */
    this.listen = (event) => {
      this.onLink(event);
      this.queue.onPress(event);
    };
    document.addEventListener("click", this.listen, true);
    parent.replaceChildren(this.root);
    this.show(state);
  }

  /**
   * A link to a page of the atlas opens it within the visit, so that what was chosen goes along.
   * @param {MouseEvent} event
   */
  onLink(event) {
    // A link that begins with "#" stays on its page, as the buttons of the map do.
    const link = event.target instanceof Element && event.target.closest('a[href]:not([href^="#"])');
    if (!(link instanceof HTMLAnchorElement) || isBrowsers(event) || link.hash || link.download) return;
    const { page, query } = this.addressOf(link);
    if (page === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.closeMenus();
    if (page !== this.state.current) leavePage();
    this.send({ page, query, fresh: link.classList.contains("shell-name") ? "yes" : "" });
  }

  /**
   * @param {HTMLAnchorElement} link
   * @returns {{ page: string | null, query: string }} the page of the atlas it leads to, if any
   */
  addressOf(link) {
    const site = new URL(".", document.baseURI);
    const { pages, more, help } = this.state;
    const known = [...pages, ...more, help].map((page) => page.address);
    const address = link.href.startsWith(site.href) ? link.pathname.slice(site.pathname.length) : null;
    const page = address === "map" ? "" : address;
    return { page: page !== null && known.includes(page) ? page : null, query: link.search.slice(1) };
  }

  skip() {
    const link = element("a", { href: "#", class: "shell-skip" }, "Skip to the page");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const heading = document.querySelector("[data-testid='stMain'] h1");
      if (!(heading instanceof HTMLElement)) return;
      heading.tabIndex = -1;
      heading.focus();
    });
    return link;
  }

  brand() {
    const name = element("a", { href: "./", class: "shell-name" }, this.state.name);
    return element("div", { class: "shell-brand" }, name, element("span", {}, this.state.purpose));
  }

  tools() {
    const share = pressable("Share", () => this.share(), { class: "shell-share" });
    const help = this.link(this.state.help);
    return element("div", { class: "shell-tools" }, share, help, this.said);
  }

  /** @param {ShellState} state */
  show(state) {
    if (state.chart && state.chart !== this.chart) showChart(state.chart);
    this.chart = state.chart;
    this.state = state;
    const more = element("details", {}, element("summary", {}, "More"),
      element("ul", {}, ...state.more.map((page) => element("li", {}, this.link(page)))));
    more.classList.toggle("shell-current", state.more.some((page) => page.address === state.current));
    this.pages.replaceChildren(...state.pages.map((page) => element("li", {}, this.link(page))),
      element("li", {}, more));
    this.closeMenus();
  }

  /** @param {ShellPage} page */
  link({ address, title }) {
    const made = element("a", { href: address || "./" }, title);
    if (address === this.state.current) made.setAttribute("aria-current", "page");
    return made;
  }

  toggle() {
    const open = this.menu.getAttribute("aria-expanded") !== "true";
    this.menu.setAttribute("aria-expanded", String(open));
    this.root.classList.toggle("shell-open", open);
  }

  closeMenus() {
    this.menu.setAttribute("aria-expanded", "false");
    this.root.classList.remove("shell-open");
    this.root.querySelectorAll("details").forEach((more) => { more.open = false; });
  }

  async share() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.said.textContent = "Link copied";
    } catch {
      // Without a secure connection a browser copies nothing by itself.
      this.said.textContent = "Copy the address of this page from the address bar";
    }
    window.setTimeout(() => { this.said.textContent = ""; }, COPIED_MS);
  }

  remove() {
    this.reading.remove();
    document.removeEventListener("click", this.listen, true);
    this.root.remove();
  }
}

/** @type {WeakMap<HTMLElement, Shell>} */
const shells = new WeakMap();

document.head.append(element("style", {}, STYLE));

window.AtlasShell = {
  show(parent, state, send) {
    let shell = shells.get(parent);
    if (!shell || !parent.contains(shell.root)) {
      shell = new Shell(parent, state, send);
      shells.set(parent, shell);
    } else {
      shell.show(state);
    }
    shell.send = send;
    const made = shell;
    return { remove: () => made.remove() };
  },
};
