import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import * as decide from './domain/project.ts'
import { findUnknown } from './store/known.ts'
import { fixedOf } from './store/level.ts'
import * as store from './store/project.ts'
import type { Tables } from './store/tables.ts'

/** 机关: who runs supervision. */
const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onProject = ({ projectId }: { projectId: string }) => `project/${projectId}`

const project = async (tx: Tx<Tables>, { projectId }: { projectId: string }) => ({
  project: await store.holdProject(tx, projectId),
})

const unknownIn = async (
  tx: Tx<Tables>,
  {
    unitIds,
    leadBodyId,
    planItemId,
  }: { unitIds: string[]; leadBodyId?: string | undefined; planItemId?: string | undefined },
): Promise<decide.Unknown> => ({
  units: await findUnknown(tx, 'known_unit', unitIds),
  bodies: await findUnknown(tx, 'known_body', [leadBodyId]),
  planItems: await findUnknown(tx, 'known_plan_item', [planItemId]),
})

/** 监督项目, from the proposal to its end. */
export const projectHandlers: Handler<any, any, any>[] = [
  handle(c.ProposeProject, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, body) => ({ unknown: await unknownIn(tx, body) }),
    decide: decide.proposeProject,
    also: (tx, { plan }, [event]) => keepWords(tx, event!, { plan }),
  }),
  handle(c.ChangeProject, {
    allow: OFFICE,
    target: onProject,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await project(tx, body)),
      fixed: await fixedOf(tx, body.projectId),
      unknown: await unknownIn(tx, body),
    }),
    decide: decide.changeProject,
    also: (tx, { plan, reason }, [event]) => keepWords(tx, event!, { plan, reason }),
  }),
  handle(c.ApproveProject, {
    allow: ['STAFF_OFFICE', 'CHAIR'],
    target: onProject,
    load: project,
    decide: decide.approveProject,
    also: (tx, { meeting, consentDocument }, [event]) => keepWords(tx, event!, { meeting, consentDocument }),
  }),
  handle(c.AssignGroups, {
    allow: OFFICE,
    target: onProject,
    load: async (tx: Tx<Tables>, body, { now }) => ({
      ...(await project(tx, body)),
      unknownGroups: await store.findUnknownGroups(tx, body.groupIds, shanghaiDate(now)),
    }),
    decide: decide.assignGroups,
  }),
  handle(c.GatherFindings, {
    allow: OFFICE,
    target: onProject,
    load: async (tx: Tx<Tables>, body, { now }) => ({
      ...(await project(tx, body)),
      visits: await store.countVisits(tx, body.projectId),
      findings: (await store.countIssues(tx, body.projectId, now)).findings,
    }),
    decide: decide.gatherFindings,
  }),
  handle(c.ResumeVisits, {
    allow: OFFICE,
    target: onProject,
    load: project,
    decide: decide.resumeVisits,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.CloseProject, {
    allow: OFFICE,
    target: onProject,
    // Held: no issue moves while it is counted.
    load: async (tx: Tx<Tables>, body, { now }) => ({
      project: await store.holdProject(tx, body.projectId),
      issues: await store.countIssues(tx, body.projectId, now),
    }),
    decide: decide.closeProject,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.CancelProject, {
    allow: OFFICE,
    target: onProject,
    load: project,
    decide: decide.cancelProject,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
