// In a rater's queue, n and p turn to the next and the previous answer and ? shows the keys; without this script the
// links do.
(() => {
  const form = document.querySelector("form[data-queue]"), keys = document.getElementById("keys");
  if (!form) return;
  document.querySelectorAll(".digits").forEach((el) => (el.hidden = false));
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("textarea,input:not([type=radio]),select")) return;
    if (e.key == "?") {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
      e.preventDefault();
      return;
    }
    const link = document.querySelector(`a[data-key="${CSS.escape(e.key)}"]`);
    if (!link) return;
    e.preventDefault();
    link.click();
  });
  // What was typed is kept by draft.js; only where the browser keeps nothing is whoever leaves asked first.
  try { if (sessionStorage && localStorage) return; } catch {}
  const stamp = () => JSON.stringify([...new FormData(form)]), first = stamp();
  let sent = false;
  form.addEventListener("submit", () => (sent = true));
  addEventListener("beforeunload", (e) => { if (!sent && stamp() != first) e.preventDefault(); });
})();
