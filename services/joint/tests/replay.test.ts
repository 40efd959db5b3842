import { type CommandDefinition, joint, REFUSALS } from '@lianxie/contracts'
import { ageSealer } from '@lianxie/joint-protocol'
import { account, replayEquality } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { approval, carry, chair, fileOf, found, office, operator, type Side, startSide, textOf } from './world.ts'

/** What a history has made so far; a step picks among it, also of what is closed. */
interface Made {
  sides: [Side, Side]
  compacts: string[]
  entries: string[]
  drafts: { draftId: string; contentHash: string }[]
  orders: string[]
}

const pick = <T>(things: readonly T[], n: number, otherwise: T): T =>
  things[n % Math.max(1, things.length)] ?? otherwise
const NONE = '0'.repeat(64)
const NOBODY = { draftId: '00000000-0000-4000-8000-000000000000', contentHash: NONE }
const day = (n: number) => `2022-06-${String(1 + (n % 28)).padStart(2, '0')}`

type Step = (made: Made, a: number, b: number) => { command: CommandDefinition; body: unknown; as?: typeof office }

const on = (m: Made, n: number) => ({ compactId: pick(m.compacts, n, NONE) })

/** A command of each kind that writes tables from two numbers: most are allowed, some refused, all are well formed. */
const steps: readonly Step[] = [
  (m, a, b) => ({
    command: joint.DraftTopic,
    body: { ...on(m, b), title: `议题${a}`, summary: '概述', form: '专题协商', year: 2022 },
  }),
  (m, a, b) => ({
    command: joint.DraftComment,
    body: { ...on(m, b), about: pick(m.entries, a, NONE), text: `意见${b}` },
  }),
  (m, a, b) => ({ command: joint.DraftRecord, body: { ...on(m, b), title: `纪要${a}`, text: `第${b}条` } }),
  (m, a, b) => ({
    command: joint.DraftCountersignature,
    body: { ...on(m, b), versionId: pick(m.entries, a, NONE), approval, planItemId: m.sides[0].planItemId },
  }),
  (m, a, b) => ({
    command: joint.DraftRefusal,
    body: { ...on(m, b), versionId: pick(m.entries, a, NONE), reason: `理由${b}` },
  }),
  (m, a, b) => ({
    command: joint.DraftSessionCall,
    body: {
      ...on(m, b),
      title: `会议${a}`,
      form: '联席会议',
      place: '青浦',
      start: `${day(b)}T01:00:00.000Z`,
      agenda: '审议',
    },
  }),
  (m, a) => ({ command: joint.ReleaseDraft, body: pick(m.drafts, a, NOBODY), as: chair }),
  (m, a) => ({ command: joint.ReleaseDraft, body: pick(m.drafts, a, NOBODY), as: chair }),
  (m, a) => ({ command: joint.ReleaseDraft, body: m.drafts.at(-1 - (a % 2)) ?? NOBODY, as: chair }),
  (m, a) => ({
    command: joint.DiscardDraft,
    body: { draftId: pick(m.drafts, a, NOBODY).draftId, reason: '误拟' },
  }),
  (m, a, b) => ({
    command: joint.ConnectHub,
    body: { ...on(m, b), url: a % 3 ? null : 'nats://127.0.0.1:1' },
    as: operator,
  }),
  (m, _, b) => ({ command: joint.RecarryEntries, body: on(m, b), as: operator }),
  (m, a, b) => ({ command: joint.OrderRecovery, body: { ...on(m, b), reason: `理由${a}` } }),
  (m, _, b) => ({ command: joint.DraftKeyRotation, body: { ...on(m, b), key: 'signing' } }),
]

async function play(made: Made, history: readonly (readonly [number, number, number])[]): Promise<Set<string>> {
  const [side, other] = made.sides
  const done = new Set<string>()
  for (const [which, a, b] of history) {
    const { command, body, as = office } = steps[which % steps.length]!(made, a, b)
    const reply = await side.service.try(command, body, { as })
    if (reply.status !== 200) {
      expect(Object.keys(REFUSALS)).toContain(reply.body.code)
      continue
    }
    done.add(command.type)
    for (const { type, data } of reply.body.events) {
      const { draftId, contentHash, entryId } = data as { draftId: string; contentHash: string; entryId: string }
      if (type === joint.DraftPrepared.type) made.drafts.push({ draftId, contentHash })
      if (type === joint.DraftReleased.type) made.entries.push(entryId)
    }
    // The other side answers now and then, so that facts follow from entries of both.
    if (a % 7 === 0 && made.entries.length > 0) await answer(made, other)
  }
  return done
}

async function answer({ sides: [side], compacts, entries }: Made, other: Side): Promise<void> {
  for (const compactId of compacts) {
    await carry(compactId, side, other)
    const versionId = entries.at(-1)!
    const body = { compactId, versionId, approval, planItemId: other.planItemId }
    const drafted = await other.service.try(joint.DraftCountersignature, body, { as: office })
    if (drafted.status !== 200) continue
    const { draftId, contentHash } = drafted.body.events[0]!.data as { draftId: string; contentHash: string }
    await other.service.send(joint.ReleaseDraft, { draftId, contentHash }, { as: chair })
    await carry(compactId, other, side)
  }
}

