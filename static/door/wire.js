// One call to the server. It counts only as JSON with our protocol version and an epoch: whatever else
// comes back, such as a hotel's page that asks for a room number, is “no network”.

const BASE = "/api/device/v1";
const PROTOCOL = 1;
const PATIENCE = 20_000;

/** {ok, status, code, answer}; `ok` null means no network. `fetch` as in the browser. */
export async function call(path, body = null, token = null) {
  const headers = { Accept: "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  if (body) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(BASE + path, {
      method: body ? "POST" : "GET", body: body && JSON.stringify(body),
      headers, credentials: "omit", cache: "no-store", redirect: "error", signal: stop.signal,
    });
    const answer = await response.json();
    if (answer?.protocol !== PROTOCOL || typeof answer.epoch !== "string") return NO_NETWORK;
    return { ok: response.ok, status: response.status, code: answer.code ?? null, answer };
  } catch {
    return NO_NETWORK;
  } finally {
    clearTimeout(timer);
  }
}

const NO_NETWORK = { ok: null, status: 0, code: "no_network", answer: null };
