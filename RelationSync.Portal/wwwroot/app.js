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
        window.relationSync.startAnew();
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

  // Without a network nothing comes in: said at once, and not when the circuit has noticed.
  const online = () => document.documentElement.classList.toggle("offline", !navigator.onLine);
  addEventListener("offline", online);
  addEventListener("online", online);
  online();
})();
