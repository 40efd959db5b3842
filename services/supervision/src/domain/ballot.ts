import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { type Appraisal, requireAppraisal, requireHeard, requireNoBallot } from './appraisal.ts'
import type { Deciding, Rules } from './deciding.ts'

/** 无记名投票, as far as decisions need to know it. */
export interface Ballot {
  id: string
  state: c.BallotState
  subjectId?: string
  questions: readonly c.BallotQuestion[]
  entitled: number
  /** Attendance must exceed this share of those entitled. */
  quorum: number
  minimum: number
}

/** 应到委员: one of the electorate. */
export interface Voter {
  memberId: string
  /** Of the blinded token that was signed for them. */
  blindedSha256?: string
}

/** What the box holds. */
export interface Counted {
  returned: number
  valid: number
  counts: readonly { question: number; choice: string; count: number }[]
}

/** 民主评议 that is voted on: its units by the names that voters read, its items and options. */
export interface VotedAppraisal {
  appraisal: Appraisal
  unitNames: ReadonlyMap<string, string>
}

/** 开始发票. */
export function openBallot(
  {
    key,
    rules,
    unknown,
    voted,
  }: {
    key: { publicKey: string; fingerprint: string }
    rules: Rules
    unknown: readonly string[]
    voted: VotedAppraisal | undefined
  },
  { title, questions, memberIds }: CommandOf<typeof c.OpenBallot>,
  { newId }: Deciding,
) {
  const stranger = memberIds.findIndex((id) => unknown.includes(id))
  if (stranger >= 0) throw new Refusal('supervision.unknown_member', { field: `memberIds.${stranger}` })
  if (voted && questions) throw new Refusal('ballot.questions_not_asked', { field: 'questions' })
  if (!voted && !questions) throw new Refusal('ballot.questions_missing', { field: 'questions' })
  return [
    c.BallotOpened({
      ballotId: newId(),
      title,
      ...given('subjectId', voted?.appraisal.id),
      questions: questions ?? questionsOf(voted!),
      memberIds,
      publicKey: key.publicKey,
      fingerprint: key.fingerprint,
      quorum: voted?.appraisal.quorum ?? rules.values['supervision.appraisalQuorum'],
      minimum: voted?.appraisal.minimumCount ?? rules.values['supervision.minimumCount'],
    }),
  ]
}

/** One question a unit and item, unit by unit. */
function questionsOf({ appraisal, unitNames }: VotedAppraisal): c.BallotQuestion[] {
  requireAppraisal(appraisal, ['HEARING'], 'subjectId')
  requireNoBallot(appraisal, 'subjectId')
  requireHeard(appraisal, 'subjectId')
  const options = appraisal.options.map(({ code, zh }) => ({ code, label: zh }))
  return appraisal.units.flatMap(({ unitId }) =>
    appraisal.items.map((item) => ({ text: `${unitNames.get(unitId) ?? ''}：${item.zh}`.slice(0, 100), options })),
  )
}

/** What the questions of an appraisal came to, unit by unit. */
export const countsOf = (
  { units, items }: Pick<Appraisal, 'units' | 'items'>,
  results: readonly c.BallotResult[],
): c.AppraisalCounts =>
  units.map(({ unitId }, u) => ({
    unitId,
    items: items.map(({ code: item }, i) => ({
      item,
      counts: results[u * items.length + i]!.counts.map(({ code: option, count }) => ({ option, count })),
    })),
  }))

/** 领取选票: the same blinded token again says nothing new, another one is refused. */
export function issueToken(
  {
    ballot,
    voter,
    blindedSha256,
    fits,
  }: { ballot: Ballot; voter: Voter | undefined; blindedSha256: string; fits: boolean },
  { ballotId }: CommandOf<typeof c.IssueToken>,
  { newId }: Deciding,
) {
  if (!voter) throw new Refusal('ballot.not_entitled')
  if (voter.blindedSha256 === blindedSha256) return []
  if (voter.blindedSha256 !== undefined) throw new Refusal('ballot.token_taken')
  requirePhase(ballot, ['ISSUING'])
  if (!fits) throw new Refusal('ballot.blinded_invalid', { field: 'blinded' })
  return [c.TokenIssued({ tokenId: newId(), ballotId, memberId: voter.memberId, blindedSha256 })]
}

/** 开始投票: with more than the share of those entitled present. */
export function beginCasting({ ballot, issued }: { ballot: Ballot; issued: number }) {
  requirePhase(ballot, ['ISSUING'])
  const { id, entitled } = ballot
  if (!isQuorum(ballot, issued)) throw new Refusal('ballot.no_quorum', { issued, entitled })
  return [c.CastingBegun({ ballotId: id, entitled, issued })]
}

/** 计票: results of too few are not told, and more ballots returned than issued make the vote void. */
export function closeBallot({
  ballot,
  issued,
  counted,
}: {
  ballot: Ballot
  issued: number
  counted: Counted | undefined
}) {
  requirePhase(ballot, ['CASTING'])
  if (!counted) throw new Error('expected the box of a ballot in which votes are cast')
  const { returned, valid } = counted
  const withheld: c.ResultWithheld | undefined =
    returned > issued ? 'VOID' : valid < ballot.minimum ? 'TOO_FEW' : undefined
  return [
    c.BallotClosed({
      ballotId: ballot.id,
      ...given('subjectId', ballot.subjectId),
      entitled: ballot.entitled,
      issued,
      returned,
      valid,
      quorumMet: isQuorum(ballot, issued) && returned <= issued,
      ...given('withheld', withheld),
      ...(!withheld && { results: resultsOf(ballot.questions, counted.counts) }),
    }),
  ]
}

/** 取消投票. */
export function cancelBallot({ ballot }: { ballot: Ballot }) {
  requirePhase(ballot, ['ISSUING', 'CASTING'])
  return [c.BallotCancelled({ ballotId: ballot.id, ...given('subjectId', ballot.subjectId) })]
}

/** 到会超过规定比例. */
const isQuorum = ({ entitled, quorum }: Ballot, issued: number) => issued > entitled * quorum

const resultsOf = (questions: readonly c.BallotQuestion[], counts: Counted['counts']): c.BallotResult[] =>
  questions.map(({ options }, question) => {
    const countOf = (choice: string) =>
      counts.find((one) => one.question === question && one.choice === choice)?.count ?? 0
    return { counts: options.map(({ code }, n) => ({ code, count: countOf(String(n)) })), blank: countOf('-') }
  })

/** 选择是否合规: one character a question, the number of one of its options or `-`. */
export const fitsQuestions = (choices: string, questions: readonly Pick<c.BallotQuestion, 'options'>[]): boolean =>
  choices.length === questions.length &&
  questions.every(({ options }, n) => choices[n] === '-' || Number(choices[n]) < options.length)

function requirePhase({ state }: Ballot, states: readonly c.BallotState[]): void {
  if (!states.includes(state)) throw new Refusal('ballot.wrong_state', { field: 'ballotId', state })
}
