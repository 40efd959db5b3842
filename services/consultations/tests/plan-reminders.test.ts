import { consultations as c } from '@lianxie/contracts'
import { startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { adopt, day, details, givenDirectory, givenDraft } from './plan-given.ts'

test('recipients that have not read the plan are reminded by the local rules, until all have', async () => {
  await using service = await startTestService(consultations)
  const given = await givenDirectory(service)
  const { cast: as, unit, body } = given
  const { planId } = await givenDraft(service, given, [details()])
  await adopt(service, given, planId)
  const recipients = [
    { kind: 'UNIT' as const, id: unit.water },
    { kind: 'BODY' as const, id: body.league },
  ]
  const readBy = day(service, 5)
  await service.send(
    c.ForwardPlan,
    { planId, documentNumber: '吴委办发〔2022〕12号', forwardedOn: day(service), recipients, readBy },
    { as: as.office },
  )
  await service.send(c.ConfirmPlanRead, { planId, recipient: recipients[0]! }, { as: as.water })

  // Three days before the last day.
  service.clock.advance(3 * 86_400_000)
  const [reminded] = await service.until(async () => {
    const events = await service.events(c.PlanReadersReminded)
    return events.length > 0 && events
  })
  expect(reminded!.recipients).toEqual([recipients[1]])
  const { items } = await service.ask(c.PlanReaders, { planId, read: 'unread' }, { as: as.office })
  expect(items).toMatchObject([{ recipient: recipients[1], reminders: 1, overdue: false }])

  // The day after the last day finds everything read, and does nothing.
  await service.send(c.ConfirmPlanRead, { planId, recipient: recipients[1]! }, { as: as.clerk })
  service.clock.advance(5 * 86_400_000)
  const { db } = service.running.runtime
  await service.until(
    async () =>
      (
        await db
          .selectFrom('scheduled_job')
          .select('id')
          .where('job', '=', 'consultations.remind-plan-readers')
          .execute()
      ).length === 0,
  )
  expect(await service.events(c.PlanReadersReminded)).toHaveLength(1)
})
