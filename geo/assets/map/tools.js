/* What the keyboard reaches beside the map: a search that selects as a click does, views, years
 * and the picture. Every choice is announced.
 */

const MATCHES = 20;
let boxes = 0;

function button(text, action) {
  const made = make("button", text);
  made.type = "button";
  made.onclick = action;
  return made;
}

/* A list to choose from; `options` gives words by value, and one alone is no choice. */
function choiceBox(text, action) {
  const label = make("label", text + " ");
  const select = document.createElement("select");
  select.onchange = () => action(select.value);
  label.append(select);
  label.fill = (options, value) => {
    const filled = JSON.stringify([options, value]);
    if (label.filled === filled) return;
    label.filled = filled;
    select.replaceChildren(...Object.entries(options).map(([one, words]) => {
      const option = make("option", words);
      option.value = one;
      return option;
    }));
    select.value = value;
    label.hidden = Object.keys(options).length < 2;
  };
  return label;
}

/* `names` gives the areas' names, `pick` takes the place of the chosen one among them. */
function searchBox({ names, pick }) {
  boxes += 1;
  const label = make("label", "Find an area on the map ");
  const field = document.createElement("input");
  const options = document.createElement("datalist");
  options.id = "atlas-areas-" + boxes;
  field.type = "search";
  field.autocomplete = "off";
  field.setAttribute("list", options.id);
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
    if (event.key !== "Enter" || take() || !options.firstChild) return;
    field.value = options.firstChild.value;
    take();
  });
  label.append(field);
  const box = document.createElement("span");
  box.append(label, options);
  return box;
}
