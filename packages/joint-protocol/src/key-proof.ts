import { utf8 } from './encoding.ts'
import type { Entry } from './entry.ts'

/** What a new signing key signs to prove that its owner holds it: this place of this chain and nothing else. */
export const keyProofBytes = ({
  compact,
  committee,
  generation,
  seq,
  prev,
}: Pick<Entry, 'compact' | 'committee' | 'generation' | 'seq' | 'prev'>): Uint8Array =>
  utf8(`joint.key.v1\n${compact}\n${committee}\n${generation}\n${seq}\n${prev}`)
