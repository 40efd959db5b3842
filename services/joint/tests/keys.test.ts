import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { joint } from '@lianxie/contracts'
import { account } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approval, carry, chair, fileOf, found, meet, office, operator, type Side, startSide } from './world.ts'

let qingpu: Side
let wujiang: Side
let jiashan: Side
let sides: Side[]
let compactId: string
let topicId: string

beforeAll(async () => {
  sides = await Promise.all([startSide('青浦区'), startSide('吴江区'), startSide('嘉善县')])
  ;[qingpu, wujiang, jiashan] = sides as [Side, Side, Side]
  compactId = await found(sides)
  topicId = await wujiang.release(joint.DraftTopic, {
    compactId,
    title: '水体联保共治',
    summary: '太浦河沿线',
    form: '专题协商',
    year: 2022,
  })
  await meet(compactId, sides)
})
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

const compactOf = ({ service }: Side) => service.ask(joint.CompactDetail, { compactId }, { as: office })
const comment = (text: string) => ({ compactId, about: topicId, text })
const signingOf = async (side: Side, of: Side) =>
  (await compactOf(side)).sides.find(({ committee }) => committee === of.committee)!.fingerprints.signing

/** What `/health`, which is well, says of chains that do not sign. */
async function degradedSigning({ service }: Side): Promise<string | undefined> {
  const answer = await service.fetch('/health')
  expect(answer.status).toBe(200)
  const { checks } = (await answer.json()) as { checks: { name: string; degraded?: string }[] }
  return checks.find(({ name }) => name === 'signing')?.degraded
}

