import { expect, test } from 'vitest'
import { sha256, utf8 } from './encoding.ts'
import { describeFile } from './file-chunks.ts'
import type { Entry, SignedEntry } from './entry.ts'
import { countersign, draftVersion } from './drafts.ts'
import type { Verdict } from './ledger/views.ts'
import { packetBytes } from './member/packet.ts'
import { recordContent } from './testing/contents.ts'
import { following, forged } from './testing/forging.ts'
import { keyNamed, keysNamed } from './testing/test-keys.ts'
import { compactTextOf, createWorld, settle, type World } from './testing/world.ts'

/** A world in which 青浦 has written twice: a record and a comment. */
async function begun() {
  const world = await createWorld({ sealed: false })
  const { member } = world.side('qingpu')
  const record = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  const comment = await member.act({ kind: 'comment', body: { about: record.id, text: '请各方审阅' } })
  await settle(world)
  return { world, record, comment }
}

/** What 嘉善 makes of entries that 吴江 brought. */
async function brought(world: World, ...entries: SignedEntry[]): Promise<Verdict[]> {
  const before = world.side('jiashan').member.view.digest()
  const verdicts = await world.side('jiashan').member.take(entries, 'wujiang')
  expect(world.side('jiashan').member.view.digest()).toBe(before)
  return verdicts
}

const qingpu = keyNamed('qingpu signing')
const byCarrier = { party: 'wujiang', as: 'carrier' }
const byAuthor = { party: 'qingpu', as: 'author' }

test('a flipped bit anywhere in an entry or its signature is blamed on the carrier', async () => {
  const { world, record, comment } = await begun()
  const next = await forged(following(comment, { body: { about: record.id, text: '下一条' } }), qingpu)

  for (let bit = 0; bit < next.raw.length * 8; bit += 101) {
    const raw = Uint8Array.from(next.raw)
    raw[bit >> 3]! ^= 1 << (bit & 7)
    for (const verdict of await world.side('jiashan').member.take([{ ...next, raw }], 'wujiang')) {
      expect(verdict.status).not.toBe('kept')
      if (verdict.status === 'dropped') expect(verdict.blame).toMatchObject({ as: 'carrier', party: 'wujiang' })
    }
  }
  const signature = Uint8Array.from(next.signature)
  signature[9]! ^= 1
  expect(await brought(world, { ...next, signature })).toMatchObject([
    { status: 'dropped', reason: 'entry.bad_signature', blame: byCarrier },
  ])
  expect(await world.side('jiashan').member.take([next], 'wujiang')).toMatchObject([{ status: 'kept' }])
})

test('an entry signed with the wrong key is blamed on the carrier', async () => {
  const { world, comment } = await begun()
  const entry = await forged(following(comment, {}), keyNamed('wujiang signing'))

  expect(await brought(world, entry)).toMatchObject([{ reason: 'entry.bad_signature', blame: byCarrier }])
  const pretended = { ...entry, key: keysName('qingpu') }
  expect(await brought(world, pretended)).toMatchObject([{ reason: 'entry.bad_signature', blame: byCarrier }])
})

const keysName = (committee: string) => sha256(`ed25519\n${keysNamed(committee).signing.spki}`)

test('an entry of another compact is blamed on whoever replays it', async () => {
  const { world, comment } = await begun()
  const other = await createWorld({ text: { ...compactTextOf(['jiashan', 'qingpu', 'wujiang']), name: '另一机制' } })
  const { member } = other.side('qingpu')
  const { signed } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent('另一机制的纪要') }),
  )

  expect(await brought(world, signed)).toMatchObject([{ reason: 'entry.other_compact', blame: byCarrier }])
  const renamed = new TextEncoder().encode(
    new TextDecoder().decode(signed.raw).replaceAll(other.side('qingpu').member.compact, comment.entry.compact),
  )
  expect(await brought(world, { ...signed, raw: renamed })).toMatchObject([{ reason: 'entry.bad_signature' }])
})

test('an entry after a gap waits, and an entry that skips a number is blamed on its author', async () => {
  const { world, comment } = await begun()
  const missing = await forged(following(comment, { at: '2022-03-02T00:00:00.000Z' }), qingpu)
  const later = await forged(following({ id: missing.id, entry: following(comment, {}) }, {}), qingpu)
  expect(await brought(world, later)).toMatchObject([{ status: 'waiting', missing: [missing.id] }])

  const skipping = await forged(following(comment, { seq: comment.entry.seq + 2 }), qingpu)
  expect(await brought(world, skipping)).toMatchObject([{ reason: 'chain.bad_prev', blame: byAuthor }])
})

