import { given, type proposals as c, Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Content } from '../domain/content.ts'
import { type Cosigner, type Proposal } from '../domain/proposal.ts'
import type { Tables } from './tables.ts'

const columns = [
  'id',
  'state',
  'origin',
  'kind',
  'collective_kind',
  'lead_kind',
  'lead_id',
  'subject',
  'text_version',
  'text_sha256',
  'joint_key',
  'cosign_until',
  'cosign_due',
  'confirmed_sha256',
  'intake_id',
  'term_number',
  'session_number',
  'period',
  'receipt_number',
  'serial',
  'category',
  'reviewer',
  'pre_reviewed_by',
  'second_reviewed_by',
  'merged_into',
  'state_before_merger',
  'merge_answer',
  'originals',
] as const

/** A proposal that is handled here; refuses `common.not_found` and `proposal.imported`. */
export async function loadProposal(tx: Tx<Tables>, id: string, field = 'proposalId'): Promise<Proposal> {
  const [proposal] = await loadProposals(tx, [id])
  if (!proposal) throw new Refusal('common.not_found', { field })
  requireLive(proposal, field)
  return proposal
}

/** 历史提案 are read and counted, and nothing else. */
export function requireLive({ origin }: Pick<Proposal, 'origin'>, field = 'proposalId'): void {
  if (origin === 'IMPORTED') throw new Refusal('proposal.imported', { field })
}

/** A proposal that a command about another one changes too: held until the transaction ends. */
export async function holdProposal(tx: Tx<Tables>, id: string): Promise<Proposal> {
  await tx.selectFrom('proposal').select('id').where('id', '=', id).forUpdate().execute()
  return loadProposal(tx, id)
}

/** Proposals by their ids; those that do not exist are left out. */
export async function loadProposals(tx: Tx<Tables>, ids: readonly string[]): Promise<Proposal[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('proposal').select(columns).where('id', 'in', ids).orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    origin: row.origin,
    kind: row.kind,
    ...given('collectiveKind', row.collective_kind),
    lead: { kind: row.lead_kind, id: row.lead_id },
    subject: row.subject ?? '',
    text: { version: row.text_version, sha256: row.text_sha256 },
    ...given('jointKey', row.joint_key),
    ...(row.cosign_until !== null &&
      row.cosign_due && { cosigning: { until: row.cosign_until, due: row.cosign_due.toISOString() } }),
    ...given('confirmedSha256', row.confirmed_sha256),
    filing: {
      ...given('intakeId', row.intake_id),
      ...given('termNumber', row.term_number),
      ...given('sessionNumber', row.session_number),
      ...given('period', row.period),
      ...given('receiptNumber', row.receipt_number),
      ...given('serial', row.serial),
      ...given('category', row.category),
    },
    review: {
      ...given('reviewer', row.reviewer),
      ...given('preBy', row.pre_reviewed_by),
      ...given('secondBy', row.second_reviewed_by),
    },
    ...(row.merged_into !== null &&
      row.state_before_merger !== null && {
        merger: {
          intoId: row.merged_into,
          before: row.state_before_merger,
          ...given('answer', row.merge_answer),
        },
      }),
    originals: row.originals,
  }))
}

/** 附议人, in the order in which they were invited. */
export async function loadCosigners(tx: Tx<Tables>, proposalId: string): Promise<Cosigner[]> {
  const rows = await tx
    .selectFrom('proposal_cosigner')
    .select(['member_id', 'state'])
    .where('proposal_id', '=', proposalId)
    .orderBy('position')
    .orderBy('member_id')
    .execute()
  return rows.map(({ member_id, state }) => ({ memberId: member_id, state }))
}

/** The words of the text that stands. */
export async function loadContent(tx: Tx<Tables>, { id, text }: Proposal): Promise<Content> {
  const row = await tx
    .selectFrom('proposal_text')
    .select(['subject', 'problem', 'analysis', 'suggestions'])
    .where('proposal_id', '=', id)
    .where('version', '=', text.version)
    .executeTakeFirst()
  return {
    subject: row?.subject ?? '',
    ...given('problem', row?.problem),
    ...given('analysis', row?.analysis),
    suggestions: row?.suggestions ?? [],
  }
}

export async function loadDestination(tx: Tx<Tables>, id: string): Promise<c.NotFiledDestination | undefined> {
  const row = await tx.selectFrom('proposal').select('destination').where('id', '=', id).executeTakeFirst()
  return row?.destination ?? undefined
}

/** 重点提案 and candidates among these: such a proposal is the one that others are merged into. */
export async function keyCandidates(tx: Tx<Tables>, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('proposal_key')
    .select('proposal_id')
    .where('proposal_id', 'in', ids)
    .where('state', 'in', ['NOMINATED', 'DESIGNATED'])
    .execute()
  return rows.map(({ proposal_id }) => proposal_id)
}
