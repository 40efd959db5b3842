import { type Fact, joint } from '@lianxie/contracts'
import { FoundingBundle, openLedger, verifyEvidence } from '@lianxie/joint-protocol'
import { account } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { factsOfLedger, factsOfNews } from '../src/ledger/facts-of-ledger.ts'
import { toldKey } from '../src/ledger/told-key.ts'
import {
  approval,
  carry,
  chair,
  consulting,
  decisionOf,
  fileOf,
  found,
  meet,
  office,
  type Side,
  signAll,
  startSide,
} from './world.ts'

// Qingpu is the host: it convenes and signs last.
let qingpu: Side
let wujiang: Side
let jiashan: Side
let sides: Side[]
let compactId: string

const topic = { title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 }
const record = { title: '联动协商纪要', text: '一、联合巡河。' }

beforeAll(async () => {
  sides = await Promise.all([startSide('青浦区'), startSide('吴江区'), startSide('嘉善县')])
  ;[qingpu, wujiang, jiashan] = sides as [Side, Side, Side]
  compactId = await found(sides)
})
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

describe('议题', () => {
  let topicId: string

  beforeAll(async () => {
    topicId = await wujiang.release(joint.DraftTopic, { compactId, ...topic })
    await meet(compactId, sides)
  })

  test('it is confirmed with an item of the own adopted plan, and with no other', async () => {
    const draft = { compactId, versionId: topicId, approval }
    const refused = async (more: object) =>
      (await jiashan.service.try(joint.DraftCountersignature, { ...draft, ...more }, { as: office })).body.code

    expect(await refused({})).toBe('topic.plan_item_needed')
    expect(await refused({ planItemId: wujiang.planItemId })).toBe('topic.plan_item_unknown')
    expect(await refused({ planItemId: jiashan.planItemId, approval: null })).toBe('approval.needed')
  })

  test('its deadline is the one that the rules give when nobody names one', async () => {
    const { versions } = await decisionOf(jiashan, compactId, topicId)
    // 30 days for 议题确认 by default, to the end of the day in Shanghai.
    const days = (Date.parse(versions[0]!.deadline!) - Date.parse(versions[0]!.issuedAt)) / 86_400_000
    expect(days).toBeGreaterThan(29)
    expect(days).toBeLessThan(42)
  })

  test('the host cannot sign before all others have', async () => {
    const { status, body } = await qingpu.service.try(
      joint.DraftCountersignature,
      { compactId, versionId: topicId, approval, planItemId: qingpu.planItemId },
      { as: office },
    )
    expect([status, body.code]).toEqual([409, 'version.not_last'])
  })

  test('each side but the host finds it among what it has to sign, and nothing once it is settled', async () => {
    const waiting = async ({ service }: Side, as = chair) => (await service.ask(joint.ToSign, {}, { as })).items

    expect(await waiting(qingpu)).toEqual([])
    expect(await waiting(wujiang)).toMatchObject([
      { compactId, decisionId: topicId, kind: 'topic', title: topic.title, toDo: ['countersign'] },
    ])
    const [row] = await waiting(jiashan, office)
    const { versions } = await decisionOf(jiashan, compactId, topicId)
    expect(row!.deadline).toBe(versions[0]!.deadline)
    expect((await jiashan.service.tryAsk(joint.ToSign, {}, { as: account('AUDITOR') })).status).toBe(403)
  })

  test('once every side has signed it is effective on all, and consultations hears of it with the own item', async () => {
    await signAll(compactId, topicId, sides)

    for (const side of sides) {
      expect(await decisionOf(side, compactId, topicId)).toMatchObject({
        state: 'EFFECTIVE',
        effective: topicId,
        planItemId: side.planItemId,
        toDo: [],
      })
      expect((await side.service.ask(joint.ToSign, {}, { as: chair })).total).toBe(0)
      const [told, ...again] = await side.service.until(async () => {
        const events = await side.service.events(joint.TopicConfirmed)
        return events.length > 0 && events
      })
      expect(told).toMatchObject({ versionId: topicId, planItemId: side.planItemId, title: topic.title })
      expect(again).toEqual([])
    }
  })

  test('a second answer of a side is refused: the first one counts', async () => {
    const body = { compactId, versionId: topicId, reason: '再议' }
    expect((await wujiang.service.try(joint.DraftRefusal, body, { as: office })).body.code).toMatch(
      /^version\.(answered|closed)$/,
    )
  })
})

