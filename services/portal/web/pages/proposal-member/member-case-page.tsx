import './member.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useLive } from '../../data/live.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Actions } from '../proposal-case/actions/actions.tsx'
import { answers, type Facts } from '../proposal-case/actions/facts.ts'
import { isLead, possibleActions, proposerIds } from '../proposal-case/actions/possible.ts'
import { CaseHandling } from '../proposal-case/case-handling.tsx'
import { CaseReplies } from '../proposal-case/case-replies.tsx'
import { CaseSheet } from '../proposal-case/case-sheet.tsx'
import { kindLine, numberOf } from '../proposal-case/case-head.tsx'
import { useCase, useViewer } from '../proposal-case/use-case.ts'
import { waitingFor } from '../proposal-case/waiting.ts'
import { words as caseWords } from '../proposal-case/words/index.ts'
import { PressureTold } from './pressure-told.tsx'
import { words } from './words/index.ts'

/** 提案 as its proposers follow it: where it stands, who is waited for, what is theirs to do, and everything that was said. */
export function Page() {
  const w = words.use()
  const cw = caseWords.use()
  const { proposalId = '' }: { proposalId?: string } = useParams({ strict: false })
  const viewer = useViewer()
  const { facts, nameOf, error, isReading } = useCase(proposalId, viewer)
  useLive([`proposals/cases/${proposalId}`])
  if (error) return <PageFault error={error} />
  if (!facts || !viewer || isReading) return <LoadingBars rows={8} />
  const { file, handling } = facts
  const own = proposerIds(viewer)
  const open =
    facts.feedback?.replies.filter(({ closedAt, formList }) => closedAt === undefined && formList.length > 0) ?? []
  const isInvited = file.cosignerList.some(({ memberId, state }) => own.includes(memberId) && state === 'INVITED')
  const writes = isLead(facts, viewer) && ['DRAFT', 'COSIGNING', 'RETURNED_FOR_REVISION'].includes(file.state)
  const told = file.history.findLast(({ type }) => type === 'proposals.proposal-sent-back')?.words['opinion']
  const deadline = handling?.units.find((unit) => answers(unit))?.reply?.deadline
  return (
    <>
      <section className="card lead">
        <p className="small mute kindline">
          {numberOf(file, cw)} {kindLine(file, cw)}
        </p>
        <h1>
          <Title text={file.subject} />
        </h1>
        <p className="row wrap">
          <b>{w.states[file.state]}</b>
          {file.replyDueAt && file.light && (
            <DueChip dueAt={file.replyDueAt} light={file.light} what={cw.dueWhat} deadline={deadline} />
          )}
        </p>
        <p className="sub small">{waitingFor(facts, cw).text}</p>
        {file.state === 'RETURNED_FOR_REVISION' && told && (
          <Note kind="warn">
            {w.returnedTold}
            {told}
          </Note>
        )}
        {writes && (
          <Go className="btn go big" to="/m/proposals/new" search={{ id: file.proposalId }}>
            {file.state === 'RETURNED_FOR_REVISION' ? w.toRevise : w.toWrite}
          </Go>
        )}
        {isInvited && (
          <Go className="btn go big" to={`/m/proposals/${file.proposalId}/cosign`}>
            {w.toCosign}
          </Go>
        )}
        {open.map(({ unitId, formList }) => {
          const rated = formList.find(({ result }) => result !== undefined)?.result
          const unit = handling?.units.find((one) => one.unitId === unitId)?.name
          return (
            <div key={unitId}>
              {rated && <p className="small green">{w.rated(w.results[rated])}</p>}
              <Go
                className={rated ? 'btn big' : 'btn go big'}
                to={`/m/proposals/${file.proposalId}/rate`}
                search={{ unit: unitId }}
              >
                {rated ? w.toChange : w.toRate} {open.length > 1 && unit}
              </Go>
            </div>
          )
        })}
        <Actions big actions={possibleActions(facts, viewer)} name={numberOf(file, cw)} subject={file.subject} />
      </section>
      <Way facts={facts} />
      <CaseReplies facts={facts} nameOf={nameOf} />
      <CaseHandling facts={facts} nameOf={nameOf} />
      <PressureTold proposalId={proposalId} />
      <Text facts={facts} nameOf={nameOf} />
    </>
  )
}

/** 办理进度: the committee's own stages, with the days on which they were reached. */
function Way({ facts: { file } }: { facts: Facts }) {
  const w = words.use()
  const stages = useAnswer('proposals.stages', {}, { staleTime: 10 * 60_000 })
  const items = stages.data?.items ?? []
  const now = items.findIndex(({ states }) => states.includes(file.state))
  if (now < 0) return null
  const reached = (states: readonly string[]) =>
    file.history.find(({ data }) => typeof data['state'] === 'string' && states.includes(data['state']))?.at
  return (
    <section className="card">
      <h2>{w.way}</h2>
      <ol className="vs">
        {items.slice(0, now + 1).map((stage, at) => (
          <li key={stage.code} className={at === now ? 'n' : undefined} aria-current={at === now ? 'step' : undefined}>
            <b>{language() === 'en' ? stage.en : stage.zh}</b>
            <span className="small">{reached(stage.states) && shortDate(reached(stage.states)!)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Text({ facts, nameOf }: { facts: Facts; nameOf: (id: string | undefined) => string | undefined }) {
  const w = words.use()
  const [open, setOpen] = useState(facts.file.submittedAt === undefined)
  return (
    <>
      <button type="button" className="btn big" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? w.fold : w.wholeText}
      </button>
      {open && <CaseSheet file={facts.file} nameOf={nameOf} base="/m/proposals" />}
    </>
  )
}
