import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import type { Deciding } from './domain/deciding.ts'
import * as decide from './domain/visit.ts'
import * as store from './store/field.ts'
import { isInGroups } from './store/issue.ts'
import { findUnknown } from './store/known.ts'
import { holdProject } from './store/project.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const
const PLANNERS = ['MEMBER', ...OFFICE] as const

const onVisit = ({ visitId }: { visitId: string }) => `visit/${visitId}`

/** A visit that is there already, its project held, and whether who asks is in its group. */
async function visit(
  tx: Tx<Tables>,
  { visitId }: { visitId: string },
  { actor, now }: Pick<Deciding, 'actor' | 'now'>,
) {
  const found = await store.loadVisit(tx, visitId)
  return {
    visit: found,
    project: await holdProject(tx, found.projectId, 'visitId'),
    isMember: await store.isInGroup(tx, found.groupId, actor.memberId, shanghaiDate(now)),
  }
}

/** 安排、调整、取消与更正走访. */
export const visitHandlers: Handler<any, any, any>[] = [
  handle(c.PlanVisit, {
    allow: PLANNERS,
    target: onVisit,
    load: async (tx: Tx<Tables>, body, { actor, now }) => {
      const project = await holdProject(tx, body.projectId)
      const today = shanghaiDate(now)
      return {
        project,
        visit: await store.findVisit(tx, body.visitId),
        sha256: store.hashOf(body),
        isMember: await store.isInGroup(tx, body.groupId, actor.memberId, today),
        seesProject: await isInGroups(tx, project.groupIds, actor.memberId, today),
        unknownUnits: await findUnknown(tx, 'known_unit', body.unitIds),
      }
    },
    decide: decide.planVisit,
    also: async (tx, { purpose }, [event]) => {
      if (event) await keepWords(tx, event, { purpose })
    },
  }),
  handle(c.ChangePlannedVisit, {
    allow: PLANNERS,
    target: onVisit,
    load: async (tx: Tx<Tables>, body, context) => ({
      ...(await visit(tx, body, context)),
      unknownUnits: await findUnknown(tx, 'known_unit', body.unitIds),
    }),
    decide: decide.changePlannedVisit,
    also: (tx, { purpose, reason }, [event]) => keepWords(tx, event!, { purpose, reason }),
  }),
  handle(c.CancelVisit, {
    allow: PLANNERS,
    target: onVisit,
    load: visit,
    decide: decide.cancelVisit,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  withFiles(
    handle(c.CorrectVisit, {
      allow: OFFICE,
      target: onVisit,
      load: async (tx: Tx<Tables>, body, context) => {
        const found = await visit(tx, body, context)
        const { groupId } = found.visit
        return {
          ...found,
          sha256: store.hashOf({ ...body, reason: undefined }),
          strangers:
            groupId === undefined
              ? body.memberIds
              : await store.findStrangers(tx, groupId, body.memberIds, shanghaiDate(body.heldAt)),
          unknownUnits: await findUnknown(tx, 'known_unit', body.unitIds),
        }
      },
      decide: decide.correctVisit,
      also: async (tx, { visitId, notes, reason }, [event]) => {
        // The words of the wrong entry stay beside its correction, for auditors.
        const before = await store.loadNotes(tx, visitId)
        await keepWords(tx, event!, { reason, notesBefore: before })
        await tx
          .updateTable('visit')
          .set({ notes: notes ?? null })
          .where('id', '=', visitId)
          .execute()
      },
    }),
  ),
]
