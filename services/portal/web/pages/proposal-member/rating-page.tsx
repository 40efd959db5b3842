import './member.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import { useNames } from '../../data/names.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { StatusStamp } from '../../elements/status-stamp.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { lastDayOf, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { RatingForm } from './rating-form.tsx'
import { words } from './words/index.ts'

const GLIMPSE = 90

/** 评价办理情况: the reply first, then a few large questions, then the code; until the deadline it can be changed. */
export function Page() {
  const w = words.use()
  const { proposalId = '' }: { proposalId?: string } = useParams({ strict: false })
  const { values } = useAddress(['unit'])
  const file = useAnswer('proposals.case-file', { proposalId })
  const handling = useAnswer('proposals.case-handling', { proposalId })
  const feedback = useAnswer('proposals.case-feedback', { proposalId })
  const [isRated, setRated] = useState(false)
  const [whole, setWhole] = useState(false)
  const nameOf = useNames([file.data?.lead.id])
  const error = file.error ?? feedback.error ?? handling.error
  if (error) return <PageFault error={error} />
  if (!file.data || !handling.data || !feedback.data) return <LoadingBars rows={6} />
  const own = feedback.data.replies.filter(({ formList }) => formList.length > 0)
  const asked = own.filter(({ closedAt }) => closedAt === undefined)
  const wanted = one(values.unit)
  const reply = asked.find(({ unitId }) => unitId === wanted) ?? asked[0]
  if (!reply) {
    return (
      <section className="card">
        <EmptyState mark="评价" title={own.length > 0 ? w.closedRating : w.nothingToRate} hint={w.nothingToRateHint}>
          <Go to={`/m/proposals/${proposalId}`} className="btn">
            {w.back}
          </Go>
        </EmptyState>
      </section>
    )
  }
  const unit = handling.data.units.find(({ unitId }) => unitId === reply.unitId)?.name ?? ''
  const letter = handling.data.replies.findLast(({ unitId, round }) => unitId === reply.unitId && round === reply.round)
  const until = reply.dueAt ? shortDate(lastDayOf(reply.dueAt)) : ''
  const number = file.data.serial === undefined ? '' : w.number(file.data.serial)
  const long = (letter?.letter?.length ?? 0) > GLIMPSE
  if (isRated) {
    const rated = reply.formList[0]?.result
    return (
      <section className="card answered" role="status">
        {rated && <StatusStamp words={[w.results[rated].slice(0, 2), w.results[rated].slice(2)]} state="ok" />}
        <h1>{w.ratedTitle}</h1>
        <p className="sub">{w.ratedLead(until)}</p>
        <Go to={`/m/proposals/${proposalId}`} className="btn go big">
          {w.back}
        </Go>
        <button type="button" className="btn big" onClick={() => setRated(false)}>
          {w.toChange}
        </button>
      </section>
    )
  }
  return (
    <>
      <div className="row between">
        <Go to={`/m/proposals/${proposalId}`}>‹ {w.back}</Go>
        {reply.dueAt && <DueChip dueAt={reply.dueAt} light={lightOf(reply.dueAt)} />}
      </div>
      <div>
        <p className="small mute">{w.replyOf(number, unit)}</p>
        <h1 className="song">
          <Title text={file.data.subject} />
        </h1>
      </div>
      {letter && (
        <section className="card">
          <div className="row between wrap">
            <b className="song">{letter.documentNumber ?? unit}</b>
            <span className="tag blue">{w.selfReported(letter.draftedClass)}</span>
          </div>
          <p className="sub clip">{whole || !long ? letter.letter : `${letter.letter?.slice(0, GLIMPSE)}……`}</p>
          {long && (
            <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {whole ? w.fold : w.readReply}
            </button>
          )}
        </section>
      )}
      <Note>{w.hidden(until)}</Note>
      <RatingForm
        key={reply.unitId}
        caseId={feedback.data.caseId}
        unitId={reply.unitId}
        scheme={feedback.data.scheme}
        form={reply.formList[0]!}
        thing={w.rateThing(number, file.data.subject)}
        isCollective={file.data.kind === 'COLLECTIVE'}
        name={nameOf(file.data.lead.id)}
        onRated={() => setRated(true)}
      />
    </>
  )
}

/** As near as other last days look. */
function lightOf(dueAt: string): 'yellow' | 'orange' | 'green' {
  const days = (new Date(dueAt).getTime() - Date.now()) / 86_400_000
  if (days <= 10) return 'orange'
  return days <= 30 ? 'yellow' : 'green'
}
