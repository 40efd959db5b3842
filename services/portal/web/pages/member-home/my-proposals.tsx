import type { Answer } from '../../data/contracts.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { words } from './words/index.ts'

/** 我的提案: the newest three and the way to all. */
export function MyProposals({ mine }: { mine: Answer<'proposals.my-proposals'> }) {
  const w = words.use()
  if (mine.total === 0) {
    return (
      <section className="card">
        <EmptyState mark="提案" title={w.noProposals} hint={w.noProposalsHint}>
          <Go to="/m/proposals/new" className="btn">
            {w.writeProposal}
          </Go>
        </EmptyState>
      </section>
    )
  }
  return (
    <section className="card">
      <div className="row between">
        <h2>{w.mine}</h2>
        <Go to="/m/proposals">{w.allOf(mine.total)}</Go>
      </div>
      <ul className="mine">
        {mine.items.map((row) => {
          const unit = row.units.find(({ role }) => role === 'LEAD' || role === 'SOLE')?.name ?? row.units[0]?.name
          return (
            <li key={row.proposalId}>
              <Go to={`/m/proposals/${row.proposalId}`}>
                {row.serial !== undefined && `${w.number(row.serial)} `}
                {row.subject}
                <br />
                <small className="mute">
                  {unit && row.state === 'HANDLING' ? w.atUnit(unit, w.states[row.state]) : w.states[row.state]}
                </small>
              </Go>
              {row.replyDueAt && row.light && <DueChip dueAt={row.replyDueAt} light={row.light} plain />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