describe('放行', () => {
  test('what leaves is exactly what was shown, byte for byte', async () => {
    const draft = await wujiang.prepare(joint.DraftRecord, { compactId, ...record, title: '第一稿' })
    expect(draft.recipients).toEqual(sides.map(({ committee }) => committee).sort())

    const entryId = await wujiang.let(draft)

    const { raw } = await wujiang.service.running.runtime.db
      .selectFrom('entry')
      .select('raw')
      .where('entry_id', '=', entryId)
      .executeTakeFirstOrThrow()
    expect((raw as Buffer).toString('utf8')).toContain(`"body":${draft.content},`)
  })

  test('a draft is let go under the hash of what was shown, once, and a discarded one never', async () => {
    const draft = await wujiang.prepare(joint.DraftComment, {
      compactId,
      about: (await wujiang.service.ask(joint.Entries, { compactId }, { as: office })).items[0]!.entryId,
      text: '同意',
    })
    const release = (contentHash: string) =>
      wujiang.service.try(joint.ReleaseDraft, { draftId: draft.draftId, contentHash }, { as: office })

    expect((await release('0'.repeat(64))).body.code).toBe('draft.changed')
    expect((await release(draft.contentHash)).status).toBe(200)
    expect((await release(draft.contentHash)).body.code).toBe('draft.closed')
    expect(
      (await wujiang.service.try(joint.DiscardDraft, { draftId: draft.draftId, reason: '误发' }, { as: office })).body
        .code,
    ).toBe('draft.closed')
  })

  test('what binds the committee is let go by a chair with a fresh second factor alone', async () => {
    const versionId = await wujiang.release(joint.DraftRecord, { compactId, ...record, title: '待签' })
    const { draftId, contentHash, needsChair } = await wujiang.prepare(joint.DraftCountersignature, {
      compactId,
      versionId,
      approval,
    })
    const password = await wujiang.service.tokenOf(account('CHAIR'), { acr: 'password' })
    const send = (who: object) => wujiang.service.try(joint.ReleaseDraft, { draftId, contentHash }, who)

    expect(needsChair).toBe(true)
    expect((await send({ as: consulting })).body.code).toBe('draft.needs_chair')
    expect((await send({ token: password })).body.code).toBe('auth.step_up')
    expect((await send({ as: chair })).status).toBe(200)
  })

  test.each([
    ['text.personal', '联系人13812345678'],
    ['text.personal', '身份证32050919800101123X'],
    ['text.secret', '机密★10年'],
    ['text.secret', '密级：秘密'],
  ])('%s: no draft is made of %s', async (code, text) => {
    const before = await wujiang.service.ask(joint.Drafts, { compactId }, { as: office })
    const { status, body } = await wujiang.service.try(
      joint.DraftRecord,
      { compactId, title: '纪要', text: `一、${text}。` },
      { as: office },
    )
    expect([status, body.code, body.field]).toEqual([422, code, 'text'])
    expect((await wujiang.service.ask(joint.Drafts, { compactId }, { as: office })).total).toBe(before.total)
  })
})

