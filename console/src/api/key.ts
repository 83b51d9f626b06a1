/** An Idempotency-Key. `crypto.randomUUID` exists over TLS only, and an office may serve plain HTTP in its own network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
