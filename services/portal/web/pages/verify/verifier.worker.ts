import { verifyEvidence } from '@lianxie/joint-protocol/verify-evidence'
import { config } from 'zod'
import type { Asked, Told } from './verifier.ts'

/*
 * The shipped verifier, beside the page: what it is given never leaves the device, and a long file holds nothing up.
 * Schemas are read as they are, because a page may not write code under the policy of its contents.
 */
config({ jitless: true })

addEventListener('message', ({ data: { bytes, files } }: MessageEvent<Asked>) => {
  const began = performance.now()
  const report = verifyEvidence(bytes, new Map(files))
  postMessage({ report, milliseconds: performance.now() - began } satisfies Told)
})
