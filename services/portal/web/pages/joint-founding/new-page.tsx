import './founding.css'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { type Card, KeyCards } from './key-cards.tsx'
import { words } from './words/index.ts'

/** 起草机制邀请: who founds it, with the keys that each gave, and what they agree on. */
export function Page() {
  const w = words.use()
  const { data, isPending, error } = useAnswer('joint.own-key-card', {}, { staleTime: 600_000 })
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  return (
    <>
      <div>
        <p className="small mute">
          <Go to="/joint">{w.compacts}</Go>
        </p>
        <h1>{w.newCompact}</h1>
        <p className="sub small">{w.newHint}</p>
      </div>
      <Invitation own={data.card} />
    </>
  )
}

function Invitation({ own }: { own: Card }) {
  const w = words.use()
  const navigate = useNavigate()
  const [cards, setCards] = useState<readonly Card[]>([own])
  const names = cards.map(({ committee, name }) => [committee, name] as const)
  return (
    <>
      <KeyCards own={own} cards={cards} onChange={setCards} />
      {cards.length < 2 && <Note kind="warn">{w.twoAtLeast}</Note>}
      <section className="card pad foundform" aria-label={w.agreement}>
        <CommandForm
          command="joint.draft-invitation"
          submit={w.draftInvitation}
          fields={[
            { kind: 'line', name: 'text.name', label: w.name, limit: 200 },
            {
              kind: 'choice',
              name: 'text.kind',
              label: w.kind,
              few: true,
              value: 'equals',
              options: [
                ['equals', w.kinds.equals],
                ['vertical', w.kinds.vertical],
              ],
            },
            { kind: 'choice', name: 'text.upper', label: w.upper, options: names, optional: true, hint: w.upperHint },
            { kind: 'day', name: 'text.start', label: w.start, value: dayOf(new Date()) },
            { kind: 'day', name: 'text.end', label: w.end, optional: true, hint: w.endHint },
            {
              kind: 'number',
              name: 'text.rotation',
              label: w.firstYear,
              value: dayOf(new Date()).slice(0, 4),
              hint: w.rotationHint,
            },
            {
              kind: 'text',
              name: 'text.linkages',
              label: w.linkages,
              limit: 4000,
              hint: w.oneALine,
              value: w.linkageValue,
            },
            {
              kind: 'several',
              name: 'text.crossing',
              label: w.crossing,
              options: Object.entries(w.crossings),
              value: ['PUBLIC', 'JOINT'],
              hint: w.crossingHint,
            },
            { kind: 'line', name: 'text.archiveRule', label: w.archiveRule, limit: 200, value: w.archiveValue },
            { kind: 'line', name: 'text.exitRule', label: w.exitRule, limit: 200, value: w.exitValue },
            { kind: 'text', name: 'text.articles', label: w.articles, limit: 60_000, rows: 14 },
          ]}
          body={(typed) => ({ text: textOf(typed, cards) })}
          onDone={([event]) => void navigate({ to: `/joint/${String(event!.data['compactId'])}` as never })}
        />
      </section>
    </>
  )
}

/** 协议文本 of what was typed; the hosts take turns in the order of the members. */
function textOf(typed: Readonly<Record<string, unknown>>, cards: readonly Card[]) {
  const of = (name: string) => typed[`text.${name}`]
  return {
    name: of('name'),
    kind: of('kind'),
    upper: of('kind') === 'vertical' ? (of('upper') ?? null) : null,
    members: cards,
    start: of('start'),
    end: of('end') ?? null,
    linkages: String(of('linkages'))
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    rotation: { firstYear: of('rotation'), order: cards.map(({ committee }) => committee), swaps: [] },
    crossing: of('crossing'),
    archiveRule: of('archiveRule'),
    exitRule: of('exitRule'),
    articles: of('articles'),
  }
}
