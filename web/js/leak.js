// Takes the words that are selected in an answer into the report of a leak; without this script they are typed.
(() => {
  const form = document.querySelector("form[data-leak]"), take = document.getElementById("take");
  if (!form || !take) return;
  take.hidden = false;
  let words = "";
  document.addEventListener("selectionchange", () => {
    const s = getSelection();
    if (s && s.rangeCount && form.querySelector(".answer-text")?.contains(s.anchorNode)) words = s.toString().trim() || words;
  });
  take.addEventListener("click", () => {
    const field = form.querySelector("[name=words]");
    if (words) field.value = words;
    field.focus();
  });
})();
