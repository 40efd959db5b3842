import { useRef, useState } from 'react'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { dayOf } from '../../look/dates.ts'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { Compared } from './compared.tsx'
import { words } from './words/index.ts'

const NAMES = ['organ', 'number', 'date'] as const

/** 签署邀请: a chair, after the fingerprints of every other side were compared by telephone, one by one. */
export function SignInvitation({ compact: { compactId, sides } }: { compact: Compact }) {
  const w = words.use()
  const form = useRef<HTMLFormElement>(null)
  const [approval, setApproval] = useState({ organ: w.chairsMeeting, number: '', date: '' })
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<object>()
  const signing = useProvedCommand('joint.sign-invitation')
  const others = sides.filter(({ committee }) => committee !== committeeId)
  const lacks = (name: (typeof NAMES)[number]) => (tried && approval[name].trim() === '' ? w.missing : undefined)
  const uncompared = others.filter(({ committee }) => !compared.has(committee))
  useFocusRefused(form, signing.error ?? tried)
  return (
    <form
      ref={form}
      className="fields foundform"
      noValidate
      aria-label={w.sign}
      onSubmit={(event) => {
        event.preventDefault()
        setTried({})
        if (uncompared.length > 0 || NAMES.some((name) => approval[name].trim() === '')) return
        signing.send({ body: { compactId, approval, fingerprintsCompared: true } })
      }}
    >
      <Compared
        sides={others}
        compared={compared}
        lacking={tried ? uncompared.map(({ name }) => name) : []}
        onChange={setCompared}
      />
      {NAMES.map((name) => (
        <Field
          key={name}
          name={`approval.${name}`}
          label={w.approval[name]}
          error={signing.error}
          own={lacks(name)}
          {...(name === 'number' && { hint: w.numberHint })}
        >
          {(props) => (
            <input
              {...props}
              className="input"
              maxLength={200}
              {...(name === 'date' && { type: 'date', max: dayOf(new Date()) })}
              value={approval[name]}
              onChange={({ target }) => setApproval({ ...approval, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <PageRefusal error={signing.error} fields={NAMES.map((name) => `approval.${name}`)} />
      <div className="row wrap">
        <button type="submit" className="btn sign" disabled={signing.isPending} aria-busy={signing.isPending}>
          {w.sign}
        </button>
        <span className="small mute">{w.signHint}</span>
      </div>
      {signing.proof}
    </form>
  )
}
