// What is kept so that a found phone tells no names.
//
// On a scan device a person's names are sealed under a key that only their badge holds: base64url of
// nonce (12 bytes), ciphertext and tag; AES-256-GCM, key = HKDF-SHA256(code, salt = epoch), the code's
// hash as additional data. A walk-in's fields are sealed under a key that never leaves this browser.

const INFO = "medicen-door-v1";
const NONCE = 12;
const utf8 = new TextEncoder();

/** What the sealed text of `hash` says, opened with the badge's 24 letters. Throws if it is not theirs. */
export async function openWithCode(sealed, code, hash, epoch) {
  const letters = await crypto.subtle.importKey("raw", utf8.encode(code), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: utf8.encode(epoch), info: utf8.encode(INFO) };
  const key = await crypto.subtle.deriveKey(derivation, letters, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const bytes = fromBase64url(sealed);
  return open(key, bytes.subarray(0, NONCE), bytes.subarray(NONCE), utf8.encode(hash));
}

/** A key for this device's own walk-ins; the browser stores it but hands it to nobody. */
export function newOwnKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const bytes = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8.encode(JSON.stringify(value)));
  return { iv, bytes };
}

export const unseal = (key, { iv, bytes }) => open(key, iv, bytes);

async function open(key, iv, bytes, additionalData = new Uint8Array()) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  return JSON.parse(new TextDecoder().decode(plain));
}

function fromBase64url(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
