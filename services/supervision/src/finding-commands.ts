import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import * as decide from './domain/finding.ts'
import * as store from './store/field.ts'
import { findUnknown } from './store/known.ts'
import { holdProject } from './store/project.ts'
import { loadRaised } from './store/raised-finding.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

const onFinding = ({ findingId }: { findingId: string }) => `finding/${findingId}`

/** 修改问题、不列入. */
export const findingHandlers: Handler<any, any, any>[] = [
  withFiles(
    handle(c.ReviseFinding, {
      allow: ['MEMBER', ...OFFICE],
      target: onFinding,
      load: async (tx: Tx<Tables>, body, { actor, now }) => {
        const { groupId, projectId, finding } = await loadRaised(tx, body.findingId)
        return {
          finding,
          project: await holdProject(tx, projectId, 'findingId'),
          sha256: store.hashOf(body),
          unknownUnits: await findUnknown(tx, 'known_unit', [body.unitId]),
          isMember: await store.isInGroup(tx, groupId, actor.memberId, shanghaiDate(now)),
        }
      },
      decide: decide.reviseFinding,
      also: async (tx, body, [event]) => {
        if (!event) return
        const { fact, basis, suggestion } = await store.loadFindingWords(tx, body.findingId)
        await keepWords(tx, event, { factBefore: fact, basisBefore: basis, suggestionBefore: suggestion })
        await store.keepFindingWords(tx, body.findingId, body)
      },
    }),
  ),
  handle(c.DropFinding, {
    allow: OFFICE,
    target: onFinding,
    load: async (tx: Tx<Tables>, { findingId }) => {
      const { projectId, finding } = await loadRaised(tx, findingId)
      return { finding, project: await holdProject(tx, projectId, 'findingId') }
    },
    decide: decide.dropFinding,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
