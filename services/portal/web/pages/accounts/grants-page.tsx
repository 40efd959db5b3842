import './accounts.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { Choice, optionsOf } from '../../elements/choice.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { GrantTable } from './grant-table.tsx'
import { grantable } from './list-page.tsx'
import { words } from './words/index.ts'

const FILTERS = ['state', 'role', 'untilOn'] as const

/** 角色授权: all grants; those of others that wait are approved here, several at once. */
export function Page() {
  const w = words.use()
  const { roles } = core.use()
  const session = useSession()
  const { values, set } = useAddress(FILTERS)
  const state = one(values.state)
  const role = one(values.role)
  const list = useList('identity.role-grants', {
    ...(state && { state: [state] }),
    ...(role && { role: [role] }),
    ...(one(values.untilOn) && { untilOn: one(values.untilOn) }),
  } as never)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const approving = useProvedCommand('identity.approve-role-grant', { onDone: () => setChosen(new Set()) })
  const me = session.data?.accountId
  const isKeeper = session.data?.active?.role !== 'AUDITOR'
  const mayApprove = list.rows.filter(
    (row) => row.state === 'PROPOSED' && row.proposedBy !== me && row.accountId !== me,
  )
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const grantIds = mayApprove.flatMap(({ grantId }) => (chosen.has(grantId) ? [grantId] : []))
  return (
    <>
      <div className="row wrap">
        <h1>{w.grants}</h1>
        <span className="mute small">{w.twoPeople}</span>
      </div>
      <section className="card" aria-label={w.conditions}>
        <div className="filters">
          <Choice label={w.state} all={w.all} value={state} onChange={(next) => set({ state: next })}>
            {optionsOf(w.grantStates)}
          </Choice>
          <Choice label={w.role} all={w.all} value={role} onChange={(next) => set({ role: next })}>
            {optionsOf(grantable(roles))}
          </Choice>
          <label className="field">
            {w.endsBy}
            <input
              type="date"
              value={one(values.untilOn) ?? ''}
              onChange={({ target }) => set({ untilOn: target.value || undefined })}
            />
          </label>
        </div>
      </section>
      <PageRefusal error={approving.error} fields={[]} />
      {isKeeper && list.rows.some((row) => row.state === 'PROPOSED' && !mayApprove.includes(row)) && (
        <Note>{w.notYours}</Note>
      )}
      <section className="card" aria-label={w.grants} id="list">
        {list.first && (
          <div className="sum">
            <p className="counts">
              {w.found} <b>{list.counted}</b> {w.grantUnit}
            </p>
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={6} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="授权" title={w.noGrants} hint={w.noGrantsHint} />}
        {list.total > 0 && (
          <GrantTable
            rows={list.rows}
            withAccount
            {...(isKeeper && mayApprove.length > 0 && { approvable: mayApprove, chosen, onChoose: setChosen })}
          />
        )}
        <LoadMore list={list} />
        {grantIds.length > 0 && (
          <div className="batch">
            <span>{w.chosen(grantIds.length)}</span>
            <button
              type="button"
              className="btn go push"
              disabled={approving.isPending}
              onClick={() => approving.send({ body: { grantIds } })}
            >
              {w.approve}
            </button>
          </div>
        )}
      </section>
      {approving.proof}
    </>
  )
}
