import { joint } from '@lianxie/contracts'
import { account, fileIndexes, planOf } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readableFiles } from '../src/compacts/readable-files.ts'
import { carry, chair, consulting, found, meet, office, type Side, signAll, startSide } from './world.ts'

let qingpu: Side
let wujiang: Side
let compactId: string
let taskId: string
const record = { title: '联动协商纪要', text: '一、联合巡河。' }

beforeAll(async () => {
  const sides = await Promise.all([startSide('青浦区'), startSide('吴江区')])
  ;[qingpu, wujiang] = sides as [Side, Side]
  compactId = await found(sides)
  const recordId = await qingpu.release(joint.DraftRecord, { compactId, ...record })
  await meet(compactId, sides)
  await signAll(compactId, recordId, sides)
  const task = { compactId, recordId, title: '建立共享平台', unitId: wujiang.unitId, due: '2030-12-31' }
  taskId = await wujiang.release(joint.DraftTask, task)
  await carry(compactId, wujiang, qingpu)
}, 60_000)
afterAll(async () => {
  for (const side of [qingpu, wujiang]) await side?.[Symbol.asyncDispose]()
})

type Account = ReturnType<typeof account>

async function upload({ service }: Side, content: string, as: Account) {
  const headers = { 'content-type': 'text/plain' }
  const response = await service.fetch('/joint/files?name=data.txt', { method: 'PUT', headers, body: content, as })
  return (await response.json()) as { sha256: string; name: string; size: number; mediaType: string }
}
type File = Awaited<ReturnType<typeof upload>>

const download = async ({ service }: Side, { sha256 }: File, as: Account) => {
  const response = await service.fetch(`/joint/files/${sha256}`, { as })
  await response.arrayBuffer()
  return response.status
}
const codeOf = async (reply: Promise<{ status: number; body: { code: string } }>) => {
  const { status, body } = await reply
  return status < 400 ? 'done' : body.code
}
const drafted = ({ service }: Side, file: File, as: Account) =>
  codeOf(service.try(joint.DraftRecord, { compactId, ...record, title: '附件', files: [file] }, { as }))
const reported = (file: File, as: Account) =>
  codeOf(
    wujiang.service.try(
      joint.DraftProgress,
      { compactId, taskId, state: 'ACCEPTED', summary: '已接收', files: [file] },
      { as },
    ),
  )

test('what somebody uploaded is theirs until a draft names it, and then for all who read drafts', async () => {
  const file = await upload(wujiang, '水质测算', office)

  expect([await download(wujiang, file, consulting), await drafted(wujiang, file, consulting)]).toEqual([
    404,
    'file.not_found',
  ])
  expect(await download(wujiang, file, office)).toBe(200)
  expect(await drafted(wujiang, file, office)).toBe('done')
  expect([await download(wujiang, file, consulting), await download(wujiang, file, chair)]).toEqual([200, 200])
  // An auditor reads what was sent, and no drafts.
  expect(await download(wujiang, file, account('AUDITOR'))).toBe(404)
  expect(await drafted(wujiang, file, consulting)).toBe('done')
})

test('a unit sends the files across that it uploaded, or reported before, and none of the office’s', async () => {
  const unit = account('UNIT_HANDLER', { units: [wujiang.unitId] })
  const leader = account('UNIT_LEADER', { units: [wujiang.unitId] })
  const inside = await upload(wujiang, '机关内部测算', office)
  const photo = await upload(wujiang, '平台上线照片', unit)
  await drafted(wujiang, inside, office)

  expect(await reported(inside, unit)).toBe('file.not_found')
  expect(await reported(photo, leader)).toBe('file.not_found')
  const { events } = await wujiang.service.send(
    joint.DraftProgress,
    { compactId, taskId, state: 'ACCEPTED', summary: '已接收', files: [photo] },
    { as: unit },
  )
  const { draftId } = events[0]!.data as { draftId: string }
  await wujiang.let(await wujiang.service.ask(joint.DraftDetail, { draftId }, { as: office }))
  const again = { compactId, taskId, state: 'IN_PROGRESS' as const, summary: '建设中', files: [photo] }
  expect(await codeOf(wujiang.service.try(joint.DraftProgress, again, { as: leader }))).toBe('done')
})

test('what a partner’s entry names is there for those who read the chains, and for no unit', async () => {
  const file = await upload(qingpu, '太浦河断面数据', office)
  await upload(wujiang, '太浦河断面数据', consulting)
  expect(await download(wujiang, file, office)).toBe(404)

  await qingpu.release(joint.DraftRecord, { compactId, ...record, title: '断面', files: [file] })
  await carry(compactId, qingpu, wujiang)

  expect([await download(wujiang, file, office), await download(wujiang, file, account('AUDITOR'))]).toEqual([200, 200])
  expect(await drafted(wujiang, file, office)).toBe('done')
  const unit = account('UNIT_HANDLER', { units: [wujiang.unitId] })
  expect(await reported(file, unit)).toBe('file.not_found')
})

test('the drafts that name a file are found by an index', async () => {
  const { db } = wujiang.service.running.runtime
  const none = { open: () => new Map() }
  const actor = { ...office, committee: wujiang.committee, units: [], acr: 'password', authTime: 0 } as never

  const plan = await planOf(db, async (tx) => readableFiles(none, tx as never, ['a'.repeat(64)], actor))

  expect(await fileIndexes(db)).toEqual(['files_of_draft'])
  expect(plan).toContain('files_of_draft')
  expect(plan).not.toContain('Seq Scan')
})
