import './accounts.css'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Choice, optionsOf } from '../../elements/choice.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { deviceOf } from '../security/device.ts'
import { words } from './words/index.ts'

type Attempt = Row<'identity.sign-ins'>
const FILTERS = ['outcome', 'address', 'fromOn', 'untilOn', 'accountId'] as const
const KIND: Partial<Record<Attempt['outcome'], string>> = { DONE: 'ok', SECOND_FACTOR: 'do', WRONG: 'mid' }

/** 登录审计: every attempt, the newest first. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const asked = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = one(values[name])
      return value === undefined ? [] : [[name, name === 'outcome' ? [value] : value]]
    }),
  )
  const list = useList('identity.sign-ins', asked)
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const columns: readonly Column<Attempt>[] = [
    { key: 'at', title: w.at, kind: 'tight', cell: ({ at }) => dateTime(at) },
    {
      key: 'who',
      title: w.account,
      cell: ({ accountId, userName, serviceAccountId, nameHash }) =>
        accountId ? (
          <Go to={`/accounts/${accountId}`} tabIndex={-1}>
            {userName ?? accountId}
          </Go>
        ) : (
          <span className="mute">{serviceAccountId ? w.program : w.unknownName((nameHash ?? '').slice(0, 8))}</span>
        ),
    },
    { key: 'method', title: w.method, kind: 'tight', cell: ({ method }) => w.methods[method] },
    {
      key: 'outcome',
      title: w.outcome,
      kind: 'tight',
      cell: ({ outcome }) => <span className={`state ${KIND[outcome] ?? 'bad'}`}>{w.outcomes[outcome]}</span>,
    },
    {
      key: 'address',
      title: w.address,
      kind: 'tight',
      cell: ({ address }) => (
        <button type="button" className="link" tabIndex={-1} onClick={() => set({ address })}>
          {address}
        </button>
      ),
    },
    { key: 'agent', title: w.device, kind: 'phone-hidden', cell: ({ agent }) => deviceOf(agent) || '—' },
  ]
  return (
    <>
      <h1>{w.signIns}</h1>
      <section className="card" aria-label={w.conditions}>
        <div className="filters">
          <Choice label={w.outcome} all={w.all} value={one(values.outcome)} onChange={(outcome) => set({ outcome })}>
            {optionsOf(w.outcomes)}
          </Choice>
          <label className="field">
            {w.from}
            <input
              type="date"
              value={one(values.fromOn) ?? ''}
              onChange={({ target }) => set({ fromOn: target.value || undefined })}
            />
          </label>
          <label className="field">
            {w.until}
            <input
              type="date"
              value={one(values.untilOn) ?? ''}
              onChange={({ target }) => set({ untilOn: target.value || undefined })}
            />
          </label>
          {values.address !== undefined && <span className="tag blue">{w.fromAddress(one(values.address) ?? '')}</span>}
          <button type="button" className="btn text" onClick={clear}>
            {w.reset}
          </button>
        </div>
      </section>
      <section className="card" aria-label={w.signIns} id="list">
        {list.first && (
          <div className="sum">
            <p className="counts">
              {w.found} <b>{list.counted}</b> {w.attempts}
            </p>
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="审计" title={w.noAttempts} hint={w.noneHint} />}
        {list.total > 0 && (
          <DataTable<Attempt>
            label={w.signIns}
            rows={list.rows}
            list={list}
            idOf={(row) => `${row.at} ${row.method} ${row.accountId ?? row.nameHash ?? row.serviceAccountId ?? ''}`}
            columns={columns}
          />
        )}
      </section>
    </>
  )
}
