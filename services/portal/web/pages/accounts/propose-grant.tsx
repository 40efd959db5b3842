import { useRef, useState } from 'react'
import type { Body } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { addDays, dayOf } from '../../look/dates.ts'
import { core } from '../../words/index.ts'
import { grantable } from './list-page.tsx'
import { words } from './words/index.ts'

type Role = Body<'identity.propose-role-grant'>['role']
const FOR_UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE']
const FOR_BODIES: readonly Role[] = ['GROUP_CLERK', 'VENUE_MANAGER']

/** 提请授权: a role, for whom one acts in it, a reason and an end. Another person approves it. */
export function ProposeGrant({ accountId, onDone }: { accountId: string; onDone: () => void }) {
  const w = words.use()
  const { roles, cancel } = core.use()
  const form = useRef<HTMLFormElement>(null)
  const today = dayOf(new Date())
  const [values, setValues] = useState({
    role: '',
    unitId: '',
    fromOn: today,
    untilOn: addDays(today, 365),
    reason: '',
  })
  const [tried, setTried] = useState(false)
  const proposing = useCommand('identity.propose-role-grant', { onDone })
  useFocusRefused(form, proposing.error)
  const role = values.role as Role
  const isForUnits = FOR_UNITS.includes(role)
  const isForBodies = FOR_BODIES.includes(role)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { enabled: isForUnits, staleTime: 600_000 })
  const bodies = useAnswer('directory.bodies', { limit: 200 }, { enabled: isForBodies, staleTime: 600_000 })
  const parties = isForUnits
    ? (units.data?.items ?? []).map(({ unitId, name }) => ({ id: unitId, name }))
    : (bodies.data?.items ?? []).map(({ bodyId, name }) => ({ id: bodyId, name }))
  const needsParty = isForUnits || isForBodies
  const wrong = (name: 'role' | 'unitId' | 'reason', label: string) =>
    tried && values[name].trim() === '' ? w.required(label) : undefined
  const change = (changes: Partial<typeof values>) => setValues({ ...values, ...changes })
  return (
    <form
      ref={form}
      noValidate
      className="pad propose"
      aria-label={w.propose}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (values.role === '' || values.reason.trim() === '' || (needsParty && values.unitId === '')) return
        const { fromOn, untilOn } = values
        const unitIds = needsParty ? { unitIds: [values.unitId] } : {}
        proposing.mutate({
          body: { accountIds: [accountId], role, ...unitIds, fromOn, untilOn, reason: values.reason.trim() },
        })
      }}
    >
      <Field name="role" label={w.role} error={proposing.error} own={wrong('role', w.role)}>
        {(props) => (
          <select
            {...props}
            className="input"
            value={values.role}
            onChange={({ target }) => change({ role: target.value, unitId: '' })}
          >
            <option value="">{w.choose}</option>
            {Object.entries(grantable(roles)).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {needsParty && (
        <Field name="unitIds" label={w.party} error={proposing.error} own={wrong('unitId', w.party)}>
          {(props) => (
            <select
              {...props}
              className="input"
              value={values.unitId}
              onChange={({ target }) => change({ unitId: target.value })}
            >
              <option value="">{w.choose}</option>
              {parties.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {(['fromOn', 'untilOn'] as const).map((name) => (
        <Field key={name} name={name} label={w[name]} error={proposing.error}>
          {(props) => (
            <input
              {...props}
              className="input"
              type="date"
              value={values[name]}
              onChange={({ target }) => change({ [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <Field name="reason" label={w.reason} error={proposing.error} own={wrong('reason', w.reason)} hint={w.reasonHint}>
        {(props) => (
          <input
            {...props}
            className="input"
            maxLength={300}
            value={values.reason}
            onChange={({ target }) => change({ reason: target.value })}
          />
        )}
      </Field>
      <div className="whole">
        <PageRefusal error={proposing.error} fields={['role', 'unitIds', 'fromOn', 'untilOn', 'reason']} />
        <div className="row">
          <button type="submit" className="btn go" disabled={proposing.isPending} aria-busy={proposing.isPending}>
            {w.propose}
          </button>
          <button type="button" className="btn" onClick={onDone}>
            {cancel}
          </button>
        </div>
      </div>
    </form>
  )
}
