// Saves an interviewer's scorecard while it is being written, and lets keys rate and turn the page; without this script
// the pages work by their buttons. "Saved" is said only when the server has said so. Until then what was typed is also
// kept in this browser.
(() => {
  const $ = (id) => document.getElementById(id), root = $("scorecard");
  if (!root) return;
  const form = root.tagName == "FORM" ? root : null, card = root.dataset.card, state = $("state"), words = state?.dataset ?? {};
  let leaving, passed;

  const local = (use) => { try { use(localStorage); } catch {} };
  const session = (use) => { try { use(sessionStorage); } catch {} };
  const kept = (prefix, use) => local((s) => Object.keys(s).forEach((k) => {
    if (k.startsWith(prefix + "/")) use(k, JSON.parse(s[k]), s);
  }));
  const say = (text) => { if ($("said").textContent != text) $("said").textContent = text; };
  const send = (put, version, b) => {
    const body = JSON.stringify({ ...b, version });
    return fetch(put, {
      method: "PUT", body, headers: { "Content-Type": "application/json", Accept: "application/json" }, redirect: "manual",
      keepalive: body.length < 2e4, signal: AbortSignal.timeout?.(15e3),
    });
  };
  const stamp = (b) => JSON.stringify(["level", "not_rated", "why_not", "evidence", "notes", "probes", "recommendation", "summary"]
    .map((k) => (b[k]?.length === 0 ? "" : b[k] || "")));

  // One part is one line of the scorecard, or the overall word: it has a version of its own and is saved by itself.
  const part = (el) => {
    const { put, key, id } = el.dataset, suffix = id && "." + id, mine = key + "/" + Math.random();
    const fields = [...el.querySelectorAll("input,textarea")].filter((f) => f.name && !f.name.startsWith("version"));
    const version = el.querySelector("[name^=version]"), name = (f) => f.name.slice(0, f.name.length - suffix.length);
    const p = { el, key, stuck: "stuck" in el.dataset, how: "" };
    let acked, sent, busy, timer, tries = 0;

    const read = () => {
      const b = {};
      fields.forEach((f) => {
        const n = name(f);
        if (n == "probes") f.checked && (b.probes ??= []).push(+f.value);
        else if (f.type == "radio") f.checked && (f.value == "na" ? (b.not_rated = true) : (b[n] = n == "level" ? +f.value : f.value));
        else b[n] = f.value;
      });
      return b;
    };
    const write = (b) => fields.forEach((f) => {
      const n = name(f);
      if (n == "probes") f.checked = !!b.probes?.includes(+f.value);
      else if (f.type == "radio") f.checked = f.value == (b.not_rated ? "na" : b[n]);
      else f.value = b[n] ?? "";
    });
    const keep = () => local((s) => s.setItem(mine, JSON.stringify({ version: +version.value, body: read(), put, page: location.pathname, at: Date.now() })));
    const become = (how, title) => { p.how = how; p.title = title; show(); };
    const later = (ms) => { clearTimeout(timer); timer = setTimeout(p.save, ms); };
    p.dirty = () => stamp(read()) != acked;
    p.waits = () => busy || p.dirty();

    p.changed = () => {
      leaving = null;
      keep();
      if (p.stuck) return;
      if (!tries) become("saving");
      later(1000);
    };
    p.save = async () => {
      if (busy || p.stuck) return;
      if (!p.dirty()) {
        if (p.how == "saving") local((s) => s.removeItem(mine)), become("saved");
        return;
      }
      busy = true;
      const b = read();
      sent = stamp(b);
      try {
        const r = await send(put, +version.value, b);
        if (r.type == "opaqueredirect") throw "out";
        if (r.status >= 500) throw r;
        const a = await r.json();
        tries = 0;
        acked = sent;
        if (r.ok || (a.stands && stamp(a.stands) == sent)) {
          version.value = a.version;
          session((s) => s.setItem(key, a.version));
          if (p.dirty()) keep(), later(300);
          else local((s) => s.removeItem(mine)), become("saved");
        } else if ((p.stuck = !!a.stands)) become("conflict");
        else become("refused", a.title);
      } catch (why) {
        become(why == "out" ? "out" : "unsaved");
        later(1e3 * Math.min(30, 2 ** tries++));
      }
      busy = false;
      go();
    };

    // What an earlier visit could not send is put back and sent; when another version came between, both are offered.
    p.begin = () => {
      let stale; // made while this browser's last save was still on its way
      session((s) => (stale = +s.getItem(key) > version.value, s.removeItem(key)));
      if (stale && !p.stuck) return location.reload();
      acked = stamp(read());
      if (!p.stuck) kept(key, (k, old, s) => {
        if (p.dirty() || p.stuck) return;
        s.removeItem(k);
        if (stamp(old.body) == acked) return;
        write(old.body);
        p.stuck = old.version != version.value;
        version.value = old.version;
        keep();
        p.stuck ? become("conflict") : p.save();
      });
    };
    return p;
  };
  const parts = [...document.querySelectorAll("[data-put]")].map(part);
  const partOf = (el) => parts.find((p) => p.el.contains(el));

  // The page says the worst of what its parts have to say.
  const show = () => {
    const worst = ["conflict", "refused", "out", "unsaved", "saving", "saved"].find((how) => parts.some((p) => p.how == how));
    if (!worst) return;
    const text = worst == "refused" ? parts.find((p) => p.how == worst).title : words[worst];
    state.textContent = text;
    state.className = "saved " + (worst == "saved" ? "ok" : worst == "saving" ? "" : "no");
    $("both").hidden = worst != "conflict";
    if (worst != "saving") say(text);
  };

  // A button or a link waits until everything is safe; then it goes where it goes without this script.
  const settled = () => parts.every((p) => p.stuck || !p.waits());
  const go = () => {
    if (!leaving || !settled()) return;
    const to = leaving;
    leaving = null;
    if (to.href) {
      if (!parts.some((p) => p.stuck || p.how == "refused")) location.assign(to.href);
      return;
    }
    passed = true;
    form.requestSubmit(to);
  };
  const wait = (e, to) => {
    if (passed || settled()) return;
    e.preventDefault();
    leaving = to;
    parts.forEach((p) => p.save());
  };
  form?.addEventListener("submit", (e) => wait(e, e.submitter ?? $("next")));
  document.addEventListener("click", (e) => {
    const a = e.target.closest("a[href]");
    if (!a) return;
    if (a.dataset.drop) return kept(a.dataset.drop, (k, old, s) => s.removeItem(k));
    if (a.getAttribute("href").startsWith("#") || e.button || e.ctrlKey || e.metaKey || e.shiftKey) return;
    wait(e, a);
  });

  // Keys: levels, N/A, next, previous, help. Never while somebody types, never with a modifier, and not at all if the
  // person has switched them off.
  const on = $("keys-on");
  if (on) {
    $("keys").hidden = false;
    local((s) => (on.checked = !s.getItem("keys-off")));
    on.addEventListener("change", () => local((s) => (on.checked ? s.removeItem("keys-off") : s.setItem("keys-off", "1"))));
  }
  const typing = (el) => el.isContentEditable || el.matches("textarea,select,input:not([type=radio],[type=checkbox])");
  const rate = (value) => {
    const p = partOf(document.activeElement) ?? parts[0], x = p?.el.querySelector(`[name^="level."][value="${value}"]`);
    if (!x) return;
    x.focus();
    x.click();
    // The reason is asked for once the key is up again, so that the letter never lands in its field.
    if (value == "na") document.addEventListener("keyup", () => p.el.querySelector("[name^=why_not]").focus(), { once: true });
  };
  document.addEventListener("keydown", (e) => {
    if (!on?.checked || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || typing(e.target)) return;
    const keys = { n: () => $("next")?.click(), p: () => $("back")?.click(), x: () => rate("na"), 0: () => rate("na"),
      "?": () => { $("keys").open = !$("keys").open; $("keys").firstElementChild.focus(); } };
    const act = /^[1-5]$/.test(e.key) ? () => rate(e.key) : keys[e.key.toLowerCase()];
    if (!act) return;
    e.preventDefault();
    act();
  });

  // Words selected in the notes become evidence, quoted.
  const quote = $("quote"), notes = document.querySelector("[name^=notes]"), evidence = document.querySelector("[name^=evidence]");
  if (quote && notes) {
    quote.hidden = false;
    quote.addEventListener("click", () => {
      const chosen = notes.value.slice(notes.selectionStart, notes.selectionEnd).trim();
      if (!chosen) return say(words.select), (state.textContent = words.select);
      evidence.value = evidence.value.trim() + (evidence.value.trim() && "\n") + "“" + chosen + "”";
      evidence.dispatchEvent(new Event("input", { bubbles: true }));
      evidence.focus();
    });
  }

  // The time since the beginning, in whole minutes.
  const clock = $("clock"), shown = performance.now();
  if (clock) setInterval(() => {
    const minutes = Math.floor((+clock.dataset.seconds + (performance.now() - shown) / 1e3) / 60);
    clock.textContent = clock.dataset.text.replace("{n}", minutes);
  }, 1e4);

  // What another page of this scorecard could not send is sent from here; what is refused is shown, not thrown away. The
  // last seconds are left to the page that may still be open.
  const elsewhere = () => card && kept(card, async (k, old) => {
    if (parts.some((p) => k.startsWith(p.key + "/")) || Date.now() - old.at < 1e4) return;
    try {
      const r = await send(old.put, old.version, old.body);
      if (r.ok) local((s) => s.removeItem(k));
      else if (r.status >= 400 && r.status < 500) left(k, old);
    } catch {}
  });
  const left = (k, old) => {
    const q = document.createElement("blockquote"), a = document.createElement("a");
    q.className = "quote";
    q.textContent = [old.body.notes, old.body.evidence, old.body.why_not, old.body.summary].filter(Boolean).join("\n");
    a.href = old.page;
    a.textContent = "→";
    q.append(" ", a);
    $("unsent-texts").append(q);
    $("unsent").hidden = false;
    $("unsent-drop").addEventListener("click", () => {
      local((s) => s.removeItem(k));
      $("unsent").hidden = true;
    });
  };

  const all = () => parts.forEach((p) => p.save());
  form?.addEventListener("input", (e) => partOf(e.target)?.changed());
  form?.addEventListener("focusout", (e) => partOf(e.target)?.save());
  document.addEventListener("visibilitychange", all);
  addEventListener("pagehide", all);
  addEventListener("pageshow", (e) => e.persisted && location.reload());
  addEventListener("online", () => { all(); elsewhere(); });
  parts.forEach((p) => p.begin());
  elsewhere();
})();