test(
  'replaying all events of random histories into empty tables gives the same tables',
  { timeout: 240_000 },
  async () => {
    await using side = await startSide('青浦区')
    await using other = await startSide('吴江区')
    const made: Made = {
      sides: [side, other],
      compacts: [await found([side, other]), await found([side, other])],
      entries: [],
      drafts: [],
      orders: [],
    }
    // An invitation that stays open, and one that is taken in twice.
    await side.service.send(joint.DraftInvitation, { text: await textOf([side, other]) }, { as: office })
    await side.service.send(joint.ReceiveInvitation, { file: await fileOf(other, made.compacts[0]!) }, { as: office })
    const done = new Set<string>()
    const number = fc.nat({ max: 40 })
    const history = fc.array(fc.tuple(fc.nat({ max: steps.length - 1 }), number, number), {
      minLength: 50,
      maxLength: 60,
    })

    await fc.assert(
      fc.asyncProperty(history, async (played) => {
        for (const kind of await play(made, played)) done.add(kind)
        // What follows from entries is told a moment after they were kept.
        await side.restart()
        const { replayed, differences } = await replayEquality(side.service, side.definition)
        expect(differences).toEqual([])
        expect(replayed.events).toBeGreaterThan(20)
      }),
      { seed: 20220310, numRuns: 4, endOnFailure: true },
    )

    expect(steps.map((step) => step(made, 0, 0).command.type).filter((type) => !done.has(type))).toEqual([])
    expect((await side.service.events(joint.RecordCirculated)).length).toBeGreaterThan(0)
  },
)

test('an alarm is raised once however often it is found, and closed once', async () => {
  await using side = await startSide('青浦区')
  await using other = await startSide('吴江区')
  const compactId = await found([side, other])
  await other.release(joint.DraftTopic, { compactId, title: '议题', summary: '概述', form: '专题协商', year: 2022 })
  // A carrier that brings an entry under a wrong signature is to blame for it.
  const { db } = other.service.running.runtime
  const { raw, key, signature } = await db
    .selectFrom('entry')
    .select(['raw', 'key', 'signature'])
    .executeTakeFirstOrThrow()
  signature[0] ^= 1
  const bundle = JSON.stringify({
    format: 'lianxie.bundle.v1',
    founding: JSON.parse(await fileOf(side, compactId)),
    entries: [{ raw: raw.toString('base64'), key, signature: signature.toString('base64') }],
  })
  const sealed = await sealFor(side, bundle)
  const bring = () =>
    side.service.fetch(`/joint/compacts/${compactId}/bundle?carrier=${other.committee}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: sealed,
      as: office,
    })
  expect(await (await bring()).json()).toMatchObject({ kept: 0, dropped: 1 })
  await bring()
  await side.restart()

  const alarm = await side.service.until(async () => {
    const { items } = await side.service.ask(joint.Alarms, { compactId }, { as: operator })
    return items.length > 0 && items
  })
  expect(alarm).toMatchObject([
    { what: 'dropped', code: 'entry.bad_signature', blamed: other.committee, as: 'carrier', closedAt: null },
  ])
  const { alarmId } = alarm[0]!
  const close = () => side.service.try(joint.CloseAlarm, { alarmId, finding: '已核实' }, { as: operator })
  expect((await close()).status).toBe(200)
  expect((await close()).body.code).toBe('alarm.closed')
  expect((await side.service.ask(joint.Alarms, { compactId, open: 'true' }, { as: operator })).items).toEqual([])
})

/** Seals bytes for a side as another member would. */
async function sealFor(side: Side, text: string): Promise<ArrayBuffer> {
  const { card } = await side.service.ask(joint.OwnKeyCard, {}, { as: office })
  const sealed = await ageSealer([]).seal(Buffer.from(text), [card.keys.sealing])
  return new Uint8Array(sealed).buffer
}

test('twelve people who order and discard at once lose and invert nothing', async () => {
  await using side = await startSide('青浦区')
  await using other = await startSide('吴江区')
  const compactId = await found([side, other])

  await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const as = account('STAFF_OFFICE')
      await side.service.send(joint.OrderRecovery, { compactId, reason: `理由${i}` }, { as })
      const body = { compactId, title: `纪要${i}`, text: '一' }
      const { events } = await side.service.send(joint.DraftRecord, body, { as })
      const { draftId } = events[0]!.data as { draftId: string }
      await side.service.send(joint.DiscardDraft, { draftId, reason: '误拟' }, { as })
    }),
  )

  const rows = await side.service.running.runtime.db
    .selectFrom('event')
    .select('aggregate_version')
    .where('aggregate', '=', `compact/${compactId}`)
    .orderBy('id')
    .execute()
  expect(rows.map((row) => row.aggregate_version)).toEqual(rows.map((_, i) => i + 1))
  expect((await side.service.events(joint.DraftDiscarded)).length).toBe(12)
  expect((await replayEquality(side.service, side.definition)).differences).toEqual([])
})
