// Asks the browser for a passkey and puts what it answers into the form. Bytes travel as base64url.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const withBytes = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function made(options) {
  const { response, rawId } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  return {
    rawId,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
    },
  };
}

async function shown(options) {
  const { response, rawId } = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });
  return {
    rawId,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
    },
  };
}

for (const part of document.querySelectorAll("[data-passkey]")) {
  const field = part.querySelector("input[name=passkey]");
  part.hidden = !window.PublicKeyCredential;
  part.querySelector("button").addEventListener("click", async () => {
    const failed = part.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const ask = part.dataset.passkey === "create" ? made : shown;
      const { rawId, response } = await ask(JSON.parse(part.dataset.options));
      const id = text(rawId);
      field.value = JSON.stringify({ id, rawId: id, type: "public-key", response });
    } catch {
      failed.hidden = false;
      return;
    }
    if ("thenSend" in part.dataset) {
      field.form.requestSubmit();
    } else {
      part.querySelector("[data-passkey-done]").hidden = false;
    }
  });
}
