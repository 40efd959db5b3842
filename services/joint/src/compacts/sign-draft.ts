import { fingerprintOf, type Content, type KeptEntry } from '@lianxie/joint-protocol'
import type { Tx } from '@lianxie/service-kit'
import type { Keyring } from '../keyring.ts'
import { requireCurrent, requireUnpublished } from '../domain/proposal-result.ts'
import { requireCurrentLevel, requireUnreported } from '../domain/supervision-level.ts'
import { hashOf, signedText } from '../ledger/signed-text.ts'
import { ownLevelReport } from '../store/own-level-report.ts'
import { ownResult } from '../store/own-result.ts'
import type { JointTables } from '../store/tables.ts'
import { asRefusal, type Compacts } from './compacts.ts'
import type { JointMember } from './open-compact.ts'

type Draft = JointTables['draft']

/**
 * Signs what a draft holds, as the last thing of a transaction, and answers the entry's id. Signed bytes are for good: the
 * journal has them before the transaction ends. When an earlier try signed and its transaction did not end, that entry is
 * the answer, and nothing is signed again.
 */
export async function signDraft(
  tx: Tx<JointTables>,
  draft: Draft,
  member: JointMember,
  { keyring, within }: Pick<Compacts, 'keyring' | 'within'>,
): Promise<string> {
  await within(tx, () => member.enter(tx))
  const before = await signedBefore(tx, draft, member)
  if (before !== undefined) return before
  const content = { kind: draft.kind, body: JSON.parse(draft.content) } as Content
  await requireStillTrue(tx, content, member)
  const { id } = await asRefusal(() => signed(tx, content, draft.audience, member, keyring))
  return id
}

/**
 * A result or a report may have been superseded since it was prepared. Refuses `result.superseded`, `result.published`,
 * `level.superseded`, `level.reported`.
 */
async function requireStillTrue(tx: Tx<JointTables>, { kind, body }: Content, { view, committee }: JointMember) {
  if (kind !== 'outcome') return
  if (body.act === 'proposal-result') {
    requireCurrent(body, await ownResult(tx, body.jointKey))
    requireUnpublished(body, view, committee)
  }
  if (body.act === 'supervision-level') {
    requireCurrentLevel(body, await ownLevelReport(tx, body.template))
    requireUnreported(body, view, committee)
  }
}

async function signed(
  tx: Tx<JointTables>,
  content: Content,
  audience: string[] | null,
  member: JointMember,
  keyring: Keyring,
): Promise<{ id: string }> {
  if (content.kind !== 'key' || content.body.act !== 'rotate')
    return member.sign(tx, { ...content, ...(audience && { audience }) })
  const next = keyring.signerOf(fingerprintOf(content.body.signing))
  if (!next) throw new Error('expected the new signing key of a draft to be in the folder of keys')
  return member.rotate(tx, next)
}

/** The own entry that says what the draft says, was signed after it was prepared, and became no other draft's. */
async function signedBefore(
  tx: Tx<JointTables>,
  { content_hash, prepared_at }: Draft,
  { view, committee }: JointMember,
): Promise<string | undefined> {
  const same: string[] = []
  for (const { id, entry, content } of ownChain(view.chain(committee)?.head ?? null, (id) => view.entry(id))) {
    if (entry.at < prepared_at.toISOString()) break
    if (content && hashOf(content.kind, signedText(content)) === content_hash) same.push(id)
  }
  if (same.length === 0) return undefined
  const taken = await tx.selectFrom('draft').select('entry_id').where('entry_id', 'in', same).execute()
  return same.find((id) => !taken.some(({ entry_id }) => entry_id === id))
}

/** The own entries, newest first. */
function* ownChain(head: string | null, entry: (id: string) => KeptEntry | undefined): Generator<KeptEntry> {
  for (let kept = head === null ? undefined : entry(head); kept;) {
    yield kept
    kept = kept.entry.prev === null ? undefined : entry(kept.entry.prev)
  }
}
