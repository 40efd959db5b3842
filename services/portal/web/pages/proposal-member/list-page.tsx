import './member.css'
import { one, useAddress } from '../../data/address.ts'
import type { Params } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

const PAGE = 30

/** 我的提案: proposed, cosigned, invited; drafts go on where they were left. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['as'])
  const as = one(values.as) as Params<'proposals.my-proposals'>['as']
  const list = useList('proposals.my-proposals', { ...(as && { as }) }, { size: PAGE })
  const tabs = [
    [undefined, w.all],
    ['LEAD', w.asLead],
    ['COSIGNER', w.asCosigner],
    ['INVITED', w.asInvited],
  ] as const
  if (list.error) return <PageFault error={list.error} />
  return (
    <>
      <div className="row between">
        <h1>{w.mine}</h1>
        <Go to="/m/proposals/new" className="btn go">
          {w.write}
        </Go>
      </div>
      <div className="row wrap">
        {tabs.map(([key, label]) => (
          <button
            type="button"
            key={label}
            className={as === key ? 'btn go' : 'btn'}
            aria-pressed={as === key}
            onClick={() => set({ as: key })}
          >
            {label}
          </button>
        ))}
      </div>
      <section className="card">
        {list.isPending && <LoadingBars />}
        {!list.isPending && list.rows.length === 0 && (
          <EmptyState mark="提案" title={w.empty} hint={w.emptyHint}>
            <Go to="/m/proposals/new" className="btn">
              {w.write}
            </Go>
          </EmptyState>
        )}
        <ul className="mine">
          {list.rows.map((row) => (
            <li key={row.proposalId}>
              <Go {...placeOf(row)}>
                {row.serial !== undefined && `${w.number(row.serial)} `}
                {row.subject}
                <br />
                <small className="mute">
                  {row.cosignature === 'INVITED' ? w.cosignStates.INVITED : w.states[row.state]}
                  {row.units[0]?.name && ` · ${row.units[0].name}`}
                </small>
              </Go>
              {row.replyDueAt && row.light && <DueChip dueAt={row.replyDueAt} light={row.light} plain />}
            </li>
          ))}
        </ul>
        <LoadMore list={list} size="big" />
      </section>
    </>
  )
}

function placeOf(row: { proposalId: string; state: string; cosignature?: string | undefined }) {
  if (row.cosignature === 'INVITED') return { to: `/m/proposals/${row.proposalId}/cosign` }
  if (row.cosignature === undefined && ['DRAFT', 'COSIGNING'].includes(row.state))
    return { to: '/m/proposals/new', search: { id: row.proposalId } }
  return { to: `/m/proposals/${row.proposalId}` }
}
