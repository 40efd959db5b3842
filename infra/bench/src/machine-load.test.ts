import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { cpuSecondsOfTree, cpuTimesOf, type Look, loadBetween, look } from './machine-load.ts'

const STAT = `cpu  1190215 100861 339112 670620 4388 10 13191 7290 5 0
cpu0 581209 53045 167763 350887 1157 0 5249 3379 0 0
ctxt 1`

const at = (milliseconds: number, work: number, own: number, rest: Partial<Look['times']> = {}): Look => ({
  at: milliseconds,
  own,
  times: { work, interrupts: 0, stolen: 0, ...rest },
})

test('work is user, nice and system time; waiting is none, interrupts and what the host took are told apart', () => {
  expect(cpuTimesOf(STAT)).toEqual({ work: 16_301.88, interrupts: 132.01, stolen: 72.9 })
})

test('a table without the line of all cores is an error', () => {
  expect(() => cpuTimesOf('cpu0 1 2 3')).toThrow('expected the line "cpu"')
})

test('foreign is what the machine worked beyond the bench, in cores', () => {
  expect(loadBetween(at(0, 100, 20), at(5_000, 109, 28))).toEqual({
    seconds: 5,
    foreign: 0.2,
    interrupts: 0,
    stolen: 0,
  })
})

test('a bench that was charged for more than the machine counted was disturbed by nobody', () => {
  expect(loadBetween(at(0, 100, 20), at(1_000, 101, 21.04)).foreign).toBe(0)
})

test('time that the host took is no foreign work', () => {
  const load = loadBetween(at(0, 100, 20), at(2_000, 101, 21, { interrupts: 0.2, stolen: 1 }))

  expect(load).toMatchObject({ foreign: 0, interrupts: 0.1, stolen: 0.5 })
})

test('the work of a child counts after the child has ended', () => {
  const before = cpuSecondsOfTree(process.pid)

  const work = 'while (process.cpuUsage().user < 100_000) for (let i = 0; i < 1e6; i += 1);'
  expect(spawnSync(process.execPath, ['-e', work]).status).toBe(0)

  expect(cpuSecondsOfTree(process.pid) - before).toBeGreaterThanOrEqual(0.09)
})

test('the own work is part of the work of the machine', () => {
  const before = look()
  for (const until = process.cpuUsage().user + 100_000; process.cpuUsage().user < until;)
    for (let i = 0; i < 1e6; i += 1);
  const after = look()

  expect(after.own - before.own).toBeGreaterThanOrEqual(0.08)
  expect(after.times.work - before.times.work).toBeGreaterThan(0)
})