describe('更换密钥', () => {
  test('a new signing key is proved by both keys, and the chain goes on with it on every side', async () => {
    const before = await signingOf(qingpu, wujiang)
    await wujiang.release(joint.DraftKeyRotation, { compactId, key: 'signing' })
    await wujiang.release(joint.DraftComment, comment('新密钥'))
    await carry(compactId, wujiang, qingpu, jiashan)

    const after = await signingOf(qingpu, wujiang)
    expect(after).not.toBe(before)
    const { items } = await qingpu.service.ask(
      joint.Entries,
      { compactId, committee: wujiang.committee, limit: 1 },
      { as: office },
    )
    expect(items[0]).toMatchObject({ kind: 'comment', standing: 'live' })
    // Later compacts are founded with the key that is in force now.
    const card = await wujiang.service.ask(joint.OwnKeyCard, {}, { as: office })
    expect(card.fingerprints.signing).toBe(after)
  })

  test('after a new sealing key the side still opens what was sealed before, and what is sealed now', async () => {
    const sealed = await (
      await qingpu.service.fetch(`/joint/compacts/${compactId}/bundle`, { as: office })
    ).arrayBuffer()
    await wujiang.release(joint.DraftKeyRotation, { compactId, key: 'sealing' })
    await carry(compactId, wujiang, qingpu, jiashan)
    const old = await wujiang.service.fetch(`/joint/compacts/${compactId}/bundle?carrier=${qingpu.committee}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: sealed,
      as: office,
    })
    expect(old.status).toBe(200)
    await carry(compactId, qingpu, wujiang)
  })

  test('a chair lets a change of keys go', async () => {
    const { draftId, contentHash, needsChair } = await jiashan.prepare(joint.DraftKeyRotation, {
      compactId,
      key: 'signing',
    })
    expect(needsChair).toBe(true)
    const reply = await jiashan.service.try(joint.ReleaseDraft, { draftId, contentHash }, { as: office })
    expect(reply.body.code).toBe('draft.needs_chair')
  })
})

describe('恢复', () => {
  test('a database that lost its last entries gets them back from the journal, the same ones', async () => {
    const entryId = await wujiang.release(joint.DraftComment, comment('停电之前'))
    await wujiang.restart(async () => {
      const { db } = wujiang.service.running.runtime
      await db.deleteFrom('entry').where('entry_id', '=', entryId).execute()
    })

    const { items } = await wujiang.service.ask(joint.Entries, { compactId, limit: 1 }, { as: office })
    expect(items[0]!.entryId).toBe(entryId)
    expect((await compactOf(wujiang)).recovering).toBe(false)
    await wujiang.release(joint.DraftComment, comment('停电之后'))
    await carry(compactId, wujiang, qingpu, jiashan)
    expect((await compactOf(qingpu)).openAlarms).toBe(0)
  })

  test('without its journal a side reads and signs nothing, says so everywhere, and raises an alarm', async () => {
    await wujiang.restart(() => rm(wujiang.journalDir, { recursive: true }))

    const { status, body } = await wujiang.service.try(joint.DraftComment, comment('不能签'), { as: office })
    expect([status, body.code]).toEqual([503, 'service.recovering'])
    expect((await compactOf(wujiang)).recovering).toBe(true)
    // The service goes on for all else: a chain that does not sign is no reason to take it out of the way.
    const signing = await wujiang.service.until(() => degradedSigning(wujiang))
    expect(signing).toContain(compactId.slice(0, 12))
    const metrics = await (await wujiang.service.fetch('/metrics')).text()
    expect(metrics).toMatch(/^lianxie_health_degraded\{check="signing",.*\} 1$/m)
    const alarm = await wujiang.service.until(async () => {
      const { items } = await wujiang.service.ask(joint.Alarms, { compactId, open: 'true' }, { as: operator })
      return items.find(({ what }) => what === 'recovery')
    })
    expect(alarm.code).toBe('recovery_mode')
    // Nothing was lost to read.
    const { total } = await wujiang.service.ask(joint.Entries, { compactId }, { as: office })
    expect(total).toBeGreaterThan(3)
  })

  test('one person orders a new generation, another confirms it with the recovery key, which nothing keeps', async () => {
    const [first, second] = [account('CHAIR'), account('CHAIR')]
    const recoveryKey = await readFile(join(wujiang.keysDir, 'recovery.json'), 'utf8')
    const foreignKey = await readFile(join(qingpu.keysDir, 'recovery.json'), 'utf8')
    const { events } = await wujiang.service.send(joint.OrderRecovery, { compactId, reason: '日志丢失' }, { as: first })
    const { orderId } = events[0]!.data as { orderId: string }
    expect((await compactOf(wujiang)).recoveryOrders).toMatchObject([{ orderId, reason: '日志丢失' }])
    const confirm = (as: typeof first, key: string) =>
      wujiang.service.try(joint.ConfirmRecovery, { compactId, orderId, recoveryKey: key }, { as })

    expect((await confirm(first, recoveryKey)).body.code).toBe('recovery.same_person')
    expect((await confirm(second, foreignKey)).body.code).toBe('recovery.key')
    expect((await confirm(second, 'none')).body.code).toBe('recovery.key')
    expect((await confirm(second, recoveryKey)).status).toBe(200)
    expect((await confirm(second, recoveryKey)).body.code).toBe('recovery.not_found')

    const { pkcs8 } = JSON.parse(recoveryKey) as { pkcs8: string }
    const { db } = wujiang.service.running.runtime
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = current_schema()`.execute(db)
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(db)
      expect(rows.filter(({ row }) => row.includes(pkcs8) || row.includes(Buffer.from(pkcs8).toString('hex')))).toEqual(
        [],
      )
    }
  })

  test('it signs again once every other side has countersigned the new generation', async () => {
    const { recoveries } = await compactOf(wujiang)
    expect(recoveries).toMatchObject([{ committee: wujiang.committee, state: 'OPEN', generation: 2 }])
    const versionId = recoveries[0]!.entryId
    const early = await wujiang.service.try(joint.DraftComment, comment('仍不能签'), { as: office })
    expect(early.body.code).toBe('service.recovering')

    await carry(compactId, wujiang, qingpu, jiashan)
    for (const side of [qingpu, jiashan]) {
      await side.release(joint.DraftCountersignature, { compactId, versionId, approval })
      await carry(compactId, side, wujiang)
    }

    expect(await compactOf(wujiang)).toMatchObject({ recovering: false, recoveryOrders: [] })
    await wujiang.release(joint.DraftComment, comment('新一代'))
    await meet(compactId, sides)
    const seen = (await compactOf(jiashan)).sides.find(({ committee }) => committee === wujiang.committee)
    expect(seen).toMatchObject({ generation: 2 })
    await wujiang.service.until(async () => (await degradedSigning(wujiang)) === undefined)
  })

  test('a recovery that nobody ordered is confirmed by nobody', async () => {
    const reply = await wujiang.service.try(
      joint.ConfirmRecovery,
      { compactId, orderId: '00000000-0000-4000-8000-000000000000', recoveryKey: 'none' },
      { as: chair },
    )
    expect([reply.status, reply.body.code]).toEqual([404, 'recovery.not_found'])
  })
})

test('after a hub was lost, everything that is here waits to be published again', async () => {
  const { events } = await qingpu.service.send(joint.RecarryEntries, { compactId }, { as: operator })
  const { entries } = await compactOf(qingpu)
  expect(events[0]!.data).toEqual({ compactId, entries })
  const queued = await qingpu.service.running.runtime.db.selectFrom('outbox').selectAll().execute()
  expect(queued.length).toBe(entries)
})

test('a database from before the own signature, without its journal, does not begin the chain anew', async () => {
  const own = await found([qingpu, jiashan])
  const file = await fileOf(qingpu, own)
  await jiashan.restart(async () => {
    await rm(join(jiashan.journalDir, `${own}.${jiashan.committee}.journal`))
    await jiashan.service.running.runtime.db.deleteFrom('compact').where('compact_id', '=', own).execute()
  })
  await jiashan.service.send(joint.ReceiveInvitation, { file }, { as: office })

  const compact = await jiashan.service.ask(joint.CompactDetail, { compactId: own }, { as: office })
  expect(compact).toMatchObject({ stage: 'IN_FORCE', recovering: true })
  const body = { compactId: own, title: '议题', summary: '概述', form: '专题协商', year: 2022 }
  const reply = await jiashan.service.try(joint.DraftTopic, body, { as: office })
  expect([reply.status, reply.body.code]).toEqual([503, 'service.recovering'])
})
