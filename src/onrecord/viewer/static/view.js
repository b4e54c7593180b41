// The slider through the days of a chart: the chart changes in its place, and the address with it.

const box = document.querySelector(".slots");
if (box) {
  const links = [...box.querySelectorAll("[data-name]")];
  const slider = box.querySelector("input");
  const shown = box.querySelector("output");
  let waiting = null;

  /** Puts the chart of a link in the place of the one that is shown; only that of the last link asked for. */
  function show(link) {
    waiting?.abort();
    // The one way to get a page as a document that needs no HTML made of text, which the reader's pages may not do.
    const request = new XMLHttpRequest();
    waiting = request;
    request.open("GET", link.href);
    request.responseType = "document";
    request.addEventListener("load", () => {
      if (request.status !== 200) return;
      for (const place of ["#shown", ".downloads"]) {
        document.querySelector(place).replaceWith(request.response.querySelector(place));
      }
      for (const each of links) each.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      history.replaceState(null, "", link.href);
    });
    request.send();
  }

  slider.addEventListener("input", () => {
    const link = links[Number(slider.value)];
    shown.textContent = link.dataset.name;
    show(link);
  });
}
