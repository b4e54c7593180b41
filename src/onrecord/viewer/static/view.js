// The slider through the months of a chart: each month is a page of its own.

const months = document.querySelector(".months");
if (months) {
  const names = months.dataset.months.split(" ");
  const slider = months.querySelector("input");
  const shown = months.querySelector("output");
  const name = (at) => (at ? names[at - 1] : "all");
  slider.value = names.indexOf(months.dataset.now) + 1;
  shown.textContent = name(Number(slider.value));
  slider.addEventListener("input", () => (shown.textContent = name(Number(slider.value))));
  slider.addEventListener("change", () => {
    const address = new URL(location.href);
    if (Number(slider.value)) address.searchParams.set("month", names[slider.value - 1]);
    else address.searchParams.delete("month");
    location.assign(address);
  });
}
