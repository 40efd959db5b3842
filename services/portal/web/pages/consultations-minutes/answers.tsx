import { dateTime, longDate } from '../../look/dates.ts'
import type { Participant } from '../consultations-sessions/use-participants.ts'
import type { Version } from './minutes-sheet.tsx'
import { askedOf, headcount, silentOf } from './silent.ts'
import { words } from './words/index.ts'

/** So few names stand open. */
const FEW = 12

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
  const asked = askedOf(people)
  const given = new Map(version.answers.map((one) => [one.participantId, one]))
  const count = (some: readonly Participant[]) => w.headcount(...headcount(some))
  const said = (answer: 'AGREED' | 'OBJECTED') =>
    count(asked.filter(({ participantId }) => given.get(participantId)?.answer === answer))
  const silent = silentOf(people, version)
  const answered = asked.filter(({ participantId }) => given.has(participantId))
  return (
    <section className="card" aria-label={w.answers}>
      <div className="head">
        <h2>{w.answers}</h2>
        {version.answerBy !== undefined && (
          <span className="mute small push">{w.until(longDate(version.answerBy))}</span>
        )}
      </div>
      <p className="pad">{w.counted(said('AGREED'), said('OBJECTED'), count(silent))}</p>
      <ul className="people">
        {answered
          .toSorted((a, b) => rank(given.get(a.participantId)!) - rank(given.get(b.participantId)!))
          .map(({ participantId }) => {
            const { answer, remark, at } = given.get(participantId)!
            return (
              <li key={participantId}>
                <span>
                  <b>{nameOf(participantId) ?? w.unnamed}</b>
                  {remark !== undefined && <span className="sub"> {remark}</span>}
                </span>
                <span className={`state small ${answer === 'AGREED' ? 'ok' : 'bad'}`}>{w.given[answer]}</span>
                <span className="mute small">{dateTime(at)}</span>
              </li>
            )
          })}
      </ul>
      {silent.length > 0 && (
        <details className="silent" open={silent.length <= FEW}>
          <summary>{w.silent(count(silent))}</summary>
          <p>{silent.map(({ participantId }) => nameOf(participantId) ?? w.unnamed).join('、')}</p>
        </details>
      )}
    </section>
  )
}

/** Objections first. */
const rank = ({ answer }: { answer: 'AGREED' | 'OBJECTED' }) => (answer === 'OBJECTED' ? 0 : 1)
