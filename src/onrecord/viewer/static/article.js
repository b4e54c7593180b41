// An article's page: words and rows light each other up, layers go on and off, keys walk the rows.
import { segmentAt } from "./offsets.js";

const ROLES = { s: "source", q: "cue", c: "content", e: "event", p: "participant", f: "figure", o: "office", h: "holder", d: "date", l: "place", a: "actor", m: "mention", w: "loaded" };
const spread = document.getElementById("spread");
const text = spread.querySelector(".text");
const peek = document.getElementById("peek");
const segments = [...text.querySelectorAll("[data-at]")];
const rows = new Map([...document.querySelectorAll(".row")].map((row) => [Number(row.dataset.i), row]));
const wordsOf = new Map();
let lit = [];
let selected = null;
let lastSpot = null;

for (const segment of segments) {
  for (const token of (segment.dataset.r ?? "").split(" ")) {
    if (!token) continue;
    const row = Number(token.slice(1));
    if (!wordsOf.has(row)) wordsOf.set(row, []);
    wordsOf.get(row).push([segment, ROLES[token[0]]]);
  }
}

/** Whether the text stands above the rows, which are then out of sight. */
export const narrow = () => matchMedia("(max-width: 900px)").matches;
const isOff = (layer) => (spread.dataset.off ?? "").split(" ").includes(layer);
const shownRows = () => [...rows.values()].filter((row) => !isOff(row.dataset.layer));

/** The rows whose words stand at a segment, innermost first, of layers that are on; actors last. */
function rowsAt(segment) {
  const found = [];
  for (const token of (segment.dataset.r ?? "").split(" ")) {
    if (!token || token[0] === "m") continue;
    const row = rows.get(Number(token.slice(1)));
    if (row && !found.includes(row) && (!isOff(row.dataset.layer) || token[0] === "a")) found.push(row);
  }
  const own = found.filter((row) => row.dataset.layer !== "actors");
  return [...own, ...found.filter((row) => row.dataset.layer === "actors")];
}

function dark() {
  for (const [segment, names] of lit) segment.classList.remove(...names);
  lit = [];
}

function light(row) {
  dark();
  for (const [segment, role] of wordsOf.get(Number(row.dataset.i)) ?? []) {
    const names = ["w", "lit", `lit-${role}`];
    const added = names.filter((name) => !segment.classList.contains(name));
    segment.classList.add(...added);
    lit.push([segment, added]);
  }
}

function select(row, { scrollText = false, scrollRow = true, remember = true } = {}) {
  selected?.classList.remove("selected");
  selected?.querySelector("button").setAttribute("tabindex", "-1");
  selected?.querySelector("button").removeAttribute("aria-current");
  selected = row;
  show(row, scrollText, scrollRow, remember);
  document.dispatchEvent(new CustomEvent("onrecord:selected", { detail: row }));
}

function show(row, scrollText, scrollRow, remember) {
  if (!row) {
    dark();
    peek.hidden = true;
    return;
  }
  row.classList.add("selected");
  const button = row.querySelector("button");
  button.setAttribute("tabindex", "0");
  button.setAttribute("aria-current", "true");
  light(row);
  if (scrollRow && !narrow()) row.scrollIntoView({ block: "nearest" });
  if (scrollText) wordsOf.get(Number(row.dataset.i))?.[0]?.[0].scrollIntoView({ block: "center" });
  if (remember) history.replaceState(null, "", `${location.pathname}${location.search}#${row.id}`);
  if (narrow()) showPeek([row], null);
  else peek.hidden = true;
}

function line(row) {
  const p = document.createElement("p");
  p.append(row.querySelector(".sentence").cloneNode(true));
  const quote = row.querySelector("q");
  if (quote) p.append(` ${quote.textContent}`);
  const small = document.createElement("small");
  const [whose, voice] = [row.querySelector(".whose")?.textContent, row.querySelector(".facts dd").textContent.trim()];
  small.textContent = [whose, voice.replace(/\s+/g, " ")].filter(Boolean).join(" · ");
  p.append(small);
  return p;
}

