import { createHash } from 'node:crypto'
import { type FactOf, given, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { handle, type Handler, keepWords, type RecordedEvent, type Tx } from '@lianxie/service-kit'
import { handOverTotals } from './appraisal-jobs.ts'
import * as ballots from './domain/ballot.ts'
import { loadAppraisal } from './store/appraisal.ts'
import * as store from './store/ballot.ts'
import * as box from './store/ballot-box.ts'
import { destroyKey, keepKey, newBallotKey, readKey, signBlinded } from './store/ballot-key.ts'
import { findUnknown, loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 机关和主席: who opens and closes a ballot. */
const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR'] as const

interface About {
  ballotId: string
}

const onBallot = ({ ballotId }: About) => `ballot/${ballotId}`

const withIssued = async (tx: Tx<Tables>, { ballotId }: About) => ({
  ballot: await store.loadBallot(tx, ballotId),
  issued: await store.countIssued(tx, ballotId),
})

/** 无记名投票, phase by phase. To cast a vote is no command: nobody asks it. */
export const ballotHandlers: Handler<any, any, any>[] = [
  handle(c.OpenBallot, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { subjectId, memberIds }, { committee, now }) => ({
      key: await newBallotKey(),
      voted: subjectId === undefined ? undefined : await store.loadVoted(tx, subjectId),
      rules: await loadRules(tx, committee, now),
      unknown: await findUnknown(tx, 'known_member', memberIds),
    }),
    decide: (facts, body, context) => ballots.openBallot(facts, body, context),
    // Before the commit: a ballot without its key could issue nothing, a key without its ballot signs nothing.
    also: (_tx, _body, [event], { filesDir }, { key }) =>
      keepKey(filesDir, (event!.data as About).ballotId, key.privatePem),
  }),
  handle(c.IssueToken, {
    allow: ['MEMBER'],
    stepUp: true,
    audited: true,
    load: async (tx: Tx<Tables>, { ballotId, blinded }, { actor, filesDir }) => {
      const ballot = await store.shareBallot(tx, ballotId)
      const voter = await store.holdVoter(tx, ballotId, actor.memberId)
      const bytes = Buffer.from(blinded, 'base64url')
      const blindedSha256 = createHash('sha256').update(bytes).digest('hex')
      const asked = voter && voter.blindedSha256 === undefined && ballot.state === 'ISSUING'
      const key = asked ? await readKey(filesDir, ballotId) : undefined
      const signature = key && signBlinded(key, bytes)
      return { ballot, voter, blindedSha256, fits: signature !== undefined, signature }
    },
    decide: (facts, body, context) => ballots.issueToken(facts, body, context),
    async also(tx, _body, [event], _context, { signature }) {
      if (event)
        await store.keepSignature(tx, (event.data as { tokenId: string }).tokenId, signature!.toString('base64url'))
    },
  }),
  handle(c.BeginCasting, {
    allow: OFFICE,
    target: onBallot,
    load: withIssued,
    decide: ballots.beginCasting,
    // A transaction that fails after this can be asked for again: what is over is over, no token can be issued any more.
    async also(tx, { ballotId }, _events, { filesDir }) {
      await destroyKey(filesDir, ballotId)
      await box.setUpBox(tx, ballotId)
    },
  }),
  handle(c.CloseBallot, {
    allow: OFFICE,
    target: onBallot,
    load: async (tx: Tx<Tables>, body) => {
      const facts = await withIssued(tx, body)
      const { state, questions } = facts.ballot
      const isCasting = state === 'CASTING'
      return { ...facts, counted: isCasting ? await box.closeAndCount(tx, body.ballotId, questions.length) : undefined }
    },
    decide: ballots.closeBallot,
    async also(tx, { ballotId }, [event], { now }, { ballot }) {
      const { data } = event as RecordedEvent<FactOf<typeof c.BallotClosed>>
      await box.emptyBox(tx, ballotId, { questions: ballot.questions.length, choices: data.withheld === undefined })
      if (ballot.subjectId === undefined) return
      const { entitled, issued, returned, valid, results } = data
      const totals = { heldOn: shanghaiDate(now), entitled, attended: issued, issued, returned, valid }
      const units = results && ballots.countsOf(await loadAppraisal(tx, ballot.subjectId), results)
      await handOverTotals(tx, { appraisalId: ballot.subjectId, ballotId, ...totals, ...given('units', units) }, now)
    },
  }),
  handle(c.CancelBallot, {
    allow: OFFICE,
    target: onBallot,
    load: withIssued,
    decide: ballots.cancelBallot,
    async also(tx, { ballotId, reason }, [event], { filesDir }, { ballot }) {
      await keepWords(tx, event!, { reason })
      await destroyKey(filesDir, ballotId)
      if (ballot.state === 'CASTING') await box.dropBox(tx, ballotId)
    },
  }),
]
