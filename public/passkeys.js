// Asks the browser for a passkey and sends what it answers with the form. The page says in words what a passkey is,
// and what to do where there is none: this only does the asking.

export function ask(form) {
  const say = (what) => {
    for (const words of form.querySelectorAll("[data-passkey-says]")) {
      words.hidden = words.dataset.passkeySays !== what;
    }
  };
  const whyNot = location.origin !== form.dataset.origin ? "elsewhere" : !window.PublicKeyCredential && "unknown";
  if (whyNot) {
    say(whyNot);
    form.querySelector(".needs-scripts").hidden = true;
    return;
  }

  form.addEventListener("submit", async (event) => {
    const control = form.querySelector("input[name=credential]");
    const { name } = form.elements;
    // What is missing is for the server to say, before a device makes a passkey for nothing.
    if (control.value || (name && !name.value.trim())) return;
    event.preventDefault();
    say("waiting");
    try {
      control.value = JSON.stringify(await answer(form));
      form.submit();
    } catch (error) {
      say(error.name === "InvalidStateError" ? "known" : "nothing");
      form.querySelector("button[type=submit]").focus();
    }
  });
}

async function answer(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  if (form.dataset.passkey === "add") {
    options.user.id = bytes(options.user.id);
    const made = await navigator.credentials.create({ publicKey: options });
    return {
      ...named(made),
      response: {
        attestationObject: text(made.response.attestationObject),
        clientDataJSON: text(made.response.clientDataJSON),
        transports: made.response.getTransports?.() ?? [],
      },
    };
  }
  const used = await navigator.credentials.get({ publicKey: options });
  const { userHandle } = used.response;
  return {
    ...named(used),
    response: {
      authenticatorData: text(used.response.authenticatorData),
      clientDataJSON: text(used.response.clientDataJSON),
      signature: text(used.response.signature),
      userHandle: userHandle?.byteLength ? text(userHandle) : null,
    },
  };
}

function named(credential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, extensions: {} };
}

/** URL-safe base64, as both sides write bytes. */
function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
