// A queue: one record at a time, one key a record.
import { comment, open } from "./editor.js";
import { isCommand, say, send } from "./sending.js";

const ROLES = { s: "source", q: "cue", c: "content", e: "event", p: "participant", f: "figure", o: "office", h: "holder", d: "date", l: "place", w: "loaded" };
const KEYS = { a: "accept", x: "reject", e: "edit", c: "comment", s: "skip", u: "undo", Enter: "accept" };
const text = document.querySelector(".text");
const { article, record, table, role } = text.dataset;
let busy = false;

for (const segment of text.querySelectorAll("[data-r]")) {
  segment.classList.add("w", "lit", ...segment.dataset.r.split(" ").map((token) => `lit-${ROLES[token[0]]}`));
}
text.querySelector(".lit")?.scrollIntoView({ block: "center" });

/** The queue's next record: the same address again, without what was skipped to. */
const next = () => location.reload();

async function act(verdict) {
  const decision = { article, table, record, role };
  switch (verdict) {
    case "skip":
      return location.assign(document.getElementById("skip").href);
    case "undo": {
      await send("/decisions/undo", { role });
      return location.assign(location.pathname + location.search.replace(/([?&])after=[^&]*/, "$1"));
    }
    case "edit":
      return open(decision, next);
    case "comment":
      return comment(decision, () => say("The comment is noted."));
    default:
      await send("/decisions", { ...decision, verdict });
      return next();
  }
}

async function tryTo(verdict) {
  if (busy) return;
  busy = !["edit", "comment"].includes(verdict);
  try {
    await act(verdict);
  } catch (error) {
    busy = false;
    say(error.message);
  }
}

document.addEventListener("keydown", (event) => {
  const verdict = KEYS[event.key];
  if (!verdict || event.repeat || !isCommand(event) || (event.key === "Enter" && event.target.closest("a, button"))) return;
  event.preventDefault();
  tryTo(verdict);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) tryTo(button.dataset.verdict);
});
