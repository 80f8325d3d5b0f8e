/* Leaves those places in the list whose name has every word that is typed. Without this script the list
 * is whole.
 */

(function () {
  "use strict";

  const field = /** @type {HTMLInputElement} */ (document.getElementById("find"));
  const found = /** @type {HTMLElement} */ (document.getElementById("found"));
  const items = [...document.querySelectorAll("[data-place]")].map((item) => ({
    item: /** @type {HTMLElement} */ (item), name: (item.textContent || "").toLowerCase(),
  }));

  /** A list that is left empty goes with its heading. */
  function fold() {
    document.querySelectorAll("section").forEach((section) => {
      if (section.querySelector("[data-place]")) {
        section.hidden = !section.querySelector("[data-place]:not([hidden])");
      }
    });
  }

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach(({ item, name }) => {
      item.hidden = !words.every((word) => name.includes(word));
      count += Number(!item.hidden);
    });
    fold();
    const all = `${items.length} ${items.length === 1 ? "place" : "places"} of this copy`;
    found.textContent = words.length ? `${count} of the ${all}` : "";
  }

  field.closest("p")?.removeAttribute("hidden");
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    const first = document.querySelector("[data-place]:not([hidden]) a");
    if (event.key === "Enter" && field.value.trim() && first instanceof HTMLElement) first.click();
  });
  if (field.value) filter();
}());
