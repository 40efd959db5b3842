import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { openToPrint } from '../../data/download.ts'
import { FileList } from '../../elements/file-list.tsx'
import { StatusStamps, type Stamp } from '../../elements/status-stamp.tsx'
import { dateTime, shortDate } from '../../look/dates.ts'
import type { Facts, Reply } from './actions/facts.ts'
import { namesFor, proposersIn } from './case-documents.tsx'
import { words } from './words/index.ts'

type NameOf = (id: string | undefined) => string | undefined
const GLIMPSE = 180

/** 答复: each unit's letter, the newest round first, with where it stands with everybody who has a say. */
export function CaseReplies({ facts, nameOf }: { facts: Facts; nameOf: NameOf }) {
  const replies = facts.handling?.replies ?? []
  const newest = [...new Map(replies.map((reply) => [`${reply.unitId} ${reply.round}`, reply])).values()]
  return newest
    .toReversed()
    .map((reply) => <ReplyCard key={`${reply.unitId} ${reply.round}`} reply={reply} facts={facts} nameOf={nameOf} />)
}

function ReplyCard({ reply, facts, nameOf }: { reply: Reply; facts: Facts; nameOf: NameOf }) {
  const w = words.use()
  const long = (reply.letter?.length ?? 0) > GLIMPSE
  const [whole, setWhole] = useState(false)
  const unit = facts.handling!.units.find(({ unitId }) => unitId === reply.unitId)
  const path = `/api/proposals/cases/${facts.handling!.caseId}/replies/${reply.unitId}/${reply.round}/form`
  const printing = useMutation({
    mutationFn: () => openToPrint(path, { format: 'html', names: namesFor(proposersIn(facts.file), nameOf) }),
  })
  const lines = (whole || !long ? reply.letter : `${reply.letter?.slice(0, GLIMPSE)}……`) ?? ''
  return (
    <section className="card" aria-label={w.reply}>
      <div className="head">
        <h2>{w.reply}</h2>
        <span className="mute small">
          {[
            facts.handling!.round > 1 && w.roundNumber(reply.round),
            reply.sentOn === undefined && w.draftNumber(reply.draft),
            reply.sentOn === undefined
              ? w.saved(unit?.name ?? '', dateTime(reply.draftedAt))
              : w.sent(shortDate(reply.sentOn)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {reply.sentOn !== undefined && (
          <button type="button" className="btn sm push" disabled={printing.isPending} onClick={() => printing.mutate()}>
            {w.printReply}
          </button>
        )}
      </div>
      <div className="replybody">
        <div>
          <p className="row wrap">
            <b className="song">{reply.documentNumber ?? unit?.name}</b>
            <span className="tag blue push">
              {reply.resultClass === reply.draftedClass
                ? w.selfReported(shortClass(reply.resultClass, w))
                : w.changedClass(shortClass(reply.draftedClass, w), shortClass(reply.resultClass, w))}
            </span>
          </p>
          <p className="letter song">{lines}</p>
          {long && (
            <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {whole ? w.fold : w.readAll}
            </button>
          )}
          {reply.returned && (
            <p className="small over">
              {w.returned}：{reply.returned.reasonCode && w.options.reworkReasons[reply.returned.reasonCode]}{' '}
              {reply.returned.reason}
            </p>
          )}
          <dl className="kv">
            {reply.evidence && (
              <>
                <dt>{w.evidence}</dt>
                <dd>{reply.evidence}</dd>
              </>
            )}
            {reply.signerPost && (
              <>
                <dt>{w.signer}</dt>
                <dd>{reply.signerPost}</dd>
              </>
            )}
            {reply.contactPerson && (
              <>
                <dt>{w.inquiries}</dt>
                <dd>
                  {reply.contactPerson} {reply.contactPhone}
                </dd>
              </>
            )}
            {reply.files.length > 0 && (
              <>
                <dt>{w.attachments}</dt>
                <dd>
                  <FileList service="proposals" files={reply.files} />
                </dd>
              </>
            )}
            {reply.promises.length > 0 && (
              <>
                <dt>{w.promises}</dt>
                <dd>
                  {reply.promises.map(({ promiseId, text, dueOn }) => (
                    <p key={promiseId}>
                      {text} <span className="mute nw">{w.until(shortDate(dueOn))}</span>
                    </p>
                  ))}
                </dd>
              </>
            )}
          </dl>
        </div>
        <StatusStamps stamps={stampsOf(reply, facts, w)} label={w.stamps.label} />
      </div>
    </section>
  )
}

type Words = ReturnType<typeof words.use>

/** The letter of a class, or its short name where the local rules have three. */
export const shortClass = (code: keyof Words['options']['resultClasses'], w: Words): string =>
  code.length === 1 ? code : w.options.resultClasses[code]

function stampsOf(reply: Reply, { handling, feedback }: Facts, w: Words): readonly Stamp[] {
  const sent = reply.sentOn !== undefined
  const lead: Stamp = { words: sent ? w.stamps.sent : w.stamps.drafted, state: 'ok' }
  const co = handling!.units.filter(({ role, state }) => role === 'CO' && state !== 'RELEASED')
  const said = reply.countersignatures
  const refused = said.some(({ signed }) => !signed)
  const all = co.every(({ unitId }) => said.some((one) => one.unitId === unitId && one.signed))
  const countersign: Stamp[] =
    co.length === 0
      ? []
      : refused
        ? [{ words: w.stamps.refused, state: 'warn' }]
        : [
            all || sent
              ? { words: w.stamps.countersigned, state: 'ok' }
              : { words: w.stamps.toCountersign, state: 'waiting' },
          ]
  const signed: Stamp =
    reply.signedAt !== undefined || sent
      ? { words: w.stamps.signed, state: 'ok' }
      : { words: w.stamps.toSign, state: 'waiting' }
  const approved: Stamp =
    reply.approvedAt !== undefined || sent
      ? { words: w.stamps.approved, state: 'ok' }
      : { words: w.stamps.toApprove, state: 'waiting' }
  const results = feedback?.replies.find(
    ({ unitId, round }) => unitId === reply.unitId && round === reply.round,
  )?.results
  const worst = results?.toSorted((a, b) => weight(b.result) - weight(a.result)).find(({ count }) => count > 0)?.result
  const rated: Stamp = worst
    ? { words: [w.stamps.member, w.ratings[worst]], state: weight(worst) > 1 ? 'warn' : 'ok' }
    : { words: w.stamps.unrated, state: 'waiting' }
  return [lead, ...countersign, signed, approved, rated]
}

const WEIGHTS: Readonly<Record<string, number>> = { DISSATISFIED: 3, DISAGREE: 3, RESERVE: 2 }
const weight = (result: string) => WEIGHTS[result] ?? (result === 'SATISFIED' || result === 'AGREE' ? 0 : 1)
