import { supervision as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import * as decide from './domain/level.ts'
import { findUnknown } from './store/known.ts'
import { holdTemplate, isTaken, loadLevel } from './store/level.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onProject = ({ projectId }: { projectId: string }) => `project/${projectId}`

/** 多级联动: the own project of an upper committee's template, and what is sent up of it. */
export const levelHandlers: Handler<any, any, any>[] = [
  handle(c.ProposeFromTemplate, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { templateId, unitIds, leadBodyId, planItemId }) => ({
      template: await holdTemplate(tx, templateId),
      isTaken: await isTaken(tx, templateId),
      unknown: {
        units: await findUnknown(tx, 'known_unit', unitIds),
        bodies: await findUnknown(tx, 'known_body', [leadBodyId]),
        planItems: await findUnknown(tx, 'known_plan_item', [planItemId]),
      },
    }),
    decide: decide.proposeFromTemplate,
    also: (tx, { plan }, [event]) => keepWords(tx, event!, { plan }),
  }),
  handle(c.PrepareLevelReport, {
    allow: OFFICE,
    target: onProject,
    load: (tx: Tx<Tables>, { projectId }, { now }) => loadLevel(tx, projectId, now),
    decide: decide.prepareLevelReport,
    also: (tx, { publicText }, [event]) => keepWords(tx, event!, { publicText }),
  }),
  handle(c.ApproveLevelReport, {
    allow: OFFICE,
    target: onProject,
    load: (tx: Tx<Tables>, { projectId }, { now }) => loadLevel(tx, projectId, now),
    decide: decide.approveLevelReport,
  }),
]
