import { readFounding } from '@lianxie/joint-protocol/founding'
import { fingerprintOf, PublicKey } from '@lianxie/joint-protocol/public-key'
import { config } from 'zod'
import type { Asked, CardRead, FoundingRead } from './founding-reader.ts'

/*
 * The shipped reader of founding files, beside the page: signatures are verified on the device of whoever is asked to join.
 * Schemas are read as they are, because a page may not write code under the policy of its contents.
 */
config({ jitless: true })

addEventListener('message', ({ data }: MessageEvent<Asked>) =>
  postMessage('file' in data ? foundingRead(data.file) : cardRead(data.keys)),
)

function foundingRead(file: string): FoundingRead {
  try {
    const read = readFounding(JSON.parse(file))
    return 'founding' in read ? { founding: read.founding } : {}
  } catch {
    // Not JSON, and so no founding file: whoever chose it is told.
    return {}
  }
}

function cardRead({ signing, recovery }: { signing: unknown; recovery: unknown }): CardRead {
  const [first, second] = [PublicKey.safeParse(signing), PublicKey.safeParse(recovery)]
  if (!first.success || !second.success) return undefined
  return { signing: fingerprintOf(first.data), recovery: fingerprintOf(second.data) }
}
