import { verifySignature } from '#signature-suite'
import { z } from 'zod'
import { CompactText } from './bodies/compact-text.ts'
import { base64, bytesOf, joined, jsonBytes, readJson, sha256, utf8 } from './encoding.ts'
import { Base64, Approval, CommitteeId, CompactId, type Fingerprint, Instant } from './primitives.ts'
import { fingerprintOf } from './public-key.ts'
import type { Signer } from './signature-suite.ts'

const Founding = z.strictObject({
  v: z.literal(1),
  nonce: z.string().regex(/^[0-9a-f]{64}$/),
  text: CompactText,
})

const SideStatement = z.strictObject({
  compact: CompactId,
  committee: CommitteeId,
  approval: Approval,
  at: Instant,
})

/** One side's signature under the founding text, by its signing key and by its recovery key. */
export const SideSignature = z.strictObject({
  statement: Base64(4_000),
  signature: Base64(400),
  recoverySignature: Base64(400),
})
export type SideSignature = z.infer<typeof SideSignature>

/** 邀请文件 and, once every side has signed, 成立文件: the founding text's exact bytes with the signatures so far. */
export const FoundingBundle = z.strictObject({
  format: z.literal('lianxie.founding.v1'),
  founding: Base64(400_000),
  signatures: z.array(SideSignature).max(64),
})
export type FoundingBundle = z.infer<typeof FoundingBundle>

/** Where a founding file is wrong, and who is to blame where somebody is. */
export type FoundingFault =
  | { code: 'founding.bad_bytes' }
  | { code: 'founding.too_few_members' }
  | { code: 'founding.bad_statement'; party: CommitteeId | null }
  | { code: 'founding.bad_signature'; party: CommitteeId }
  | { code: 'founding.signed_twice'; party: CommitteeId }
  | { code: 'founding.missing_signature'; party: CommitteeId }

/** A founding text that has been read. */
export interface ReadFounding {
  compact: CompactId
  nonce: string
  text: CompactText
  /** Sides that have signed, with the decision of their own body. */
  signed: { committee: CommitteeId; approval: Approval; at: string }[]
  missing: CommitteeId[]
  /** What the sides compare by telephone before they sign. */
  fingerprints: { committee: CommitteeId; signing: Fingerprint; recovery: Fingerprint; sealing: Fingerprint }[]
  faults: FoundingFault[]
}

const PREFIX = utf8('joint.founding.v1\n')

/** Begins a compact: text, members and keys under a fresh nonce. Founding the same text anew is another compact. */
export function createInvitation(text: CompactText, nonce: string = freshNonce()): FoundingBundle {
  const founding = Founding.parse({ v: 1, nonce, text })
  return { format: 'lianxie.founding.v1', founding: base64(jsonBytes(founding)), signatures: [] }
}

const freshNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The file as it is passed on. */
export const foundingBytes = (bundle: FoundingBundle): Uint8Array => jsonBytes(bundle)

/** Reads an invitation or founding file. Any bytes give an answer; a broken file has no `text`, only faults. */
export function readFounding(
  file: Uint8Array | FoundingBundle,
): { bundle: FoundingBundle; founding: ReadFounding } | { faults: FoundingFault[] } {
  const bundle = FoundingBundle.safeParse(file instanceof Uint8Array ? readJson(file) : file)
  if (!bundle.success) return { faults: [{ code: 'founding.bad_bytes' }] }
  const raw = bytesOf(bundle.data.founding)
  const read = Founding.safeParse(readJson(raw))
  if (!read.success) return { faults: [{ code: 'founding.bad_bytes' }] }
  return { bundle: bundle.data, founding: judge(bundle.data, raw, read.data) }
}

function judge(bundle: FoundingBundle, raw: Uint8Array, { nonce, text }: z.infer<typeof Founding>): ReadFounding {
  const compact = sha256(joined(PREFIX, raw))
  const faults: FoundingFault[] = []
  if (text.members.length < 2) faults.push({ code: 'founding.too_few_members' })
  const signed: ReadFounding['signed'] = []
  for (const side of bundle.signatures) {
    const bytes = bytesOf(side.statement)
    const statement = SideStatement.safeParse(readJson(bytes))
    const member = text.members.find((m) => m.committee === statement.data?.committee)
    if (!statement.success || !member || statement.data.compact !== compact) {
      faults.push({ code: 'founding.bad_statement', party: statement.data?.committee ?? null })
      continue
    }
    const message = joined(PREFIX, bytes)
    const both =
      verifySignature(member.keys.signing, message, bytesOf(side.signature)) &&
      verifySignature(member.keys.recovery, message, bytesOf(side.recoverySignature))
    const { committee, approval, at } = statement.data
    if (!both) faults.push({ code: 'founding.bad_signature', party: committee })
    else if (signed.some((s) => s.committee === committee))
      faults.push({ code: 'founding.signed_twice', party: committee })
    else signed.push({ committee, approval, at })
  }
  const missing = text.members.map((m) => m.committee).filter((id) => !signed.some((s) => s.committee === id))
  const fingerprints = text.members.map(({ committee, keys }) => ({
    committee,
    signing: fingerprintOf(keys.signing),
    recovery: fingerprintOf(keys.recovery),
    sealing: sha256(keys.sealing),
  }))
  return { compact, nonce, text, signed, missing, fingerprints, faults }
}

/** Adds one side's signature. The fingerprints must have been compared before; the recovery key is needed this once. */
export async function signInvitation(
  bundle: FoundingBundle,
  side: { committee: CommitteeId; approval: Approval; at: Date; signing: Signer; recovery: Signer },
): Promise<FoundingBundle> {
  const read = readFounding(bundle)
  if ('faults' in read) throw new Error('expected a founding file that can be read')
  const statement = jsonBytes(
    SideStatement.parse({
      compact: read.founding.compact,
      committee: side.committee,
      approval: side.approval,
      at: side.at.toISOString(),
    }),
  )
  const message = joined(PREFIX, statement)
  const signature = {
    statement: base64(statement),
    signature: base64(await side.signing.sign(message)),
    recoverySignature: base64(await side.recovery.sign(message)),
  }
  const next = { ...bundle, signatures: [...bundle.signatures, signature] }
  const check = readFounding(next)
  const fault = 'faults' in check ? check.faults[0] : check.founding.faults[0]
  if (fault) throw new Error(`expected a member's own keys under an unsigned place, got ${fault.code}`)
  return next
}

/** Puts the signatures of several copies of one invitation together. */
export function mergeInvitations(first: FoundingBundle, ...others: FoundingBundle[]): FoundingBundle {
  const signatures = new Map<string, SideSignature>()
  for (const copy of [first, ...others]) {
    if (copy.founding !== first.founding) throw new Error('expected copies of one invitation')
    for (const side of copy.signatures) signatures.set(side.statement, signatures.get(side.statement) ?? side)
  }
  return { ...first, signatures: [...signatures.values()] }
}

/** The founding, complete and signed by every side; throws where it is not. */
export function completeFounding(file: Uint8Array | FoundingBundle): ReadFounding & { bundle: FoundingBundle } {
  const read = readFounding(file)
  const faults = 'faults' in read ? read.faults : [...read.founding.faults]
  if ('founding' in read)
    faults.push(...read.founding.missing.map((party) => ({ code: 'founding.missing_signature' as const, party })))
  const [fault] = faults
  if (fault || 'faults' in read) throw new Error(`expected a founding signed by every side, got ${fault?.code}`)
  return { ...read.founding, bundle: read.bundle }
}
