import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { countersign, draftVersion } from './drafts.ts'
import { base64, jsonBytes, sha256 } from './encoding.ts'
import { evidenceOf, readEvidence } from './evidence.ts'
import { openLedger } from './ledger/open-ledger.ts'
import type { Draft } from './member/member-api.ts'
import { recordContent } from './testing/contents.ts'
import { following, forged } from './testing/forging.ts'
import { createWorld, settle, type World } from './testing/world.ts'
import { verifyEvidence } from './verify-evidence.ts'

const crossing = ['JOINT' as const, 'PARTNER_SUMMARY' as const]
const jointKey = '0d9c1a3e-7c55-4a01-9b1f-5f3d2c1b0a99'
const all = ['jiashan', 'qingpu', 'wujiang']
const result = (more: object = {}): Draft => ({
  kind: 'outcome',
  body: { act: 'proposal-result', jointKey, resultClass: 'A', repliedOn: '2022-06-01', round: 1, ...more },
  audience: all,
})

const world = () => createWorld({ sealed: true, text: { crossing } })

const act = async (w: World, side: string, draft: Draft) => {
  await settle(w)
  const { id } = await w.side(side).member.act(draft)
  await settle(w)
  return id
}

/** What somebody signs by hand after the last entry of a side, sealed for all. */
async function forge(w: World, side: string, last: string, body: unknown) {
  const { entry } = w.side(side).member.view.entry(last)!
  const plain = jsonBytes({ salt: '00', body })
  const sealing = w.text.members.map(({ keys }) => keys.sealing)
  const sealed = { sealed: base64(await w.side(side).sealer.seal(plain, sealing)), commitment: sha256(plain) }
  const next = following({ id: last, entry }, { kind: 'outcome', audience: all, body: sealed })
  return forged(next, [...w.side(side).signers.values()][0]!)
}

async function effectiveRecord(w: World) {
  const draft = draftVersion(w.side('wujiang').member.view, {
    kind: 'record',
    convenor: 'wujiang',
    content: recordContent(),
  })
  const id = await act(w, 'wujiang', draft)
  for (const side of ['qingpu', 'jiashan', 'wujiang']) await act(w, side, countersign(id))
  return id
}

const plainOf = (w: World, side: string) =>
  new Map(w.side(side).store.rows.flatMap(({ entry }) => (entry.opened ? [[entry.id, entry.opened] as const] : [])))

test('each side tells the class and the day of its own reply, and all see them side by side', async () => {
  const w = await world()
  await act(w, 'wujiang', result())
  await act(w, 'qingpu', result({ resultClass: 'PLANNED', repliedOn: '2022-06-20' }))
  await act(w, 'qingpu', result({ jointKey: randomUUID() }))

  const shown = w.side('jiashan').member.view.proposalResults()

  expect(shown.filter(({ body }) => body.jointKey === jointKey)).toMatchObject([
    { side: 'qingpu', body: { resultClass: 'PLANNED', repliedOn: '2022-06-20' } },
    { side: 'wujiang', body: { resultClass: 'A', repliedOn: '2022-06-01' }, readers: all },
  ])
})

test('a later word of the same side supersedes by the order of its chain, whatever the days say', async () => {
  const w = await world()
  await act(w, 'wujiang', result({ resultClass: 'C' }))
  await act(w, 'wujiang', result({ round: 2, repliedOn: '2022-05-01' }))

  expect(w.side('qingpu').member.view.proposalResults()).toMatchObject([{ body: { round: 2, resultClass: 'A' } }])
})

test('what is signed and carried holds the four fields and nothing else', async () => {
  const w = await world()
  const id = await act(w, 'wujiang', result())

  const { raw } = w.side('qingpu').member.view.entry(id)!.signed
  const { salt, ...plain } = JSON.parse(Buffer.from(plainOf(w, 'qingpu').get(id)!).toString()) as { salt: string }

  expect(salt).toMatch(/^[0-9a-f]{32}$/)
  expect(plain).toEqual({
    body: { act: 'proposal-result', jointKey, resultClass: 'A', repliedOn: '2022-06-01', round: 1 },
  })
  expect(Buffer.from(raw).toString()).not.toContain(jointKey)
  await expect(act(w, 'wujiang', result({ subject: '关于太浦河治理的提案' }))).rejects.toThrow('entry.bad_body')
})

test('it has no open form: nobody signs one, and one that was signed by hand is turned down by old and new alike', async () => {
  const w = await world()
  await expect(act(w, 'wujiang', { ...result(), audience: 'all' })).rejects.toThrow('entry.bad_body')
  const last = await act(w, 'wujiang', result())
  const { entry } = w.side('wujiang').member.view.entry(last)!
  const open = await forged(
    following({ id: last, entry }, { audience: 'all', body: result().body }),
    [...w.side('wujiang').signers.values()][0]!,
  )

  const [verdict] = await w.side('qingpu').member.take([open], 'wujiang')

  expect(verdict).toEqual({
    status: 'dropped',
    id: open.id,
    reason: 'entry.bad_body',
    blame: { party: 'wujiang', as: 'author' },
  })
})

