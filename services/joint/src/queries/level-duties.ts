import { joint } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { levelDuties } from '../ledger/level-duties.ts'
import { shanghaiDay } from '../ledger/shanghai-day.ts'
import { READERS } from '../roles.ts'
import type { JointTables } from '../store/tables.ts'
import { pageOf } from './page-of.ts'

/** 待报送的层级监督报告, over all compacts in force. */
export const levelDutiesAnswer = (compacts: () => Compacts) =>
  answer(joint.LevelDuties, {
    allow: READERS,
    read: async (
      db: Database<JointTables>,
      { compactId, templateId, committee, overdue, dueBy, ...paging },
      { now },
    ) => {
      const today = shanghaiDay(now)
      const rows = await db.selectFrom('own_level_report').select(['template_id', 'revision']).execute()
      const approved = new Map(rows.map(({ template_id, revision }) => [template_id, revision]))
      const duties: joint.LevelDuty[] = []
      for (const id of compacts().open().keys()) {
        if (compactId !== undefined && id !== compactId) continue
        const { view, committee: own } = await compacts().member(id)
        duties.push(...levelDuties(view, { own, approved, today }))
      }
      const asked = duties
        .filter((duty) => templateId === undefined || duty.templateId === templateId)
        .filter((duty) => committee === undefined || duty.committee === committee)
        .filter((duty) => overdue === undefined || duty.overdue === (overdue === 'true'))
        .filter((duty) => dueBy === undefined || duty.due <= dueBy)
      const placeOf = (duty: joint.LevelDuty) => `${duty.due} ${duty.compactId} ${duty.templateId} ${duty.committee}`
      return pageOf(
        asked.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
        paging,
        placeOf,
        (duty) => duty,
      )
    },
  })
