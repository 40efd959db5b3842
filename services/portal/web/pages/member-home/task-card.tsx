import type { Row } from '../../data/contracts.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { words } from './words/index.ts'

/** Where each kind of work is done; the rest opens the case. */
const PLACES: Readonly<Record<string, string>> = { RATE: 'rate', COSIGN: 'cosign' }

/** 待办: one thing that waits for the member, with the one thing to do about it. */
export function TaskCard({ task }: { task: Row<'proposals.to-do'> }) {
  const w = words.use()
  const place = PLACES[task.kind]
  const telling = w.tells[task.kind]
  return (
    <section className="card todo">
      <div className="row between">
        <b className="kind">{w.kinds[task.kind]}</b>
        {task.dueAt && <DueChip dueAt={task.dueAt} light={task.light} plain />}
      </div>
      <h2>
        <Title text={task.subject} />
      </h2>
      {telling && <p className="small sub">{telling}</p>}
      <Go className="btn go big" to={`/m/proposals/${task.proposalId}${place ? `/${place}` : ''}`}>
        {w.acts[task.kind] ?? w.open}
      </Go>
    </section>
  )
}