test('under a compact that does not list the class it is not signed, and one that was signed by hand has no effect', async () => {
  const w = await createWorld({ sealed: true, text: { crossing: ['PUBLIC', 'JOINT'] } })
  const record = await effectiveRecord(w)
  await expect(act(w, 'wujiang', result())).rejects.toThrow('class.not_listed')
  const last = w.side('wujiang').member.view.chain('wujiang')!.head!
  const one = await forge(w, 'wujiang', last, result().body)

  const [verdict] = await w.side('qingpu').member.take([one], 'wujiang')

  const { view } = w.side('qingpu').member
  expect(verdict).toEqual({ status: 'kept', id: one.id })
  expect(view.entry(one.id)).toMatchObject({ inert: 'class.not_listed' })
  expect(view.proposalResults()).toEqual([])
  const opened = plainOf(w, 'qingpu')
  expect(verifyEvidence(evidenceOf(view, w.founding, one.id, opened)).steps.at(-1)).toMatchObject({
    name: 'result',
    ok: false,
    party: 'wujiang',
  })
  expect(view.version(record)).toMatchObject({ state: 'EFFECTIVE' })
})

// What a member of an earlier version holds of a result: the entry, and a body that it cannot read.
test('who does not know this form keeps the chain, blames nobody and gives equal answers', async () => {
  const w = await world()
  await act(w, 'wujiang', result())
  const record = await effectiveRecord(w)
  await act(w, 'qingpu', result({ resultClass: 'D' }))
  const { view } = w.side('jiashan').member
  const old = openLedger(w.founding)

  const verdicts = [...view.kept()].flatMap(({ signed, entry }) => old.add(signed, entry.committee))

  expect(verdicts.filter(({ status }) => status !== 'kept')).toEqual([])
  expect(old.view.proposalResults()).toEqual([])
  expect(old.view.version(record)).toMatchObject({ state: 'EFFECTIVE' })
  expect(old.view.digest()).toBe(view.digest())
})

test('a form that comes later and that this reader does not know is kept, without effect, and blamed on nobody', async () => {
  const w = await world()
  const last = await act(w, 'wujiang', result())
  const later = await forge(w, 'wujiang', last, { act: 'not-known-yet', year: 2030 })
  const { member } = w.side('qingpu')

  const [verdict] = await member.take([later], 'wujiang')
  // A later version of its author's software journaled it.
  await w.side('wujiang').journal.append(member.compact, 'wujiang', later)
  await w.open('wujiang')
  const record = await effectiveRecord(w)

  expect(verdict).toEqual({ status: 'kept', id: later.id })
  expect(member.view.entry(later.id)).toMatchObject({ content: undefined, standing: 'live' })
  expect(member.alarms()).toEqual([])
  expect(new Set(all.map((side) => w.side(side).member.view.digest())).size).toBe(1)
  expect(verifyEvidence(evidenceOf(member.view, w.founding, record, plainOf(w, 'qingpu')))).toMatchObject({ ok: true })
})

test('the evidence of a result says in words what it is, and is broken by one byte', async () => {
  const w = await world()
  await act(w, 'qingpu', result({ resultClass: 'B' }))
  const id = await act(w, 'wujiang', result({ resultClass: 'SOLVED' }))
  const bytes = evidenceOf(w.side('jiashan').member.view, w.founding, id, plainOf(w, 'jiashan'))

  const report = verifyEvidence(bytes)

  expect(report).toMatchObject({ ok: true, title: '联合提案办理结果', signedBy: [{ committee: 'wujiang', entry: id }] })
  expect(report.steps.map(({ name }) => name)).toEqual([
    'format',
    'founding',
    'signatures',
    'complete',
    'rules',
    'result',
    'undisputed',
  ])
  expect(report.steps[5]).toMatchObject({
    zh: `wujiang 于 2022-06-01 答复联合提案 ${jointKey}（第 1 次），办理结果：已解决采纳`,
    en: `wujiang replied to the joint proposal ${jointKey} on 2022-06-01 (round 1) with the result: solved or adopted.`,
  })
  for (let at = 0; at < bytes.length; at += 211) {
    const damaged = Uint8Array.from(bytes)
    damaged[at]! ^= 1
    expect({ at, ok: verifyEvidence(damaged).ok }).toEqual({ at, ok: false })
  }
})

test('the evidence of one thing does not disclose the results that lie in its past', async () => {
  const w = await world()
  const first = await act(w, 'qingpu', result({ resultClass: 'B' }))
  const second = await act(w, 'wujiang', result())
  const record = await effectiveRecord(w)
  const { view } = w.side('jiashan').member
  const opened = plainOf(w, 'jiashan')

  const ofRecord = evidenceOf(view, w.founding, record, opened)
  const ofResult = evidenceOf(view, w.founding, second, opened)

  expect(verifyEvidence(ofRecord)).toMatchObject({ ok: true })
  expect([...readEvidence(ofRecord)!.opened.keys()]).toEqual([])
  expect([...readEvidence(ofResult)!.opened.keys()]).toEqual([second])
  expect(readEvidence(ofResult)!.entries).toHaveLength(2)
  expect(() => evidenceOf(view, w.founding, '0'.repeat(64), opened)).toThrow('ref.unknown')
  expect(verifyEvidence(evidenceOf(view, w.founding, first)).steps.at(-1)).toMatchObject({ name: 'result', ok: false })
})

test('the golden vector of a result is read as on the day when it was made', async () => {
  const bytes = await readFile(new URL('../golden/proposal-result.evidence.json', import.meta.url))

  const report = verifyEvidence(bytes)

  expect(report).toMatchObject({
    ok: true,
    title: '联合提案办理结果',
    signedBy: [{ committee: 'wujiang' }],
  })
  expect(report.steps.find(({ name }) => name === 'result')!.zh).toBe(
    `wujiang 于 2022-06-21 答复联合提案 ${jointKey}（第 2 次），办理结果：A 类`,
  )
})
