import './accounts.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { Choice, optionsOf } from '../../elements/choice.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Icon } from '../../elements/icon.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { words } from './words/index.ts'

type AccountRow = Row<'identity.accounts'>
const FILTERS = ['text', 'state', 'role', 'password'] as const

/** 账号列表: by user name; what is asked stands in the address. */
export function Page() {
  const w = words.use()
  const { roles } = core.use()
  const session = useSession()
  const { values, set, clear } = useAddress(FILTERS)
  const asked = Object.fromEntries(FILTERS.map((name) => [name, one(values[name])]).filter(([, value]) => value))
  const list = useList('identity.accounts', asked)
  const nameOf = useNames(list.rows.map(({ personId, memberId }) => personId ?? memberId))
  const [typed, setTyped] = useState(asked['text'] ?? '')
  const isKeeper = session.data?.active?.role !== 'AUDITOR'
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const columns: readonly Column<AccountRow>[] = [
    {
      key: 'userName',
      title: w.userName,
      kind: 'tight',
      cell: ({ accountId, userName }) => (
        <Go to={`/accounts/${accountId}`} data-account={accountId} tabIndex={-1}>
          {userName}
        </Go>
      ),
    },
    {
      key: 'name',
      title: w.name,
      kind: 'tight',
      cell: ({ personId, memberId }) => nameOf(personId ?? memberId) ?? '—',
    },
    {
      key: 'roles',
      title: w.roles,
      cell: (row) => row.roles.map((role) => roles[role]).join('、') || <span className="mute">{w.noRoles}</span>,
    },
    { key: 'state', title: w.state, kind: 'tight', cell: (row) => <AccountState row={row} /> },
    {
      key: 'factor',
      title: w.secondFactor,
      kind: 'phone-hidden',
      cell: ({ hasSecondFactor }) => (hasSecondFactor ? w.enrolled : <span className="mute">{w.notEnrolled}</span>),
    },
    {
      key: 'last',
      title: w.lastSignIn,
      kind: 'phone-hidden',
      cell: ({ lastSignInAt }) => (lastSignInAt ? dateTime(lastSignInAt) : <span className="mute">{w.never}</span>),
    },
  ]
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <span className="push row wrap">
          <Go className="btn" to="/accounts/sign-ins">
            {w.signIns}
          </Go>
          <Go className="btn" to="/accounts/grants">
            {w.grants}
          </Go>
          {isKeeper && (
            <Go className="btn go" to="/accounts/new">
              {w.open}
            </Go>
          )}
        </span>
      </div>
      <section className="card" aria-label={w.conditions}>
        <form
          className="filters"
          role="search"
          onSubmit={(event) => {
            event.preventDefault()
            set({ text: typed.trim() || undefined })
          }}
        >
          <label className="field find">
            <Icon name="search" />
            <input
              type="search"
              aria-label={w.find}
              placeholder={w.find}
              maxLength={40}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          <Choice label={w.role} all={w.all} value={asked['role']} onChange={(role) => set({ role })}>
            {optionsOf(grantable(roles))}
          </Choice>
          <Choice label={w.state} all={w.all} value={asked['state']} onChange={(state) => set({ state })}>
            {optionsOf(w.states)}
          </Choice>
          <Choice label={w.password} all={w.all} value={asked['password']} onChange={(password) => set({ password })}>
            {optionsOf(w.passwords)}
          </Choice>
          <button
            type="button"
            className="btn text"
            onClick={() => {
              setTyped('')
              clear()
            }}
          >
            {w.reset}
          </button>
          <button type="submit" className="btn">
            {w.search}
          </button>
        </form>
      </section>
      <section className="card" aria-label={w.title} id="list">
        {list.first && (
          <div className="sum">
            <p className="counts">
              {w.found} <b>{list.counted}</b> {w.accounts}
            </p>
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="账号" title={w.none} hint={w.noneHint} />}
        {list.total > 0 && (
          <DataTable<AccountRow>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ accountId }) => accountId}
            columns={columns}
            onOpen={({ accountId }) =>
              document.querySelector<HTMLAnchorElement>(`a[data-account="${CSS.escape(accountId)}"]`)?.click()
            }
          />
        )}
      </section>
    </>
  )
}

/** The roles that a person can be given. */
export const grantable = ({ PUBLIC: _, SYSTEM: __, ...names }: Record<string, string>) => names

/** Whether it may be used, and whether its owner has begun to. */
export function AccountState({ row }: { row: Pick<AccountRow, 'state' | 'passwordPending'> }) {
  const w = words.use()
  if (row.state === 'STOPPED') return <span className="state bad">{w.states.STOPPED}</span>
  return row.passwordPending ? (
    <span className="state mid">{w.passwords.PENDING}</span>
  ) : (
    <span className="state ok">{w.states.ACTIVE}</span>
  )
}
