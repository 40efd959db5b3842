import { useState } from 'react'
import type { Row } from '../../data/contracts.ts'
import { useLive } from '../../data/live.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

type Topic = Row<'consultations.plan-items'>

/** 协商选题: what is asked for and until when, the member's own topics, and what became of each. */
export function Page() {
  const w = words.use()
  const plans = useAnswer('consultations.plans', { limit: 5 })
  const calling = plans.data?.items.find(({ state }) => state === 'COLLECTING')
  const plan = useAnswer('consultations.plan', { planId: calling?.planId ?? '' }, { enabled: calling !== undefined })
  const own = useList('consultations.plan-items', { mine: 'true', sort: 'changed' }, { size: 20 })
  const [sent, setSent] = useState(0)
  useLive(own.rows.slice(0, 20).map(({ itemId }) => `consultations/plan-items/${itemId}`))
  const error = plans.error ?? own.error
  if (error && !(plans.data && own.first)) return <PageFault error={error} />
  if (!plans.data || !own.first || (calling && plan.isPending)) return <LoadingBars />
  const call = plan.data?.topicCall
  const isOpen = calling !== undefined && call?.open === true
  return (
    <>
      <h1>{w.title}</h1>
      {isOpen || <Note>{w.noCall}</Note>}
      <section
        className={isOpen ? 'card stack' : 'stack'}
        aria-label={w.call}
        style={{ '--g': '12px' } as React.CSSProperties}
      >
        {isOpen && (
          <>
            <h2>{calling.title}</h2>
            <p>{call.notice}</p>
            <p className="sub">{w.until(longDate(call.deadline))}</p>
          </>
        )}
        {sent > 0 && <Note kind="ok">{w.sent}</Note>}
        <CommandForm
          key={sent}
          command="consultations.propose-topic"
          fixed={{ planId: calling?.planId }}
          fields={[
            { kind: 'line', name: 'topic', label: w.topic, limit: 200, hint: w.topicHint },
            { kind: 'text', name: 'reason', label: w.reason, limit: 2000, optional: true },
          ]}
          gone={!isOpen}
          submit={w.propose}
          big
          onDone={() => setSent(sent + 1)}
        />
      </section>
      <h2>{w.mine}</h2>
      {own.total === 0 && (
        <section className="card">
          <EmptyState mark="选题" title={w.none} hint={w.noneHint} />
        </section>
      )}
      {own.rows.map((topic) => (
        <TopicCard key={topic.itemId} topic={topic} />
      ))}
      <LoadMore list={own} size="big" />
    </>
  )
}

function TopicCard({ topic: { itemId, topic, state, year } }: { topic: Topic }) {
  const w = words.use()
  const [asking, setAsking] = useState(false)
  return (
    <section className="card stack" aria-label={topic} style={{ '--g': '8px' } as React.CSSProperties}>
      <p className="small mute">{w.year(year)}</p>
      <h3 className="song">
        <Title text={topic} />
      </h3>
      <p>
        <span className={`state ${state === 'PROPOSED' ? 'wait' : ENDED.has(state) ? 'bad' : 'ok'}`}>
          {w.states[state] ?? w.taken}
        </span>
      </p>
      {state === 'PROPOSED' && !asking && (
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          {w.withdraw}
        </button>
      )}
      {asking && (
        <CommandForm
          command="consultations.withdraw-item"
          fixed={{ itemId }}
          fields={[{ kind: 'text', name: 'reason', label: w.why, limit: 500 }]}
          submit={w.confirmWithdraw}
          big
          gone={state !== 'PROPOSED'}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </section>
  )
}

const ENDED: ReadonlySet<string> = new Set(['DECLINED', 'WITHDRAWN', 'CANCELLED'])
