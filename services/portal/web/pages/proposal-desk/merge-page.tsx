import './desk.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Answer } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { MarkedText } from './marked-text.tsx'
import { words } from './words/index.ts'

const MERGEABLE = ['UNDER_REVIEW', 'FILED']
type Similar = Answer<'proposals.similar-proposals'>['items'][number]

/** 并案: the case at the left, what is alike at the right with the same passages marked; undone as long as it is not assigned. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['id'])
  const intoId = one(values.id)
  if (intoId === undefined) {
    return (
      <>
        <h1>{w.merge}</h1>
        <section className="card">
          <EmptyState mark="并案" title={w.mergePick} hint={w.mergeNothingHint}>
            <Go to="/proposals" className="btn">
              {w.toDocket}
            </Go>
          </EmptyState>
        </section>
      </>
    )
  }
  return <Merging key={intoId} intoId={intoId} onSwap={(id) => set({ id })} />
}

function Merging({ intoId, onSwap }: { intoId: string; onSwap: (id: string) => void }) {
  const w = words.use()
  const into = useAnswer('proposals.case-file', { proposalId: intoId })
  const similar = useAnswer('proposals.similar-proposals', { proposalId: intoId, limit: 10 })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [shown, setShown] = useState<string>()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const merge = useCommand('proposals.merge-proposals')
  const undo = useCommand('proposals.undo-merger')
  const error = into.error ?? similar.error
  if (error) return <PageFault error={error} />
  if (!into.data || !similar.data) return <LoadingBars rows={8} />
  const offered = similar.data.items.filter(
    ({ proposal }) => MERGEABLE.includes(proposal.state) && proposal.originals === 0,
  )
  const beside = offered.find(({ proposal }) => proposal.proposalId === shown) ?? offered[0]
  const merged = into.data.originalList
  const send = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    merge.mutate(
      { body: { intoId, fromIds: [...chosen], reason: reason.trim() } },
      {
        onSuccess: () => {
          setChosen([])
          setReason('')
        },
      },
    )
  }
  return (
    <>
      <div>
        <h1>{w.merge}</h1>
        <p className="sub">{w.mergeLead}</p>
      </div>
      {merge.isSuccess && !undo.isSuccess && <Note kind="ok">{w.mergeDone}</Note>}
      {undo.isSuccess && <Note kind="ok">{w.mergeUndone}</Note>}
      {merged.length > 0 && (
        <section className="card pad">
          {merged.map(({ proposalId, subject }) => (
            <p key={proposalId} className="row wrap">
              <Go to={`/proposals/${proposalId}`}>{subject}</Go>
              <button
                type="button"
                className="btn sm push"
                disabled={undo.isPending}
                onClick={() => undo.mutate({ body: { proposalId, reason: w.mergeUndoReason } })}
              >
                {w.mergeUndo}
              </button>
            </p>
          ))}
          <PageRefusal error={undo.error} fields={[]} />
        </section>
      )}
      <div className="besides">
        <section aria-label={w.mergeInto}>
          <h2>{w.mergeInto}</h2>
          <article className="sheet">
            <h3>{into.data.subject}</h3>
            {into.data.text && (
              <MarkedText text={into.data.text} places={beside?.passages.map(({ here }) => here) ?? []} />
            )}
          </article>
        </section>
        <section aria-label={w.mergeWith}>
          <h2>{w.mergeWith}</h2>
          {offered.length === 0 && (
            <div className="card">
              <EmptyState mark="并案" title={w.mergeNothing} hint={w.mergeNothingHint} />
            </div>
          )}
          <ul className="card tasks">
            {offered.map(({ proposal, score }) => (
              <li key={proposal.proposalId}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked={chosen.includes(proposal.proposalId)}
                    onChange={() =>
                      setChosen(
                        chosen.includes(proposal.proposalId)
                          ? chosen.filter((id) => id !== proposal.proposalId)
                          : [...chosen, proposal.proposalId],
                      )
                    }
                  />
                  {proposal.subject}
                </label>
                <span className="push row">
                  <span className="tag">{w.alike(Math.round(score * 100))}</span>
                  <button type="button" className="link small nw" onClick={() => setShown(proposal.proposalId)}>
                    {w.open}
                  </button>
                  <button type="button" className="link small nw" onClick={() => onSwap(proposal.proposalId)}>
                    {w.swap}
                  </button>
                </span>
              </li>
            ))}
          </ul>
          {beside && <Beside similar={beside} />}
        </section>
      </div>
      {offered.length > 0 && (
        <section className="card pad stack">
          <Field name="reason" label={w.mergeReason} error={merge.error} own={missing ? w.required : undefined}>
            {(props) => (
              <textarea
                {...props}
                className="input"
                rows={2}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          <PageRefusal error={merge.error} fields={['reason']} />
          <div className="row">
            <button
              type="button"
              className="btn go"
              disabled={chosen.length === 0 || merge.isPending}
              aria-busy={merge.isPending}
              onClick={send}
            >
              {w.mergeDo}
            </button>
            <span className="mute small">{w.mergeChosen(chosen.length)}</span>
          </div>
        </section>
      )}
    </>
  )
}

function Beside({ similar: { proposal, passages } }: { similar: Similar }) {
  const w = words.use()
  const file = useAnswer('proposals.case-file', { proposalId: proposal.proposalId })
  return (
    <article className="sheet">
      <h3>{proposal.subject}</h3>
      {passages.length > 0 && <p className="noin small mute">{w.same}</p>}
      {file.data?.text && <MarkedText text={file.data.text} places={passages.map(({ there }) => there)} />}
    </article>
  )
}
