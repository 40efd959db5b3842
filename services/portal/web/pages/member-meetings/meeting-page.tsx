import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import { useLive } from '../../data/live.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { SpeakUp } from '../consultations-member/speak-up.tsx'
import { AskLeave } from './ask-leave.tsx'
import { words } from './words/index.ts'

/** 会议: when and where, one's own place in it, the check-in with the code of the venue, leave, and the material. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const { values } = useAddress(['code'])
  const { data, isPending, error } = useAnswer('consultations.session', { sessionId: sessionId! })
  const correcting = data?.own !== undefined && data.minutes === 'DRAFTED'
  // While they are written anew, what was circulated or approved before stays to be read.
  const minutes = useAnswer('consultations.session-minutes', { sessionId: sessionId! }, { enabled: correcting })
  useLive([`consultations/sessions/${sessionId!}`])
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const { own, state } = data
  const isThere = own?.attendance !== undefined && own.attendance !== 'ABSENT'
  const ended = state === 'POSTPONED' || state === 'CANCELLED' || state === 'ADJOURNED' ? w.ended[state] : undefined
  const open = state === 'NOTIFIED' || state === 'ADJOURNED'
  return (
    <>
      <article className="card lead">
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        <dl className="facts">
          <dt>{w.from}</dt>
          <dd>
            {dateWithWeekday(data.startsAt)} {clockTime(data.startsAt)}–{clockTime(data.endsAt)}
          </dd>
          <dt>{w.place}</dt>
          <dd>{data.place}</dd>
        </dl>
        {own && (
          <p>
            <span className={`state ${isThere ? 'ok' : own.attendance === 'ABSENT' ? 'bad' : 'do'}`}>
              {own.attendance ? w.attendance[own.attendance] : own.leave ? w.leave[own.leave] : w.attend}
              {own.capacity === 'OBSERVER' && `（${w.observer}）`}
            </span>
          </p>
        )}
      </article>
      {ended !== undefined && <Note kind="warn">{ended}</Note>}
      {own && (data.minutes === 'CIRCULATED' || data.minutes === 'APPROVED' || minutes.data?.versions[0]) && (
        <Go to={`/m/meetings/${data.sessionId}/minutes`} className="btn go big">
          {data.minutes === 'CIRCULATED' && isThere ? w.answerMinutes : w.readMinutes}
        </Go>
      )}
      {own && open && isThere && <Note kind="ok">{w.checkedIn}</Note>}
      {own && open && !isThere && data.checkInOpen && (
        <section className="card stack" aria-label={w.checkIn} style={{ '--g': '12px' } as React.CSSProperties}>
          <h2>{w.checkIn}</h2>
          <CommandForm
            command="consultations.check-in"
            fixed={{ sessionId: data.sessionId }}
            fields={[{ kind: 'line', name: 'code', label: w.code, limit: 64, value: one(values.code) ?? '' }]}
            body={({ code }) => ({ code: String(code).replaceAll(/\s/g, '') })}
            submit={w.doCheckIn}
            big
          >
            <p className="sub small">{w.checkInLead}</p>
          </CommandForm>
        </section>
      )}
      {own && open && !isThere && !data.checkInOpen && <p className="sub small">{w.checkInLater}</p>}
      <AskLeave session={data} />
      {own?.leave === 'REQUESTED' && <Note>{w.leaveAsked}</Note>}
      {data.agenda.length > 0 && (
        <section className="card">
          <h2>{w.agenda}</h2>
          <ol className="agenda">
            {data.agenda.map((item, at) => (
              <li key={item}>
                {at + 1}. {item}
              </li>
            ))}
          </ol>
        </section>
      )}
      <section className="card">
        <h2>{w.materials}</h2>
        {data.materials.length === 0 ? (
          <p className="sub small">{w.noMaterials}</p>
        ) : (
          <FileList
            service="consultations"
            files={data.materials.map(({ file, title }) => ({ ...file, name: title }))}
          />
        )}
      </section>
      {data.questions.length > 0 && (
        <section className="card">
          <h2>{w.questions}</h2>
          {data.questions.map(({ questionId, question, answer }) => (
            <div key={questionId}>
              <p>{question}</p>
              {answer !== undefined && (
                <p className="sub">
                  {w.answer}：{answer}
                </p>
              )}
            </div>
          ))}
        </section>
      )}
      <SpeakUp session={data} />
      <Go to="/m/meetings" className="btn big">
        {w.back}
      </Go>
    </>
  )
}
