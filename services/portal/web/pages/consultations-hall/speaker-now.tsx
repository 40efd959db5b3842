import { clockFace, minutes } from './speech-clock.ts'
import { type Floor, useServiceTime } from './use-floor.ts'
import { words } from './words/index.ts'

/** 正在发言: the clock with its colours and words, and what may be done; or whoever comes next. */
export function SpeakerNow({
  speaking,
  next,
  ahead,
  busy,
  nameOf,
  onStart,
  onStop,
  onTakeOff,
}: {
  speaking: Floor['speaking']
  next: Floor['waiting'][number] | undefined
  ahead: number
  busy: boolean
  nameOf: (id: string | undefined) => string | undefined
  onStart: (speechId: string) => void
  onStop: (speechId: string) => void
  onTakeOff: (speechId: string) => void
}) {
  const w = words.use()
  const now = useServiceTime(ahead)
  const face = speaking && clockFace(speaking, now)
  const turn = speaking ?? next
  const name = nameOf(turn?.speakerId) ?? w.unnamed
  return (
    <>
      {turn && (
        <div className={`speakbox ${face?.state ?? 'next'}`}>
          <div>
            <p className="small mute">{speaking ? w.speaking : w.nextUp}</p>
            <p className="speaker">{name}</p>
            <p className="sub small">{turn.title}</p>
          </div>
          <div className="clock">
            <b role="timer" aria-label={w.speaking}>
              {face?.state === 'over' && '+'}
              {minutes(face ? face.left : turn.limitSeconds)}
            </b>
            <span className="small">{w.rest[face?.state ?? 'ok'](minutes(turn.limitSeconds))}</span>
          </div>
          {speaking ? (
            <div className="row wrap">
              <button type="button" className="btn go" disabled={busy} onClick={() => onStop(speaking.speechId)}>
                {w.stop}
              </button>
              <button type="button" className="btn text" disabled={busy} onClick={() => onTakeOff(speaking.speechId)}>
                {w.mistaken}
              </button>
            </div>
          ) : (
            <button type="button" className="btn go" disabled={busy} onClick={() => onStart(turn.speechId)}>
              {w.startOf(name)}
            </button>
          )}
        </div>
      )}
      <span className="heard" role="status">
        {face && speaking && (face.state === 'ok' ? w.told.started(name) : w.told[face.state])}
      </span>
    </>
  )
}
