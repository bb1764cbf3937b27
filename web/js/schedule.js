// Chooses the time zone this browser is in, where a form offers it and nobody has chosen one; without this script the
// one the server stands in is chosen.
(() => {
  const select = document.querySelector("[data-own-zone] select");
  if (!select) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((o) => o.value == own)) select.value = own;
})();
