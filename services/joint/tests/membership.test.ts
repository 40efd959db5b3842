import { joint } from '@lianxie/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samples } from './samples.ts'
import { approval, carry, fileOf, found, meet, office, type Side, signAll, startSide, textOf } from './world.ts'

let qingpu: Side
let wujiang: Side
let jiashan: Side
let sides: Side[]
let compactId: string

const topic = { title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 }

beforeAll(async () => {
  sides = await Promise.all([startSide('青浦区'), startSide('吴江区'), startSide('嘉善县')])
  ;[qingpu, wujiang, jiashan] = sides as [Side, Side, Side]
  compactId = await found([qingpu, wujiang])
})
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

describe('机制之外', () => {
  test('a committee that is no member finds nothing of a compact, whatever it asks', async () => {
    const given = await samples(jiashan)
    const about = <T extends { compactId?: unknown }>(body: T) => ({ ...body, compactId })
    const replies = [
      ...(await Promise.all(
        given.queries
          .filter(({ query }) => query.path.includes(':compactId'))
          .map(
            async ({ query, params, as }) =>
              [query.type, await jiashan.service.tryAsk(query, about(params), as ? { as } : {})] as const,
          ),
      )),
      ...(await Promise.all(
        given.commands
          .filter(({ body }) => 'compactId' in (body as object))
          .map(
            async ({ command, body, as }) =>
              [command.type, await jiashan.service.try(command, about(body as object), { as })] as const,
          ),
      )),
    ]

    expect(replies.length).toBeGreaterThan(30)
    const other = replies.filter(([, { status, body }]) => status !== 404 || body.code !== 'compact.not_found')
    // A file that is not here is not found before anybody looks for the compact.
    expect(other.map(([type, { status, body }]) => `${type} ${status} ${body.code}`)).toEqual([])
  })

  test('a bundle is sealed for the members: an outsider neither exports nor opens it', async () => {
    const own = await found([jiashan, qingpu])
    const bundle = await (
      await qingpu.service.fetch(`/joint/compacts/${compactId}/bundle`, { as: office })
    ).arrayBuffer()
    const post = (side: Side, to: string, body: ArrayBuffer) =>
      side.service.fetch(`/joint/compacts/${to}/bundle?carrier=${qingpu.committee}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body,
        as: office,
      })

    expect((await jiashan.service.fetch(`/joint/compacts/${compactId}/bundle`, { as: office })).status).toBe(404)
    expect((await post(jiashan, compactId, bundle)).status).toBe(404)
    const opened = await post(jiashan, own, bundle)
    expect([opened.status, ((await opened.json()) as { code: string }).code]).toEqual([422, 'bundle.unreadable'])
    // One of the members cannot pass off one compact's entries as another's either.
    expect((await post(wujiang, compactId, Buffer.from('nothing').buffer as ArrayBuffer)).status).toBe(422)
  })
})

describe('成员变更', () => {
  test('a committee joins by a new text that all sign, itself among them', async () => {
    const text = await textOf(sides)
    const versionId = await qingpu.release(joint.DraftCompactText, { compactId, text })
    await carry(compactId, qingpu, wujiang)
    await wujiang.release(joint.DraftCountersignature, { compactId, versionId, approval })
    await jiashan.service.send(joint.JoinCompact, { file: await fileOf(qingpu, compactId) }, { as: office })
    await carry(compactId, wujiang, qingpu, jiashan)
    await jiashan.release(joint.DraftCountersignature, { compactId, versionId, approval })
    await carry(compactId, jiashan, qingpu, wujiang)
    await qingpu.release(joint.DraftCountersignature, { compactId, versionId, approval })
    await meet(compactId, sides)

    for (const { service } of sides) {
      const compact = await service.ask(joint.CompactDetail, { compactId }, { as: office })
      expect(compact).toMatchObject({ stage: 'IN_FORCE', textVersion: versionId, recovering: false })
      expect(compact.sides.map(({ committee }) => committee)).toEqual(sides.map(({ committee }) => committee))
      expect(compact.sides.every(({ signedInvitation }) => signedInvitation)).toBe(true)
      // Told once: the pages of every side hear of the new text by it.
      const members = sides.map(({ committee }) => committee).sort()
      const amended = await service.until(async () => {
        const events = await service.events(joint.CompactAmended)
        return events.length > 0 && events
      })
      expect(amended).toEqual([expect.objectContaining({ compactId, versionId, name: text.name, members })])
      expect(await service.events(joint.CompactTextProposed)).toEqual([
        expect.objectContaining({ compactId, versionId, proposedBy: qingpu.committee, signers: members }),
      ])
    }
    const topicId = await jiashan.release(joint.DraftTopic, { compactId, ...topic })
    await carry(compactId, jiashan, wujiang)
    const { versions } = await wujiang.service.ask(
      joint.DecisionDetail,
      { compactId, decisionId: topicId },
      { as: office },
    )
    expect(versions[0]!.signers).toEqual(sides.map(({ committee }) => committee).sort())
  })

  test('a text that was written on the founding one does not take back what is in force', async () => {
    const text = await textOf(sides)
    const { textVersion } = await wujiang.service.ask(joint.CompactDetail, { compactId }, { as: office })

    const stale = await wujiang.service.try(joint.DraftCompactText, { compactId, text }, { as: office })
    const fresh = await wujiang.service.try(
      joint.DraftCompactText,
      { compactId, text, amends: [textVersion] },
      { as: office },
    )

    expect([stale.status, stale.body.code]).toEqual([409, 'version.not_open'])
    expect(fresh.status).toBe(200)
  })

  test('a text that leaves out the host of the year is convened by one whom it binds', async () => {
    const { text, textVersion } = await wujiang.service.ask(joint.CompactDetail, { compactId }, { as: office })
    const members = text.members.filter(({ committee }) => committee !== qingpu.committee)
    const rotation = { ...text.rotation, order: [wujiang.committee] }

    const { content } = await wujiang.prepare(joint.DraftCompactText, {
      compactId,
      text: { ...text, members, rotation },
      amends: [textVersion],
    })

    const { convenor, signers } = JSON.parse(content) as { convenor: string; signers: string[] }
    expect(signers).toEqual([wujiang.committee, jiashan.committee].sort())
    expect(signers).toContain(convenor)
  })

  test('a compact that is open already is not joined again', async () => {
    const { body } = await jiashan.service.try(
      joint.JoinCompact,
      { file: await fileOf(qingpu, compactId) },
      { as: office },
    )
    expect(body.code).toBe('compact.in_force')
  })

  test('whoever has left signs nothing more, and all see it', async () => {
    await jiashan.release(joint.DraftLeave, { compactId, reason: '区划调整' })
    await carry(compactId, jiashan, qingpu, wujiang)

    expect((await jiashan.service.try(joint.DraftTopic, { compactId, ...topic }, { as: office })).body.code).toBe(
      'compact.left',
    )
    for (const { service } of [qingpu, wujiang]) {
      const compact = await service.ask(joint.CompactDetail, { compactId }, { as: office })
      expect(compact.sides.find(({ committee }) => committee === jiashan.committee)?.left).toBe(true)
      const left = await service.until(async () => {
        const events = await service.events(joint.MemberLeft)
        return events.length > 0 && events
      })
      expect(left).toEqual([{ compactId, committee: jiashan.committee }])
    }
    // The rest goes on without it.
    const topicId = await wujiang.release(joint.DraftTopic, { compactId, ...topic })
    const { versions } = await wujiang.service.ask(
      joint.DecisionDetail,
      { compactId, decisionId: topicId },
      { as: office },
    )
    expect(versions[0]!.signers).not.toContain(jiashan.committee)
  })

  test('the next text binds those whom it names, and is in force without who has left', async () => {
    const { text, textVersion } = await wujiang.service.ask(joint.CompactDetail, { compactId }, { as: office })
    const members = text.members.filter(({ committee }) => committee !== jiashan.committee)
    const body = { compactId, text: { ...text, members }, amends: [textVersion] }
    const alone = {
      ...body,
      text: { ...body.text, members: members.filter((one) => one.committee === wujiang.committee) },
    }

    const refused = await wujiang.service.try(joint.DraftCompactText, alone, { as: office })
    const versionId = await wujiang.release(joint.DraftCompactText, body)
    await signAll(compactId, versionId, [qingpu, wujiang])

    expect([refused.status, refused.body.code, refused.body.field]).toEqual([
      422,
      'compact.too_few_members',
      'text.members',
    ])
    for (const { service } of [qingpu, wujiang]) {
      const compact = await service.ask(joint.CompactDetail, { compactId }, { as: office })
      expect(compact).toMatchObject({ stage: 'IN_FORCE', textVersion: versionId })
      expect(compact.sides.map(({ committee, left }) => [committee, left])).toEqual(
        members.map(({ committee }) => [committee, false]),
      )
    }
  })
})

describe('纵向机制', () => {
  test('what the upper side agrees with one member is read by these two alone', async () => {
    const [city, district, other] = [qingpu, wujiang, jiashan] as const
    const vertical = await found(sides, {
      ...(await textOf(sides)),
      kind: 'vertical' as never,
      upper: city.committee as never,
    })
    const audience = [city.committee, district.committee]
    const versionId = await district.release(joint.DraftRecord, {
      compactId: vertical,
      title: '两级协商纪要',
      text: '仅两方阅读。',
      audience,
    })
    const about = await city.release(joint.DraftTemplate, { compactId: vertical, title: '方案模板', text: '共用。' })
    await carry(vertical, district, city, other)
    await city.release(joint.DraftComment, { compactId: vertical, about: versionId, text: '仅两方知道的意见' })
    await carry(vertical, city, district, other)

    const bodies = async ({ service }: Side) => {
      const { items } = await service.ask(joint.Entries, { compactId: vertical }, { as: office })
      return new Map(items.map(({ entryId, body }) => [entryId, body]))
    }
    expect((await bodies(city)).get(versionId)).toMatchObject({ text: '仅两方阅读。' })
    const seen = await bodies(other)
    expect(seen.get(about)).toMatchObject({ title: '方案模板' })
    expect(JSON.stringify([...seen.values()])).not.toContain('仅两方')
    expect(seen.size).toBe((await bodies(city)).size)
  })

  test('between equals everything is for all', async () => {
    const { status, body } = await qingpu.service.try(
      joint.DraftRecord,
      { compactId, title: '纪要', text: '一', audience: [qingpu.committee, wujiang.committee] },
      { as: office },
    )
    expect([status, body.code]).toEqual([422, 'draft.audience'])
  })

  test('only the upper side issues templates', async () => {
    const { body } = await wujiang.service.try(
      joint.DraftTemplate,
      { compactId, title: '方案模板', text: '一' },
      { as: office },
    )
    expect(body.code).toBe('draft.not_own')
  })
})
