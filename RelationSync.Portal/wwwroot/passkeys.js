// Passkeys: a form with data-passkey asks the browser for one before it is sent, unless a code was typed.
(() => {
  "use strict";

  const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const withId = (descriptor) => ({ ...descriptor, id: toBytes(descriptor.id) });

  const ceremonies = {
    get: async (options) => {
      const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials: options.allowCredentials.map(withId) };
      const { response, ...credential } = await ask("get", publicKey);
      return { ...credential, response: {
        clientDataJSON: toText(response.clientDataJSON),
        authenticatorData: toText(response.authenticatorData),
        signature: toText(response.signature),
        ...(response.userHandle ? { userHandle: toText(response.userHandle) } : {}),
      } };
    },
    create: async (options) => {
      const user = { ...options.user, id: toBytes(options.user.id) };
      const publicKey = { ...options, user, challenge: toBytes(options.challenge), excludeCredentials: options.excludeCredentials.map(withId) };
      const { response, ...credential } = await ask("create", publicKey);
      const known = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];
      return { ...credential, response: {
        clientDataJSON: toText(response.clientDataJSON),
        attestationObject: toText(response.attestationObject),
        transports: (response.getTransports?.() ?? []).filter((t) => known.includes(t)),
      } };
    },
  };

  const ask = async (way, publicKey) => {
    const { id, rawId, type, response } = await navigator.credentials[way]({ publicKey });
    return { id, rawId: toText(rawId), type, clientExtensionResults: {}, response };
  };

  const optionsOf = async (form) => {
    const body = new FormData();
    body.set("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
    const answer = await fetch(form.dataset.passkeyOptions, { method: "POST", body });
    if (!answer.ok) {
      throw new DOMException("", "TimeoutError");
    }
    return answer.json();
  };

  // By the name of what went wrong. Browsers don't tell cancelled, too late and "no passkey here" apart.
  const reasons = { InvalidStateError: "known", SecurityError: "elsewhere", NotSupportedError: "unsupported", TimeoutError: "expired", TypeError: "expired" };

  const show = (form, reason) => {
    const box = form.querySelector("[data-passkey-error]");
    box.querySelector("[data-passkey-error-text]").textContent = reason ? box.dataset[reason] : "";
    box.hidden = !reason;
  };

  const send = async (form, button) => {
    show(form, null);
    button.disabled = true;
    try {
      if (!window.PublicKeyCredential) {
        throw new DOMException("", "NotSupportedError");
      }
      form.elements.answer.value = JSON.stringify(await ceremonies[form.dataset.passkey](await optionsOf(form)));
      button.disabled = false;
      form.requestSubmit(button);
    } catch (e) {
      button.disabled = false;
      show(form, reasons[e.name] ?? "cancelled");
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (e) => {
      if (!form.elements.answer.value && !form.elements.code?.value.trim()) {
        e.preventDefault();
        send(form, e.submitter ?? form.querySelector("button[type=submit]"));
      }
    });
  }

  // Back from the next page: what was answered counts no more.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-passkey] [name=answer]").forEach((field) => { field.value = ""; }));
})();
