// A worker: pictures in, codes out. The decoder is our own copy of zxing-wasm, WebAssembly beside it.

import { prepareZXingModule, readBarcodes } from "../vendor/zxing-wasm/reader/index.js";

const WASM = new URL("../vendor/zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 4 };

const ready = prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true });
ready.then(() => postMessage({ ready: true }), (error) => postMessage({ broken: String(error) }));

onmessage = async ({ data: image }) => {
  await ready;
  const found = await readBarcodes(image, OPTIONS).catch(() => []);
  postMessage({ text: nearest(found.filter((code) => code.isValid), image)?.text ?? null });
};

/** Of several codes in the picture the one that was aimed at. */
function nearest(codes, { width, height }) {
  const away = ({ position: { topLeft: a, bottomRight: b } }) => Math.hypot((a.x + b.x - width) / 2, (a.y + b.y - height) / 2);
  return codes.sort((one, other) => away(one) - away(other))[0];
}
