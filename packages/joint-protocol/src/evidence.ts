import { z } from 'zod'
import { CarriedEntry, carried, uncarried } from './bundle.ts'
import { base64, bytesOf, jsonBytes, readJson } from './encoding.ts'
import { isForReadersOnly, type SignedEntry } from './entry.ts'
import { FoundingBundle } from './founding.ts'
import { Base64, EntryId } from './primitives.ts'
import { ProtocolRefusal } from './reason.ts'
import type { KeptEntry, LedgerView } from './ledger/views.ts'

const Evidence = z.strictObject({
  format: z.literal('lianxie.evidence.v1'),
  version: EntryId,
  founding: FoundingBundle,
  entries: z.array(CarriedEntry).max(1_000_000),
  /** Plain bodies of restricted entries, by id, as their readers may disclose them. */
  opened: z.record(EntryId, Base64(400_000)),
})

export interface Evidence {
  /** The version of a decision, or the entry of a result, that it proves. */
  version: EntryId
  founding: FoundingBundle
  entries: SignedEntry[]
  opened: ReadonlyMap<EntryId, Uint8Array>
}

/**
 * 证据文件: one effective (or any) version with all that it rests on: the whole past of its closing, the history of
 * keys, and every proof of equivocation. Whoever holds the file needs nothing else to check it. Or one result of a joint
 * proposal, or one template or report of supervision, with all that it rests on; others in that past stay sealed, here and
 * in the evidence of a decision.
 */
export function evidenceOf(
  view: LedgerView,
  founding: FoundingBundle,
  version: EntryId,
  opened: ReadonlyMap<EntryId, Uint8Array> = new Map(),
): Uint8Array {
  const shown = view.version(version)
  const result = isResult(view.entry(version))
  if (!shown && !result) throw new ProtocolRefusal('ref.unknown', { version })
  const told = new Set([version, ...templateOf(view.entry(version))])
  const recoveries = view.recoveries()
  const roots = [
    ...(shown?.closing ? [shown.closing] : [version, ...(shown?.answers.map((a) => a.entry) ?? [])]),
    ...view.forks().flatMap((f) => f.entries),
    ...[...view.kept()].filter((e) => speaksOfKeys(e, recoveries)).map((e) => e.id),
  ]
  const entries = [...view.kept()].filter((e) => roots.some((root) => view.inPast(e.id, root)))
  const disclosed = entries.flatMap((e) => {
    const plain = opened.get(e.id)
    return plain && (told.has(e.id) || !isResult(e)) ? [[e.id, base64(plain)] as const] : []
  })
  return jsonBytes({
    format: 'lianxie.evidence.v1',
    version,
    founding,
    entries: entries.map((e) => carried(e.signed)),
    opened: Object.fromEntries(disclosed),
  })
}

const isResult = (entry: KeptEntry | undefined): boolean =>
  entry?.content !== undefined && isForReadersOnly(entry.content)

/** A report on a level is judged by its template, so the one cannot be shown without the other. */
const templateOf = (entry: KeptEntry | undefined): EntryId[] => {
  const content = entry?.content
  return content?.kind === 'outcome' && content.body.act === 'supervision-level' ? [content.body.template] : []
}

function speaksOfKeys(
  { content }: { content: { kind: string; body: unknown } | undefined },
  recoveries: { entry: EntryId }[],
): boolean {
  if (content?.kind === 'key') return true
  const to = content?.kind === 'answer' ? (content.body as { to: EntryId }).to : undefined
  return recoveries.some((r) => r.entry === to)
}

/** Reads an evidence file; undefined where the bytes are none. */
export function readEvidence(bytes: Uint8Array): Evidence | undefined {
  const read = Evidence.safeParse(readJson(bytes))
  if (!read.success) return undefined
  const { version, founding, entries, opened } = read.data
  return {
    version,
    founding,
    entries: entries.map(uncarried),
    opened: new Map(Object.entries(opened).map(([id, plain]) => [id, bytesOf(plain)])),
  }
}
