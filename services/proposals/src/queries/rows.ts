import { type Database, type KitTables } from '@lianxie/service-kit'
import { given, proposals as c, Refusal } from '@lianxie/contracts'
import { type PolicyValues, type Signal, signal } from '@lianxie/policy'
import { type ExpressionBuilder, sql, type SelectQueryBuilder } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { caseOf } from './visibility.ts'

/** The columns of a proposal in lists. */
export const rowColumns = [
  'proposal.id',
  'proposal.state',
  'proposal.subject',
  'proposal.kind',
  'proposal.collective_kind',
  'proposal.lead_kind',
  'proposal.lead_id',
  'proposal.category',
  'proposal.period',
  'proposal.term_number',
  'proposal.session_number',
  'proposal.year',
  'proposal.receipt_number',
  'proposal.serial',
  'proposal.is_important',
  'proposal.merged_into',
  'proposal.originals',
  'proposal.created_at',
  'proposal.submitted_at',
  'proposal.filed_at',
  'proposal.origin',
  'proposal.assignment_mode',
  'proposal.reply_due_at',
  'proposal.replied_at',
  'proposal.result_class',
  'proposal.upgraded_class',
  'proposal.key_since',
] as const

export type Proposals = SelectQueryBuilder<KitTables & Tables, 'proposal', object>

/** What a list reads of each proposal, the names of bodies and the count of cosigners with it. */
export const withRows = (rows: Proposals) =>
  rows.select(rowColumns).select((eb) => [
    eb
      .selectFrom('known_body')
      .select('name')
      .whereRef('known_body.id', '=', 'proposal.lead_id')
      .where('proposal.lead_kind', '=', 'BODY')
      .as('lead_name'),
    sql<string>`(select count(*) from proposal_cosigner signed
        where signed.proposal_id = proposal.id and signed.state = 'SIGNED')`.as('cosigners'),
    printed(eb, 'printed_number').as('printed_number'),
    printed(eb, 'printed_category').as('printed_category'),
    sql<{ unit_id: string; name: string | null; role: c.AssignmentRole }[] | null>`(
        select json_agg(json_build_object('unit_id', part.unit_id, 'role', part.role,
          'name', (select name from known_unit where known_unit.id = part.unit_id)) order by part.position, part.unit_id)
        from proposal_assignment part
        where part.proposal_id = ${caseOf} and part.state <> 'RELEASED')`.as('units'),
  ])

/** 原件所印: what an imported proposal was printed with. */
const printed = <C extends 'printed_number' | 'printed_category'>(
  eb: ExpressionBuilder<KitTables & Tables, 'proposal'>,
  column: C,
) => eb.selectFrom('history_case').select(column).whereRef('history_case.proposal_id', '=', 'proposal.id')

type Row = Awaited<ReturnType<ReturnType<typeof withRows>['execute']>>[number]

/** A row as lists show it; with a light where `lightOf` gives one for a reply that is owed. */
export const showRow = (row: Row, lightOf?: (due: Date) => Signal): c.ProposalRow => ({
  proposalId: row.id,
  state: row.state,
  ...given('phase', phaseOf(row.state)),
  subject: row.subject ?? '',
  kind: row.kind,
  ...given('collectiveKind', row.collective_kind),
  lead: { kind: row.lead_kind, id: row.lead_id },
  ...given('leadName', row.lead_name),
  cosigners: Number(row.cosigners),
  ...given('category', row.category),
  ...given('period', row.period),
  ...given('termNumber', row.term_number),
  ...given('sessionNumber', row.session_number),
  ...given('year', row.year),
  ...given('receiptNumber', row.receipt_number),
  ...given('serial', row.serial),
  ...given('printedNumber', row.printed_number),
  ...given('printedCategory', row.printed_category),
  isImportant: row.is_important,
  ...given('mergedInto', row.merged_into),
  originals: row.originals,
  createdAt: row.created_at.toISOString(),
  ...given('submittedAt', row.submitted_at?.toISOString()),
  ...given('filedAt', row.filed_at?.toISOString()),
  origin: row.origin,
  ...given('assignmentMode', row.assignment_mode),
  units: (row.units ?? []).map(({ unit_id, name, role }) => ({ unitId: unit_id, ...given('name', name), role })),
  ...given('replyDueAt', row.reply_due_at?.toISOString()),
  ...(lightOf && row.reply_due_at && !row.replied_at && { light: lightOf(row.reply_due_at) }),
  ...given('repliedAt', row.replied_at?.toISOString()),
  ...(row.replied_at && given('resultClass', row.result_class)),
  ...given('upgradedClass', row.upgraded_class),
  ...given('keySince', row.key_since),
})

/** 亮灯 by the local rules, at an instant. */
export const lightsAt = (now: Date, values: PolicyValues) => (due: Date) =>
  signal(due.toISOString(), now, values['deadline.signal'])

const PHASES = Object.entries(c.PROPOSAL_PHASES) as [c.ProposalPhase, { states: readonly c.ProposalState[] }][]

export const phaseOf = (state: c.ProposalState): c.ProposalPhase | undefined =>
  PHASES.find(([, { states }]) => states.includes(state))?.[0]

/** The version of an aggregate, for `If-Match`. */
export async function versionOf(db: Database<Tables>, aggregate: string): Promise<number> {
  const row = await db.selectFrom('aggregate').select('version').where('key', '=', aggregate).executeTakeFirst()
  return row?.version ?? 0
}

/** The row that was found, or the refusal that also answers for what the actor may not see. */
export function found<R>(row: R | undefined, field = 'proposalId'): R {
  if (row === undefined) throw new Refusal('common.not_found', { field })
  return row
}
