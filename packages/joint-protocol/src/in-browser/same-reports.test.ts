import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { countersign, draftVersion } from '../drafts.ts'
import { jsonBytes, utf8 } from '../encoding.ts'
import { evidenceOf } from '../evidence.ts'
import { describeFile } from '../file-chunks.ts'
import { fingerprintOf } from '../public-key.ts'
import { generateKey, localSigner } from '../signature-suite.ts'
import { recordContent } from '../testing/contents.ts'
import { following, forged } from '../testing/forging.ts'
import { type ReportAsked, reportsInBrowser } from '../testing/reports.ts'
import { keyNamed } from '../testing/test-keys.ts'
import { createWorld, settle, type World } from '../testing/world.ts'
import { verifyEvidence } from '../verify-evidence.ts'

const attached = utf8('调研报告全文')

/** A record with a file, closed by 吴江, of which 青浦 signed its part with a new key of the other suite. */
async function effectiveRecord(world: World) {
  const qingpu = world.side('qingpu')
  const next = localSigner(generateKey('sm2-sm3').privateKey)
  qingpu.signers.set(fingerprintOf(next.key), next)
  const file = await describeFile([attached], { name: '报告.txt', mediaType: 'text/plain' })
  for (const side of world.sides.values()) await side.files.putChunk(file, 0, attached)
  const { member } = world.side('wujiang')
  const content = recordContent('水体联保共治纪要')
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content, files: [file] }),
  )
  await settle(world)
  await qingpu.member.act({ kind: 'comment', body: { about: id, text: '换用国密' } })
  await qingpu.store.transaction((tx) => qingpu.member.rotate(tx, next))
  for (const side of ['qingpu', 'jiashan', 'wujiang']) {
    await settle(world)
    await world.side(side).member.act(countersign(id))
  }
  await settle(world)
  return id
}

/** Both variants' one report of each. */
async function reportsOf(asked: readonly ReportAsked[]) {
  const inNode = asked.map(({ bytes, files }) => verifyEvidence(bytes, new Map(files)))
  expect(await reportsInBrowser(asked)).toEqual(inNode)
  return inNode
}

test('sound evidence of old and of now, with its files, gets the same report', async () => {
  const golden = await readFile(new URL('../../golden/proposal-result.evidence.json', import.meta.url))
  const world = await createWorld()
  const version = await effectiveRecord(world)
  const bytes = evidenceOf(world.side('jiashan').member.view, world.founding, version)

  const reports = await reportsOf([
    { bytes: new Uint8Array(golden) },
    { bytes },
    { bytes, files: [['报告.txt', attached]] },
    { bytes, files: [['报告.txt', utf8('调研报告全文。')]] },
  ])

  expect(reports.map(({ ok }) => ok)).toEqual([true, true, true, false])
  expect(reports[3]!.steps.at(-1)).toMatchObject({ name: 'files', ok: false })
})

test('every damaged byte gets the same report', async () => {
  const world = await createWorld()
  const version = await effectiveRecord(world)
  const bytes = evidenceOf(world.side('jiashan').member.view, world.founding, version)
  const damaged = Array.from({ length: Math.floor(bytes.length / 211) }, (_, i) => ({
    bytes: bytes.map((byte, at) => (at === i * 211 ? byte ^ 1 : byte)),
  }))

  const reports = await reportsOf(damaged)

  expect(reports.filter(({ ok }) => ok)).toEqual([])
  expect(new Set(reports.map(({ steps }) => steps.at(-1)!.name)).size).toBeGreaterThan(2)
})

test('forged, incomplete and open evidence gets the same report', async () => {
  const world = await createWorld()
  const version = await effectiveRecord(world)
  const { view } = world.side('jiashan').member
  const text = new TextDecoder().decode(evidenceOf(view, world.founding, version))
  const evidence = JSON.parse(text) as { entries: unknown[]; founding: { signatures: unknown[] } }
  const changed = (change: object) => ({ bytes: jsonBytes({ ...evidence, ...change }) })
  const carried = (signed: { raw: Uint8Array; signature: Uint8Array; key: string }) => ({
    raw: Buffer.from(signed.raw).toString('base64'),
    key: signed.key,
    signature: Buffer.from(signed.signature).toString('base64'),
  })
  const last = view.entry(view.chain('wujiang')!.head!)!
  const other = { kind: 'comment', body: { about: version, text: '另一条' } } as const
  const fork = await forged(following(view.entry(last.entry.prev!)!, other), keyNamed('wujiang signing'))
  const foreign = await forged(following(last, other), keyNamed('jiashan signing'))

  const reports = await reportsOf([
    changed({ entries: [...evidence.entries, carried(fork)] }),
    changed({ entries: [...evidence.entries, carried(foreign)] }),
    changed({ entries: evidence.entries.slice(0, -1) }),
    changed({ entries: evidence.entries.slice(1) }),
    changed({ founding: { ...evidence.founding, signatures: evidence.founding.signatures.slice(1) } }),
    changed({ version: 'f'.repeat(64) }),
    changed({ format: 'lianxie.evidence.v2' }),
    { bytes: utf8('{"name":"no evidence"}') },
    { bytes: new Uint8Array() },
    { bytes: Uint8Array.of(0xff, 0xfe, 0) },
  ])

  expect(reports.filter(({ ok }) => ok)).toEqual([])
  expect(new Set(reports.map(({ steps }) => steps.at(-1)!.name)).size).toBeGreaterThan(4)
})
