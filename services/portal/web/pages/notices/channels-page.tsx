import './notices.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Card } from './card.tsx'
import { Failures } from './failures.tsx'
import { ALL_KINDS } from './groups.ts'
import { robotFields } from './robot-fields.ts'
import { words } from './words/index.ts'

/** 通知渠道: the chat robots of the office, and what was sent, waits, or reached nobody. */
export function Page() {
  const w = words.use()
  return (
    <div className="notices">
      <h1>{w.channels}</h1>
      <Robots />
      <Sent />
    </div>
  )
}

type Asked = { deed: 'add' } | { deed: 'change' | 'remove'; robotId: string; label: string; kinds: readonly string[] }

function Robots() {
  const w = words.use()
  const robots = useAnswer('notices.office-robots')
  const [asked, setAsked] = useState<Asked>()
  const removing = useCommand('notices.remove-office-robot', { onDone: () => setAsked(undefined) })
  if (robots.isError && !robots.data) return <PageFault error={robots.error} />
  const close = () => setAsked(undefined)
  const told = (label?: string, kinds: readonly string[] = []) => [
    {
      kind: 'line' as const,
      name: 'label',
      label: w.robot.label,
      limit: 40,
      ...(label !== undefined && { value: label }),
    },
    {
      kind: 'several' as const,
      name: 'kinds',
      label: w.robot.kinds,
      options: ALL_KINDS.map((kind) => [kind, w.kinds[kind]] as const),
      value: kinds,
    },
  ]
  return (
    <Card title={w.robot.office}>
      <p className="mute">{w.robot.officeHint}</p>
      {robots.isPending && <LoadingBars rows={2} />}
      {robots.data?.items.length === 0 && <EmptyState mark="群" title={w.robot.none} hint={w.robot.noneHint} />}
      <ul className="told">
        {robots.data?.items.map(({ robotId, vendor, label, kinds, lastSentAt }) => (
          <li key={robotId}>
            <article className="notice-one">
              <div className="notice-said">
                <span>
                  <b>{label}</b> <span className="tag blue">{w.robot.vendors[vendor]}</span>
                </span>
                <span className="small mute">
                  {kinds.map((kind) => w.kinds[kind]).join(w.comma)}
                  <br />
                  {lastSentAt === undefined ? w.robot.neverSent : w.robot.lastSent(dateTime(lastSentAt))}
                </span>
              </div>
              <button
                type="button"
                className="btn sm"
                aria-label={`${w.robot.change}：${label}`}
                onClick={() => setAsked({ deed: 'change', robotId, label, kinds })}
              >
                {w.robot.change}
              </button>
              <button
                type="button"
                className="btn sm"
                aria-label={`${w.robot.remove}：${label}`}
                onClick={() => setAsked({ deed: 'remove', robotId, label, kinds })}
              >
                {w.robot.remove}
              </button>
            </article>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="btn go" onClick={() => setAsked({ deed: 'add' })}>
          {w.robot.add}
        </button>
      </p>
      <Dialog title={w.robot.add} open={asked?.deed === 'add'} onClose={close}>
        <CommandForm
          command="notices.add-office-robot"
          fields={[...robotFields(w.robot), ...told()]}
          submit={w.robot.save}
          onDone={close}
          onClose={close}
        />
      </Dialog>
      <Dialog title={w.robot.change} open={asked?.deed === 'change'} onClose={close}>
        {asked?.deed === 'change' && (
          <CommandForm
            key={asked.robotId}
            command="notices.change-office-robot"
            fixed={{ robotId: asked.robotId }}
            fields={told(asked.label, asked.kinds)}
            submit={w.save}
            onDone={close}
            onClose={close}
          />
        )}
      </Dialog>
      <Dialog
        title={w.robot.remove}
        open={asked?.deed === 'remove'}
        onClose={close}
        foot={
          <button
            type="button"
            className="btn danger"
            disabled={removing.isPending}
            onClick={() => asked?.deed === 'remove' && removing.mutate({ body: { robotId: asked.robotId } })}
          >
            {w.robot.remove}
          </button>
        }
      >
        <p>{asked?.deed === 'remove' && w.robot.removeLead(asked.label)}</p>
        <PageRefusal error={removing.error} fields={[]} />
      </Dialog>
    </Card>
  )
}

const STATES = ['WAITING', 'REFUSED', 'GIVEN_UP', 'SENT'] as const satisfies Row<'notices.deliveries'>['state'][]

function Sent() {
  const w = words.use()
  const { values, set } = useAddress(['state'])
  const asked = one(values.state)
  const state = STATES.find((known) => known === asked)
  const list = useList('notices.deliveries', state === undefined ? {} : { state }, { size: 30 })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const counts = list.first?.counts
  return (
    <Card title={w.sending}>
      {list.first && !list.first.mail.isOffered && <Note kind="off">{w.mail.noServer}</Note>}
      <Segments
        label={w.sending}
        hidden
        value={state ?? 'ALL'}
        options={[
          ['ALL', w.shows.all],
          ...STATES.map((one) => [one, `${w.states[one]} ${counts?.[one] ?? ''}`] as const),
        ]}
        onChange={(next) => set({ state: next === 'ALL' ? undefined : next })}
      />
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && <EmptyState mark="发送" title={w.noSent} hint={w.noSentHint} />}
      <Failures rows={list.rows} />
      <LoadMore list={list} />
    </Card>
  )
}
