import { randomUUID } from 'node:crypto'
import { type BallotToken, finishToken, prepareToken } from '@lianxie/client/ballot'
import { directory, supervision as c } from '@lianxie/contracts'
import { APPRAISAL_OPTIONS } from '@lianxie/policy'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { idIn, tell } from './given.ts'

type Account = ReturnType<typeof account>

/** An elector with their account and, once they hold it, their token. */
export interface Voter {
  memberId: string
  as: Account
  token: BallotToken
}

/** Members whom the directory has told of. */
export async function givenMembers(service: TestService, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await tell(
    service,
    ids.map((memberId) => directory.MemberRegistered({ memberId })),
  )
  const { db } = service.running.runtime
  await service.until(async () => {
    const known = await db.selectFrom('known_member').select('id').where('id', 'in', ids).execute()
    return known.length === count
  })
  return ids
}

/** 满意、基本满意、不满意、不了解, as an appraisal offers them. */
export const OPTIONS = APPRAISAL_OPTIONS.map(({ code, zh }) => ({ code, label: zh }))

/** 表决事项, the same options for each. */
export const questions = (count = 2): c.BallotQuestion[] =>
  Array.from({ length: count }, (_, n) => ({ text: `第${n + 1}项`, options: OPTIONS }))

export const openBallot = async (service: TestService, memberIds: string[], asked = questions()): Promise<string> =>
  idIn(
    await service.send(
      c.OpenBallot,
      { title: '区水务局工作民主评议', questions: asked, memberIds },
      { as: account('STAFF_OFFICE') },
    ),
  )

/** 领票: one after the other, in the order of the list. */
export async function takeTokens(service: TestService, ballotId: string, memberIds: string[]): Promise<Voter[]> {
  const { publicKey } = await service.ask(c.BallotById, { ballotId }, { as: account('CHAIR') })
  const voters: Voter[] = []
  for (const memberId of memberIds) {
    const as = account('MEMBER', { memberId })
    const { blinded, paper } = await prepareToken(publicKey)
    await service.send(c.IssueToken, { ballotId, blinded }, { as })
    const { blindSignature } = await service.ask(c.MyToken, { ballotId }, { as })
    voters.push({ memberId, as, token: await finishToken(paper, blindSignature!) })
  }
  return voters
}

export const begin = (service: TestService, ballotId: string) =>
  service.send(c.BeginCasting, { ballotId }, { as: account('STAFF_OFFICE') })

export const close = (service: TestService, ballotId: string) =>
  service.send(c.CloseBallot, { ballotId }, { as: account('STAFF_OFFICE') })

/** 投票; answers `done` or the code of the refusal. */
export async function cast(
  service: Pick<TestService, 'fetch'>,
  ballotId: string,
  vote: c.BallotVote,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await service.fetch(`/supervision/ballots/${ballotId}/votes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(vote),
  })
  const body = (await response.json()) as { code?: string }
  return response.status === 200 ? 'done' : (body.code ?? `status ${response.status}`)
}
