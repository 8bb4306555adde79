// An authenticator app (RFC 6238), as staff have it on their telephones.

import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an app shows which was given this key, so many half minutes from now. */
export function code(key, halfMinutes = 0) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const digest = createHmac("sha1", bytes(key)).update(step).digest();
  const place = digest.at(-1) & 0xf;
  const number = digest.readUInt32BE(place) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytes(key) {
  const bits = [...key.replaceAll(" ", "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
