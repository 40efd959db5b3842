import './cockpit.css'
import { type KeyboardEvent, useRef } from 'react'
import type { Row } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { clockTime } from '../../look/dates.ts'
import { AgendaSteps } from './agenda-steps.tsx'
import { SpeakerNow } from './speaker-now.tsx'
import { minutes } from './speech-clock.ts'
import { useFloor } from './use-floor.ts'
import { words } from './words/index.ts'

type Participant = Row<'consultations.session-participants'>

/** 会议工作台: where the session is, who speaks and who comes next; worked by keyboard while it is under way. */
export function Cockpit({
  sessionId,
  people,
  nameOf,
  adding,
  onAdding,
  gone,
}: {
  sessionId: string
  people: readonly Participant[]
  nameOf: (id: string | undefined) => string | undefined
  /** Whether the form for one more speaker is open. */
  adding: boolean
  onAdding: (open: boolean) => void
  /** The session is over: only what was typed is still here. */
  gone: boolean
}) {
  const w = words.use()
  const part = useRef<HTMLElement>(null)
  const { floor, ahead, lostSince } = useFloor(sessionId)
  // The button that was pressed is gone: the keys stay with the part.
  const stay = { onDone: () => part.current?.focus() }
  const starting = useCommand('consultations.start-speech', stay)
  const stopping = useCommand('consultations.stop-speech', stay)
  const taking = useCommand('consultations.take-off-speaker', stay)
  const turning = useCommand('consultations.take-up-agenda-item', stay)
  if (!floor) return <LoadingBars rows={3} />
  const { speaking, waiting, agenda, agendaItem } = floor
  const busy = gone || [starting, stopping, taking, turning].some(({ isPending }) => isPending)
  const start = (speechId: string) => starting.mutate({ body: { sessionId, speechId } })
  const stop = (speechId: string) => stopping.mutate({ body: { sessionId, speechId } })
  const takeOff = (speechId: string) => taking.mutate({ body: { sessionId, speechId } })
  const turnTo = (number: number) => turning.mutate({ body: { sessionId, number } })
  const [next] = waiting
  const keys = (event: KeyboardEvent) => {
    // A key that is held would start a speech and end it.
    if (event.repeat || busy || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.target as HTMLElement).closest('input,textarea,select')) return
    const key = event.key.toLowerCase()
    if (key === 's' && speaking) stop(speaking.speechId)
    else if (key === 's' && next) start(next.speechId)
    else if (key === 'n' && (agendaItem ?? 0) < agenda.length) turnTo((agendaItem ?? 0) + 1)
    else if (key === 'a') onAdding(true)
    else return
    event.preventDefault()
  }
  const onList = new Set([speaking?.speakerId, ...waiting.map(({ speakerId }) => speakerId)])
  const isHere = ({ attendance }: Participant) => attendance !== undefined && attendance !== 'ABSENT'
  const free = people.filter(({ kind, participantId }) => kind === 'MEMBER' && !onList.has(participantId))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys are short ways for its buttons, while the focus is among them
    <section ref={part} className="card floor noprint" aria-label={w.floor} onKeyDown={keys} id="floor" tabIndex={-1}>
      <div className="head">
        <h2>{w.floor}</h2>
        <span className="mute small">{w.spoken(floor.spoken.speeches, minutes(floor.spoken.seconds))}</span>
        <Go className="btn sm push" to={`/consultations/sessions/${sessionId}/hall`} target="_blank">
          {w.openHall}
        </Go>
      </div>
      <div className="pad stack" style={{ '--g': '14px' } as React.CSSProperties}>
        {lostSince !== undefined && <Note kind="off">{w.lost(clockTime(lostSince))}</Note>}
        <AgendaSteps agenda={agenda} at={agendaItem} busy={busy} onTurn={turnTo} />
        <SpeakerNow
          speaking={speaking}
          next={next}
          ahead={ahead}
          busy={busy}
          nameOf={nameOf}
          onStart={start}
          onStop={stop}
          onTakeOff={takeOff}
        />
        <PageRefusal error={starting.error ?? stopping.error ?? taking.error ?? turning.error} fields={[]} />
        <ol className="lineup" aria-label={w.speakers}>
          {waiting.map(({ speechId, speakerId, title, limitSeconds }, at) => {
            const name = nameOf(speakerId) ?? w.unnamed
            return (
              <li key={speechId}>
                <span className="mute">{at + 1}</span>
                <b>{name}</b>
                <span className="sub">{title}</span>
                <span className="mute small">{minutes(limitSeconds)}</span>
                <button
                  type="button"
                  className="btn sm"
                  aria-label={w.startOf(name)}
                  disabled={busy || speaking !== undefined}
                  onClick={() => start(speechId)}
                >
                  {w.start}
                </button>
                <button
                  type="button"
                  className="btn sm text"
                  aria-label={w.takeOffOf(name)}
                  disabled={busy}
                  onClick={() => takeOff(speechId)}
                >
                  {w.takeOff}
                </button>
              </li>
            )
          })}
        </ol>
        {!speaking && waiting.length === 0 && <p className="mute small">{w.noSpeakers}</p>}
        {adding ? (
          <CommandForm
            command="consultations.line-up-speaker"
            fixed={{ sessionId }}
            fields={[
              {
                kind: 'choice',
                name: 'speakerId',
                label: w.speaker,
                options: free
                  .toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)))
                  .map((one) => {
                    const name = nameOf(one.participantId) ?? w.unnamed
                    return [one.participantId, isHere(one) ? name : `${name}（${w.notHere}）`] as const
                  }),
              },
              {
                kind: 'choice',
                few: true,
                name: 'mode',
                label: w.mode,
                options: Object.entries(w.modes),
                value: 'FLOOR',
              },
              {
                kind: 'line',
                name: 'title',
                label: w.title,
                limit: 200,
                hint: w.titleHint,
                value: (agendaItem !== undefined && agenda[agendaItem - 1]) || w.floorTitle,
              },
              {
                kind: 'number',
                name: 'limitSeconds',
                label: w.limit,
                value: '8',
                min: 0.5,
                max: 60,
                outside: w.limitOutside,
              },
            ]}
            body={({ limitSeconds, ...typed }) => ({ ...typed, limitSeconds: Math.round(Number(limitSeconds) * 60) })}
            gone={gone}
            submit={w.addNow}
            onClose={() => onAdding(false)}
            onDone={() => {
              onAdding(false)
              part.current?.focus()
            }}
          />
        ) : (
          <div className="row wrap">
            <button type="button" className="btn" onClick={() => onAdding(true)}>
              {w.add}
            </button>
            <span className="mute small">{w.keys}</span>
          </div>
        )}
      </div>
    </section>
  )
}
