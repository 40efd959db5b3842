import { utf8 } from '../encoding.ts'
import type { Sealer } from '../sealing.ts'

/** Names its readers and hides nothing: most histories need not spend their time on ciphers. For tests alone. */
export function plainSealer(recipient: string): Sealer {
  return {
    async seal(plain, recipients) {
      return Buffer.concat([utf8(`${recipients.join(',')}\n`), plain])
    },
    async open(sealed) {
      const known = opened.get(sealed) ?? unseal(sealed)
      opened.set(sealed, known)
      return known.readers.includes(recipient) ? known.plain : undefined
    },
  }
}

/** One array of sealed bytes opens to one array of plain bytes, whoever reads it: they are then read once. */
const opened = new WeakMap<Uint8Array, { readers: string[]; plain: Uint8Array }>()

function unseal(sealed: Uint8Array) {
  const end = sealed.indexOf(10)
  if (end < 0) return { readers: [], plain: sealed }
  return {
    readers: Buffer.from(sealed.subarray(0, end)).toString('latin1').split(','),
    plain: sealed.subarray(end + 1),
  }
}