test('two entries at one place are both kept as proof, and what rests on them is disputed', async () => {
  const { world, record, comment } = await begun()
  const yes: Entry = following(comment, { kind: 'answer', body: countersign(record.id).body })
  const no: Entry = following(comment, {
    kind: 'answer',
    body: { answer: 'refuse', to: record.id, reason: '两面', lapse: false },
  })
  const [one, other] = [await forged(yes, qingpu), await forged(no, qingpu)]
  await world.side('jiashan').member.take([one], 'wujiang')
  await world.side('wujiang').member.take([other], 'jiashan')
  await world.side('jiashan').member.take([other], 'wujiang')
  await world.side('wujiang').member.take([one], 'jiashan')

  for (const side of ['jiashan', 'wujiang']) {
    const { view } = world.side(side).member
    const proof = { committee: 'qingpu', generation: 1, seq: 3, entries: [one.id, other.id].sort() }
    expect(view.forks()).toEqual([proof])
    expect(view.decision(record.id)).toMatchObject({ disputed: [proof] })
  }
  expect(world.side('jiashan').member.view.digest()).toBe(world.side('wujiang').member.view.digest())
})

test('an old key after a rotation is turned down and named', async () => {
  const { world, record, comment } = await begun()
  const side = world.side('qingpu')
  const next = keyNamed('qingpu signing 2')
  side.signers.set(sha256(`ed25519\n${next.key.spki}`), next)
  await side.store.transaction((tx) => side.member.rotate(tx, next))
  await settle(world)
  const rotation = side.member.view.entry(side.member.view.chain('qingpu')!.head!)!

  const entry = following(rotation, { kind: 'comment', body: { about: record.id, text: '旧密钥' } })
  const old = await forged(entry, qingpu)

  expect(rotation.entry.prev).toBe(comment.id)
  expect(await brought(world, old)).toMatchObject([{ reason: 'chain.old_key', blame: { ...byAuthor, key: old.key } }])
})

test('an old key after a recovery is void everywhere', async () => {
  const { world, record, comment } = await begun()
  const side = world.side('qingpu')
  const next = keyNamed('qingpu signing 2')
  side.signers.set(sha256(`ed25519\n${next.key.spki}`), next)
  const order = { recovery: side.recovery, next, reason: '密钥遗失', orderedBy: ['a', 'b'] as [string, string] }
  const { id } = await side.store.transaction((tx) => side.member.recover(tx, order))
  await settle(world)
  for (const other of ['jiashan', 'wujiang']) await world.side(other).member.act(countersign(id))
  await settle(world)
  expect(side.member.view.recoveries()).toMatchObject([{ state: 'COMPLETE', missing: [] }])

  const stolen = await forged(
    following(comment, { kind: 'answer', body: countersign(record.id).body, heads: {} }),
    qingpu,
  )
  for (const other of ['jiashan', 'wujiang']) {
    const { member } = world.side(other)
    await member.take([stolen], 'wujiang')
    expect(member.view.entry(stolen.id)).toMatchObject({ standing: 'void' })
    expect(member.view.version(record.id)).toMatchObject({ answers: [], missing: ['jiashan', 'qingpu', 'wujiang'] })
  }
})

test('an envelope under a wrong author or carrier is blamed on the carrier', async () => {
  const { world, comment } = await begun()
  const { member } = world.side('jiashan')
  const { compact } = member
  const entry = await forged(following(comment, {}), qingpu)
  const seal = (carrier: string) =>
    world
      .side('wujiang')
      .sealer.seal(packetBytes({ type: 'entries', carrier, entries: [entry] }), [keysNamed('jiashan').sealing])

  expect(
    await member.receive([{ subject: `joint.${compact}.wujiang.wujiang`, bytes: await seal('wujiang') }]),
  ).toMatchObject([{ reason: 'envelope.wrong_author', blame: byCarrier }])
  expect(
    await member.receive([{ subject: `joint.${compact}.wujiang.qingpu`, bytes: await seal('qingpu') }]),
  ).toMatchObject([{ reason: 'envelope.wrong_carrier', blame: byCarrier }])
  expect(
    await member.receive([{ subject: `joint.${compact}.huqiu.qingpu`, bytes: await seal('huqiu') }]),
  ).toMatchObject([{ reason: 'envelope.unknown_carrier', blame: { party: 'huqiu' } }])
})

