// A font in which every character is the same box, half as wide as it is high. Text takes the same
// room on every machine then, whatever fonts that machine has, and layouts can be compared.

const UNITS = 1000;
const ADVANCE = 500;
const ASCENT = 900;
const DESCENT = -300;

const bytes = (...fields) => {
  const out = [];
  for (const [size, ...values] of fields) {
    for (const value of values) {
      for (let shift = (size - 1) * 8; shift >= 0; shift -= 8) out.push(Math.floor(value / 2 ** shift) & 255);
    }
  }
  return out;
};

const SHORT = 2;
const LONG = 4;

const TABLES = {
  "OS/2": bytes(
    [SHORT, 4, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0],
    [1, ...Array(10).fill(0)],
    [LONG, 1, 0, 0, 0],
    [1, ...[..."NONE"].map((letter) => letter.charCodeAt())],
    [SHORT, 0x40, 0x20, 0xffff, ASCENT, DESCENT, 0, ASCENT, -DESCENT],
    [LONG, 1, 0],
    [SHORT, 500, 700, 0, 0x20, 1],
  ),
  // One table of format 13: every character is glyph 1.
  cmap: bytes([SHORT, 0, 1, 3, 10], [LONG, 12], [SHORT, 13, 0], [LONG, 28, 0, 1, 0x20, 0x10ffff, 1]),
  glyf: bytes(
    [SHORT, 1, 50, 0, 450, 700, 3, 0],
    [1, 1, 1, 1, 1],
    [SHORT, 50, 400, 0, -400, 0, 0, 700, 0],
    [1, 0, 0],
  ),
  head: bytes(
    [LONG, 0x10000, 0x10000, 0, 0x5f0f3cf5],
    [SHORT, 3, UNITS],
    [LONG, 0, 0, 0, 0],
    [SHORT, 0, 0, ADVANCE, 700, 0, 8, 2, 0, 0],
  ),
  hhea: bytes([LONG, 0x10000], [SHORT, ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 2]),
  hmtx: bytes([SHORT, ADVANCE, 0, ADVANCE, 50]),
  loca: bytes([SHORT, 0, 0, 18]),
  maxp: bytes([LONG, 0x10000], [SHORT, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]),
  name: bytes([SHORT, 0, 0, 6]),
  post: bytes([LONG, 0x30000, 0], [SHORT, -75, 50], [LONG, 0, 0, 0, 0, 0]),
};

const padded = (table) => [...table, ...Array((4 - (table.length % 4)) % 4).fill(0)];

const checksum = (table) => {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) {
    sum = (sum + table[at] * 0x1000000 + table[at + 1] * 0x10000 + table[at + 2] * 0x100 + table[at + 3]) % 2 ** 32;
  }
  return sum;
};

/** The font file, in base64. */
export const squares = () => {
  const entries = Object.entries(TABLES);
  const directory = bytes([LONG, 0x10000], [SHORT, entries.length, 128, 3, entries.length * 16 - 128]);
  const body = [];
  const start = directory.length + entries.length * 16;
  for (const [tag, table] of entries) {
    const whole = padded(table);
    directory.push(...[...tag].map((letter) => letter.charCodeAt()));
    directory.push(...bytes([LONG, checksum(whole), start + body.length, table.length]));
    body.push(...whole);
  }
  return Buffer.from([...directory, ...body]).toString("base64");
};
