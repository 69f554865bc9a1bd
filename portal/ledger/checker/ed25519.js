// Ed25519 (RFC 8032, section 5.1), only to verify. The arithmetic of points decides strictly what is a signature at
// all; whether it fits, the browser says where it knows how, and else we do.
const P = 2n ** 255n - 19n, ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const modulo = (value, by = P) => ((value % by) + by) % by;

function power(base, exponent) {
  let result = 1n;
  for (; exponent; exponent >>= 1n, base = modulo(base * base)) if (exponent & 1n) result = modulo(result * base);
  return result;
}
const inverse = (value) => power(value, P - 2n);

const D = modulo(-121665n * inverse(121666n)), ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const NEUTRAL = [0n, 1n, 1n, 0n]; // X, Y, Z and T of extended coordinates
const little = (bytes) => number(Uint8Array.from(bytes).reverse());

// The point that 32 bytes write, null where there is none, or where they are not how it is written.
function pointOf(bytes) {
  const raw = little(bytes), sign = raw >> 255n, y = raw & ((1n << 255n) - 1n);
  if (bytes.length !== 32 || y >= P) return null;
  const u = modulo(y * y - 1n), v = modulo(D * y * y + 1n);
  let x = modulo(u * v ** 3n * power(modulo(u * v ** 7n), (P - 5n) / 8n));
  const square = modulo(v * x * x);
  if (square !== u && square !== modulo(-u)) return null;
  if (square !== u) x = modulo(x * ROOT_OF_MINUS_ONE);
  if (x === 0n && sign) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

function sumOf([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2)), b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * D * t1 * t2), d = modulo(2n * z1 * z2), [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function times(factor, point) {
  let result = NEUTRAL;
  for (; factor; factor >>= 1n, point = sumOf(point, point)) if (factor & 1n) result = sumOf(result, point);
  return result;
}

const isNeutral = ([x, y, z]) => x === 0n && y === z;
const isSamePoint = ([x1, y1, z1], [x2, y2, z2]) => !modulo(x1 * z2 - x2 * z1) && !modulo(y1 * z2 - y2 * z1);
const BASE = pointOf(bytesOf(modulo(4n * inverse(5n)), 32).reverse());

async function isSignature(publicKey, message, signature) {
  if (signature.length !== 64) return false;
  const key = pointOf(publicKey), r = pointOf(signature.subarray(0, 32)), s = little(signature.subarray(32));
  if (!key || !r || s >= ORDER || isNeutral(times(8n, key))) return false;
  const told = await ofBrowser(publicKey, message, signature);
  if (told !== null) return told;
  const k = modulo(little(await sha512(signature.subarray(0, 32), publicKey, message)), ORDER);
  return isSamePoint(times(s, BASE), sumOf(r, times(k, key)));
}

// What the browser says, null where it knows no Ed25519.
async function ofBrowser(publicKey, message, signature) {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch {
    return null;
  }
}
