import { supervision } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 监督项目、民主评议: which of them answer an item of the plan, and how far their decisions are. */
export const onSupervision: Reaction[] = [
  react(supervision.ProjectProposed, (tx: Tx<Tables>, { projectId, planItemId }) =>
    link(tx, 'known_project', { id: projectId, item: planItemId, state: 'PROPOSED' }),
  ),
  react(supervision.ProjectChanged, (tx, { projectId, planItemId }) =>
    relink(tx, 'known_project', projectId, planItemId),
  ),
  react(supervision.ProjectApproved, (tx, { projectId }) => move(tx, 'known_project', projectId, 'PLANNED')),
  react(supervision.ProjectClosed, (tx, { projectId }) => move(tx, 'known_project', projectId, 'CLOSED')),
  react(supervision.ProjectCancelled, (tx, { projectId }) => move(tx, 'known_project', projectId, 'CANCELLED')),
  react(supervision.AppraisalProposed, (tx: Tx<Tables>, { appraisalId, planItemId }) =>
    link(tx, 'known_appraisal', { id: appraisalId, item: planItemId, state: 'PROPOSED' }),
  ),
  react(supervision.AppraisalChanged, (tx, { appraisalId, planItemId }) =>
    relink(tx, 'known_appraisal', appraisalId, planItemId),
  ),
  react(supervision.AppraisalApproved, (tx, { appraisalId }) => move(tx, 'known_appraisal', appraisalId, 'PLANNED')),
  react(supervision.AppraisalClosed, (tx, { appraisalId }) => move(tx, 'known_appraisal', appraisalId, 'CLOSED')),
  react(supervision.AppraisalCancelled, (tx, { appraisalId }) => move(tx, 'known_appraisal', appraisalId, 'CANCELLED')),
]

type Answering = 'known_project' | 'known_appraisal'
type State = Tables[Answering]['state']

async function link(
  tx: Tx<Tables>,
  table: Answering,
  { id, item, state }: { id: string; item: string | undefined; state: State },
): Promise<void> {
  const row = { item_id: item ?? null, state }
  await tx
    .insertInto(table)
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** Gives it another item, or none; its decisions stay. */
async function relink(tx: Tx<Tables>, table: Answering, id: string, item: string | undefined): Promise<void> {
  const known = await tx.selectFrom(table).select('state').where('id', '=', id).executeTakeFirst()
  await link(tx, table, { id, item, state: known?.state ?? 'PROPOSED' })
}

async function move(tx: Tx<Tables>, table: Answering, id: string, state: State): Promise<void> {
  await tx.updateTable(table).set({ state }).where('id', '=', id).execute()
}
