import { createHash } from 'node:crypto'
import { bodies, type Content } from '@lianxie/joint-protocol'

/**
 * The body of an entry as people see it before it leaves, and as it stands in the signed bytes. Of a new signing key
 * the proof is left out: the key makes it at the moment of signing, as a signature of its own.
 */
export function signedText({ kind, body }: Content): string {
  if (kind === 'key' && body.act === 'rotate') return JSON.stringify({ act: body.act, signing: body.signing })
  return JSON.stringify(bodies[kind].parse(body))
}

/** SHA-256 of the kind and the text: by it a draft is let go, and found again after a crash. */
export const hashOf = (kind: string, text: string): string =>
  createHash('sha256').update(`${kind}\n${text}`).digest('hex')
