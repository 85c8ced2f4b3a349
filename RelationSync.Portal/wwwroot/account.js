// Sign-in and one-time links.
(() => {
  "use strict";

  // A wrong password keeps the email: in this tab alone, and never in the URL.
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
  // and into the form. This tab keeps it only from leaving the page to coming back: its password refused, or in another language.
  const link = document.querySelector("form[data-link]");
  const places = ["/invitation", "/reset"].map((path) => `relationsync:${path}`);
  const place = `relationsync:${location.pathname}`;
  const kept = link && sessionStorage.getItem(place);
  places.forEach((each) => sessionStorage.removeItem(each));

  const useLink = async () => {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    link.elements.token.value = given ?? kept ?? "";
    addEventListener("pagehide", () => sessionStorage.setItem(place, link.elements.token.value));
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
  }
})();