test('a membership swap by one side alone is turned down and blamed on its author', async () => {
  const { world, comment } = await begun()
  const { compact } = world.side('qingpu').member
  const version = { decision: compact, base: compact, parents: [], deadline: null, files: [] }
  const alone = compactTextOf(['qingpu'])
  const swapped = compactTextOf(['huqiu', 'qingpu', 'wujiang'])
  const stolen = {
    ...world.text,
    members: world.text.members.map((m) => (m.committee === 'wujiang' ? { ...m, keys: keysNamed('huqiu') } : m)),
  }
  const issue = (text: typeof alone, signers: string[]) =>
    forged(
      following(comment, {
        kind: 'compact-text',
        body: { ...version, signers, convenor: 'qingpu', text },
      }),
      qingpu,
    )

  expect(await brought(world, await issue(alone, ['qingpu']))).toMatchObject([
    { reason: 'version.removes_too_many', blame: byAuthor },
  ])
  expect(await brought(world, await issue(swapped, ['qingpu']))).toMatchObject([
    { reason: 'version.wrong_signers', blame: byAuthor },
  ])
  expect(await brought(world, await issue(stolen, ['jiashan', 'qingpu', 'wujiang']))).toMatchObject([
    { reason: 'version.changes_keys', blame: byAuthor },
  ])
})

test('a swapped file is blamed on the carrier, and nobody countersigns before the bytes are here', async () => {
  const world = await createWorld()
  const bytes = utf8('调研报告全文')
  const file = await describeFile([bytes], { name: '报告.txt', mediaType: 'text/plain' })
  const { member } = world.side('qingpu')
  await world.side('qingpu').files.putChunk(file, 0, bytes)
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'qingpu', files: [file], content: recordContent() }),
  )
  await settle(world)
  const jiashan = world.side('jiashan')
  await expect(jiashan.member.act(countersign(id))).rejects.toThrow('answer.files_missing')

  const chunk = (content: string, carrier: string) =>
    world
      .side(carrier)
      .sealer.seal(packetBytes({ type: 'chunk', carrier, file: file.sha256, index: 0, bytes: utf8(content) }), [
        keysNamed('jiashan').sealing,
      ])
  const subject = `joint.${member.compact}.wujiang.qingpu`
  expect(await jiashan.member.receive([{ subject, bytes: await chunk('篡改的报告全文', 'wujiang') }])).toMatchObject([
    { reason: 'file.bad_chunk', blame: byCarrier },
  ])
  await expect(jiashan.member.act(countersign(id))).rejects.toThrow('answer.files_missing')

  await jiashan.member.sweep()
  await settle(world)
  await jiashan.member.act(countersign(id))
  expect(await jiashan.files.has(file.sha256)).toBe(true)
})

test('an unsealed or foreign-sealed envelope is dropped and counted, and accuses nobody', async () => {
  const world = await createWorld({ sealed: true })
  const { member } = world.side('qingpu')
  const { signed } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  const packet = packetBytes({ type: 'entries', carrier: 'wujiang', entries: [signed] })
  const subject = `joint.${member.compact}.wujiang.qingpu`
  const foreign = await createWorld({ sealed: true })
  const recipient = foreign.text.members[0]!.keys.sealing

  // A member of a hub can make the server store its own answers under the subject of another one.
  const answer = utf8('{"type":"io.nats.jetstream.api.v1.stream_msg_get_response","error":{"code":404}}')

  const jiashan = world.side('jiashan').member
  const noise = [packet, await world.side('wujiang').sealer.seal(packet, [recipient]), answer, new Uint8Array(3)]
  for (const bytes of noise) expect(await jiashan.receive([{ subject, bytes }])).toEqual([])
  expect(jiashan).toMatchObject({ size: 0, noise: noise.length })
  expect(jiashan.alarms()).toEqual([])
  expect(world.side('jiashan').store.rejections).toEqual([])
  await settle(world)
  expect(jiashan.size).toBe(1)
})

test('what opens but holds no packet is blamed on the carrier', async () => {
  const world = await createWorld({ sealed: true })
  const { member } = world.side('jiashan')
  const bytes = await world
    .side('wujiang')
    .sealer.seal(utf8('{}'), [world.text.members.find((m) => m.committee === 'jiashan')!.keys.sealing])
  const subject = `joint.${member.compact}.wujiang.qingpu`

  expect(await member.receive([{ subject, bytes }])).toMatchObject([
    { reason: 'envelope.bad_packet', blame: byCarrier },
  ])
})
