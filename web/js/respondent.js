// Saves an answer while it is being given; without this script the page works by its buttons.
// "Saved" is said only when the server has said so. Until then the answer is also kept in this browser.
(() => {
  const $ = (id) => document.getElementById(id), form = $("answer");
  if (!form) return;
  const { key, kind, put } = form.dataset, words = $("words").dataset, f = form.elements, all = (s) => [...form.querySelectorAll(s)];
  const items = () => all(".rank li"), places = () => all(".rank select");
  let acked, sent, busy, timer, leaving, passed, tries = 0, stuck = "conflict" in form.dataset;

  // What the fields say, as the server's form means it; null while a ranking is half done.
  const read = () => {
    const b = { text: f.text?.value, picks: all("[name=picks]:checked").map((x) => x.value) };
    if (f.number?.value) b.number = +f.number.value;
    const given = places().map((s) => s.value);
    if (given.some(Boolean)) {
      items().forEach((li, i) => given[i] && (b.picks[given[i] - 1] = li.dataset.key));
      if (Object.keys(b.picks).length < given.length) return null;
    }
    return b;
  };
  const write = (b) => {
    if (f.text) f.text.value = b.text;
    all("[name=number]").forEach((x) => (x.checked = x.value == b.number));
    all("[name=picks]").forEach((x) => (x.checked = b.picks.includes(x.value)));
    if (kind == "ranking") rank(b.picks);
  };
  const stamp = (b) => b && JSON.stringify([b.text || "", b.number ?? "", b.picks || []]);
  const dirty = () => stamp(read()) != acked;

  // One entry for each page that is open, so that two of them do not overwrite what the other could not send yet.
  const mine = key + "/" + Math.random();
  const local = (use) => { try { use(localStorage); } catch {} };
  const session = (use) => { try { use(sessionStorage); } catch {} };
  const keep = (body) => local((s) => s.setItem(mine, JSON.stringify({ version: +f.version.value, body })));
  const kept = (use) => local((s) => Object.keys(s).forEach((k) => k.startsWith(key + "/") && use(k, JSON.parse(s[k]), s)));

  const say = (state, message = words[state]) => {
    const shown = $("state"), quiet = state == "saving", refused = state == "refused";
    shown.hidden = refused;
    shown.textContent = message;
    shown.className = "saved " + (state == "saved" ? "ok" : quiet ? "" : "no");
    $("both").hidden = state != "conflict";
    if (quiet) return;
    $("problem").textContent = refused ? message : "";
    if (!refused && $("said").textContent != message) $("said").textContent = message;
  };
  const count = () => {
    const n = f.text?.value.split(/\s+/).filter(Boolean).length;
    if ($("count")) $("count").textContent = n == 1 ? words.one : words.many.replace("{n}", n);
  };
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };
  const changed = () => {
    count();
    leaving = null;
    const b = read();
    if (!b) return say("incomplete");
    keep(b);
    if (stuck) return;
    if (!tries) say("saving");
    later(1000);
  };

  // Typed and taken back again: nothing to save.
  const still = () => {
    local((s) => s.removeItem(mine));
    if ($("state").textContent == words.saving) +f.version.value ? say("saved") : ($("state").hidden = true);
  };
  const save = async () => {
    const b = read();
    if (busy || stuck || !b) return;
    if (!dirty()) return still();
    busy = true;
    sent = stamp(b);
    const body = JSON.stringify({ ...b, version: +f.version.value, question: f.question.value });
    try {
      const r = await fetch(put, {
        method: "PUT", body, headers: { "Content-Type": "application/json", Accept: "application/json" },
        keepalive: body.length < 2e4, signal: AbortSignal.timeout?.(15e3),
      });
      if (r.status >= 500) throw r;
      const a = await r.json();
      tries = 0;
      acked = sent;
      if (r.ok || (a.answer && stamp(a.answer) == sent)) {
        f.version.value = a.version;
        session((s) => s.setItem(key, a.version));
        if (dirty()) later(300);
        else local((s) => s.removeItem(mine)), say("saved");
      } else if ((stuck = !!a.answer)) say("conflict");
      else say("refused", a.title);
      if (leaving && (stuck || !dirty())) (passed = true), form.requestSubmit(leaving);
    } catch {
      say("unsaved");
      later(1e3 * Math.min(30, 2 ** tries++));
    }
    busy = false;
  };

  // A button waits until the answer is safe; then the form goes the way it goes without this script.
  form.addEventListener("submit", (e) => {
    if (passed || stuck || !read() || (!busy && !dirty())) return;
    e.preventDefault();
    leaving = e.submitter;
    save();
  });

  // A ranking: moving an item gives every item a place; choosing a place that is taken swaps the two.
  const rank = (keys) => {
    keys.forEach((k) => all(".rank")[0].append(items().find((li) => li.dataset.key == k)));
    places().forEach((s, i) => (s.dataset.was = s.value = keys.length ? i + 1 : ""));
    f.order.value = items().map((li) => li.dataset.key).join(" ");
  };
  form.addEventListener("click", (e) => {
    const [way, k] = (e.target.value || "").split(":"), by = { up: -1, down: 1 }[way];
    if (!by || e.target.name != "do") return;
    e.preventDefault();
    const keys = items().map((li) => li.dataset.key), at = keys.indexOf(k), to = at + by;
    if (!keys[to]) return;
    [keys[at], keys[to]] = [keys[to], k];
    rank(keys);
    e.target.focus();
    changed();
    $("said").textContent = words.moved.replace("{n}", to + 1).replace("{i}", items()[to].children[1].textContent);
  });
  form.addEventListener("change", (e) => {
    const s = e.target, other = places().find((o) => o != s && o.value && o.value == s.value);
    if (other) other.dataset.was = other.value = s.dataset.was;
    s.dataset.was = s.value;
    if (kind != "ranking") return;
    if (read()) rank(read().picks), s.focus();
    changed();
  });

  // Digits choose on a scale while the focus is in it; 0 is ten where there is no nought.
  form.addEventListener("keydown", (e) => {
    if (!e.target.matches(".scale input") || !/^\d$/.test(e.key) || e.ctrlKey || e.altKey || e.metaKey) return;
    const at = (n) => all(`.scale [value="${n}"]`)[0], x = at(e.key) || (e.key == "0" && at(10));
    if (x) x.focus(), x.click();
  });

  form.addEventListener("input", changed);
  form.addEventListener("focusout", save);
  document.addEventListener("visibilitychange", save);
  addEventListener("pagehide", save);
  addEventListener("pageshow", (e) => e.persisted && location.reload());
  addEventListener("online", save);
  document.querySelector("[data-drop]")?.addEventListener("click", () => kept((k, old, s) => s.removeItem(k)));

  // What an earlier visit could not send is put back and sent; when another version came between, both are offered.
  places().forEach((s) => (s.dataset.was = s.value));
  acked = stamp(read());
  count();
  // A page made while this browser's last save was still on its way is behind: it is read again, once.
  let stale;
  session((s) => (stale = +s.getItem(key) > f.version.value, s.removeItem(key)));
  if (stale && !stuck) return location.reload();
  if (!stuck) kept((k, old, s) => {
    if (dirty() || stuck) return;
    s.removeItem(k);
    if (stamp(old.body) == acked) return;
    write(old.body);
    stuck = old.version != f.version.value;
    f.version.value = old.version;
    keep(old.body);
    count();
    stuck ? say("conflict") : save();
  });
})();
