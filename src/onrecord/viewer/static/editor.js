// The form that changes a record or adds one: its fields come from the reader, so that they are those of the schema.
import { selectedStretch } from "./offsets.js";
import { say, send } from "./sending.js";

const place = document.getElementById("editor-place");
let lastStretch = null;
let lastWords = "";

/** The words last selected in the text, as {start, end} in code points; null if none were. */
export function selected() {
  const stretch = selectedStretch();
  if (stretch) {
    lastStretch = stretch;
    lastWords = document.getSelection().toString();
  }
  return lastStretch;
}
document.addEventListener("selectionchange", selected);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function control(field, actors) {
  if (field.name === "same_as") {
    const options = [element("option", { value: "", textContent: "" })];
    for (const actor of actors) options.push(element("option", { value: actor.id, textContent: actor.name }));
    return element("select", { name: field.name }, ...options);
  }
  if (field.kind === "choice") {
    const choices = field.choices.includes(field.value) ? field.choices : ["", ...field.choices];
    const options = choices.map((each) => element("option", { value: each, textContent: each, selected: each === field.value }));
    return element("select", { name: field.name }, ...options);
  }
  return element("input", { name: field.name, value: field.value, autocomplete: "off", inputMode: field.kind === "number" ? "decimal" : "text" });
}

function spansControl(field, input) {
  input.addEventListener("input", () => delete input.dataset.spans);
  const take = (add) => {
    if (!selected()) return say("Select the words in the text first.");
    const before = add ? JSON.parse(input.dataset.spans ?? JSON.stringify(field.spans)) : [];
    input.value = add && input.value ? `${input.value} … ${lastWords}` : lastWords;
    input.dataset.spans = JSON.stringify([...before, [lastStretch.start, lastStretch.end]]);
  };
  const buttons = [["selected", false, "Take the words selected in the text"], ["+", true, "Add the words selected in the text"]].map(
    ([words, add, title]) => {
      const button = element("button", { type: "button", textContent: words, title });
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => take(add));
      return button;
    },
  );
  return element("span", { className: "spans" }, input, ...buttons);
}

/** What a control holds, in the form in which the reader takes it. */
function valueOf(field, input) {
  const text = input.value.trim();
  const list = (separator) => (text ? text.split(separator).map((each) => each.trim()).filter(Boolean) : []);
  switch (field.kind) {
    case "spans":
      return input.dataset.spans ? JSON.parse(input.dataset.spans) : list("…");
    case "names":
      return list(";");
    case "voice":
      return list(">");
    case "days":
      return list(" to ");
    case "number":
      return text === "" ? null : Number(text.replace(/,/g, ""));
    default:
      return text;
  }
}

/** Opens the form for a record ({article, table, record}), or for one to be added where there is no record. */
export async function open({ article, table, record = "", role = "review", tables = null }, done) {
  const address = new URLSearchParams({ article, table, record });
  const answer = await fetch(`/review/form?${address}`);
  if (!answer.ok) return say("This record can't be changed by hand.");
  const { fields, tables: addable, words, actors } = await answer.json();
  const controls = new Map();
  const form = element("form", { className: "editor" });
  form.setAttribute("aria-label", record ? "Change the record" : "Add a record");
  if (!record) {
    const kinds = element("select", {}, ...(tables ?? addable).map((each) => element("option", { value: each, textContent: each, selected: each === table })));
    kinds.addEventListener("change", () => open({ article, table: kinds.value, role }, done));
    form.append(element("label", {}, element("span", { textContent: "layer" }), kinds));
  }
  for (const field of fields) {
    const input = control(field, actors);
    const before = input.value;
    controls.set(field, { input, before });
    const inner = field.kind === "spans" ? spansControl(field, input) : input;
    form.append(element("label", {}, element("span", { textContent: field.label }), inner));
    if (!record && field.name === words && lastStretch) {
      input.value = lastWords;
      input.dataset.spans = JSON.stringify([[lastStretch.start, lastStretch.end]]);
    }
  }
  const comment = element("input", { name: "comment", autocomplete: "off" });
  form.append(element("label", {}, element("span", { textContent: "comment" }), comment));
  const cancel = element("button", { type: "button", textContent: "Cancel" });
  cancel.addEventListener("click", close);
  form.append(element("p", { className: "buttons" }, element("button", { textContent: record ? "Save" : "Add" }), " ", cancel));
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const changes = {};
    for (const [field, { input, before }] of controls) {
      if (input.dataset.spans || input.value !== before) changes[field.name] = valueOf(field, input);
    }
    try {
      done(await send("/decisions", { verdict: record ? "edit" : "add", article, table, record, changes, comment: comment.value, role }));
    } catch (error) {
      say(error.message);
    }
  });
  place.replaceChildren(form);
  form.scrollIntoView({ block: "nearest" });
  form.querySelector(record ? "input, select" : "select").focus({ preventScroll: true });
}

/** Opens a form with a line for a comment. */
export function comment(decision, done) {
  const line = element("input", { name: "comment", required: true, autocomplete: "off" });
  const cancel = element("button", { type: "button", textContent: "Cancel" });
  cancel.addEventListener("click", close);
  const form = element("form", { className: "editor" }, element("label", {}, element("span", { textContent: "comment" }), line), element("p", { className: "buttons" }, element("button", { textContent: "Save" }), " ", cancel));
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      done(await send("/decisions", { ...decision, verdict: "comment", comment: line.value }));
    } catch (error) {
      say(error.message);
    }
  });
  place.replaceChildren(form);
  line.focus();
}

/** Closes the form. */
export function close() {
  place.replaceChildren();
}
