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

    reload: () => location.reload(),

    // False: the server is there and has forgotten this circuit.
    reconnect: async () => {
      if (!(await window.Blazor.reconnect())) {
        location.reload();
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

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const field = !typing && !event.ctrlKey && !event.metaKey && !event.altKey
      && document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (field) {
      event.preventDefault();
      field.focus();
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

  // A circuit that is gone for good can only be started anew; nothing is lost, for nothing is kept in it.
  document.getElementById("components-reconnect-modal")
    ?.addEventListener("components-reconnect-state-changed", (event) => {
      if (event.detail.state === "rejected") {
        location.reload();
      }
    });
})();
