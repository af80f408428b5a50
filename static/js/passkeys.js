// Passkeys: asks the browser for one and sends its answer with the form it stands in.
// <form data-passkey="get|create" data-options="id of the JSON" | data-options-address="where to fetch it">
const forms = document.querySelectorAll("form[data-passkey]");

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(options) {
  const named = (list) => (list ?? []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));
  const made = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = named(options.allowCredentials);
  return made;
}

function asJson(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: toText(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = toText(answer.attestationObject);
    response.transports = answer.getTransports ? answer.getTransports() : [];
  } else {
    response.authenticatorData = toText(answer.authenticatorData);
    response.signature = toText(answer.signature);
    if (answer.userHandle) response.userHandle = toText(answer.userHandle);
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsFor(form) {
  if (form.dataset.options) {
    return JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  const fetched = await fetch(form.dataset.optionsAddress, { headers: { Accept: "application/json" } });
  if (!fetched.ok) throw new Error(`status ${fetched.status}`);
  return fetched.json();
}

async function ask(form) {
  const given = await optionsFor(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: withBytes(given.request_options.publicKey) });
  }
  const publicKey = withBytes(given.creation_options.publicKey);
  const alone = form.querySelector("input[name=passwordless]");
  if (alone?.checked) {
    const asked = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...asked };
  }
  return navigator.credentials.create({ publicKey });
}

async function send(form) {
  const fault = form.querySelector("[data-passkey-fault]");
  fault.hidden = true;
  try {
    form.elements.namedItem("credential").value = JSON.stringify(asJson(await ask(form)));
    form.submit();
  } catch {
    fault.hidden = false;
    fault.focus();
  }
}

for (const form of forms) {
  if (!window.PublicKeyCredential) continue;
  form.querySelector("[data-passkey-start]").hidden = false;
  form.querySelector("[data-passkey-unable]")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
