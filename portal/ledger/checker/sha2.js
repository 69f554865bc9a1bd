// SHA-256 and SHA-512 (FIPS 180-4): the browser's own, or ours where it has none, as on a page without HTTPS.
// One text makes both: they differ in the width of a word, the number of rounds, and how far is rotated.
const SHA2 = {
  256: { bits: 32n, rounds: 64, sums: [[2n, 13n, 22n], [6n, 11n, 25n]], mixes: [[7n, 18n, 3n], [17n, 19n, 10n]] },
  512: { bits: 64n, rounds: 80, sums: [[28n, 34n, 39n], [14n, 18n, 41n]], mixes: [[1n, 8n, 7n], [19n, 61n, 6n]] },
};

const sha256 = (...parts) => digest(256, joined(parts));
const sha512 = (...parts) => digest(512, joined(parts));

async function digest(size, bytes) {
  const { subtle } = globalThis.crypto ?? {};
  return subtle ? new Uint8Array(await subtle.digest(`SHA-${size}`, bytes)) : ownDigest(size, bytes);
}

function ownDigest(size, message) {
  const { bits, rounds, sums, mixes } = SHA2[size], mask = (1n << bits) - 1n, width = Number(bits) / 8;
  const turned = (word, by) => (word >> by) | ((word << (bits - by)) & mask);
  const sum = (word, [a, b, c]) => turned(word, a) ^ turned(word, b) ^ turned(word, c);
  const mix = (word, [a, b, c]) => turned(word, a) ^ turned(word, b) ^ (word >> c);
  const constants = PRIMES.slice(0, rounds).map((prime) => fraction(prime, 3n, bits));
  let state = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2n, bits));
  const padded = padding(message, width * 16);
  for (let start = 0; start < padded.length; start += width * 16) {
    const words = [];
    for (let i = 0; i < rounds; i++) {
      words.push(i < 16 ? number(padded.subarray(start + i * width, start + (i + 1) * width))
        : (words[i - 16] + mix(words[i - 15], mixes[0]) + words[i - 7] + mix(words[i - 2], mixes[1])) & mask);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < rounds; i++) {
      const first = h + sum(e, sums[1]) + ((e & f) ^ (~e & mask & g)) + constants[i] + words[i];
      const second = sum(a, sums[0]) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(first + second) & mask, a, b, c, (d + first) & mask, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & mask);
  }
  return joined(state.map((word) => bytesOf(word, width)));
}

// A one, zeros, and the length in bits, to whole blocks.
function padding(message, block) {
  const length = bytesOf(BigInt(message.length) * 8n, block / 8);
  const zeros = (2 * block - 1 - ((message.length + length.length) % block)) % block;
  return joined([message, [0x80], new Uint8Array(zeros), length]);
}

// The constants: the first bits behind the point of the roots of the first primes.
const PRIMES = Array.from({ length: 408 }, (_, i) => i + 2)
  .filter((one) => { for (let by = 2; by * by <= one; by++) if (one % by === 0) return false; return true; });
const fraction = (prime, degree, bits) => root(BigInt(prime) << (degree * bits), degree) & ((1n << bits) - 1n);

function root(of, degree) {
  let found = 0n;
  for (let bit = 1n << 69n; bit; bit >>= 1n) if ((found | bit) ** degree <= of) found |= bit;
  return found;
}

// Bytes: the most significant one first.
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const number = (bytes) => BigInt(`0x${hex(bytes) || 0}`);
const bytesOf = (value, width) => fromHex(value.toString(16).padStart(2 * width, "0"));
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const isSame = (one, other) => hex(one) === hex(other);
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}
