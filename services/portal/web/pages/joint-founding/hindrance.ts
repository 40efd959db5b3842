import type { ReadFounding } from '@lianxie/joint-protocol/founding'

/** 不能加入的原因: what speaks against joining by a founding file, and whom it concerns. */
export interface Hindrance {
  why: 'founder' | 'signature' | 'unsigned' | 'few'
  whom: readonly (string | null)[]
}

/** What speaks against joining by this file; undefined where nothing does. The service judges it again. */
export function hindranceOf(
  { text, missing, faults }: Pick<ReadFounding, 'text' | 'missing' | 'faults'>,
  own: string,
): Hindrance | undefined {
  if (faults.some(({ code }) => code === 'founding.too_few_members')) return { why: 'few', whom: [] }
  const bad = faults.map((fault) => ('party' in fault ? fault.party : null))
  if (bad.length > 0) return { why: 'signature', whom: [...new Set(bad)] }
  if (text.members.some(({ committee }) => committee === own)) return { why: 'founder', whom: [] }
  return missing.length > 0 ? { why: 'unsigned', whom: missing } : undefined
}
