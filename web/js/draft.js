// Keeps what is typed into a form marked data-draft in this tab until it is saved: whoever comes back after the server
// or the line broke finds their words, and can discard them. A form is known by its address and its hidden fields, which
// say what it was written about, so words come back only to what they were meant for. Signing out forgets everything.
(() => {
  const line = document.getElementById("draft"), space = "draft ", most = 20, hours = 12;
  const local = (use) => { try { return use(localStorage); } catch {} };
  const session = (use) => { try { return use(sessionStorage); } catch {} };
  const keys = () => session((s) => Object.keys(s).filter((k) => k.startsWith(space))) || [];
  const drop = (k) => session((s) => s.removeItem(k));
  const read = (k) => session((s) => JSON.parse(s.getItem(k)));
  const forget = () => { keys().forEach(drop); session((s) => s.removeItem("sent")); };

  // Signing out in one tab is signing out in all: the others hear of it at once, or by the time when they come back.
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
    forget();
    local((s) => s.setItem("signed out", Date.now()));
  });
  addEventListener("storage", (e) => e.key == "signed out" && forget());
  // A page without a person, as the one that asks to sign in again is, says nothing of whether what was sent was saved.
  if (!line) return session((s) => s.removeItem("sent"));
  const ended = +local((s) => s.getItem("signed out")) || 0;
  keys().forEach((k) => {
    const d = read(k);
    if (!d || d.who != line.dataset.who || d.at < ended || Date.now() - d.at > hours * 3600e3) drop(k);
  });

  const hidden = (e) => e.type == "hidden", fields = (f) => [...f.elements].filter((e) => e.name && !hidden(e) && e.type != "submit");
  const keyOf = (f) => space + [f.getAttribute("action"), ...[...f.elements].filter(hidden).map((e) => e.name + "=" + e.value)].join(" ");
  const ticks = (e) => e.type == "checkbox" || e.type == "radio";
  const typed = (f) => fields(f).filter((e) => !ticks(e) || e.checked).map((e) => [e.name, e.value]);
  const write = (f, given) => fields(f).forEach((e) => {
    if (ticks(e)) e.checked = given.some(([n, v]) => n == e.name && v == e.value);
    else e.value = given.find(([n]) => n == e.name)?.[1] ?? e.value;
    e.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const same = (a, b) => JSON.stringify(a) == JSON.stringify(b);
  const forms = [...document.querySelectorAll("form[data-draft]")];

  // What was sent is saved when the server has led on to a page where the form is no more.
  const sent = session((s) => s.getItem("sent"));
  if (sent && !forms.some((f) => keyOf(f) == sent) && performance.getEntriesByType("navigation")[0]?.redirectCount) drop(sent);
  session((s) => s.removeItem("sent"));

  forms.forEach((f) => {
    const key = keyOf(f), began = typed(f), d = read(key);
    const keep = () => session((s) => {
      const given = typed(f);
      if (same(given, began)) return drop(key);
      s.setItem(key, JSON.stringify({ who: line.dataset.who, at: Date.now(), given }));
      keys().sort((a, b) => read(a).at - read(b).at).slice(0, -most).forEach(drop);
    });
    if (d && !same(d.given, began)) {
      write(f, d.given);
      for (let e = f.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
      const note = line.content.firstElementChild.cloneNode(true);
      note.querySelector("button").addEventListener("click", () => {
        write(f, began);
        drop(key);
        note.remove();
        fields(f)[0]?.focus();
      });
      f.prepend(note);
    }
    f.addEventListener("input", keep);
    f.addEventListener("change", keep);
    f.addEventListener("submit", () => {
      keep();
      session((s) => s.setItem("sent", key));
    });
  });
})();
