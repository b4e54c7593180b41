// The reviewer's name.
import { say, send } from "./sending.js";

document.getElementById("reviewer")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await send("/reviewer", { name: new FormData(event.target).get("name") });
    location.reload();
  } catch (error) {
    say(error.message);
  }
});
