// Keeps what is typed into a form marked data-draft in this browser until it is saved: whoever comes back after the server
// or the line broke, after reloading or with a new tab, finds their words, and can discard them. A form is known by its
// address and its hidden fields, which say what it was written about, so words come back only to what they were meant
// for. Each tab keeps its own, so that two never overwrite each other; what another tab keeps, or what was typed before
// the form was saved elsewhere, is offered. Signing out forgets everything.
(() => {
  const line = document.getElementById("draft"), space = "draft ", most = 60, hours = 12, opened = Date.now();
  const local = (use) => { try { return use(localStorage); } catch {} };
  const session = (use) => { try { return use(sessionStorage); } catch {} };
  const keys = () => local((s) => Object.keys(s).filter((k) => k.startsWith(space))) || [];
  const drop = (k) => local((s) => s.removeItem(k));
  const read = (k) => local((s) => JSON.parse(s.getItem(k)));
  const ended = () => +local((s) => s.getItem("signed out")) || 0;
  const sent = session((s) => s.getItem("sent"));
  session((s) => s.removeItem("sent"));

  // Signing out in one tab is signing out in all.
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
    keys().forEach(drop);
    local((s) => s.setItem("signed out", Date.now()));
  });
  // A page without a person, as the one that asks to sign in again is, says nothing of whether what was sent was saved.
  if (!line) return;
  keys().forEach((k) => {
    const d = read(k);
    if (!d || d.who != line.dataset.who || d.at < ended() || opened - d.at > hours * 3600e3) drop(k);
  });

  const hidden = (e) => e.type == "hidden", fields = (f) => [...f.elements].filter((e) => e.name && !hidden(e) && e.type != "submit");
  const about = (f, e) => [...f.elements].filter(hidden).filter((x) => (x.name == "version") == e).map((x) => x.name + "=" + x.value).join(" ");
  const forms = [...document.querySelectorAll("form[data-draft]")];
  const tab = forms.length && session((s) => s.tab ||= Math.random().toString(36).slice(2)) || "";
  const nameOf = (f) => f.getAttribute("action") + " " + about(f, false), keyOf = (f) => space + tab + " " + nameOf(f);
  const ticks = (e) => e.type == "checkbox" || e.type == "radio";
  const typed = (f) => fields(f).filter((e) => !ticks(e) || e.checked).map((e) => [e.name, e.value]);
  const write = (f, given) => fields(f).forEach((e) => {
    if (ticks(e)) e.checked = given.some(([n, v]) => n == e.name && v == e.value);
    else e.value = given.find(([n]) => n == e.name)?.[1] ?? e.value;
    e.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const same = (a, b) => JSON.stringify(a) == JSON.stringify(b);

  // What was sent is saved when the server has led on to a page where the form is no more.
  if (sent && !forms.some((f) => keyOf(f) == sent) && performance.getEntriesByType("navigation")[0]?.redirectCount) {
    const d = read(sent);
    keys().filter((k) => k == sent || d && read(k).name == d.name && same(read(k).given, d.given)).forEach(drop);
  }

  const put = (f, key, given) => local((s) => {
    if (ended() > opened) return;
    s.setItem(key, JSON.stringify({ who: line.dataset.who, at: Date.now(), name: nameOf(f), saved: about(f, true), given }));
    keys().sort((a, b) => read(a).at - read(b).at).slice(0, -most).forEach(drop);
  });
  const notice = (f, n, ...acts) => {
    const el = line.content.children[n].cloneNode(true);
    for (let e = f.closest("details"); e; e = e.parentElement.closest("details")) e.open = true;
    el.querySelectorAll("button").forEach((b, i) => b.addEventListener("click", () => acts[i](el)));
    f.prepend(el);
  };

  forms.forEach((f) => {
    const key = keyOf(f), began = typed(f), here = about(f, true);
    const unsaved = same(read(key)?.given, began); // a form that was refused comes with what was sent
    const keep = () => { const given = typed(f); same(given, began) && !unsaved ? drop(key) : put(f, key, given); };
    const kept = keys().map((k) => ({ ...read(k), key: k })).filter((d) => d.name == nameOf(f) && !same(d.given, began)).sort((a, b) => b.at - a.at);
    const mine = kept.find((d) => d.saved == here && d.key == key) || kept.find((d) => d.saved == here);
    const other = kept.find((d) => d != mine && !same(d.given, mine?.given) && (!mine || d.saved != here || d.at > mine.at));
    if (mine) {
      drop(mine.key); // from here on it is this tab's
      put(f, key, mine.given);
      write(f, mine.given);
      notice(f, 0, (el) => {
        write(f, began);
        drop(key);
        el.remove();
        fields(f)[0]?.focus();
      });
    }
    if (other) {
      let theirs = other.given;
      const show = () => { const now = typed(f); write(f, theirs); theirs = now; keep(); };
      notice(f, 1, show, (el) => { drop(other.key); el.remove(); fields(f)[0]?.focus(); });
    }
    f.addEventListener("input", keep);
    f.addEventListener("change", keep);
    f.addEventListener("submit", () => {
      put(f, key, typed(f));
      session((s) => s.setItem("sent", key));
    });
  });
  // Whoever chooses what was saved elsewhere has done with what they typed.
  document.querySelectorAll("[data-discard]").forEach((e) => e.addEventListener("click", () =>
    keys().filter((k) => forms.some((f) => nameOf(f) == read(k).name)).forEach(drop)));
})();
