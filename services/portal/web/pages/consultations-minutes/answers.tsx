import { dateTime, longDate } from '../../look/dates.ts'
import type { Participant } from '../consultations-sessions/use-participants.ts'
import type { Version } from './minutes-sheet.tsx'
import { words } from './words/index.ts'

/** 回复情况: whoever came, what they answered, and who has not; silence is neither consent nor objection. */
export function Answers({
  version,
  people,
  nameOf,
}: {
  version: Version
  people: readonly Participant[]
  nameOf: (id: string | undefined) => string | undefined
}) {
  const w = words.use()
  const asked = people.filter(({ attendance }) => attendance !== undefined && attendance !== 'ABSENT')
  const given = new Map(version.answers.map((one) => [one.participantId, one]))
  const count = (answer: 'AGREED' | 'OBJECTED') => version.answers.filter((one) => one.answer === answer).length
  const silent = asked.length - asked.filter(({ participantId }) => given.has(participantId)).length
  return (
    <section className="card" aria-label={w.answers}>
      <div className="head">
        <h2>{w.answers}</h2>
        {version.answerBy !== undefined && (
          <span className="mute small push">{w.until(longDate(version.answerBy))}</span>
        )}
      </div>
      <p className="pad">{w.counted(count('AGREED'), count('OBJECTED'), silent)}</p>
      <ul className="people">
        {asked
          .toSorted((a, b) => rank(given.get(a.participantId)) - rank(given.get(b.participantId)))
          .map(({ participantId }) => {
            const one = given.get(participantId)
            return (
              <li key={participantId}>
                <span>
                  <b>{nameOf(participantId) ?? w.unnamed}</b>
                  {one?.remark !== undefined && <span className="sub"> {one.remark}</span>}
                </span>
                <span className={`state small ${one ? (one.answer === 'AGREED' ? 'ok' : 'bad') : 'wait'}`}>
                  {one ? w.given[one.answer] : w.given.NONE}
                </span>
                {one && <span className="mute small">{dateTime(one.at)}</span>}
              </li>
            )
          })}
      </ul>
    </section>
  )
}

/** Objections first, then those who are silent. */
const rank = (one: { answer: 'AGREED' | 'OBJECTED' } | undefined) =>
  one === undefined ? 1 : one.answer === 'OBJECTED' ? 0 : 2
