// Lets the digit keys choose a level where one answer is rated; without this script the buttons do.
(() => {
  const form = document.querySelector("form[data-digits]");
  if (!form) return;
  form.querySelector(".digits").hidden = false;
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("textarea,input:not([type=radio]),select")) return;
    const level = form.querySelector(`[name=level][value="${CSS.escape(e.key)}"]`);
    if (!level) return;
    level.checked = true;
    level.focus();
    e.preventDefault();
  });
})();
