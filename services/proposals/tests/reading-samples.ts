import { randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import type { Samples } from './filing-samples.ts'
import { type Committee, givenIntake } from './given.ts'
import { givenReplied } from './handling-given.ts'

/** What is read of a case that was replied to, and of what follows. */
export async function readingSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, unit } = given
  await givenIntake(service, given)
  const [proposalId] = await givenReplied(service, given)
  return {
    commands: [],
    queries: [
      { query: c.CaseFeedback, as: as.office, params: { proposalId } },
      { query: c.PressureReports, as: as.office, params: {} },
      {
        query: c.Promises,
        as: as.office,
        params: { proposalId, unitId: unit.housing, state: 'OPEN', overdue: 'false', year: 2022 },
      },
      { query: c.CaseSupervision, as: as.office, params: { proposalId } },
      { query: c.KeyVotes, as: as.office, params: {} },
      { query: c.LookBacks, as: as.office, params: {} },
      { query: c.LookBackCases, as: as.office, params: { lookBackId: randomUUID() } },
      { query: c.Appraisals, as: as.office, params: { year: 2022, unitId: unit.housing } },
      { query: c.AppraisalById, as: as.office, params: { appraisalId: randomUUID() } },
      { query: c.Corrections, as: as.office, params: { proposalId } },
      { query: c.CasePublication, as: as.office, params: { proposalId } },
      {
        query: c.PublishedProposals,
        params: { termNumber: 10, sessionNumber: 2, category: 'SOCIETY', text: '停车' },
      },
      { query: c.PublishedProposal, params: { proposalId } },
    ],
  }
}
