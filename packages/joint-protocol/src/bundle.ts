import { z } from 'zod'
import type { SignedEntry } from './entry.ts'
import { base64, bytesOf, jsonBytes, readJson } from './encoding.ts'
import { completeFounding, FoundingBundle } from './founding.ts'
import { Base64, type EntryId, Fingerprint } from './primitives.ts'
import type { LedgerView } from './ledger/views.ts'

export const CarriedEntry = z.strictObject({
  raw: Base64(400_000),
  key: Fingerprint,
  signature: Base64(400),
})

const Bundle = z.strictObject({
  format: z.literal('lianxie.bundle.v1'),
  founding: FoundingBundle,
  entries: z.array(CarriedEntry).max(1_000_000),
})

export const carried = ({ raw, key, signature }: SignedEntry) => ({
  raw: base64(raw),
  key,
  signature: base64(signature),
})

export const uncarried = ({ raw, key, signature }: z.infer<typeof CarriedEntry>): SignedEntry => ({
  raw: bytesOf(raw),
  key,
  signature: bytesOf(signature),
})

/** 数据包: entries as a file, to pass on without any hub. Plain; seal it for its readers before it leaves the house. */
export function exportBundle(
  view: LedgerView,
  founding: FoundingBundle,
  { since }: { since?: EntryId[] } = {},
): Uint8Array {
  const entries = [...view.kept()].filter((e) => !(since ?? []).some((tip) => view.inPast(e.id, tip)))
  return jsonBytes({ format: 'lianxie.bundle.v1', founding, entries: entries.map((e) => carried(e.signed)) })
}

/** The entries of a bundle, to be given to `member.take`; undefined where the bytes are no bundle. */
export function readBundle(
  bytes: Uint8Array,
): { compact: string; founding: FoundingBundle; entries: SignedEntry[] } | undefined {
  const read = Bundle.safeParse(readJson(bytes))
  if (!read.success) return undefined
  try {
    const { compact } = completeFounding(read.data.founding)
    return { compact, founding: read.data.founding, entries: read.data.entries.map(uncarried) }
  } catch {
    // A founding that is not signed by every side founds nothing.
    return undefined
  }
}
