import type { Params } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useList } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { endOf } from './due.ts'
import type { State } from './looks.ts'
import { words } from './words/index.ts'

/** 看板的一栏: promises of one state, the nearest due day first, read part by part. */
export function BoardColumn({
  state,
  filters,
  count,
}: {
  state: State
  filters: Params<'consultations.commitments'>
  count: number
}) {
  const w = words.use()
  const list = useList('consultations.commitments', { ...filters, state: [state] }, { size: 20 })
  const nameOf = useNames(list.rows.map(({ unitId }) => unitId))
  return (
    <section className="lane" aria-label={w.states[state]}>
      <h2>
        {w.states[state]} <span className="mute">{count}</span>
      </h2>
      {list.isPending && <LoadingBars rows={3} />}
      <PageRefusal error={list.error} fields={[]} />
      <ul>
        {list.rows.map((one) => (
          <li key={one.commitmentId} className="card promise">
            <p className="small sub">{nameOf(one.unitId) ?? w.unnamed}</p>
            <Go to={`/consultations/commitments/${one.commitmentId}`}>{one.promise}</Go>
            <p className="row wrap">
              <DueChip dueAt={endOf(one.dueOn)} light={one.light} doneAt={one.closedAt} icon={false} />
              {one.reported > 0 && <span className="mute small">{w.reported(one.reported)}</span>}
            </p>
          </li>
        ))}
      </ul>
      {list.first && list.total === 0 && <p className="mute small">{w.laneEmpty[state]}</p>}
      <LoadMore list={list} size="sm" />
    </section>
  )
}