function showPeek(list, segment) {
  peek.replaceChildren(...list.slice(0, 4).map(line));
  peek.hidden = false;
  if (!segment) return;
  const box = segment.getClientRects()[0] ?? segment.getBoundingClientRect();
  const below = box.bottom + 8 + peek.offsetHeight < innerHeight;
  peek.style.left = `${Math.max(8, Math.min(box.left, innerWidth - peek.offsetWidth - 8))}px`;
  peek.style.top = `${below ? box.bottom + 8 : box.top - peek.offsetHeight - 8}px`;
}

text.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || narrow()) return;
  const segment = event.target.closest("[data-r]");
  const at = segment ? rowsAt(segment) : [];
  if (!at.length) return;
  light(at[0]);
  showPeek(at, segment);
});
text.addEventListener("pointerleave", () => {
  if (narrow()) return;
  peek.hidden = true;
  if (selected) light(selected);
  else dark();
});
text.addEventListener("pointerout", (event) => {
  if (narrow() || event.target.closest("[data-r]") === event.relatedTarget?.closest?.("[data-r]")) return;
  peek.hidden = true;
});
text.addEventListener("click", (event) => {
  const segment = event.target.closest("[data-r]");
  if (!document.getSelection().isCollapsed) return;
  const at = segment ? rowsAt(segment) : [];
  if (!at.length) return select(null);
  // A second click on the same words goes to the next record outwards.
  const next = segment === lastSpot && selected ? at[(at.indexOf(selected) + 1) % at.length] : at[0];
  lastSpot = segment;
  select(next);
});

const list = document.getElementById("rows");
list.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (row && event.target.closest("button:not([data-verdict])")) select(row, { scrollText: true, scrollRow: false });
});
list.addEventListener("pointerover", (event) => {
  const row = event.target.closest(".row");
  if (row && event.pointerType === "mouse" && !narrow()) light(row);
});
list.addEventListener("pointerleave", () => (selected ? light(selected) : dark()));

for (const box of document.querySelectorAll(".switches input")) {
  box.addEventListener("change", () => {
    const boxes = [...document.querySelectorAll(".switches input")];
    spread.dataset.off = boxes.filter((each) => !each.checked).map((each) => each.value).join(" ");
    const address = new URL(location.href);
    address.searchParams.set("layers", boxes.filter((each) => each.checked).map((each) => each.value).join(","));
    history.replaceState(null, "", address);
  });
}

/** Walks to the next (1) or previous (-1) shown row; from none, to the first in view. */
export function walk(step) {
  const shown = shownRows();
  if (!shown.length) return;
  const at = shown.indexOf(selected);
  const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + step));
  select(shown[next], { scrollText: true });
}

export const current = () => selected;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  if (event.key === "j" || event.key === "ArrowDown" && event.target.closest(".rows")) walk(1);
  else if (event.key === "k" || event.key === "ArrowUp" && event.target.closest(".rows")) walk(-1);
  else if (event.key === "Escape") select(null);
  else if (event.key >= "1" && event.key <= "8") document.querySelectorAll(".switches input")[Number(event.key) - 1]?.click();
  else return;
  event.preventDefault();
});

/** Goes to what the address names: a record, or a place in the text. */
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  for (const each of text.querySelectorAll(".found")) each.classList.remove("found");
  if (!name) return;
  if (name.startsWith("at-")) {
    const segment = segmentAt(segments, Number(name.slice(3)));
    segment?.classList.add("w", "found");
    segment?.scrollIntoView({ block: "center" });
    return;
  }
  const row = document.getElementById(name);
  if (!row?.classList.contains("row")) return;
  const layer = row.dataset.layer;
  const box = document.querySelector(`.switches input[value="${layer}"]`);
  if (box && !box.checked) box.click();
  select(row, { scrollText: true, remember: false });
}
addEventListener("hashchange", follow);
follow();
