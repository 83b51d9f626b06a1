// The one script of the account pages: asks the browser for a passkey as the form says, and sends what it answers as the form's own field.
// By hand rather than by `parseCreationOptionsFromJSON`, which the browsers of many an office do not have yet.
/* global document, navigator, window, atob, btoa */

const bytesOf = text =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));

const textOf = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const known = (credentials = []) => credentials.map(credential => ({ ...credential, id: bytesOf(credential.id) }));

async function registered(options) {
  const { id, rawId, type, response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  return {
    ...{ id, rawId: textOf(rawId), type },
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function proven(options) {
  const { id, rawId, type, response } = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  });
  return {
    ...{ id, rawId: textOf(rawId), type },
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: response.userHandle ? textOf(response.userHandle) : null,
    },
  };
}

/** Which of the page's sentences fits what went wrong. */
const REASONS = { NotAllowedError: 'stopped', AbortError: 'stopped', InvalidStateError: 'known' };

async function ask(form) {
  const say = name => {
    for (const line of form.querySelectorAll('[data-say]')) line.hidden = line.dataset.say !== name;
  };
  if (!window.PublicKeyCredential) return say('unsupported');
  say(null);
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const options = JSON.parse(form.dataset.options);
    const answer = await (form.dataset.passkey === 'create' ? registered(options) : proven(options));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    button.disabled = false;
    say(REASONS[error?.name] ?? 'failed');
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    void ask(form);
  });
  void ask(form);
}
