import { randomUUID } from 'node:crypto'
import { prepareToken } from '@lianxie/client/ballot'
import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'
import { begin, cast, close, openBallot, questions, takeTokens } from './given-ballot.ts'

/** Ballots in each phase. */
export async function ballotSamples(service: TestService, { as, member }: Committee): Promise<Samples> {
  const memberIds = Object.values(member)
  const ballotId = await openBallot(service, memberIds)
  const { publicKey } = await service.ask(c.BallotById, { ballotId }, { as: as.chair })
  const { blinded } = await prepareToken(publicKey)
  const closedId = await openBallot(service, memberIds)
  const [voter] = await takeTokens(service, closedId, memberIds)
  await begin(service, closedId)
  await cast(service, closedId, { ...voter!.token, choices: '00' })
  await close(service, closedId)
  const title = '区水务局工作民主评议'
  return {
    commands: [
      {
        command: c.OpenBallot,
        as: as.office,
        body: { title, subjectId: randomUUID(), questions: questions(), memberIds },
      },
      { command: c.IssueToken, as: as.first, body: { ballotId, blinded } },
      { command: c.BeginCasting, as: as.office, body: { ballotId } },
      { command: c.CloseBallot, as: as.chair, body: { ballotId } },
      { command: c.CancelBallot, as: as.generalOffice, body: { ballotId, reason: '设备故障' } },
    ],
    queries: [
      { query: c.Ballots, as: as.chair, params: { state: 'CLOSED', subjectId: ballotId } },
      { query: c.BallotById, as: as.chair, params: { ballotId: closedId } },
      { query: c.MyToken, as: as.first, params: { ballotId } },
      { query: c.SpentTokens, as: as.auditor, params: { ballotId: closedId } },
      { query: c.CountedChoices, as: as.auditor, params: { ballotId: closedId, question: 1 } },
    ],
  }
}
