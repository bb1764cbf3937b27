// The pages of a requisition lie in one line that scrolls on a phone: the one that is open begins in sight.
(() => {
  const line = document.querySelector(".tabs ul"), here = line?.querySelector("[aria-current]");
  if (here && line.scrollWidth > line.clientWidth) line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
})();
