// What is read: signed notes, keys, checkpoints and proofs of C2SP, and the tree of RFC 6962. Whatever is not written
// in the one way it is written by the log is `Unreadable`: a byte that could stand there unseen is none of ours.
class Unreadable extends Error {}

const utf8 = (text) => new TextEncoder().encode(text);

function require(is) {
  if (!is) throw new Unreadable();
}

function fromBase64(text) {
  require(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  require(base64(bytes) === text);
  return bytes;
}
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")); // of any length

// Canonical JSON (RFC 8785), as `portal.tlog.canonical` writes it.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function fromCanonical(text) {
  const value = fromJson(text);
  require(canonical(value) === text);
  return value;
}

function fromJson(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable();
  }
  require(value !== null && typeof value === "object" && !Array.isArray(value));
  return value;
}

// Keys: a `vkey` is name+id+base64 of a byte for the type and the public key.
const ED25519 = 1, COSIGNED_ED25519 = 4, PUBLIC_BYTES = { 1: 32, 4: 32, 6: 1312 };

async function keyOf(vkey) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  require(name);
  const material = fromBase64(encoded), kind = material[0], publicKey = material.subarray(1);
  require(PUBLIC_BYTES[kind] === publicKey.length);
  require(hex((await sha256(utf8(`${name}\n`), material)).subarray(0, 4)) === id);
  return { name, id, kind, publicKey, told: `${name}+${id}` };
}

function noteOf(whole) {
  const at = whole.lastIndexOf("\n\n");
  require(at > 0 && whole.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(whole));
  const signatures = whole.slice(at + 2, -1).split("\n").map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
    require(name);
    const raw = fromBase64(encoded);
    require(raw.length > 4);
    return { name, id: hex(raw.subarray(0, 4)), signature: raw.subarray(4) };
  });
  return { text: whole.slice(0, at + 1), signatures };
}

// Whether `key` made this signature of the text of a note; null for a kind that this page cannot check.
function isSigned(key, text, signature) {
  if (key.kind === ED25519) return isSignature(key.publicKey, utf8(text), signature);
  if (key.kind !== COSIGNED_ED25519 || signature.length !== 72) return null;
  const message = `cosignature/v1\ntime ${number(signature.subarray(0, 8))}\n${text}`;
  return isSignature(key.publicKey, utf8(message), signature.subarray(8));
}

const WHOLE = "0|[1-9][0-9]{0,18}";

function checkpointOf(note) {
  const [, origin, size, encoded] = new RegExp(`^([^\\n]+)\\n(${WHOLE})\\n([^\\n]+)\\n`).exec(note.text) ?? [];
  require(origin && !note.text.includes("\n\n"));
  const root = fromBase64(encoded);
  require(root.length === 32);
  return { origin, size: BigInt(size), root };
}

// What the receipt promises: that an entry with this leaf hash will stand in the log.
function promiseOf(note) {
  const [, name, subject, moment, encoded] = /^(\S+)\n([!-~]+)\n(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\n(\S+)\n$/.exec(note.text) ?? [];
  require(name?.endsWith(RECEIPT));
  const leaf = fromBase64(encoded);
  require(leaf.length === 32);
  return { name, origin: name.slice(0, -RECEIPT.length), subject, moment, leaf };
}
const RECEIPT = "/receipt";

const PROOF_HEAD = "c2sp.org/tlog-proof@v1";

function proofOf(text) {
  const at = text.indexOf("\n\n");
  require(at > 0);
  const [head, ...lines] = text.slice(0, at).split("\n");
  require(head === PROOF_HEAD);
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : null;
  const [, index] = new RegExp(`^index (${WHOLE})$`).exec(lines.shift()) ?? [];
  require(index);
  const hashes = lines.map(fromBase64);
  require(hashes.every((one) => one.length === 32));
  return { index: BigInt(index), hashes, note: text.slice(at + 2), extra: extra ? fromCanonical(strictText(extra)) : {} };
}

function strictText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable();
  }
}

const leafHash = (entry) => sha256([0], utf8(entry));
const nodeHash = (left, right) => sha256([1], left, right);

// Whether `hashes` lead from the leaf at `index` to the root of a tree of `size`; RFC 9162, section 2.1.3.2.
async function isIncluded(leaf, index, size, hashes, root) {
  if (index >= size) return false;
  let computed = leaf, at = index, last = size - 1n;
  for (const step of hashes) {
    if (last === 0n) return false;
    if (at % 2n || at === last) {
      computed = await nodeHash(step, computed);
      while (at && at % 2n === 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      computed = await nodeHash(computed, step);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  return last === 0n && isSame(computed, root);
}
