import { readFile } from 'node:fs/promises'
import { joint } from '@lianxie/contracts'
import { account } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approval, chair, fileOf, found, office, type Side, startSide, textOf } from './world.ts'

let qingpu: Side
let wujiang: Side
let jiashan: Side
let sides: Side[]

beforeAll(async () => {
  sides = await Promise.all([startSide('青浦区'), startSide('吴江区'), startSide('嘉善县')])
  ;[qingpu, wujiang, jiashan] = sides as [Side, Side, Side]
})
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

describe('成立', () => {
  test('a compact is in force on every side once all have signed one file, and each can sign at once', async () => {
    const compactId = await found(sides)

    for (const { service } of sides) {
      const compact = await service.ask(joint.CompactDetail, { compactId }, { as: office })
      expect(compact).toMatchObject({ stage: 'IN_FORCE', recovering: false, entries: 0, openAlarms: 0 })
      expect(compact.sides.every(({ signedInvitation }) => signedInvitation)).toBe(true)
      expect((await service.events(joint.CompactInForce)).map((one) => one.compactId)).toContain(compactId)
      expect((await service.fetch('/health')).status).toBe(200)
    }
    await wujiang.release(joint.DraftTopic, {
      compactId,
      title: '水体联保共治',
      summary: '太浦河',
      form: '专题协商',
      year: 2022,
    })
  })

  test('a file in which one byte of the text was changed is refused', async () => {
    const { events } = await qingpu.service.send(joint.DraftInvitation, { text: await textOf(sides) }, { as: office })
    const { compactId } = events[0]!.data as { compactId: string }
    await qingpu.service.send(joint.SignInvitation, { compactId, approval, fingerprintsCompared: true }, { as: chair })
    const bundle = JSON.parse(await fileOf(qingpu, compactId)) as { founding: string }
    const text = Buffer.from(bundle.founding, 'base64').toString('utf8')
    const changed = { ...bundle, founding: Buffer.from(text.replace('平等', '不等')).toString('base64') }

    const { status, body } = await wujiang.service.try(
      joint.ReceiveInvitation,
      { file: JSON.stringify(changed) },
      { as: office },
    )

    expect([status, body.code]).toEqual([422, 'invitation.signature'])
  })

  test('a file that gives the own committee other keys, or leaves it out, is refused', async () => {
    const text = await textOf(sides)
    const [mine, other] = [text.members[1]!, text.members[2]!]
    const foreign = { ...text, members: [text.members[0]!, { ...mine, keys: { ...other.keys, hub: mine.keys.hub } }] }
    const { events } = await qingpu.service.send(joint.DraftInvitation, { text: foreign }, { as: office })
    const file = await fileOf(qingpu, (events[0]!.data as { compactId: string }).compactId)

    expect((await wujiang.service.try(joint.ReceiveInvitation, { file }, { as: office })).body.code).toBe(
      'invitation.foreign_keys',
    )
    expect((await jiashan.service.try(joint.ReceiveInvitation, { file }, { as: office })).body.code).toBe(
      'invitation.not_member',
    )
  })

  test('a text that breaks a rule between its fields, or is marked as secret, founds nothing', async () => {
    const text = await textOf(sides)
    const twice = { ...text, members: [text.members[0]!, text.members[0]!] }
    const secret = { ...text, articles: '机密★10年\n各方平等协商。' }

    expect((await qingpu.service.try(joint.DraftInvitation, { text: twice }, { as: office })).body.code).toBe(
      'invitation.text',
    )
    expect((await qingpu.service.try(joint.DraftInvitation, { text: secret }, { as: office })).body.code).toBe(
      'text.secret',
    )
  })

  test('the chair alone signs, with a fresh second factor, and once', async () => {
    const { events } = await qingpu.service.send(joint.DraftInvitation, { text: await textOf(sides) }, { as: office })
    const { compactId } = events[0]!.data as { compactId: string }
    const body = { compactId, approval, fingerprintsCompared: true as const }
    const password = await qingpu.service.tokenOf(account('CHAIR'), { acr: 'password' })

    expect((await qingpu.service.try(joint.SignInvitation, body, { as: office })).body.code).toBe('auth.forbidden')
    expect((await qingpu.service.try(joint.SignInvitation, body, { token: password })).body.code).toBe('auth.step_up')
    await qingpu.service.send(joint.SignInvitation, body, { as: chair })
    expect((await qingpu.service.try(joint.SignInvitation, body, { as: chair })).body.code).toBe('version.answered')
  })

  test('an incomplete founding file lets nobody join', async () => {
    const pair = [qingpu, wujiang]
    const { events } = await qingpu.service.send(joint.DraftInvitation, { text: await textOf(pair) }, { as: office })
    const { compactId } = events[0]!.data as { compactId: string }
    const file = await fileOf(qingpu, compactId)

    expect((await jiashan.service.try(joint.JoinCompact, { file }, { as: office })).body.code).toBe(
      'invitation.signature',
    )
  })
})

test('private keys are readable by their owner alone, and in no answer', async () => {
  const card = await qingpu.service.ask(joint.OwnKeyCard, {}, { as: office })
  const recovery = JSON.parse(await readFile(`${qingpu.keysDir}/recovery.json`, 'utf8')) as { pkcs8: string }

  expect(JSON.stringify(card)).not.toContain(recovery.pkcs8)
})
