import { proposals as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { filtered } from './docket-filters.ts'
import { READERS } from './visibility.ts'

/** 提案阶段: the committee's own names over the same states; a proposal is counted where its state stands. */
export const stages = answer(c.Stages, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const { values } = await loadRules(db, runtime.committee, now)
    const counts = await filtered(db, params, { actor, now })
      .select(({ fn }) => ['proposal.state', fn.countAll<string>().as('count')])
      .groupBy('proposal.state')
      .execute()
    const items = values['proposal.stages'].map((stage) => ({
      ...stage,
      count: counts
        .filter(({ state }) => stage.states.some((one) => one === state))
        .reduce((sum, { count }) => sum + Number(count), 0),
    }))
    return { items }
  },
})
