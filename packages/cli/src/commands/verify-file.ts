import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  CommitteeId,
  CompactMember,
  entryId,
  type EvidenceReport,
  fingerprintOf,
  readEntry,
  readEvidence,
  readFounding,
  reasonText,
  verifyEvidence,
} from '@lianxie/joint-protocol'
import { z } from 'zod'
import { UsageError } from '../exit-code.ts'
import type { Output, Words } from '../output.ts'

/** A fingerprint of a side's first signing key that was compared out of band. */
export interface PinnedKey {
  committee: string
  signing: string
}

export interface VerifiedStep extends Words {
  name: EvidenceReport['steps'][number]['name'] | 'pinned'
  ok: boolean
  party: string | null
}
export type FileReport = Omit<EvidenceReport, 'steps'> & { steps: VerifiedStep[] }

/**
 * 核验证据文件: checks a file with nothing but the file, and that the founding names the keys one has pinned.
 * Any bytes give a report; needs no service and no network.
 */
export function verifyFile(
  bytes: Uint8Array,
  { pinned = [], files }: { pinned?: readonly PinnedKey[]; files?: ReadonlyMap<string, Uint8Array> } = {},
): FileReport {
  const report: FileReport = located(verifyEvidence(bytes, files), bytes)
  if (pinned.length === 0 || !report.steps.some(({ name, ok }) => name === 'founding' && ok)) return report
  const step = checkPinned(bytes, pinned)
  const after = report.steps.findIndex(({ name }) => name === 'founding') + 1
  return { ...report, ok: report.ok && step.ok, steps: report.steps.toSpliced(after, 0, step) }
}

/** Says of a broken entry where it stands in the file, and of one that is no entry whom it names as its author. */
function located(report: EvidenceReport, bytes: Uint8Array): FileReport {
  const broken = report.steps.findIndex(({ name, ok }) => name === 'signatures' && !ok)
  const entries = broken === -1 ? [] : (readEvidence(bytes)?.entries ?? [])
  const step = report.steps[broken]
  if (!step || entries.length === 0) return report
  const named = /[0-9a-f]{12}/.exec(step.en)?.[0]
  const at = entries.findIndex(({ raw }) =>
    named === undefined ? 'reason' in readEntry(raw) : entryId(raw).startsWith(named),
  )
  if (at === -1) return report
  const place = {
    zh: `文件中第 ${at + 1} 个条目（共 ${entries.length} 个）`,
    en: `Entry ${at + 1} of ${entries.length} in the file`,
  }
  const read = readEntry(entries[at]!.raw)
  const words =
    'reason' in read
      ? unreadable(place, claimedAuthor(entries[at]!.raw), reasonText(read.reason))
      : { zh: `${place.zh}：${step.zh}`, en: `${place.en}: ${step.en}` }
  return { ...report, steps: report.steps.with(broken, { ...step, ...words }) }
}

function unreadable(place: Words, author: string | undefined, why: Words): Words {
  return author === undefined
    ? {
        zh: `${place.zh}无法读取，作者无从辨认：${why.zh}`,
        en: `${place.en} cannot be read, and who wrote it cannot be told: ${why.en}`,
      }
    : {
        zh: `${place.zh}无法读取，其中写明的作者是 ${author}（未经证实）：${why.zh}`,
        en: `${place.en} cannot be read; it names ${author} as its author, which nothing proves: ${why.en}`,
      }
}

/** From bytes that are no entry, or no JSON any more: what is left of the field. */
function claimedAuthor(raw: Uint8Array): string | undefined {
  const named = /"committee":"([^"]*)"/.exec(Buffer.from(raw).toString('utf8'))?.[1]
  return CommitteeId.safeParse(named).data
}

function checkPinned(bytes: Uint8Array, pinned: readonly PinnedKey[]): VerifiedStep {
  const evidence = readEvidence(bytes)
  const read = evidence && readFounding(evidence.founding)
  const named = read && 'founding' in read ? read.founding.fingerprints : []
  const wrong = pinned.find(
    ({ committee, signing }) => !named.some((side) => side.committee === committee && side.signing === signing),
  )
  if (!wrong) {
    const who = pinned.map(({ committee }) => committee)
    return {
      name: 'pinned',
      ok: true,
      zh: `成立时的密钥与留存的密钥名片相符：${who.join('、')}`,
      en: `The founding names the keys that were pinned: ${who.join(', ')}.`,
      party: null,
    }
  }
  const there = named.some(({ committee }) => committee === wrong.committee)
  return {
    name: 'pinned',
    ok: false,
    zh: there ? `${wrong.committee} 的密钥与留存的密钥名片不符` : `成立文件中没有 ${wrong.committee}`,
    en: there
      ? `The key of ${wrong.committee} is not the one that was pinned.`
      : `${wrong.committee} is not in the founding.`,
    party: wrong.committee,
  }
}

const Card = z.union([CompactMember, z.looseObject({ card: CompactMember }).transform(({ card }) => card)])
const Fingerprint = /^([a-z0-9-]+)=([0-9a-f]{64})$/

/** Reads what was pinned: a key card's file, or `committee=fingerprint`. Throws a UsageError. */
export async function readPinned(given: string): Promise<PinnedKey> {
  const [, committee, signing] = Fingerprint.exec(given) ?? []
  if (committee !== undefined && signing !== undefined && CommitteeId.safeParse(committee).success)
    return { committee, signing }
  const text = await readOrRefuse(given)
  try {
    const card = Card.parse(JSON.parse(Buffer.from(text).toString('utf8')))
    return { committee: card.committee, signing: fingerprintOf(card.keys.signing) }
  } catch (cause) {
    throw new UsageError(`${given} 不是密钥名片`, `${given} is no key card`, { cause })
  }
}

/** Reads the files, checks, prints every step; true when all of them hold. */
export async function verifyCommand(
  output: Output,
  path: string,
  { card = [], attachment = [] }: { card?: string[]; attachment?: string[] },
): Promise<boolean> {
  const pinned = await Promise.all(card.map(readPinned))
  const files = new Map<string, Uint8Array>()
  for (const name of attachment) files.set(basename(name), await readOrRefuse(name))
  const report = verifyFile(await readOrRefuse(path), { pinned, files })
  for (const step of report.steps) {
    output.say(`${step.ok ? '✓' : '✗'} ${step.zh}`)
    output.say(`  ${step.en}`)
  }
  if (report.ok) {
    output.say(`✓ 核验通过 verified：${report.title ?? ''}`)
    for (const { committee, at, key } of report.signedBy) output.say(`  ${committee}  ${at}  ${key.slice(0, 16)}`)
    if (pinned.length === 0) {
      output.say('  未与留存的密钥名片比对；可加 --card 指定。')
      output.say('  No key was compared with one that you hold; name a key card with --card.')
    }
  } else {
    const broken = report.steps.find(({ ok }) => !ok)
    const party = broken?.party ?? null
    output.say(`✗ 核验未通过 not verified：${broken?.name ?? ''}${party === null ? '' : `，责任方 party：${party}`}`)
  }
  output.give(report)
  return report.ok
}

async function readOrRefuse(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new UsageError(`无法读取文件 ${path}`, `the file ${path} cannot be read`, { cause })
  }
}
