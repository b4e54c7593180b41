// Review on an article's page: a key or a button judges the selected record.
import { current, narrow, walk } from "./article.js";
import { close, comment, open, selected } from "./editor.js";
import { isCommand, say, send } from "./sending.js";

const article = document.querySelector("[data-article]").dataset.article;
const judge = document.getElementById("judge");
const STATES = { accept: "accepted", reject: "rejected", edit: "edited", comment: "commented" };
const KEYS = { a: "accept", x: "reject", e: "edit", c: "comment", n: "add", u: "undo" };

function reloadAt(record) {
  history.replaceState(null, "", `${location.pathname}${location.search}#${record}`);
  location.reload();
}

let waiting = [];
let sending = Promise.resolve();

/** Shows a verdict on a row, goes on to the next, and sees that it is noted. */
function judgeRow(row, verdict) {
  const before = Object.values(STATES).filter((state) => row.classList.contains(state));
  const decision = { article, table: row.dataset.layer, record: row.id, verdict };
  row.classList.remove(...before);
  row.classList.add(STATES[verdict]);
  say(`${verdict === "accept" ? "right" : "wrong"}: ${row.querySelector(".sentence").textContent}`);
  walk(1);
  waiting.push(decision);
  inTurn(async () => {
    if (!waiting.includes(decision)) return;
    waiting = waiting.filter((each) => each !== decision);
    try {
      await send("/decisions", decision);
    } catch (error) {
      row.classList.remove(STATES[verdict]);
      row.classList.add(...before);
      throw error;
    }
  });
}

/** Does one thing after the other, however fast the keys come; says what goes wrong. */
function inTurn(work) {
  document.body.dataset.sending = Number(document.body.dataset.sending ?? 0) + 1;
  sending = sending
    .then(work)
    .catch((error) => say(error.message))
    .finally(() => {
      const left = Number(document.body.dataset.sending) - 1;
      if (left) document.body.dataset.sending = left;
      else delete document.body.dataset.sending;
    });
}

addEventListener("pagehide", () => {
  for (const decision of waiting) send("/decisions", decision);
  waiting = [];
});

async function act(verdict) {
  if (verdict === "undo") {
    const undone = await send("/decisions/undo", {});
    if (undone.article !== article) location.assign(`/article/${undone.article}#${undone.record}`);
    else reloadAt(undone.record);
    return;
  }
  if (verdict === "add") {
    if (!selected()) return say("Select the missed words in the text first.");
    await open({ article, table: "events" }, ({ record }) => reloadAt(record));
    return;
  }
  const row = current();
  if (!row) return say("Select a record first: j and k walk through them.");
  const decision = { article, table: row.dataset.layer, record: row.id };
  await (verdict === "edit" ? open : comment)(decision, ({ record }) => reloadAt(record));
}

function tryTo(verdict) {
  const row = current();
  if (row && (verdict === "accept" || verdict === "reject")) judgeRow(row, verdict);
  else inTurn(() => act(verdict));
}

document.addEventListener("keydown", (event) => {
  const verdict = event.key === "Enter" && event.target === document.body ? "accept" : KEYS[event.key];
  if (!verdict || !isCommand(event)) return;
  event.preventDefault();
  tryTo(verdict);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) tryTo(button.dataset.verdict);
});
for (const button of document.querySelectorAll("[data-verdict=add]")) button.addEventListener("pointerdown", (event) => event.preventDefault());
document.addEventListener("onrecord:selected", ({ detail: row }) => {
  close();
  judge.hidden = !row;
  if (row) (narrow() ? document.getElementById("peek") : row).append(judge);
});
if (current()) {
  judge.hidden = false;
  (narrow() ? document.getElementById("peek") : current()).append(judge);
}
