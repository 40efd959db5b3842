import { useAnswer } from '../../data/use-answer.ts'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { words } from './words/index.ts'

/** 纪要待回复: the sessions whose minutes wait for the member. */
export const useMinutesWaiting = (enabled: boolean) =>
  useAnswer('consultations.my-invitations', { when: 'all', minutesWaiting: 'true', limit: 5 }, { enabled })

/** 纪要待回复, one card each. */
export function MinutesWaiting() {
  const w = words.use()
  const waiting = useMinutesWaiting(true)
  return (
    <>
      {(waiting.data?.items ?? []).map(({ sessionId, title, minutesAnswerBy }) => (
        <section key={sessionId} className="card todo">
          <b className="kind">{w.minutesWaiting}</b>
          <h2>
            <Title text={title} />
          </h2>
          {minutesAnswerBy !== undefined && <p className="small sub">{w.answerBy(longDate(minutesAnswerBy))}</p>}
          <Go className="btn go big" to={`/m/meetings/${sessionId}/minutes`}>
            {w.readAndAnswer}
          </Go>
        </section>
      ))}
    </>
  )
}
