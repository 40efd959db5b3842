import { given, listOf, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { countBox } from '../store/ballot-box.ts'
import type { Tables } from '../store/tables.ts'
import { versionOf } from './history.ts'

/** Who sees a ballot and its totals; `domain.md` §3.1, “ballot”. Units see theirs with the appraisal. */
const READERS = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR', 'MEMBER', 'SUPERVISION_OFFICE', 'AUDITOR'] as const

const rowsOf = (db: Database<Tables>) =>
  db
    .selectFrom('ballot')
    .select(['id', 'state', 'title', 'subject_id', 'opened_at', 'entitled'])
    .select(
      sql<number>`(select count(v.issued_at)::int from ballot_voter v where v.ballot_id = ballot.id)`.as('issued'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const show = (row: Row): c.BallotRow => ({
  ballotId: row.id,
  state: row.state,
  title: row.title,
  ...given('subjectId', row.subject_id),
  openedAt: row.opened_at.toISOString(),
  entitled: row.entitled,
  issued: row.issued,
})

const runsVotes = ({ role }: Actor) => ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR'].includes(role)

/** The result of an appraisal is declared in the hall; until then those who run the vote know it alone. */
async function isDeclared(db: Database<Tables>, appraisalId: string | null): Promise<boolean> {
  if (appraisalId === null) return true
  const row = await db.selectFrom('appraisal').select('state').where('id', '=', appraisalId).executeTakeFirst()
  return row !== undefined && !UNDECLARED.includes(row.state)
}

const UNDECLARED: readonly c.AppraisalState[] = [
  'PROPOSED',
  'PLANNED',
  'MOBILISED',
  'QUESTIONNAIRE',
  'HEARING',
  'VOTED',
  'CANCELLED',
]

/** 无记名投票列表. */
const ballots = answer(c.Ballots, {
  allow: READERS,
  read: async (db: Database<Tables>, { state, subjectId, limit, cursor }) => {
    let rows = rowsOf(db)
    if (state) rows = rows.where('state', 'in', listOf(state))
    if (subjectId !== undefined) rows = rows.where('subject_id', '=', subjectId)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('ballot.opened_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('ballot.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(show) }
  },
})

/** 无记名投票: the count of votes lives while they are cast, what was chosen is told after the count. */
const ballot = answer(c.BallotById, {
  allow: READERS,
  read: async (db: Database<Tables>, { ballotId }, { actor }): Promise<ResultOf<typeof c.BallotById>> => {
    const row = await rowsOf(db)
      .select(['questions', 'public_key', 'fingerprint', 'quorum', 'minimum', 'casting_at', 'ended_at'])
      .select(['returned', 'valid', 'quorum_met', 'withheld', 'results'])
      .where('id', '=', ballotId)
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'ballotId' })
    const isTold = runsVotes(actor) || (await isDeclared(db, row.subject_id))
    const live = row.state === 'CASTING' ? await countBox(db, ballotId) : undefined
    return {
      ...show(row),
      questions: row.questions,
      publicKey: row.public_key,
      fingerprint: row.fingerprint,
      quorum: row.quorum,
      minimum: row.minimum,
      ...given('returned', live ?? row.returned),
      ...given('valid', row.valid),
      ...given('quorumMet', row.quorum_met),
      ...given('withheld', row.withheld),
      ...(isTold && given('results', row.results)),
      ...given('castingAt', row.casting_at?.toISOString()),
      ...given('endedAt', row.ended_at?.toISOString()),
      version: await versionOf(db, `ballot/${ballotId}`),
    }
  },
})

/** 我的选票. */
const myToken = answer(c.MyToken, {
  allow: ['MEMBER'],
  read: async (db: Database<Tables>, { ballotId }, { actor }): Promise<ResultOf<typeof c.MyToken>> => {
    await requireBallot(db, ballotId)
    const voter = await db
      .selectFrom('ballot_voter')
      .select(['issued_at', 'blinded_sha256', 'blind_signature'])
      .where('ballot_id', '=', ballotId)
      .where(sql<boolean>`member_id = ${actor.memberId ?? null}::uuid`)
      .executeTakeFirst()
    return {
      ballotId,
      entitled: voter !== undefined,
      ...given('issuedAt', voter?.issued_at?.toISOString()),
      ...given('blindedSha256', voter?.blinded_sha256),
      ...given('blindSignature', voter?.blind_signature),
    }
  },
})

/** 已计选票清单: of a closed ballot; without a filter, which would tell what a voter looks for. */
const spentTokens = answer(c.SpentTokens, {
  allow: READERS,
  read: async (db: Database<Tables>, { ballotId, limit, cursor }) => {
    await requireBallot(db, ballotId)
    const rows = db.selectFrom('ballot_spent_token').select('token_hash').where('ballot_id', '=', ballotId)
    const page = await readPage(rows, { limit, cursor, order: [{ by: sql.ref('token_hash'), type: 'text' }] })
    return { ...page, items: page.items.map(({ token_hash }) => ({ tokenSha256: token_hash })) }
  },
})

/** 已计选择清单: of a closed ballot whose results are told. */
const choices = answer(c.CountedChoices, {
  allow: READERS,
  read: async (db: Database<Tables>, { ballotId, question, limit, cursor }, { actor }) => {
    const { questions, subject_id } = await requireBallot(db, ballotId)
    const isTold = runsVotes(actor) || (await isDeclared(db, subject_id))
    let rows = db
      .selectFrom('ballot_choice')
      .select(['question', 'choice'])
      .where('ballot_id', '=', ballotId)
      .where(sql<boolean>`${isTold}::boolean`)
    if (question !== undefined) rows = rows.where('question', '=', question)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('question'), type: 'integer' },
        { by: sql.ref('id'), type: 'uuid' },
      ],
    })
    const codeOf = (n: number, choice: string) => questions[n]?.options[Number(choice)]?.code
    return {
      ...page,
      items: page.items.map((row) => ({ question: row.question, ...given('code', codeOf(row.question, row.choice)) })),
    }
  },
})

async function requireBallot(db: Database<Tables>, ballotId: string) {
  const row = await db
    .selectFrom('ballot')
    .select(['questions', 'subject_id'])
    .where('id', '=', ballotId)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'ballotId' })
  return row
}

export const ballotAnswers: Answer<any, any>[] = [ballots, ballot, myToken, spentTokens, choices]
