import { type CommandDefinition, consultations as c } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { fingerprint, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day, decision, details, type Directory, givenDirectory, givenDraft } from './plan-given.ts'

// The stages of a plan and what each allows, by hand from the procedure of `domain.md` §2.2; the first of each is tried.
const STAGES: Record<string, string[]> = {
  DRAFTING: [
    'call-topics',
    'propose-topic',
    'add-item',
    'revise-item',
    'withdraw-item',
    'request-plan-opinions',
    'submit-plan',
  ],
  COLLECTING: ['call-topics', 'close-topic-call', 'propose-topic', 'add-item', 'revise-item', 'withdraw-item'],
  CONSULTING: [
    'propose-topic',
    'add-item',
    'revise-item',
    'withdraw-item',
    'request-plan-opinions',
    'give-plan-opinion',
    'submit-plan',
  ],
  DELIBERATING: ['deliberate-plan'],
  DELIBERATED: ['deliberate-plan', 'return-plan', 'adopt-plan'],
  ADOPTED: ['forward-plan', 'amend-plan', 'publish-plan'],
  FORWARDED: ['confirm-plan-read', 'forward-plan', 'remind-plan-readers', 'amend-plan', 'publish-plan'],
}

let service: TestService
let given: Directory
beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test.each(Object.keys(STAGES).map((stage, index) => ({ stage, year: 2050 + index })))(
  'a plan that is $stage goes on by a command of its stage, and turns down those of all others unchanged',
  async ({ stage, year }) => {
    const { planId, itemIds } = await givenDraft(service, given, [details({ topic: '水体联保共治' })], year)
    const steps = stepsOf(service, given, planId, itemIds[0]!)
    for (const step of WAY[stage]!) {
      const { command, body, as } = steps[step]!
      await service.send(command, body as never, { as })
    }
    const { db } = service.running.runtime
    const before = await fingerprint(db, [...consultations.ownTables, 'event'])

    const refused: Record<string, string | undefined> = {}
    for (const [name, { command, body, as }] of Object.entries(steps)) {
      if (!STAGES[stage]!.includes(name)) refused[name] = (await service.try(command, body, { as })).body.code
    }

    expect(await fingerprint(db, [...consultations.ownTables, 'event'])).toEqual(before)
    for (const [name, code] of Object.entries(refused)) {
      // Nobody was asked or has got the plan yet, and for others' matters there is nothing there.
      const early = { 'give-plan-opinion': 'plan.not_asked', 'confirm-plan-read': 'common.not_found' }[name]
      expect([name, code]).toEqual([name, code === early ? early : 'plan.wrong_state'])
    }
    const { command, body, as } = steps[STAGES[stage]![0]!]!
    expect((await service.try(command, body, { as })).status).toBe(200)
  },
)

/** The commands that lead from the draft to each stage. */
const WAY: Record<string, string[]> = {
  DRAFTING: [],
  COLLECTING: ['call-topics'],
  CONSULTING: ['request-plan-opinions'],
  DELIBERATING: ['request-plan-opinions', 'give-plan-opinion', 'submit-plan'],
  DELIBERATED: ['request-plan-opinions', 'give-plan-opinion', 'submit-plan', 'deliberate-plan'],
  ADOPTED: ['request-plan-opinions', 'give-plan-opinion', 'submit-plan', 'deliberate-plan', 'adopt-plan'],
  FORWARDED: [
    'request-plan-opinions',
    'give-plan-opinion',
    'submit-plan',
    'deliberate-plan',
    'adopt-plan',
    'forward-plan',
  ],
}

function stepsOf(service: TestService, { cast: as, unit, body }: Directory, planId: string, itemId: string) {
  const today = day(service)
  const reason = '情况有变化。'
  const water = { kind: 'UNIT', id: unit.water }
  const step = (command: CommandDefinition, account: TestAccount, body: object) => ({ command, as: account, body })
  const steps: Record<string, ReturnType<typeof step>> = {
    'call-topics': step(c.CallTopics, as.consultation, {
      planId,
      asked: [{ kind: 'PUBLIC' }],
      deadline: today,
      notice: '请提。',
    }),
    'close-topic-call': step(c.CloseTopicCall, as.consultation, { planId }),
    'propose-topic': step(c.ProposeTopic, as.office, { planId, topic: '停车' }),
    'add-item': step(c.AddItem, as.consultation, { planId, ...details({ topic: '新事项' }) }),
    'revise-item': step(c.ReviseItem, as.consultation, { itemId, ...details({ months: [7] }) }),
    'withdraw-item': step(c.WithdrawItem, as.consultation, { itemId, reason }),
    'request-plan-opinions': step(c.RequestPlanOpinions, as.consultation, {
      planId,
      unitIds: [unit.water],
      due: today,
    }),
    'give-plan-opinion': step(c.GivePlanOpinion, as.water, { planId, unitId: unit.water, opinion: 'AGREED' }),
    'submit-plan': step(c.SubmitPlan, as.consultation, { planId }),
    'deliberate-plan': step(c.DeliberatePlan, as.chair, {
      planId,
      body: 'PARTY_GROUP',
      meeting: '党组会议',
      heldOn: today,
      result: 'PASSED',
    }),
    'return-plan': step(c.ReturnPlan, as.office, { planId, reason }),
    'adopt-plan': step(c.AdoptPlan, as.office, { planId, ...decision(today) }),
    'forward-plan': step(c.ForwardPlan, as.office, {
      planId,
      documentNumber: '吴委办发〔2022〕12号',
      forwardedOn: today,
      recipients: [water, { kind: 'BODY', id: body.league }],
    }),
    'confirm-plan-read': step(c.ConfirmPlanRead, as.water, { planId, recipient: water }),
    'remind-plan-readers': step(c.RemindPlanReaders, as.office, { planId }),
    'amend-plan': step(c.AmendPlan, as.office, {
      planId,
      ...decision(today),
      reason,
      changes: [{ change: 'CHANGE', itemId, ...details({ months: [9] }) }],
    }),
    'publish-plan': step(c.PublishPlan, as.office, { planId }),
  }
  return steps
}
