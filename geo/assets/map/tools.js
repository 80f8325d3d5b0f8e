/* What the keyboard reaches beside the map: a search that selects as a click does, views, years
 * and the picture. Every choice is announced.
 */

const MATCHES = 20;
let boxes = 0;

/**
 * @param {string} text
 * @param {() => void} action
 */
function button(text, action) {
  const made = make("button", text);
  made.type = "button";
  made.onclick = action;
  return made;
}

/**
 * A list to choose from; `options` gives words by value, and one alone is no choice.
 * @param {string} text
 * @param {(value: string) => void} action
 * @returns {ChoiceBox}
 */
function choiceBox(text, action) {
  const label = make("label", text + " ");
  const select = document.createElement("select");
  select.onchange = () => action(select.value);
  label.append(select);
  let filled = "";
  /** @type {ChoiceBox["fill"]} */
  const fill = (options, value = "") => {
    const wanted = JSON.stringify([options, value]);
    if (filled === wanted) return;
    filled = wanted;
    select.replaceChildren(...Object.entries(options).map(([key, words]) => {
      const option = make("option", words);
      option.value = key;
      return option;
    }));
    select.value = value;
    label.hidden = Object.keys(options).length < 2;
  };
  return Object.assign(label, { fill });
}

/**
 * @param {{ names: () => Promise<string[]>, pick: (place: number) => void }} areas `names` gives the
 *   areas' names, `pick` takes the place of the chosen one among them
 */
function searchBox({ names, pick }) {
  boxes += 1;
  const label = make("label", "Find an area on the map ");
  const field = document.createElement("input");
  const options = document.createElement("datalist");
  options.id = "atlas-areas-" + boxes;
  field.type = "search";
  field.autocomplete = "off";
  field.setAttribute("list", options.id);
  /** @type {string[]} */
  let known = [];
  const take = () => {
    const place = known.indexOf(field.value);
    if (place >= 0) pick(place);
    return place >= 0;
  };
  field.addEventListener("focus", async () => { known = await names(); });
  field.addEventListener("input", () => {
    if (take()) return;
    const text = field.value.trim().toLowerCase();
    const found = text.length < 2 ? [] : known.filter((name) => name.toLowerCase().includes(text));
    options.replaceChildren(...found.slice(0, MATCHES).map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }));
  });
  field.addEventListener("keydown", (event) => {
    const [first] = options.options;
    if (event.key !== "Enter" || take() || !first) return;
    field.value = first.value;
    take();
  });
  label.append(field);
  const box = document.createElement("span");
  box.append(label, options);
  return box;
}
