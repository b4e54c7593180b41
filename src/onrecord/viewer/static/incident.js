// An incident's page: a key parts reports that tell of something else, or joins another incident.
import { isCommand, say, send } from "./sending.js";

const table = document.getElementById("decide");
const incident = table.dataset.incident;
const picks = [...document.querySelectorAll(".pick")];

function walk(step) {
  const at = picks.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : picks.length - 1) : Math.max(0, Math.min(picks.length - 1, at + step));
  picks[next]?.focus();
  picks[next]?.scrollIntoView({ block: "center" });
}

/** The reports that are ticked; where none is, the one that the keyboard is at. */
function chosen() {
  const ticked = picks.filter((each) => each.checked);
  const here = picks.find((each) => each === document.activeElement && each.type === "checkbox");
  return (ticked.length ? ticked : here ? [here] : []).map((each) => each.value);
}

async function act(what, button) {
  if (what === "undo") await send("/incidents/undo", {});
  else if (what === "join") await send("/incidents/decide", { verdict: "join", incident, other: button.dataset.other });
  else {
    const reports = chosen();
    if (!reports.length) return say("Choose a report first: j and k walk through them, a blank ticks one.");
    await send("/incidents/decide", { verdict: "part", incident, reports });
  }
  location.reload();
}

const tryTo = (what, button) => act(what, button).catch((error) => say(error.message));

document.addEventListener("keydown", (event) => {
  if (event.repeat || !isCommand(event)) return;
  const here = document.activeElement;
  if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
  else if (event.key === "p") tryTo("part");
  else if (event.key === "u") tryTo("undo");
  else if (event.key === "m") here.dataset.other ? tryTo("join", here) : say("Choose an incident below first: j and k walk to it.");
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-other]");
  if (button) tryTo(button.dataset.do ?? "join", button);
});
