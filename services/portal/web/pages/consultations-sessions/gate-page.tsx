import './session.css'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useLive } from '../../data/live.ts'
import { useNames } from '../../data/names.ts'
import { Refused } from '../../data/problem.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { QrCode } from '../../elements/qr-code.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { Presence } from './presence.tsx'
import { useParticipants } from './use-participants.ts'
import { words } from './words/index.ts'

const SHOWN = 6

/** 签到屏: the code of the venue, large; green with the name when somebody has checked in; the count in sight. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const session = useAnswer('consultations.session', { sessionId: sessionId! })
  const code = useAnswer('consultations.check-in-code', { sessionId: sessionId! })
  const people = useParticipants(sessionId!)
  useLive()
  const there = (people.data ?? []).flatMap(({ participantId, attendance }) =>
    attendance === 'PRESENT' || attendance === 'LATE' ? [participantId] : [],
  )
  const nameOf = useNames(there)
  const latest = useArrivals(people.data === undefined ? undefined : there)
  if (session.error && !session.data) return <PageFault error={session.error} />
  if (!session.data || code.isPending) return <LoadingBars />
  const closed = code.error instanceof Refused && code.error.problem.status === 404
  if (code.error && !closed) return <PageFault error={code.error} />
  const [newest] = latest
  return (
    <main className="gate" id="main">
      <header>
        <h1 className="song">{session.data.title}</h1>
        <p>{session.data.place}</p>
      </header>
      {closed || !code.data ? (
        <EmptyState mark="签到" title={w.gateClosed} hint={w.gateClosedHint}>
          <Go className="btn" to={`/consultations/sessions/${sessionId!}`}>
            {w.gateBack}
          </Go>
        </EmptyState>
      ) : (
        <div className="gatecols">
          <div className="venue">
            <QrCode text={`${location.origin}/m/meetings/${sessionId!}?code=${code.data.code}`} label={w.qr} />
            <p>{w.gateLead}</p>
            <p>
              {w.gateCode} <b className="mono">{code.data.code.match(/.{1,4}/g)?.join(' ')}</b>
            </p>
          </div>
          <div className="stack">
            <Presence session={session.data} />
            <div key={newest} className={newest === undefined ? 'arrival' : 'arrival came'} role="status">
              {newest === undefined ? (
                <span className="mute">{w.noneArrived}</span>
              ) : (
                w.arrived(nameOf(newest) ?? w.unnamed)
              )}
            </div>
            {latest.length > 1 && (
              <div>
                <h2>{w.latest}</h2>
                <ul>
                  {latest.slice(1, SHOWN).map((id) => (
                    <li key={id}>{nameOf(id) ?? w.unnamed}</li>
                  ))}
                </ul>
              </div>
            )}
          </div>
        </div>
      )}
    </main>
  )
}

/** Who came while the screen was up, the latest first. */
function useArrivals(there: readonly string[] | undefined): readonly string[] {
  const known = useRef<ReadonlySet<string>>(undefined)
  const [latest, setLatest] = useState<readonly string[]>([])
  const text = there?.join(' ')
  useEffect(() => {
    if (text === undefined) return
    const now = text === '' ? [] : text.split(' ')
    const before = known.current
    known.current = new Set(now)
    const came = before ? now.filter((id) => !before.has(id)) : []
    if (came.length > 0) setLatest((all) => [...came, ...all.filter((id) => !came.includes(id))])
  }, [text])
  return latest
}
