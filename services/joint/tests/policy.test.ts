import { directory, joint } from '@lianxie/contracts'
import { addDays, defaultPack, shanghaiDate } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { decisionOf, found, startSide } from './world.ts'

test('deadlines follow the rules that the own committee approved, from their day on', async () => {
  await using side = await startSide('吴江区')
  await using other = await startSide('青浦区')
  const compactId = await found([other, side])
  const { committee, service } = side
  const topic = { compactId, title: '议题', summary: '概述', form: '专题协商', year: 2022 }
  const pack = defaultPack(committee)
  const approved = (version: number, days: number, effectiveFrom: string) => {
    const values = { ...pack.values, 'joint.confirmDue': { amount: days, unit: 'day', dayOff: 'keep' } }
    const data = { ...pack, values, version, effectiveFrom, decidedBy: 'chair-1', decidedAt: pack.draftedAt }
    return directory.PolicyApproved({ committee, version, effectiveFrom, pack: data as never })
  }
  await service.emit(approved(1, 5, '2022-01-01'))
  await service.emit(approved(2, 9, '2099-01-01'))
  const known = async () => (await service.running.runtime.db.selectFrom('known_policy').selectAll().execute()).length
  await service.until(async () => (await known()) === 2)

  const versionId = await side.release(joint.DraftTopic, topic)

  const { versions } = await decisionOf(side, compactId, versionId)
  const due = shanghaiDate(new Date(Date.parse(versions[0]!.deadline!) - 1))
  expect(due).toBe(addDays(shanghaiDate(versions[0]!.issuedAt), 5))
})