describe('纪要', () => {
  let first: string
  let second: string

  test('an amendment refuses the version it amends, and the new version goes on', async () => {
    first = await qingpu.release(joint.DraftRecord, { compactId, ...record })
    await meet(compactId, sides)
    second = await wujiang.release(joint.DraftRecord, {
      compactId,
      ...record,
      text: '一、联合巡河。\n二、数据共享。',
      amends: [first],
    })
    await meet(compactId, sides)

    for (const side of sides) {
      const { versions, diverging, effective } = await decisionOf(side, compactId, first)
      expect(versions.map(({ versionId, state }) => [versionId, state])).toEqual(
        expect.arrayContaining([
          [first, 'OBJECTED'],
          [second, expect.stringMatching(/CIRCULATED|COUNTERSIGNING/)],
        ]),
      )
      expect({ diverging, effective }).toEqual({ diverging: false, effective: null })
    }
  })

  test('two amendments at once are shown as a divergence; one that amends both ends it, and is signed by all', async () => {
    const third = await jiashan.release(joint.DraftRecord, {
      compactId,
      ...record,
      text: '一、联合巡河。\n二、联合执法。',
      amends: [first],
    })
    await meet(compactId, sides)
    for (const side of sides) expect((await decisionOf(side, compactId, first)).diverging).toBe(true)
    expect((await decisionOf(qingpu, compactId, first)).toDo).toContain('amend')

    const common = await qingpu.release(joint.DraftRecord, {
      compactId,
      ...record,
      text: '一、联合巡河。\n二、数据共享、联合执法。',
      undertakings: [{ side: wujiang.committee, title: '建立共享平台' }],
      amends: [second, third],
    })
    await signAll(compactId, common, sides)

    for (const side of sides) {
      const { effective, diverging, versions } = await decisionOf(side, compactId, first)
      expect({ effective, diverging }).toEqual({ effective: common, diverging: false })
      expect(versions.filter(({ state }) => state === 'EFFECTIVE').map(({ versionId }) => versionId)).toEqual([common])
      const told = await side.service.until(async () => {
        const events = await side.service.events(joint.RecordEffective)
        return events.length > 0 && events
      })
      expect(told).toEqual([expect.objectContaining({ versionId: common, decisionId: first })])
    }
    const digests = await Promise.all(
      sides.map(({ service }) => service.ask(joint.CompactDetail, { compactId }, { as: office })),
    )
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1)
  })

  test('everybody without an account reads the effective version and no other', async () => {
    const { items } = await jiashan.service.ask(joint.PublicRecords, {})
    expect(items.map(({ decisionId }) => decisionId)).toEqual([first])
    expect(items[0]!.text).toContain('数据共享、联合执法')
  })

  test('the evidence is checked by nobody’s word; one flipped byte fails and names the party', async () => {
    const { file } = await jiashan.service.ask(joint.Evidence, { compactId, decisionId: first }, { as: office })
    const report = verifyEvidence(Buffer.from(file))
    expect(report).toMatchObject({ ok: true, decision: first })
    expect(report.signedBy.map(({ committee }) => committee).sort()).toEqual(
      sides.map(({ committee }) => committee).sort(),
    )

    const evidence = JSON.parse(file) as { entries: { raw: string; signature: string }[] }
    const ofWujiang = evidence.entries.find(
      ({ raw }) =>
        (JSON.parse(Buffer.from(raw, 'base64').toString()) as { committee: string }).committee === wujiang.committee,
    )!
    const bytes = Buffer.from(ofWujiang.signature, 'base64')
    bytes[5]! ^= 1
    ofWujiang.signature = bytes.toString('base64')
    const broken = verifyEvidence(Buffer.from(JSON.stringify(evidence)))
    expect(broken.ok).toBe(false)
    expect(broken.steps.find(({ ok }) => !ok)).toMatchObject({ name: 'signatures', party: wujiang.committee })
  })

  test('there is no evidence of what is not effective', async () => {
    const open = await wujiang.release(joint.DraftRecord, { compactId, ...record, title: '另一份' })
    const reply = await wujiang.service.tryAsk(joint.Evidence, { compactId, decisionId: open }, { as: office })
    expect([reply.status, reply.body.code]).toEqual([409, 'evidence.not_effective'])
  })

  test('a task is given to an own unit, which reports on it and sees no other', async () => {
    const taskId = await wujiang.release(joint.DraftTask, {
      compactId,
      recordId: first,
      title: '建立共享平台',
      unitId: wujiang.unitId,
      due: '2022-12-31',
    })
    const unit = account('UNIT_HANDLER', { units: [wujiang.unitId] })
    const stranger = account('UNIT_HANDLER', { units: [qingpu.unitId] })
    const body = { compactId, taskId, state: 'ACCEPTED' as const, summary: '已接收' }

    expect((await wujiang.service.try(joint.DraftProgress, body, { as: stranger })).body.code).toBe('task.not_own_unit')
    expect((await wujiang.service.ask(joint.Tasks, { compactId }, { as: stranger })).items).toEqual([])
    for (const state of ['VERIFIED', 'ALLOCATED'] as const) {
      const { body: said } = await wujiang.service.try(joint.DraftProgress, { ...body, state }, { as: unit })
      expect([said.code, said.field]).toEqual(['task.unit_reports_only', 'state'])
    }
    const { events } = await wujiang.service.send(joint.DraftProgress, body, { as: unit })
    const { draftId } = events[0]!.data as { draftId: string }
    await wujiang.let(await wujiang.service.ask(joint.DraftDetail, { draftId }, { as: office }))
    await carry(compactId, wujiang, qingpu, jiashan)

    expect((await wujiang.service.ask(joint.Tasks, { compactId }, { as: unit })).items).toMatchObject([
      { taskId, state: 'ACCEPTED', side: wujiang.committee },
    ])
    expect((await qingpu.service.ask(joint.Tasks, { compactId }, { as: office })).items).toMatchObject([
      { taskId, state: 'ACCEPTED', unitName: '吴江区水务局', history: [{ summary: '已接收' }] },
    ])
  })

  test('a unit finds what was given to it without knowing of a compact, and no other unit does', async () => {
    const unit = account('UNIT_HANDLER', { units: [wujiang.unitId] })
    const stranger = account('UNIT_HANDLER', { units: [qingpu.unitId] })
    const own = (as: ReturnType<typeof account>, ended?: 'true' | 'false') =>
      wujiang.service.ask(joint.OwnTasks, { ...(ended && { ended }) }, { as })

    expect((await own(unit)).items).toMatchObject([{ title: '建立共享平台', compactId, state: 'ACCEPTED' }])
    expect((await own(unit, 'true')).total).toBe(0)
    expect((await own(stranger)).total).toBe(0)
    const { taskId } = (await own(unit)).items[0]!
    expect(await wujiang.service.ask(joint.OwnTask, { taskId }, { as: unit })).toMatchObject({ taskId, compactId })
    expect((await wujiang.service.tryAsk(joint.OwnTask, { taskId }, { as: stranger })).status).toBe(404)
    expect((await qingpu.service.ask(joint.OwnTasks, {}, { as: office })).total).toBe(0)
  })

  test('what is late is found among the tasks of all sides', async () => {
    const tasks = (overdue: 'true' | 'false') => qingpu.service.ask(joint.Tasks, { compactId, overdue }, { as: office })

    expect((await tasks('true')).items).toMatchObject([{ title: '建立共享平台', overdue: true }])
    expect((await tasks('false')).items).toEqual([])
  })

  test('a decision is found by each of its versions, with the decision of each side that signed', async () => {
    const decision = await decisionOf(jiashan, compactId, first)
    const byVersion = await decisionOf(jiashan, compactId, decision.effective!)
    const answers = byVersion.versions.find(({ versionId }) => versionId === decision.effective)!.answers

    expect(byVersion).toEqual(decision)
    expect(answers.filter(({ answer }) => answer === 'countersign').map((one) => one.approval)).toEqual(
      sides.map(() => approval),
    )
  })

  test('what was said about any version of a decision is found with it, and nothing else', async () => {
    const { effective, versions } = await decisionOf(wujiang, compactId, first)
    const remark = await wujiang.release(joint.DraftComment, { compactId, about: effective!, text: '请各方留意' })
    const elsewhere = await wujiang.release(joint.DraftRecord, { compactId, ...record, title: '别的纪要' })

    const { items } = await wujiang.service.ask(joint.Entries, { compactId, about: first, limit: 200 }, { as: office })

    const found = items.map(({ entryId }) => entryId)
    expect(found).toEqual(expect.arrayContaining([remark, ...versions.map(({ versionId }) => versionId)]))
    expect(found).not.toContain(elsewhere)
    const comments = await wujiang.service.ask(
      joint.Entries,
      { compactId, about: effective!, kind: 'comment' },
      { as: office },
    )
    expect(comments.items.map(({ entryId }) => entryId)).toEqual([remark])
  })
})

