// An operator's four digits against their salted digest, as Werkzeug writes it: method$salt$hex.
// Only PBKDF2 is checked on the phone: browsers have no scrypt.

const utf8 = new TextEncoder();

/** Whether `typed` is the PIN of “pbkdf2:sha256:50000$salt$hex”. */
export async function isPin(typed, stored) {
  const [method, salt, hex] = stored.split("$");
  const [name, hash, iterations] = method.split(":");
  if (name !== "pbkdf2" || hash !== "sha256") return false;
  const key = await crypto.subtle.importKey("raw", utf8.encode(typed), "PBKDF2", false, ["deriveBits"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt: utf8.encode(salt), iterations: Number(iterations) };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(derivation, key, 256));
  return Array.from(bits, (byte) => byte.toString(16).padStart(2, "0")).join("") === hex;
}
