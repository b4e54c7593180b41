// What a page sends: decisions, with the token that only the reader's own pages have.

const token = document.querySelector('meta[name="onrecord-token"]')?.content ?? "";

/** Sends an object to an address of the reader; gives the answer, or throws with the reader's reason. */
export async function send(address, content) {
  const answer = await fetch(address, {
    method: "POST",
    keepalive: true, // noted even if the page is left before the answer comes
    headers: { "content-type": "application/json", "x-onrecord-token": token },
    body: JSON.stringify(content),
  });
  if (answer.ok) return answer.json();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  throw new Error(isJson ? (await answer.json()).problem : (await answer.text()).trim());
}

/** Says something in the page's status line; read out by screen readers. */
export function say(words) {
  const line = document.getElementById("said");
  if (line) line.textContent = words;
}

/** Whether a key press is meant for the page and not for something that is being typed. */
export function isCommand(event) {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select"));
}
