// An actor that is somebody else, or two.
import { say, send } from "./sending.js";

const form = document.getElementById("same");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { same_as, article } = Object.fromEntries(new FormData(form));
  try {
    await send("/actors/same", { name: form.dataset.name, same_as, article });
    say("Noted. Link the record again to see it.");
  } catch (error) {
    say(error.message);
  }
});
