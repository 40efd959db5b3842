import './accounts.css'
import { useRef, useState } from 'react'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { LoadMore, useReadOn } from '../../elements/load-more.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { Handout } from './handout.tsx'
import { words } from './words/index.ts'

const MOST = 500

/** 开通账号: of members who sit and have none, picked from the roster, and by user name for others. */
export function Page() {
  const w = words.use()
  const session = useSession()
  const readsRoster = session.data?.active?.role === 'STAFF_OFFICE'
  const [made, setMade] = useState<{ count: number; handoutId: string }>()
  const creating = useCommand('identity.create-accounts', {
    onDone: (events) => setMade({ count: events.length, handoutId: events[0]!.data['handoutId'] as string }),
  })
  if (made) {
    return (
      <>
        <h1>{w.open}</h1>
        <Note kind="ok">{w.made(made.count)}</Note>
        <Handout handoutId={made.handoutId} />
        <div className="row">
          <Go className="btn" to="/accounts" search={{ password: 'PENDING' }}>
            {w.toGrant}
          </Go>
        </div>
      </>
    )
  }
  const create = (accounts: readonly { userName: string; personId?: string }[]) =>
    creating.mutate({ body: { accounts: [...accounts] } })
  return (
    <>
      <h1>{w.open}</h1>
      <Note>{w.openLead}</Note>
      {readsRoster && <FromRoster onCreate={create} error={creating.error} busy={creating.isPending} />}
      <ByName onCreate={create} error={readsRoster ? null : creating.error} busy={creating.isPending} />
    </>
  )
}

interface Creating {
  onCreate: (accounts: readonly { userName: string; personId?: string }[]) => void
  error: unknown
  busy: boolean
}

function FromRoster({ onCreate, error, busy }: Creating) {
  const w = words.use()
  const members = useList('directory.members', {}, { size: 200 })
  const accounts = useList('identity.accounts', {}, { size: 200 })
  // Who has no account yet is known once all were read.
  useReadOn(members)
  useReadOn(accounts)
  const [prefix, setPrefix] = useState('wy')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const known = new Set(accounts.rows.flatMap(({ personId, memberId }) => [personId, memberId]))
  const taken = new Set(accounts.rows.map(({ userName }) => userName))
  const without = members.rows.filter(({ memberId }) => !known.has(memberId))
  const picked = without.filter(({ memberId }) => chosen.has(memberId)).slice(0, MOST)
  const names = freeNames(prefix, picked.length, taken)
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <section className="card" aria-label={w.fromRoster}>
      <div className="head">
        <h2>{w.fromRoster}</h2>
        <span className="mute small">{w.without(without.length)}</span>
      </div>
      {[members, accounts].map((list, at) => list.isFetchNextPageError && <LoadMore key={at} list={list} />)}
      <div className="pad stack">
        <div className="row wrap">
          <button
            type="button"
            className="btn sm"
            onClick={() => setChosen(new Set(without.map(({ memberId }) => memberId)))}
          >
            {w.chooseAll}
          </button>
          <button type="button" className="btn sm" onClick={() => setChosen(new Set())}>
            {w.chooseNone}
          </button>
        </div>
        <ul className="pick">
          {without.map(({ memberId, name, sectorName }) => {
            const at = picked.findIndex((one) => one.memberId === memberId)
            return (
              <li key={memberId}>
                <label>
                  <input type="checkbox" checked={chosen.has(memberId)} onChange={() => toggle(memberId)} /> {name}{' '}
                  <span className="mute small">{sectorName}</span>
                </label>
                {at >= 0 && <span className="mono">{names[at]}</span>}
              </li>
            )
          })}
        </ul>
        <Field name="accounts" label={w.prefix} error={error} hint={w.prefixHint}>
          {(props) => (
            <input
              {...props}
              className="input short"
              maxLength={20}
              autoCapitalize="none"
              spellCheck={false}
              value={prefix}
              onChange={({ target }) => setPrefix(target.value.toLowerCase().replaceAll(/[^a-z0-9._-]/g, ''))}
            />
          )}
        </Field>
        <PageRefusal error={error} fields={['accounts']} />
        <div>
          <button
            type="button"
            className="btn go"
            disabled={busy || picked.length === 0}
            onClick={() => onCreate(picked.map(({ memberId }, at) => ({ personId: memberId, userName: names[at]! })))}
          >
            {w.openFor(picked.length)}
          </button>
        </div>
      </div>
    </section>
  )
}

/** The next names with a running number that nobody has. */
function freeNames(prefix: string, count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = []
  for (let number = 1; names.length < count; number += 1) {
    const name = `${prefix}${String(number).padStart(3, '0')}`
    if (!taken.has(name)) names.push(name)
  }
  return names
}

function ByName({ onCreate, error, busy }: Creating) {
  const w = words.use()
  const form = useRef<HTMLFormElement>(null)
  const [text, setText] = useState('')
  useFocusRefused(form, error)
  const names = text.split(/[\s,，、]+/).filter(Boolean)
  return (
    <section className="card" aria-label={w.byName}>
      <div className="head">
        <h2>{w.byName}</h2>
      </div>
      <form
        ref={form}
        noValidate
        className="pad stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (names.length > 0) onCreate(names.map((userName) => ({ userName })))
        }}
      >
        <Field name="accounts" label={w.userNames} error={error} hint={w.userNamesHint}>
          {(props) => (
            <textarea
              {...props}
              className="input"
              rows={3}
              autoCapitalize="none"
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <PageRefusal error={error} fields={['accounts']} />
        <div>
          <button type="submit" className="btn go" disabled={busy || names.length === 0} aria-busy={busy}>
            {w.openFor(names.length)}
          </button>
        </div>
      </form>
    </section>
  )
}