describe('期限', () => {
  test('a deadline that passed ends nothing by itself: the convenor is asked to say so, and alone can', async () => {
    const deadline = new Date(Date.now() + 3_600_000).toISOString()
    const versionId = await qingpu.release(joint.DraftRecord, { compactId, ...record, title: '限期', deadline })
    await meet(compactId, sides)
    const lapse = { compactId, versionId, reason: '逾期', lapse: true }
    expect((await qingpu.service.try(joint.DraftRefusal, lapse, { as: office })).body.code).toBe('version.not_due')

    for (const { service } of sides) service.clock.set(new Date(Date.parse(deadline) + 60_000))
    expect(await decisionOf(qingpu, compactId, versionId)).toMatchObject({ state: 'CIRCULATED', toDo: ['lapse'] })
    expect((await wujiang.service.try(joint.DraftRefusal, lapse, { as: office })).body.code).toBe(
      'version.not_convenor',
    )

    await qingpu.release(joint.DraftRefusal, lapse)
    await carry(compactId, qingpu, wujiang)
    expect((await decisionOf(wujiang, compactId, versionId)).state).toBe('LAPSED')
  })
})

describe('附件', () => {
  test('nobody countersigns before the bytes of a file are here', async () => {
    const upload = async (side: Side) => {
      const response = await side.service.fetch('/joint/files?name=map.txt', {
        method: 'PUT',
        headers: { 'content-type': 'text/plain' },
        body: '太浦河断面水质数据',
        as: office,
      })
      return (await response.json()) as { sha256: string; name: string; size: number; mediaType: string }
    }
    const file = await upload(qingpu)
    const versionId = await qingpu.release(joint.DraftRecord, { compactId, ...record, title: '附件', files: [file] })
    await carry(compactId, qingpu, wujiang)
    const body = { compactId, versionId, approval }

    expect((await wujiang.service.try(joint.DraftCountersignature, body, { as: office })).body.code).toBe(
      'version.files_missing',
    )
    expect((await decisionOf(wujiang, compactId, versionId)).versions[0]!.filesHere).toBe(false)
    await upload(wujiang)
    expect((await wujiang.service.try(joint.DraftCountersignature, body, { as: office })).status).toBe(200)
  })

  test('a draft cannot speak of a file that was not uploaded', async () => {
    const file = { sha256: 'a'.repeat(64), name: 'x.pdf', size: 3, mediaType: 'application/pdf' }
    const { status, body } = await qingpu.service.try(
      joint.DraftRecord,
      { compactId, ...record, files: [file] },
      { as: office },
    )
    expect([status, body.code, body.field]).toEqual([404, 'file.not_found', 'files.0'])
  })
})

