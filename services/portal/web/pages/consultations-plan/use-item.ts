import { useAnswer } from '../../data/use-answer.ts'
import type { words } from './words/zh-cn.ts'
import { phasesOf } from './phases.ts'

/** An item with its sessions, research groups and outcomes, as far as the reader sees them. */
export function useItem(itemId: string) {
  const item = useAnswer('consultations.plan-item', { itemId })
  const sessions = useAnswer('consultations.sessions', { itemId, limit: 50, order: 'asc' })
  const groups = useAnswer('consultations.research-groups', { itemId, limit: 50 })
  const outcomes = useAnswer('consultations.outcomes', { itemId, limit: 50 })
  return {
    item,
    sessions: sessions.data?.items ?? [],
    groups: groups.data?.items ?? [],
    outcomes: outcomes.data?.items ?? [],
    phases: (w: typeof words) =>
      item.data
        ? phasesOf(
            {
              state: item.data.state,
              adoptedOn: item.data.history.find(({ type }) => type === 'consultations.item-adopted')?.at,
              sessions: sessions.data?.items ?? [],
              groups: groups.data?.items ?? [],
              outcomes: outcomes.data?.items ?? [],
            },
            w,
          )
        : [],
  }
}
