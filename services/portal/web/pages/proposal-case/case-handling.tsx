import { DueChip } from '../../elements/due-chip.tsx'
import { addDays, dateTime, shortDate } from '../../look/dates.ts'
import type { Facts } from './actions/facts.ts'
import { words } from './words/index.ts'

type NameOf = (id: string | undefined) => string | undefined

/** 办理情况: plans, opinions, meetings, messages, extensions, disagreements and promises, each only where there is one. */
export function CaseHandling({ facts, nameOf }: { facts: Facts; nameOf: NameOf }) {
  const w = words.use()
  const { handling, promises = [], supervision } = facts
  if (!handling) return null
  const unitName = (id: string | undefined) => handling.units.find(({ unitId }) => unitId === id)?.name
  const groups: readonly (readonly [string, readonly React.ReactNode[]])[] = [
    [
      w.plans,
      handling.units
        .filter(({ plan }) => plan)
        .map(({ unitId, name, plan }) => (
          <Said
            key={unitId}
            who={name}
            at={plan!.at}
            text={plan!.text}
            note={plan!.finishOn && w.finishBy(shortDate(plan!.finishOn))}
          />
        )),
    ],
    [
      w.opinions,
      handling.units
        .filter(({ opinion }) => opinion?.text !== undefined)
        .map(({ unitId, name, opinion }) => (
          <Said key={unitId} who={name} at={opinion!.givenAt} text={opinion!.text} />
        )),
    ],
    [
      w.meetings,
      handling.meetings.map((held) => (
        <Said
          key={held.meetingId}
          who={`${unitName(held.unitId) ?? ''} → ${held.proposers.map(({ proposerId }) => nameOf(proposerId) ?? facts.file.leadName ?? '').join('、')}`}
          at={held.heldOn}
          text={held.summary}
          note={`${w.options.ways[held.way]} · ${w.options.meetingStages[held.stage]} · ${[...new Set(held.proposers.map(({ answer }) => w.meetingStates[answer ?? 'none']))].join('、')}`}
        />
      )),
    ],
    [
      w.messages,
      handling.messages.map((sent) => (
        <Said
          key={sent.at}
          who={sent.unitId ? unitName(sent.unitId) : (nameOf(sent.proposerId) ?? w.fromProposer)}
          at={sent.at}
          text={sent.text}
        />
      )),
    ],
    [
      w.extensions,
      handling.extensions.map((asked) => (
        <Said
          key={asked.extensionId}
          who={unitName(asked.unitId)}
          at={asked.requestedAt}
          text={asked.reason}
          note={`${w.extendTo(shortDate(asked.until))} · ${w.extensionStates[asked.state]}`}
        />
      )),
    ],
    [
      w.disagreements,
      handling.disagreements.map((told) => (
        <Said
          key={told.disagreementId}
          who={unitName(told.unitId)}
          at={told.reportedAt}
          text={[told.matter, told.result].filter(Boolean).join('\n')}
          note={w.disagreementStates[told.state]}
        />
      )),
    ],
    [
      w.promises,
      promises.map((promise) => (
        <div key={promise.promiseId} className="casesaid">
          <p className="row wrap">
            <b>{promise.unitName}</b>
            <span className="small mute">{w.promiseStates[promise.state]}</span>
            <span className="push">
              <DueChip
                dueAt={`${addDays(promise.dueOn, 1)}T00:00:00+08:00`}
                light={promise.light}
                doneAt={promise.settledAt}
              />
            </span>
          </p>
          <p>{promise.text}</p>
          {promise.lastReport && <p className="small sub">{promise.lastReport}</p>}
        </div>
      )),
    ],
    [
      w.supervisions,
      (supervision?.supervisions ?? [])
        .filter(({ isCorrected }) => !isCorrected)
        .map((held) => (
          <Said
            key={held.supervisionId}
            who={w.options.supervisionForms[held.form]}
            at={held.heldOn}
            text={held.result}
          />
        )),
    ],
  ]
  const shown = groups.filter(([, rows]) => rows.length > 0)
  if (shown.length === 0) return null
  return (
    <section className="card" aria-label={w.handling}>
      <div className="head">
        <h2>{w.handling}</h2>
      </div>
      <div className="pad groups">
        {shown.map(([title, rows]) => (
          <section key={title}>
            <h3>{title}</h3>
            {rows}
          </section>
        ))}
      </div>
    </section>
  )
}

const Said = ({
  who,
  at,
  text,
  note,
}: {
  who: string | undefined
  at: string | undefined
  text: string | undefined
  note?: string | undefined
}) => (
  <div className="casesaid">
    <p className="row wrap">
      <b>{who}</b>
      <span className="mute small">{at && (at.length === 10 ? shortDate(at) : dateTime(at))}</span>
      {note && <span className="small sub push">{note}</span>}
    </p>
    {text && <p className="pre">{text}</p>}
  </div>
)

/** 委员评价: who rated what, for whoever may know; the counts for others. */
export function CaseFeedback({ facts: { feedback, handling, file }, nameOf }: { facts: Facts; nameOf: NameOf }) {
  const w = words.use()
  const replies = feedback?.replies ?? []
  if (replies.length === 0) return null
  return (
    <section className="card" aria-label={w.feedback}>
      <div className="head">
        <h2>{w.feedback}</h2>
      </div>
      <div className="pad">
        {replies.map((reply) => (
          <div key={`${reply.unitId} ${reply.round}`} className="casesaid">
            <p className="row wrap">
              <b>{handling?.units.find(({ unitId }) => unitId === reply.unitId)?.name}</b>
              {reply.forms !== undefined ? (
                <span className="small sub">{w.feedbackTell(reply.returned ?? 0, reply.forms)}</span>
              ) : (
                <span className="small mute">{w.feedbackHidden}</span>
              )}
              {reply.closedAt === undefined && reply.dueAt && (
                <span className="push">
                  <DueChip dueAt={reply.dueAt} light="green" plain />
                </span>
              )}
            </p>
            {reply.results
              ?.filter(({ count }) => count > 0)
              .map(({ result, count }) => (
                <span key={result} className="tag">
                  {w.ratings[result]} {count}
                </span>
              ))}
            {reply.formList.map((form) => (
              <p key={`${form.originalId} ${form.proposer.id}`} className="small">
                {nameOf(form.proposer.id) ?? file.leadName ?? '—'}　
                {form.result
                  ? `${w.result} ${w.ratings[form.result]}${form.attitude ? `，${w.attitude} ${w.ratings[form.attitude]}` : ''}`
                  : form.state === 'OPEN'
                    ? w.stamps.waiting
                    : w.ratings.NO_FEEDBACK}
                {form.text && <span className="pre sub"> {form.text}</span>}
              </p>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}
