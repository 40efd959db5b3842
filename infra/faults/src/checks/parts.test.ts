import { expect, test } from 'vitest'
import { leastSince, type Parts } from './parts.ts'

const parts = (commands: number[], effects: Record<string, number>): Parts => ({
  'commands done': new Map(commands.map((count, i) => [`url ${i}`, count])),
  'events published': new Map(commands.map((count, i) => [`url ${i}`, count])),
  effects: new Map(Object.entries(effects)),
})

test('the least busy process is the one that counts, since the moment that is asked about', () => {
  const since = leastSince(parts([100, 90], { one: 50, other: 60 }), parts([130, 95], { one: 80, other: 62 }), 2)

  expect(since).toEqual({ 'commands done': 5, 'events published': 5, effects: 2 })
})

test('a process that did nothing at all has no name, and still counts', () => {
  expect(leastSince(parts([0, 0], {}), parts([40, 40], { one: 80 }), 2).effects).toBe(0)
  expect(leastSince(parts([0, 0], {}), parts([40, 0], { one: 80 }), 2)['commands done']).toBe(0)
})
