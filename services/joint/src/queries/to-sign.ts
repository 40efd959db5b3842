import { joint, type ResultOf } from '@lianxie/contracts'
import { type Answer, answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { STAFF_AND_CHAIR } from '../roles.ts'
import { deadlineOf, stepsOf, titleOf } from './decision-view.ts'
import { pageOf } from './page-of.ts'

type Row = ResultOf<typeof joint.ToSign>['items'][number]

/** 待本方会签, over all compacts: what the others wait for. */
export const toSign = (compacts: () => Compacts): Answer<any, any> =>
  answer(joint.ToSign, {
    allow: STAFF_AND_CHAIR,
    read: async (_, paging, { now }) => {
      const rows: Row[] = []
      for (const compactId of compacts().open().keys()) {
        const { view, committee } = await compacts().member(compactId)
        for (const decision of view.decisions()) {
          const steps = stepsOf(decision, committee, now)
          if (steps.length === 0) continue
          rows.push({
            compactId,
            compactName: view.compactView().text.name,
            decisionId: decision.id,
            kind: decision.kind,
            title: titleOf(decision),
            toDo: steps,
            deadline: deadlineOf(decision),
          })
        }
      }
      return pageOf(
        rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
        paging,
        ({ decisionId }) => decisionId,
        (row) => row,
      )
    },
  })

/** Without a deadline after all that have one. */
const placeOf = ({ deadline, decisionId }: Row): string => `${deadline ?? '9999'} ${decisionId}`
