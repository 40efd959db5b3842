import { textOf, utf8 } from '../encoding.ts'
import type { Sealer } from '../sealing.ts'

/** Names its readers and hides nothing: most histories need not spend their time on ciphers. For tests alone. */
export function plainSealer(recipient: string): Sealer {
  return {
    async seal(plain, recipients) {
      return Buffer.concat([utf8(`${recipients.join(',')}\n`), plain])
    },
    async open(sealed) {
      const end = sealed.indexOf(10)
      return end >= 0 && textOf(sealed.subarray(0, end)).split(',').includes(recipient)
        ? sealed.subarray(end + 1)
        : undefined
    },
  }
}
