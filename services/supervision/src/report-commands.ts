import { supervision as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx, withFiles } from '@lianxie/service-kit'
import * as decide from './domain/report.ts'
import { findUnknown } from './store/known.ts'
import { holdProject } from './store/project.ts'
import { countReport, findReport } from './store/report.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onProject = ({ projectId }: { projectId: string }) => `project/${projectId}`

const reported = async (tx: Tx<Tables>, { projectId }: { projectId: string }) => ({
  project: await holdProject(tx, projectId),
  report: await findReport(tx, projectId),
})

/** 监督报告: its numbers are counted while no issue of the project can move. */
export const reportHandlers: Handler<any, any, any>[] = [
  withFiles(
    handle(c.SubmitReport, {
      allow: OFFICE,
      target: onProject,
      load: async (tx: Tx<Tables>, { projectId }, { now }) => ({
        project: await holdProject(tx, projectId),
        ...(await countReport(tx, projectId, now)),
      }),
      decide: decide.submitReport,
      also: async (tx, { projectId, summary }) => {
        await tx.updateTable('project_report').set({ summary }).where('project_id', '=', projectId).execute()
      },
    }),
  ),
  handle(c.DeliverReport, { allow: OFFICE, target: onProject, load: reported, decide: decide.deliverReport }),
  handle(c.RecordInstruction, {
    allow: ['STAFF_OFFICE', 'CHAIR'],
    target: onProject,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await reported(tx, body)),
      unknownUnits: await findUnknown(tx, 'known_unit', body.unitIds),
    }),
    decide: decide.recordInstruction,
    also: async (tx, { leaderPost, text }, [event]) => {
      const { instructionId } = event!.data as { instructionId: string }
      await tx
        .updateTable('report_instruction')
        .set({ leader_post: leaderPost, text })
        .where('id', '=', instructionId)
        .execute()
    },
  }),
  handle(c.RecordAdoption, { allow: OFFICE, target: onProject, load: reported, decide: decide.recordAdoption }),
]
