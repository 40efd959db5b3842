import { consultations, proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { givenCommittee, givenFiled, givenIntake, givenSession } from './given.ts'

test('a session about a proposal that was held is recorded at the proposal, once', async () => {
  await using service = await startTestService(proposals)
  const given = await givenCommittee(service)
  await givenIntake(service, given)
  const { as } = given
  const proposalId = await givenFiled(service, given)
  const otherId = await givenFiled(service, given, { by: as.second })
  const sessionId = await givenSession(service)
  await service.send(c.LinkSession, { proposalId, sessionId }, { as: as.office })
  const twice = await service.try(c.LinkSession, { proposalId, sessionId }, { as: as.office })
  expect(twice.body.code).toBe('proposal.session_linked')

  const counts = { due: 3, present: 3, onLeave: 0, absent: 0, late: 0, leftEarly: 0, observers: 0, units: 1 }
  await service.emit(held(sessionId, counts))
  await service.until(async () => (await service.events(c.ProposalConsulted)).length === 1)
  // One that is linked after it was held is recorded at once.
  await service.send(c.LinkSession, { proposalId: otherId, sessionId }, { as: as.office })

  expect(await service.events(c.ProposalConsulted)).toEqual([
    { proposalId, sessionId, heldOn: '2022-03-08' },
    { proposalId: otherId, sessionId, heldOn: '2022-03-08' },
  ])
  const file = await service.ask(c.CaseFile, { proposalId }, { as: as.first })
  expect(file.sessions).toMatchObject([{ sessionId, title: '停车设施提案办理协商会', heldOn: '2022-03-08' }])
  const late = await service.try(c.UnlinkSession, { proposalId, sessionId, reason: '有误' }, { as: as.office })
  expect(late.body.code).toBe('proposal.session_held')
  expect((await replayEquality(service, proposals)).differences).toEqual([])
})

const held = (sessionId: string, counts: consultations.AttendanceCounts) =>
  consultations.SessionHeld({
    sessionId,
    itemId: '00000000-0000-4000-8000-000000000001',
    form: 'PROPOSAL_HANDLING',
    title: '停车设施提案办理协商会',
    startedAt: '2022-03-08T01:00:00.000Z',
    endedAt: '2022-03-08T03:00:00.000Z',
    counts,
    minutesDeadline: {
      due: '2022-03-17T16:00:00.000Z',
      date: '2022-03-17',
      calendarKnown: true,
      unknownYears: [],
      steps: [],
    },
  })
