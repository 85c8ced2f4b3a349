// What Blazor can't do before its circuit stands, or can't know. No inline scripts: the content security policy forbids them.
(() => {
  "use strict";

  // A form that is posted leads away by itself.
  let posting = false;
  document.addEventListener("submit", (event) => { posting ||= event.target.method === "post"; });
  addEventListener("pageshow", () => { posting = false; });

  window.relationSync = {
    // The session of this page has ended. One's new password ends it too, and its answer brings the next: nothing may overtake that.
    signIn: (url) => posting || location.assign(url),

    // Asked once by the layout, before it draws anything.
    facts: () => ({
      dark: matchMedia("(prefers-color-scheme: dark)").matches,
      width: innerWidth,
    }),

    // The items of a menu that opens are drawn a moment later, and elsewhere in the page: the focus goes to the first of them.
    enterMenu: (frames = 60) => {
      const item = document.querySelector(".menu.mud-popover-open [role=menuitem]");
      if (item) {
        item.focus();
      } else if (frames > 0) {
        requestAnimationFrame(() => window.relationSync.enterMenu(frames - 1));
      }
    },

    // A native dialog: the rest of the page can't be reached meanwhile, and the focus comes back by itself.
    showDialog: (dialog) => {
      if (dialog && !dialog.open) {
        dialog.showModal();
      }
      dialog?.querySelector("[autofocus]")?.focus();
    },
    closeDialog: (dialog) => dialog?.open && dialog.close(),

    // Views that somebody named, of this browser.
    views: {
      read: () => {
        try {
          return JSON.parse(localStorage.getItem("relationsync:views")) ?? [];
        } catch {
          return [];
        }
      },
      write: (views) => localStorage.setItem("relationsync:views", JSON.stringify(views)),
    },

    // False where the browser doesn't let us: without https, away from localhost.
    copy: (text) => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false,
  };

  const actions = {
    // A fragment would navigate: links are relative to <base>.
    skip: () => document.getElementById("main")?.focus(),

    "show-password": (button) => {
      const input = document.getElementById(button.getAttribute("aria-controls"));
      const show = input.type === "password";
      input.type = show ? "text" : "password";
      button.setAttribute("aria-pressed", String(show));
    },

    fill: (button) => {
      document.getElementById("email").value = button.dataset.email;
      document.getElementById("password").value = button.dataset.password;
      document.querySelector("[data-testid=login-submit]").focus();
    },

    // Says so beside the button, where there is no circuit to do it.
    copy: async (button) => {
      if (await window.relationSync.copy(button.dataset.copy)) {
        const said = button.nextElementSibling;
        said.textContent = said.dataset.done;
        button.lastChild.textContent = said.dataset.done;
      }
    },

    "close-dialog": (button) => button.closest("dialog").close(),

    reload: () => location.reload(),

    // False: the server is there and has forgotten this circuit.
    reconnect: async () => {
      if (!(await window.Blazor.reconnect())) {
        startAnew();
      }
    },
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-action]");
    if (target && actions[target.dataset.action]) {
      event.preventDefault();
      actions[target.dataset.action](target);
    }
  });

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

  // Without a network nothing comes in: said at once, and not when the circuit has noticed.
  const online = () => document.documentElement.classList.toggle("offline", !navigator.onLine);
  addEventListener("offline", online);
  addEventListener("online", online);
  online();

  // What was half typed and where one was, kept over a reload that isn't the person's. Nothing secret is kept.
  const draftPlace = `relationsync:draft:${location.pathname}`;
  const draftFields = () => [...document.querySelectorAll("main :is(input, textarea, select)")]
    .filter((field) => !["password", "hidden", "file", "checkbox", "radio"].includes(field.type) && !field.readOnly && !field.closest("[data-secret]")
      && !/secret|token|password|code/i.test(field.name + field.id + (field.dataset.testid ?? "")));
  const nameOf = (field, all) => field.id && !/^mud/.test(field.id) ? field.id : `${field.dataset.testid ?? field.name ?? ""}#${all.indexOf(field)}`;

  const keepDraft = () => {
    const all = draftFields();
    const typed = all.filter((field) => field.value && field.value !== field.defaultValue);
    sessionStorage.setItem(draftPlace, JSON.stringify({
      at: Date.now(), scroll: scrollY, search: location.search, fields: Object.fromEntries(typed.map((field) => [nameOf(field, all), field.value])),
    }));
  };

  const bringDraft = () => {
    const kept = JSON.parse(sessionStorage.getItem(draftPlace) ?? "null");
    sessionStorage.removeItem(draftPlace);
    if (!kept || Date.now() - kept.at > 30 * 60_000 || kept.search !== location.search) {
      return;
    }
    const fill = () => {
      const all = draftFields();
      for (const field of all) {
        const name = nameOf(field, all);
        if (name in kept.fields && field.value !== kept.fields[name]) {
          field.value = kept.fields[name];
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
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
  bringDraft();

  const startAnew = () => {
    keepDraft();
    location.reload();
  };

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

  // A wrong password keeps the e-mail: in this tab alone, and never in the URL.
  const login = document.querySelector("form[action='/account/login']");
  if (login) {
    const place = "relationsync:email";
    login.addEventListener("submit", () => sessionStorage.setItem(place, login.elements.email.value));
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept && new URLSearchParams(location.search).has("error")) {
      login.elements.email.value = kept;
      login.elements.password.focus();
    }
  } else {
    sessionStorage.removeItem("relationsync:email");
  }

  // A one-time link: its token is in the fragment, which the browser sends to nobody. It goes out of the address at once
  // and is kept for this tab alone, for a form that comes back with its password refused.
  const link = document.querySelector("form[data-link]");
  const place = `relationsync:${link ? location.pathname : ""}`;

  const useLink = async () => {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given) {
      sessionStorage.setItem(place, given);
      history.replaceState(null, "", location.pathname + location.search);
    }
    link.elements.token.value = sessionStorage.getItem(place) ?? "";
    if (new URLSearchParams(location.search).has("error")) {
      return;
    }
    const answer = await fetch(link.dataset.link, { method: "POST", body: new FormData(link) });
    if (!answer.ok) {
      return;
    }
    const { email, error } = await answer.json();
    if (error) {
      location.replace(`${location.pathname}?error=${error}`);
      return;
    }
    const whom = link.querySelector("[data-link-for]");
    whom.querySelector("b").textContent = email;
    whom.hidden = false;
  };

  if (link) {
    // Another link in the same tab changes the fragment only.
    addEventListener("hashchange", () => location.reload());
    useLink();
  } else {
    ["/invitation", "/reset"].forEach((path) => sessionStorage.removeItem(`relationsync:${path}`));
  }

  // A circuit that is gone for good can only be started anew; what was half typed comes back.
  document.getElementById("components-reconnect-modal")
    ?.addEventListener("components-reconnect-state-changed", (event) => {
      if (event.detail.state === "rejected") {
        startAnew();
      }
    });
})();
