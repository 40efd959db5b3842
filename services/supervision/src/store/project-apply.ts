import type { supervision as c } from '@lianxie/contracts'
import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import type { Tables } from './tables.ts'

type Details = Pick<
  Parameters<typeof c.ProjectProposed>[0],
  'form' | 'topic' | 'year' | 'startsOn' | 'endsOn' | 'unitIds' | 'leadBodyId' | 'planItemId'
> & { level: c.SupervisionLevel; indicators: c.Indicator[] }

/** 监督项目, from the proposal to its end. */
export const projectAppliers = {
  'supervision.project-proposed': (tx, { data, time }) =>
    tx
      .insertInto('project')
      .values({ id: data.projectId, state: 'PROPOSED', state_since: time, created_at: time, ...details(data) })
      .execute(),
  'supervision.project-changed': (tx, { data }) =>
    tx.updateTable('project').set(details(data)).where('id', '=', data.projectId).execute(),
  'supervision.project-approved': (tx, event) =>
    moveProject(tx, event, 'PLANNED', { decided_on: event.data.decidedOn, consented_on: event.data.consentedOn }),
  async 'supervision.groups-assigned'(tx, event) {
    const { projectId: project_id, groupIds } = event.data
    await tx.deleteFrom('project_group').where('project_id', '=', project_id).execute()
    await tx
      .insertInto('project_group')
      .values(groupIds.map((group_id) => ({ project_id, group_id })))
      .execute()
    await tx
      .updateTable('project')
      .set({ state: 'GROUP_FORMED', state_since: event.time })
      .where('id', '=', project_id)
      .where('state', '=', 'PLANNED')
      .execute()
  },
  'supervision.visits-begun': (tx, event) => moveProject(tx, event, 'VISITING'),
  'supervision.findings-gathered': (tx, event) => moveProject(tx, event, 'FINDINGS'),
  'supervision.visits-resumed': (tx, event) => moveProject(tx, event, 'VISITING'),
  async 'supervision.project-closed'(tx, event) {
    await moveProject(tx, event, 'CLOSED')
    await tx
      .updateTable('finding')
      .set({ look_back_waived: true })
      .where('project_id', '=', event.data.projectId)
      .where('state', '=', 'VERIFIED')
      .where('look_back', 'is', null)
      .execute()
  },
  'supervision.project-cancelled': (tx, event) => moveProject(tx, event, 'CANCELLED'),
} satisfies Partial<Appliers>

/** Brings the project of an event into another state, and what else the event says of it. */
export const moveProject = (
  tx: Tx<Tables>,
  { data, time }: Pick<RecordedEvent<{ type: string; version: number; data: { projectId: string } }>, 'data' | 'time'>,
  state: c.ProjectState,
  change: { decided_on?: string; consented_on?: string } = {},
) =>
  tx
    .updateTable('project')
    .set({ state, state_since: time, ...change })
    .where('id', '=', data.projectId)
    .execute()

const details = (data: Details) => ({
  form: data.form,
  topic: data.topic,
  level: data.level,
  year: data.year,
  starts_on: data.startsOn,
  ends_on: data.endsOn,
  unit_ids: data.unitIds,
  lead_body_id: data.leadBodyId ?? null,
  plan_item_id: data.planItemId ?? null,
  indicators: JSON.stringify(data.indicators),
  search: searchText(data.topic),
})
