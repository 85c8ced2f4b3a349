// A page that has to start anew, because its circuit is gone: what was half typed and where one was come back.
(() => {
  "use strict";

  // Of the page that is open now: links change it without a reload.
  const place = () => `relationsync:draft:${location.pathname}`;
  const longest = 30 * 60_000;

  // Fields that the person has changed and not sent yet. What the portal filled in is read again: it may have changed.
  const touched = new WeakSet();
  const isSecret = (field) => field.type === "password" || field.closest("[data-secret]") !== null
    || [field.name, field.id, field.dataset.testid ?? ""].some((name) => /secret|token|password|(^|-)code$/i.test(name));
  const isDraft = (field) => field.matches("main :is(input, textarea, select)") && !["hidden", "file"].includes(field.type) && !field.readOnly && !isSecret(field);
  const ticks = (field) => ["checkbox", "radio"].includes(field.type);

  document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.matches("input, textarea, select") && isDraft(event.target)) {
      touched.add(event.target);
    }
  });
  // Sent with its form, or by itself.
  document.addEventListener("submit", (event) => [...event.target.elements].forEach((field) => touched.delete(field)));
  document.addEventListener("change", (event) => event.target.closest("[data-saves]") && touched.delete(event.target));

  const fields = () => [...document.querySelectorAll("main :is(input, textarea, select)")].filter(isDraft);
  const nameOf = (field, all) => field.id && !/^mud/.test(field.id) ? field.id : `${field.dataset.testid ?? field.name ?? ""}#${all.indexOf(field)}`;

  const keep = () => {
    const all = fields();
    const values = all.filter((field) => touched.has(field)).map((field) => [nameOf(field, all), ticks(field) ? field.checked : field.value]);
    sessionStorage.setItem(place(), JSON.stringify({ at: Date.now(), scroll: scrollY, search: location.search, fields: Object.fromEntries(values) }));
  };

  const put = (field, value) => {
    touched.add(field);
    if (ticks(field)) {
      if (field.checked !== value) {
        field.click();
      }
      return;
    }
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    // What saves itself waits for the person to leave it.
    if (!field.closest("[data-saves]")) {
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const bring = () => {
    const kept = JSON.parse(sessionStorage.getItem(place()) ?? "null");
    sessionStorage.removeItem(place());
    if (!kept || Date.now() - kept.at > longest || kept.search !== location.search) {
      return;
    }
    const fill = () => {
      const all = fields();
      for (const field of all) {
        const name = nameOf(field, all);
        if (name in kept.fields) {
          put(field, kept.fields[name]);
          delete kept.fields[name];
        }
      }
      if (document.documentElement.scrollHeight >= kept.scroll + innerHeight) {
        scrollTo(0, kept.scroll);
      }
      return Object.keys(kept.fields).length === 0 && Math.abs(scrollY - kept.scroll) < 2;
    };

    // The page is drawn by its circuit, some time after it has loaded; somebody who begins to type or scroll is not disturbed.
    const until = Date.now() + 15_000;
    const stop = () => { observer.disconnect(); ["wheel", "pointerdown", "keydown"].forEach((name) => removeEventListener(name, stop)); };
    const observer = new MutationObserver(() => (fill() || Date.now() > until) && stop());
    ["wheel", "pointerdown", "keydown"].forEach((name) => addEventListener(name, stop, { once: true }));
    observer.observe(document.body, { childList: true, subtree: true });
  };
  bring();

  window.relationSync.startAnew = () => {
    try {
      keep();
    } finally {
      location.reload(); // even if the browser keeps nothing
    }
  };

  // A circuit that is gone for good can only be started anew.
  document.getElementById("components-reconnect-modal")
    ?.addEventListener("components-reconnect-state-changed", (event) => {
      if (event.detail.state === "rejected") {
        window.relationSync.startAnew();
      }
    });
})();
