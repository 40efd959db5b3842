import { supervision } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 监督项目: which projects answer an item of the plan, and how far their decisions are. */
export const onSupervision: Reaction[] = [
  react(supervision.ProjectProposed, (tx: Tx<Tables>, { projectId, planItemId }) =>
    link(tx, { id: projectId, item: planItemId, state: 'PROPOSED' }),
  ),
  react(supervision.ProjectChanged, async (tx: Tx<Tables>, { projectId, planItemId }) => {
    const { state } = (await tx
      .selectFrom('known_project')
      .select('state')
      .where('id', '=', projectId)
      .executeTakeFirst()) ?? { state: 'PROPOSED' as const }
    await link(tx, { id: projectId, item: planItemId, state })
  }),
  react(supervision.ProjectApproved, (tx, { projectId }) => move(tx, projectId, 'PLANNED')),
  react(supervision.ProjectClosed, (tx, { projectId }) => move(tx, projectId, 'CLOSED')),
  react(supervision.ProjectCancelled, (tx, { projectId }) => move(tx, projectId, 'CANCELLED')),
]

type State = Tables['known_project']['state']

async function link(tx: Tx<Tables>, project: { id: string; item: string | undefined; state: State }): Promise<void> {
  const { id, item, state } = project
  const row = { item_id: item ?? null, state }
  await tx
    .insertInto('known_project')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function move(tx: Tx<Tables>, id: string, state: State): Promise<void> {
  await tx.updateTable('known_project').set({ state }).where('id', '=', id).execute()
}
