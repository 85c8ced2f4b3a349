(() => {
  "use strict";

  // Keys. Single ones rest in fields and dialogs, while a conversion of Japanese input runs, and where they are switched off.
  const singleKeys = {
    get on() { return localStorage.getItem("relationsync:single-keys") !== "off"; },
    set on(value) { localStorage.setItem("relationsync:single-keys", value ? "on" : "off"); },
  };
  const pages = { d: "/", c: "/connections", i: "/inboxes", a: "/actions", e: "/errors" };
  let going = 0;

  const help = () => {
    const dialog = document.querySelector("[data-keyboard-help]");
    if (dialog && !dialog.open) {
      dialog.querySelector("[data-single-keys]").checked = singleKeys.on;
      dialog.showModal();
    }
  };

  const rows = () => [...document.querySelectorAll("main tr[data-testid$=-row]")];
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(document.activeElement?.closest("tr[data-testid$=-row]"));
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    row?.querySelector("a[href]")?.focus();
    return Boolean(row);
  };
  const press = (selector) => {
    const target = document.querySelector(selector);
    target?.click();
    return Boolean(target);
  };
  // The palette opens here and now: its circuit only fills it. Cut off, there is nothing to fill it with.
  const isCutOff = () => document.documentElement.classList.contains("offline")
    || /components-reconnect-(show|failed|rejected|retrying)/.test(document.getElementById("components-reconnect-modal")?.className ?? "");
  document.addEventListener("click", (event) => {
    const dialog = event.target.closest("[data-palette]") && document.querySelector("dialog.pal");
    if (dialog && !dialog.open && !isCutOff()) {
      const field = dialog.querySelector("[data-palette-input]");
      if (field.value) {
        field.value = "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      dialog.showModal();
      field.focus();
    }
  }, { capture: true });

  const keys = {
    "?": () => { help(); return true; },
    g: () => { going = Date.now() + 1500; return true; },
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const tick = document.activeElement?.closest("tr[data-testid$=-row]")?.querySelector("[role=checkbox]");
      tick?.click();
      return Boolean(tick);
    },
    n: () => press("main .pager a[rel=next]"),
    p: () => press("main .pager a[rel=prev]"),
  };

  const follow = (path) => {
    const link = document.querySelector(`.nav a[href="${path}"]`);
    return link ? (link.click(), true) : false;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-single-keys]")) {
      singleKeys.on = event.target.checked;
    }
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (press("[data-palette]")) {
        event.preventDefault();
      }
      return;
    }
    if (event.target.matches("[data-palette-input]") && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      return;
    }
    const rests = event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !singleKeys.on
      || event.target.closest("input, textarea, select, [contenteditable], dialog[open], [role=menu], [role=listbox]");
    if (rests) {
      return;
    }
    const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (field) {
      event.preventDefault();
      field.focus();
    } else if (going > Date.now() && pages[event.key]) {
      going = 0;
      if (follow(pages[event.key])) {
        event.preventDefault();
      }
    } else if (keys[event.key]?.()) {
      event.preventDefault();
    }
  });

  // Within a menu. MudMenu would only know which item has the focus had it been opened by a button of its own.
  const menuKeys = {
    ArrowDown: (items, at) => items[(at + 1) % items.length].focus(),
    ArrowUp: (items, at) => items.at(at - 1).focus(),
    Home: (items) => items[0].focus(),
    End: (items) => items.at(-1).focus(),
    Enter: (items, at) => items[at].click(),
    " ": (items, at) => items[at].click(),
  };

  document.addEventListener("keydown", (event) => {
    const item = event.target.closest(".menu [role=menuitem]");
    if (item && menuKeys[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      const items = [...item.closest(".menu").querySelectorAll("[role=menuitem]")];
      menuKeys[event.key](items, items.indexOf(item));
    }
  }, { capture: true });
})();
