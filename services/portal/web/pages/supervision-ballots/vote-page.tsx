import './ballots.css'
import { finishToken, hashOfToken, prepareToken } from '@lianxie/client/ballot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { Refused } from '../../data/problem.ts'
import { request } from '../../data/request.ts'
import { useSession } from '../../data/session.ts'
import { ask, useAnswer } from '../../data/use-answer.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { useProof } from '../../elements/proof.tsx'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { Title } from '../../elements/title.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { CountedCheck } from './counted-check.tsx'
import { BALLOT_LOOKS } from './looks.ts'
import { cast, dropPaper, keepPaper, type Paper, paperOf } from './paper.ts'
import { Results } from './results.tsx'
import { useBallot } from './use-ballot.ts'
import { words } from './words/index.ts'

type Ballot = Answer<'supervision.ballot'>

/** 投票: the paper is made, kept and used in this browser; the service never sees whose it is. */
export function Page() {
  const w = words.use()
  const { ballotId }: { ballotId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const ballot = useBallot(ballotId!)
  const token = useAnswer('supervision.my-token', { ballotId: ballotId! })
  if (ballot.error && !ballot.data) return <PageFault error={ballot.error} />
  if (!ballot.data || !session || token.isPending) return <LoadingBars />
  const { data } = ballot
  return (
    <>
      <div>
        <p className="row between small">
          <span className={`state ${BALLOT_LOOKS[data.state]}`}>{w.states[data.state]}</span>
          <span className="mute">{w.issuedOf(data.issued, data.entitled)}</span>
        </p>
        <h1 className="song">
          <Title text={data.title} />
        </h1>
      </div>
      {data.state === 'CLOSED' && <Results ballot={data} />}
      {data.state === 'CANCELLED' && <Note>{w.cancelledNote}</Note>}
      <Voter
        key={`${session.accountId} ${data.ballotId}`}
        ballot={data}
        accountId={session.accountId}
        token={token.data}
      />
    </>
  )
}

function Voter({
  ballot,
  accountId,
  token,
}: {
  ballot: Ballot
  accountId: string
  token: Answer<'supervision.my-token'> | undefined
}) {
  const w = words.use()
  const { ballotId } = ballot
  const client = useQueryClient()
  const [paper, setPaper] = useState<Paper | undefined>(() => paperOf(accountId, ballotId))
  const keep = (next: Paper) => {
    keepPaper(accountId, ballotId, next)
    setPaper(next)
  }
  const taking = useMutation({
    mutationFn: async () => {
      let blinded = paper?.step === 'BLINDED' ? paper : undefined
      if (!blinded) {
        const { paper: made, blinded: sent } = await prepareToken(ballot.publicKey)
        blinded = { step: 'BLINDED', ...made, blinded: sent }
        // On the device first: without it the signature that comes back is of no use.
        keep(blinded)
      }
      const mine = token?.issuedAt ? token : undefined
      if (!mine) await sendBlinded(ballotId, blinded.blinded)
      const { blindSignature } = await ask('supervision.my-token', { ballotId })
      const { message, signature } = await finishToken(blinded, blindSignature!)
      keep({ step: 'TOKEN', message, signature })
      await client.invalidateQueries({ queryKey: ['supervision'] })
    },
    onError: (error) => {
      // What was refused was not signed: the next paper is another one.
      if (error instanceof Refused && !token?.issuedAt) {
        dropPaper(accountId, ballotId)
        setPaper(undefined)
      }
    },
  })
  const proof = useProof(taking.error, () => taking.mutate())
  if (paper?.step === 'VOTED') {
    return (
      <>
        <Note kind="ok">{ballot.state === 'CLOSED' ? w.votedClosed : w.voted}</Note>
        {ballot.state === 'CLOSED' && <CountedCheck ballotId={ballotId} hash={paper.hash} />}
      </>
    )
  }
  if (ballot.state === 'CLOSED' || ballot.state === 'CANCELLED') return null
  if (!token?.entitled) return <Note>{w.notEntitled}</Note>
  if (paper?.step === 'TOKEN') {
    if (ballot.state === 'ISSUING') return <Note kind="ok">{w.waiting}</Note>
    return <VotingPaper ballot={ballot} paper={paper} keep={keep} />
  }
  if (token.issuedAt && paper === undefined) return <Note kind="warn">{w.otherDevice}</Note>
  if (ballot.state === 'CASTING' && !token.issuedAt) return <Note kind="warn">{w.tooLate}</Note>
  return (
    <section className="card fields">
      <h2>{w.take}</h2>
      <p>{w.takeHint}</p>
      <div className="note">
        <div>
          <b>{w.fingerprint}</b>
          <div className="fingerprint">{inFours(ballot.fingerprint)}</div>
          <span className="small">{w.fingerprintHint}</span>
        </div>
      </div>
      <PageRefusal error={proof.error} fields={[]} />
      <button
        type="button"
        className="btn go big"
        disabled={taking.isPending}
        aria-busy={taking.isPending}
        onClick={() => taking.mutate()}
      >
        {w.take}
      </button>
      {proof.dialog}
    </section>
  )
}

const sendBlinded = (ballotId: string, blinded: string) =>
  request('/api/supervision/commands/issue-token', {
    method: 'POST',
    body: { ballotId, blinded },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })

function VotingPaper({
  ballot,
  paper,
  keep,
}: {
  ballot: Ballot
  paper: Extract<Paper, { step: 'TOKEN' }>
  keep: (paper: Paper) => void
}) {
  const w = words.use()
  const [chosen, setChosen] = useState<readonly (number | undefined)[]>(() =>
    ballot.questions.map((_, at) => (/\d/.test(paper.choices?.[at] ?? '') ? Number(paper.choices![at]) : undefined)),
  )
  const [asked, setAsked] = useState(false)
  const isLocked = paper.choices !== undefined
  const voting = useMutation({
    mutationFn: async () => {
      const choices = paper.choices ?? chosen.map((one) => one ?? '-').join('')
      // Kept until it is answered: what is sent again must be the same.
      keep({ ...paper, choices })
      await cast(ballot.ballotId, { message: paper.message, signature: paper.signature, choices })
      keep({ step: 'VOTED', hash: await hashOfToken(paper) })
    },
    onError: (error) => {
      if (error instanceof Refused) keep({ step: 'TOKEN', message: paper.message, signature: paper.signature })
    },
    onSettled: () => setAsked(false),
  })
  const blank = chosen.filter((one) => one === undefined).length
  return (
    <>
      <Note>{w.voteHint}</Note>
      {ballot.questions.map((question, at) => (
        <fieldset className="card" key={question.text} disabled={isLocked || voting.isPending}>
          <legend className="heard">{question.text}</legend>
          <h2>
            {at + 1}. {question.text}
          </h2>
          <div className="stack options" style={{ '--g': '8px' } as React.CSSProperties}>
            {question.options.map((option, index) => (
              <label key={option.code} className={chosen[at] === index ? 'choice on' : 'choice'}>
                <input
                  type="radio"
                  name={`question ${at}`}
                  checked={chosen[at] === index}
                  onChange={() => setChosen((all) => all.with(at, index))}
                />
                {option.label}
              </label>
            ))}
          </div>
          {chosen[at] !== undefined && !isLocked && (
            <button type="button" className="link small" onClick={() => setChosen((all) => all.with(at, undefined))}>
              {w.leaveBlank}
            </button>
          )}
        </fieldset>
      ))}
      <PageRefusal error={voting.error} fields={[]} />
      <button type="button" className="btn go big" disabled={voting.isPending} onClick={() => setAsked(true)}>
        {isLocked ? w.sendAgain : w.vote}
      </button>
      <Dialog
        open={asked}
        title={w.vote}
        onClose={() => setAsked(false)}
        foot={
          <>
            <button
              type="button"
              className="btn go"
              disabled={voting.isPending}
              aria-busy={voting.isPending}
              onClick={() => voting.mutate()}
            >
              {w.confirmVote}
            </button>
            <button type="button" className="btn" onClick={() => setAsked(false)}>
              {w.readAgain}
            </button>
          </>
        }
      >
        <p>{w.voteOnce}</p>
        {blank > 0 && <p>{w.blankNote(blank)}</p>}
      </Dialog>
    </>
  )
}
