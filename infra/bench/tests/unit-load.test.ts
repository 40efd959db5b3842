import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommitteeId } from '@lianxie/contracts'
import { startRig } from '@lianxie/local/rig'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../src/subject.ts'
import { startUnitLoad, type UnitLoad } from '../src/subjects/unit-load.ts'

const dir = mkdtempSync(join(tmpdir(), 'lianxie-bench-'))
const life = new AsyncDisposableStack()
let load: UnitLoad

beforeAll(async () => {
  life.defer(() => rmSync(dir, { recursive: true, force: true }))
  const context: Context = {
    round: 1,
    quick: true,
    dir,
    random: Math.random,
    log: () => undefined,
    async rig(options = {}) {
      const rig = await startRig({ committee: 'wujiang-cppcc' as CommitteeId, dir, ...options })
      life.defer(() => rig.stop())
      return rig
    },
    measure: (_, work) => work(),
  }
  load = life.use(await startUnitLoad(context, { units: 64, clients: 8, warmUpMs: 100 }))
}, 120_000)
afterAll(() => life.disposeAsync())

test('every command that a closed loop got accepted is projected, and nothing is refused', async () => {
  const { generator } = load

  const changes = async () => (await generator.call.units()).reduce((sum, { version }) => sum + version - 1, 0)
  const before = await changes()
  await generator.call.beginCommands({ clients: 8 })
  await expect.poll(changes, { timeout: 20_000 }).toBeGreaterThan(before + 100)
  const { acceptedInAll, refusals } = await generator.call.endCommands()

  expect(refusals).toEqual([])
  expect((await changes()) - before).toBe(acceptedInAll)
  expect(await load.problems()).toEqual([])
})

test('at an even rate every row is seen, after its command was due', async () => {
  const { rig, generator } = load

  const databaseUrl = rig.databaseUrlOf('consultations')
  const done = await generator.call.openLoop({ databaseUrl, ratePerSecond: 20, seconds: 1 })

  expect(done).toMatchObject({ accepted: 20, refusals: [], unseen: 0 })
  expect(done.visible).toHaveLength(20)
  expect(Math.min(...done.visible, ...done.late)).toBeGreaterThanOrEqual(0)
  expect(await load.problems()).toEqual([])
})

test.each([
  ['a lost row', 'delete from consultations.known_unit where id = $1', '1 units without a projected row'],
  [
    'a row of an earlier command',
    `update consultations.known_unit set short_name = 'earlier' where id = $1`,
    '1 units that show something else than the latest accepted command',
  ],
  [
    'an event that was not taken in once',
    `update consultations.consumer_cursor set version = version + 1 where aggregate = 'unit/' || $1`,
    '1 units of which not each event was taken in once',
  ],
])('%s makes the round worthless', async (_, harm, problem) => {
  const { database, generator } = load
  const { id } = (await generator.call.units())[0]!

  await database.query('begin')
  await database.query(harm, [id])

  expect(await load.compared()).toEqual([problem])
  await database.query('rollback')
  expect(await load.compared()).toEqual([])
})
