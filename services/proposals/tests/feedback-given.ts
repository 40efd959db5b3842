import { type CommandOf, proposals as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, refusalOf } from './given.ts'
import { givenReplied } from './handling-given.ts'

type Account = Committee['as']['first']
export type Form = Partial<CommandOf<typeof c.RateReply>>

export const form = {
  visit: 'VISITED',
  attitude: 'SATISFIED',
  soughtBy: 'VISIT',
  onPoint: 'YES',
  result: 'SATISFIED',
} as const

/** What tests of ratings and of what follows them do again and again, with the service and the committee of the test. */
export function feedbackOf(test: () => { service: TestService; given: Committee }) {
  const rate = (proposalId: string, by: Account, change: Form = {}) =>
    refusalOf(
      test().service.try(
        c.RateReply,
        { proposalId, originalId: proposalId, unitId: test().given.unit.housing, ...form, ...change },
        { as: by },
      ),
    )

  const database = () => test().service.running.runtime.db

  /** Lets the time for feedback on a case pass, and waits until the service has noticed. */
  async function passDeadline(proposalId: string): Promise<void> {
    const { feedback_due_at: due } = await database()
      .selectFrom('proposal')
      .select('feedback_due_at')
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    test().service.clock.set(due as Date)
    await test().service.until(async () => {
      const open = await database()
        .selectFrom('proposal_feedback')
        .select('unit_id')
        .where('proposal_id', '=', proposalId)
        .where('closed_at', 'is', null)
        .execute()
      return open.length === 0
    })
  }

  const ratingsOf = (proposalId: string) =>
    database()
      .selectFrom('proposal_rating')
      .select(['round', 'original_id', 'proposer_id', 'state', 'result'])
      .where('proposal_id', '=', proposalId)
      .orderBy('round')
      .orderBy('original_id')
      .orderBy('proposer_id')
      .execute()

  const close = (proposalId: string, reason?: string) =>
    refusalOf(test().service.try(c.CloseProposal, { proposalId, reason }, { as: test().given.as.office }))
  /** A case whose proposer is content and whose promise is open. */
  async function followedUp(): Promise<string> {
    const [proposalId] = (await givenReplied(test().service, test().given)) as [string]
    await rate(proposalId, test().given.as.first)
    await passDeadline(proposalId)
    return proposalId
  }

  const promisesOf = (proposalId: string) =>
    database().selectFrom('proposal_promise').select(['id', 'state']).where('proposal_id', '=', proposalId).execute()

  const version = async (key: string) =>
    (await database().selectFrom('aggregate').select('version').where('key', '=', key).executeTakeFirstOrThrow())
      .version

  const texts = (ids: readonly string[]) =>
    database()
      .selectFrom('proposal')
      .innerJoin('proposal_text', 'proposal_text.proposal_id', 'proposal.id')
      .select([
        'proposal.id',
        'proposal.serial',
        'proposal.lead_id',
        'proposal.files',
        'proposal_text.subject',
        'proposal_text.problem',
        'proposal_text.analysis',
        'proposal_text.suggestions',
        'proposal_text.sha256',
      ])
      .where('proposal.id', 'in', ids)
      .orderBy('proposal.id')
      .execute()

  return { rate, database, passDeadline, ratingsOf, close, followedUp, promisesOf, version, texts }
}
