// A list on a narrow screen begins with its records, not with its facets.

if (matchMedia("(max-width: 900px)").matches && !location.search) document.querySelector(".all-facets").open = false;
