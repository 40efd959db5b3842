import './notices.css'
import { useState } from 'react'
import type { Answer, Body, Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { Card } from './card.tsx'
import { Failures } from './failures.tsx'
import { KindTable } from './kind-table.tsx'
import { OwnMail } from './own-mail.tsx'
import { OwnRobot } from './own-robot.tsx'
import { baseOf } from './places.ts'
import { WithRole } from './with-role.tsx'
import { words } from './words/index.ts'

/** 通知设置: where one is reached, what is sent there, and when. */
export const Page = () => <WithRole>{(role) => <Choices role={role} />}</WithRole>

function Choices({ role }: { role: Role }) {
  const w = words.use()
  const own = useAnswer('notices.choices')
  if (own.isError && !own.data) return <PageFault error={own.error} />
  if (!own.data) return <LoadingBars />
  return (
    <div className="notices">
      <div className="row wrap">
        <h1>{w.choices}</h1>
        <Go to={baseOf(role)} className="btn push">
          {w.toList}
        </Go>
      </div>
      <p className="mute">{w.choicesLead}</p>
      <Card title={w.mail.title}>
        <OwnMail mail={own.data.mail} />
      </Card>
      <Card title={w.robot.title}>
        <OwnRobot robot={own.data.robot} />
      </Card>
      <Card title={w.what}>
        <Sending own={own.data} />
      </Card>
      {own.data.failures.length > 0 && (
        <Card title={w.failures}>
          <Failures rows={own.data.failures} />
        </Card>
      )}
    </div>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** 发送什么、何时发送. What is chosen here stays while it is being chosen, whatever the page is told. */
function Sending({ own }: { own: Answer<'notices.choices'> }) {
  const w = words.use()
  const [saved, setSaved] = useState(false)
  const [chosen, setChosen] = useState<Body<'notices.set-choices'>>(() => ({
    muted: [...own.muted],
    ...(own.digestAt !== undefined && { digestAt: own.digestAt }),
    ...(own.quiet && { quiet: own.quiet }),
  }))
  const saving = useCommand('notices.set-choices', { onDone: () => setSaved(true) })
  const change = (next: Partial<Body<'notices.set-choices'>>) => {
    setSaved(false)
    setChosen((before) => ({ ...before, ...next }))
  }
  const hours = (none?: string) => (
    <>
      {none !== undefined && <option value="">{none}</option>}
      {HOURS.map((hour) => (
        <option key={hour} value={hour}>
          {`${String(hour).padStart(2, '0')}:00`}
        </option>
      ))}
    </>
  )
  const { quiet } = chosen
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate({ body: chosen })
      }}
    >
      <KindTable
        kinds={own.kinds}
        muted={chosen.muted}
        ways={{ MAIL: own.mail.address !== undefined, ROBOT: own.robot !== undefined }}
        onChange={(muted) => change({ muted })}
      />
      <div className="times">
        <label>
          <span className="label">{w.digest}</span>
          <select
            className="input"
            value={chosen.digestAt ?? ''}
            onChange={({ target }) => change({ digestAt: target.value === '' ? undefined : Number(target.value) })}
          >
            {hours(w.atOnce)}
          </select>
        </label>
        <label>
          <span className="label">{w.quietFrom}</span>
          <select
            className="input"
            value={quiet?.from ?? ''}
            onChange={({ target }) =>
              change({
                quiet: target.value === '' ? undefined : { from: Number(target.value), until: quiet?.until ?? 7 },
              })
            }
          >
            {hours(w.never)}
          </select>
        </label>
        {quiet && (
          <label>
            <span className="label">{w.quietUntil}</span>
            <select
              className="input"
              value={quiet.until}
              onChange={({ target }) => change({ quiet: { from: quiet.from, until: Number(target.value) } })}
            >
              {hours()}
            </select>
          </label>
        )}
      </div>
      <p className="mute small">{w.timesHint}</p>
      <PageRefusal error={saving.error} fields={[]} />
      {saved && <Note kind="ok">{w.saved}</Note>}
      <div>
        <button type="submit" className="btn go" disabled={saving.isPending}>
          {w.save}
        </button>
      </div>
    </form>
  )
}
