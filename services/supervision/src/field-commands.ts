import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, type Tx, withFiles } from '@lianxie/service-kit'
import { raiseFinding, recordVisit } from './domain/field.ts'
import { findingHandlers } from './finding-commands.ts'
import * as store from './store/field.ts'
import { isInGroups } from './store/issue.ts'
import { findUnknown } from './store/known.ts'
import { holdProject } from './store/project.ts'
import type { Tables } from './store/tables.ts'
import { visitHandlers } from './visit-commands.ts'

const RECORDERS = ['MEMBER', 'STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

/** 走访与问题: recorded on a phone that may lose its connection, by ids of its own. */
export const fieldHandlers: Handler<any, any, any>[] = [
  ...visitHandlers,
  ...findingHandlers,
  withFiles(
    handle(c.RecordVisit, {
      allow: RECORDERS,
      target: ({ visitId, projectId }) => [`visit/${visitId}`, `project/${projectId}`],
      load: async (tx: Tx<Tables>, body, { actor }) => {
        const project = await holdProject(tx, body.projectId)
        const heldOn = shanghaiDate(body.heldAt)
        return {
          project,
          visit: await store.findVisit(tx, body.visitId),
          sha256: store.hashOf(body),
          strangers: await store.findStrangers(tx, body.groupId, body.memberIds, heldOn),
          seesProject: await isInGroups(tx, project.groupIds, actor.memberId, heldOn),
          unknownUnits: await findUnknown(tx, 'known_unit', body.unitIds),
        }
      },
      decide: recordVisit,
      also: async (tx, { visitId, notes }, events) => {
        if (events.length === 0 || notes === undefined) return
        await tx.updateTable('visit').set({ notes }).where('id', '=', visitId).execute()
      },
    }),
  ),
  withFiles(
    handle(c.RaiseFinding, {
      allow: RECORDERS,
      target: ({ findingId }) => `finding/${findingId}`,
      load: async (tx: Tx<Tables>, body, { actor, now }) => {
        const visit = await store.loadVisit(tx, body.visitId)
        const strangers =
          visit.groupId === undefined || actor.memberId === undefined
            ? []
            : await store.findStrangers(tx, visit.groupId, [actor.memberId], shanghaiDate(now))
        return {
          project: await holdProject(tx, visit.projectId, 'visitId'),
          visit,
          finding: await tx
            .selectFrom('finding')
            .select('raised_sha256 as sha256')
            .where('id', '=', body.findingId)
            .executeTakeFirst(),
          sha256: store.hashOf(body),
          unknownUnits: await findUnknown(tx, 'known_unit', [body.unitId]),
          isMember: actor.memberId !== undefined && strangers.length === 0,
        }
      },
      decide: raiseFinding,
      also: async (tx, body, events) => {
        if (events.length > 0) await store.keepFindingWords(tx, body.findingId, body)
      },
    }),
  ),
]
