import { type Floor, useServiceTime } from './use-floor.ts'
import { clockFace, minutes } from './speech-clock.ts'
import { words } from './words/index.ts'

/** How many of those who wait the hall reads. */
const SHOWN = 5
/** With so few waiting there is room for the agenda too. */
const BESIDE = 2

/** 正在发言: the name and the clock as large as the hall needs, and who comes next. */
export function HallSpeaker({
  floor: { speaking, waiting, agenda, agendaItem },
  ahead,
  nameOf,
}: {
  floor: Floor
  ahead: number
  nameOf: (id: string | undefined) => string | undefined
}) {
  const w = words.use()
  const now = useServiceTime(ahead)
  const face = speaking && clockFace(speaking, now)
  return (
    <>
      {speaking && face ? (
        <div className={`spk ${face.state}`}>
          <div>
            <p className="lab">{w.speaking}</p>
            <p className="speaker song">{nameOf(speaking.speakerId) ?? w.unnamed}</p>
            <p className="subject">{speaking.title}</p>
          </div>
          <div className="tm">
            <b role="timer">
              {face.state === 'over' && '+'}
              {minutes(face.left)}
            </b>
            <span>{w.rest[face.state](minutes(speaking.limitSeconds))}</span>
            <div className="halltime" aria-hidden="true">
              <i style={{ width: `${face.share * 100}%` }} />
            </div>
          </div>
        </div>
      ) : (
        <p className="nobody">{w.nobodySpeaks}</p>
      )}
      {waiting.length > 0 && (
        <div className="hallqueue">
          <p className="lab">{w.waitingOf(waiting.length)}</p>
          <ol>
            {waiting.slice(0, SHOWN).map(({ speechId, speakerId, title }) => (
              <li key={speechId}>
                <b>{nameOf(speakerId) ?? w.unnamed}</b>
                <span>{title}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
      {waiting.length <= BESIDE && agenda.length > 0 && (
        <div className="hallqueue">
          <p className="lab">{w.agenda}</p>
          <ol>
            {agenda.slice(0, 8).map((line, at) => (
              <li key={line} className={at + 1 === agendaItem ? 'on' : undefined}>
                <b>
                  {at + 1}. {line}
                </b>
                {at + 1 === agendaItem && <span>{w.here}</span>}
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  )
}