describe('参会', () => {
  test('counts and a commitment cross, names stay, and are forgotten at the end of their time', async () => {
    const sessionId = await qingpu.release(joint.DraftSessionCall, {
      compactId,
      title: '联席会议',
      form: '联席会议',
      place: '青浦',
      start: '2022-06-01T01:00:00.000Z',
      agenda: '审议',
    })
    await carry(compactId, qingpu, wujiang)
    const draft = await wujiang.prepare(joint.DraftAttendance, {
      compactId,
      sessionId,
      people: [{ name: '章水生', duty: '委员', kind: 'member' }],
    })
    expect(draft.content).not.toContain('章水生')
    expect(JSON.parse(draft.content)).toMatchObject({ act: 'attend', members: 1, officials: 0 })
    await wujiang.let(draft)
    const { runtime } = wujiang.service.running
    const lists = () => runtime.db.selectFrom('attendance_list').selectAll().execute()
    expect(await lists()).toHaveLength(1)

    wujiang.service.clock.set(new Date(Date.now() + 4 * 365 * 86_400_000))
    await wujiang.service.until(async () => (await lists()).length === 0, 20_000)
  })
})

test('what is told entry by entry is what the whole of the chains says', async () => {
  await meet(compactId, sides)
  const rows = await jiashan.service.running.runtime.db
    .selectFrom('entry')
    .selectAll()
    .where('compact_id', '=', compactId)
    .orderBy('position')
    .execute()
  const { view, add } = openLedger(FoundingBundle.parse(JSON.parse(await fileOf(jiashan, compactId))))
  const keysOf = (facts: Fact[]) => facts.map((fact) => toldKey(fact)!)
  const told = new Set<string>()
  for (const { entry_id, carrier, raw, key, signature } of rows) {
    add({ raw, key, signature }, carrier)
    for (const key of keysOf(factsOfNews([view.entry(entry_id)!], view, jiashan.committee))) told.add(key)
  }

  expect(rows.length).toBeGreaterThan(20)
  expect([...told].sort()).toEqual([...new Set(keysOf(factsOfLedger(view, jiashan.committee)))].sort())
  const { total } = await jiashan.service.ask(joint.Entries, { compactId }, { as: office })
  expect(total).toBe(rows.length)
})
