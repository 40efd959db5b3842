import type { KeptEntry } from '@lianxie/joint-protocol'

/** SHA-256 of the files that an entry names, as far as it is open to this side. */
export const filesOf = ({ content }: Pick<KeptEntry, 'content'>): string[] =>
  content !== undefined && 'files' in content.body ? content.body.files.map(({ sha256 }) => sha256) : []
