import { consultations as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day, idIn } from './plan-given.ts'
import {
  type Committee,
  file,
  givenCommittee,
  givenHeld,
  givenItem,
  givenSession,
  hold,
  duringSession,
  itemState,
} from './session-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('an item goes through every state from its adoption to its closing', async () => {
  const { as, id, unit } = given
  const itemId = await givenItem(service, given)
  const states = [await itemState(service, itemId)]
  const note = async () => states.push(await itemState(service, itemId))

  const sessionId = await givenSession(service, given, itemId)
  await note()
  const group = { leaderId: id.chair, secretaryId: id.secretary, memberIds: [id.member] }
  await service.send(c.FormResearchGroup, { itemId, title: '水体共治调研组', ...group }, { as: as.consultation })
  await note()
  const invited = { sessionId, members: [{ memberId: id.member }], unitIds: [unit.water] }
  await service.send(c.InviteParticipants, invited, { as: as.consultation })
  await service.send(c.SendNotice, { sessionId }, { as: as.consultation })
  await duringSession(service, sessionId)
  const entries = [{ participantId: id.member, attendance: 'PRESENT' as const }]
  await service.send(c.RecordAttendance, { sessionId, entries }, { as: as.consultation })
  await hold(service, given, sessionId)
  await note()

  const draft = await service.send(
    c.DraftOutcome,
    {
      itemId,
      sessionId,
      kind: 'RECOMMENDATION',
      title: '关于水体联保共治的建议案',
      file: file('建议案'),
      suggestions: [{ text: '建立跨界河湖联合巡查。', unitId: unit.water }, { text: '统一水质监测标准。' }],
    },
    { as: as.consultation },
  )
  const outcomeId = idIn(draft)
  const [first, second] = (draft.events[0]!.data as { suggestions: { suggestionId: string }[] }).suggestions.map(
    ({ suggestionId }) => suggestionId,
  )
  await note()
  const today = day(service)
  await service.send(
    c.ApproveOutcome,
    { outcomeId, meeting: 'CHAIRPERSONS_MEETING', meetingName: '第八次主席会议', meetingOn: today },
    { as: as.chair },
  )
  await note()
  await service.send(
    c.SubmitOutcome,
    {
      outcomeId,
      recipients: ['PARTY_COMMITTEE', 'GOVERNMENT'],
      documentNumber: '吴政协党组〔2022〕3号',
      submittedOn: today,
    },
    { as: as.office },
  )
  await note()
  await service.send(
    c.AssignSuggestion,
    { outcomeId, suggestionId: second!, unitId: unit.office },
    { as: as.supervision },
  )
  await service.send(
    c.RecordInstruction,
    { outcomeId, instructedOn: today, leaderPost: '区长', text: '请水务局认真研究吸纳。' },
    { as: as.chair },
  )
  await note()
  const answer = { outcomeId, answer: '已研究。', files: [] }
  await service.send(c.AnswerSuggestion, { ...answer, suggestionId: first!, adoption: 'ADOPTED' }, { as: as.water })
  await service.send(
    c.AnswerSuggestion,
    { ...answer, suggestionId: second!, adoption: 'PARTLY_ADOPTED', reasons: '监测标准须报上级统一。' },
    { as: as.lands },
  )
  await note()
  const done = { outcomeId, progress: '已完成。', done: true }
  await service.send(c.ReportImplementation, { ...done, suggestionId: first! }, { as: as.water })
  await service.send(c.ReportImplementation, { ...done, suggestionId: second! }, { as: as.lands })
  await note()
  await service.send(
    c.TrackOutcome,
    { outcomeId, summary: '两条建议均已落实。', reportedTo: ['PARTY_COMMITTEE'], reportedOn: today },
    { as: as.consultation },
  )
  await note()
  await service.send(c.CloseOutcome, { outcomeId }, { as: as.consultation })
  await note()

  expect(states).toEqual([
    'PLAN_ADOPTED',
    'SCHEDULED',
    'RESEARCHING',
    'SESSION_HELD',
    'OUTCOME_DRAFTED',
    'OUTCOME_APPROVED',
    'SUBMITTED',
    'INSTRUCTED',
    'PARTLY_ADOPTED',
    'IMPLEMENTED',
    'TRACKED',
    'CLOSED',
  ])
})

test('a promise that is not closed keeps the outcome from being closed', async () => {
  const { as, unit } = given
  const itemId = await givenItem(service, given)
  const sessionId = await givenHeld(service, given, itemId)
  const promise = { sessionId, unitId: unit.water, promise: '年底前完成排口整治', dueOn: day(service, 30) }
  const commitmentId = idIn(await service.send(c.MakeCommitment, promise, { as: as.consultation }))
  expect(await service.events(c.CommitmentMade)).toMatchObject([{ commitmentId, itemId, unitId: unit.water }])
})
