const BLOCK = 64
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const

const turned = (word: number, by: number): number => (word << (by & 31)) | (word >>> (32 - (by & 31)))
const p0 = (x: number): number => x ^ turned(x, 9) ^ turned(x, 17)
const p1 = (x: number): number => x ^ turned(x, 15) ^ turned(x, 23)

/** 国密杂凑 SM3 (GB/T 32905), as OpenSSL has it for Node. */
export function sm3(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK)
  padded.set(message)
  padded[message.length] = 0x80
  const words = new DataView(padded.buffer)
  words.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
  const state = Int32Array.from(START)
  const w = new Int32Array(68)
  for (let at = 0; at < padded.length; at += BLOCK) {
    for (let i = 0; i < 16; i++) w[i] = words.getInt32(at + i * 4)
    compress(state, w)
  }
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, i) => digest.setInt32(i * 4, word))
  return new Uint8Array(digest.buffer)
}

function compress(state: Int32Array, w: Int32Array): void {
  for (let i = 16; i < 68; i++)
    w[i] = p1(w[i - 16]! ^ w[i - 9]! ^ turned(w[i - 3]!, 15)) ^ turned(w[i - 13]!, 7) ^ w[i - 6]!
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const early = i < 16
    const ss1 = turned((turned(a, 12) + e + turned(early ? 0x79cc4519 : 0x7a879d8a, i)) | 0, 7)
    const ss2 = ss1 ^ turned(a, 12)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + ss2 + (w[i]! ^ w[i + 4]!)) | 0
    const tt2 = (gg + h + ss1 + w[i]!) | 0
    ;[d, c, b, a] = [c, turned(b, 9), a, tt1]
    ;[h, g, f, e] = [g, turned(f, 19), e, p0(tt2)]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i]! ^= word))
}
