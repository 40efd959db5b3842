import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { useOpenStep } from '../../elements/next-steps.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateWithWeekday, dayOf, longDate } from '../../look/dates.ts'
import { actionsOf, type Known } from './plan-actions.ts'
import { words } from './words/index.ts'

/** Names of bodies and units for the forms. */
export function useKnown(): Known {
  const options = { staleTime: 10 * 60_000 }
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, options)
  const bodies = useAnswer('directory.bodies', { limit: 200, sort: 'name' }, options)
  const { data: session } = useSession()
  return {
    units: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
    bodies: (bodies.data?.items ?? []).map(({ bodyId, name }) => [bodyId, name] as const),
    ownUnits: session?.active?.unitIds ?? [],
    today: dayOf(new Date()),
  }
}

/** 计划下一步: how far the plan has come, and what whoever looks may do about it. */
export function PlanNext({ plan }: { plan: Answer<'consultations.plan'> }) {
  const w = words.use()
  const known = useKnown()
  const [done, setDone] = useState<string>()
  const actions = actionsOf(plan, known, w)
  const { open, gone, choose } = useOpenStep(actions)
  const facts = factsOf(plan, w)
  if (facts.length === 0 && actions.length === 0 && !open) return null
  return (
    <section className="card pad stack noprint" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {done !== undefined && <Note kind="ok">{w.done(done)}</Note>}
      {actions.length > 0 && (
        <div className="row wrap">
          {actions.map((action) =>
            action.href === undefined ? (
              <button
                type="button"
                key={action.command}
                className="btn"
                aria-expanded={open === action}
                onClick={() => {
                  choose(open === action ? undefined : action)
                  setDone(undefined)
                }}
              >
                {action.label}
              </button>
            ) : (
              <Go key={action.command} to={action.href} className="btn">
                {action.label}
              </Go>
            ),
          )}
        </div>
      )}
      {open && (
        <div className="formbox">
          <CommandForm
            key={open.command}
            command={open.command}
            fixed={open.fixed}
            fields={open.fields}
            {...(open.body && { body: open.body })}
            submit={w.confirm(open.label)}
            gone={gone}
            onClose={() => choose(undefined)}
            onDone={() => {
              setDone(open.label)
              choose(undefined)
            }}
          >
            {open.follows !== undefined && <p className="sub">{open.follows}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}

/** Who has the plan now, and since when or until when. */
function factsOf(plan: Answer<'consultations.plan'>, w: ReturnType<typeof words.use>): string[] {
  const facts: string[] = []
  const { state, topicCall, opinions, deliberation, forwarding } = plan
  if (state === 'COLLECTING' && topicCall) facts.push(w.waits.COLLECTING(dateWithWeekday(topicCall.deadline)))
  if (state === 'CONSULTING') {
    const open = opinions.filter(({ opinion }) => opinion === undefined)
    facts.push(
      open.length === 0
        ? w.waits.consulted
        : w.waits.CONSULTING(open.map(({ unit }) => unit.name ?? w.unnamed).join('、')),
    )
  }
  if (state === 'DELIBERATED' && deliberation)
    facts.push(w.waits.DELIBERATED(deliberation.meeting, longDate(deliberation.heldOn)))
  if (state === 'DRAFTING' || state === 'DELIBERATING' || state === 'ADOPTED') facts.push(w.waits[state])
  if (forwarding && forwarding.read < forwarding.recipients) {
    facts.push(w.waits.FORWARDED(forwarding.recipients, forwarding.recipients - forwarding.read))
  }
  return facts
}
