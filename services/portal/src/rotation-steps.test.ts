import { createWorld, settle, type World } from '@lianxie/joint-protocol/testing'
import { expect, test } from 'vitest'
import { hostsOf, type RotationEntry, rotationSteps, stepOf } from '../web/pages/joint-drafts/forms/rotation-steps.ts'

const entry = (entryId: string, committee: string, body: RotationEntry['body'], standing = 'live'): RotationEntry => ({
  entryId,
  committee,
  standing,
  body,
})
const hosts = (left?: string, hostOf = (year: number) => (year % 2 === 0 ? 'a' : 'b')) => ({
  hostOf,
  hasLeft: (committee: string) => committee === left,
})
const keys = (entries: readonly RotationEntry[], own: string, of = hosts()) =>
  rotationSteps(entries, own, of, 2026).steps.map(({ key }) => key)
const began = entry('1', 'a', { act: 'begin', year: 2026 })
const handed = entry('2', 'a', { act: 'hand-over', year: 2026, to: 'b' })
const taken = entry('3', 'b', { act: 'take-over', handOver: '2' })

test('the host of the year begins it and hands it over, and the next one takes it over, each once', () => {
  expect([keys([], 'a'), keys([], 'b')]).toEqual([['begin 2026'], []])
  expect([keys([began], 'a'), keys([began], 'b')]).toEqual([['hand-over 2026'], []])
  expect([keys([began, handed], 'a'), keys([began, handed], 'b')]).toEqual([[], ['take-over 2']])
  expect([keys([began, handed, taken], 'a'), keys([began, handed, taken], 'b')]).toEqual([[], []])
})

test('what has no effect does not count', () => {
  expect(keys([entry('1', 'a', { act: 'begin', year: 2026 }, 'void')], 'a')).toEqual(['begin 2026'])
})

test('a hand-over names the next host and what goes along, also in the January after', () => {
  const { steps } = rotationSteps([began], 'a', hosts(), 2027)

  expect(steps).toHaveLength(1)
  expect(stepOf(steps[0]!, { 'step.archive': '三卷', 'step.budget': '无', 'step.openTasks': ['t'] })).toEqual({
    act: 'hand-over',
    year: 2026,
    to: 'b',
    openTasks: ['t'],
    archive: '三卷',
    budget: '无',
  })
})

test('a year that the text has given to another side since is not handed over by the one that began it', () => {
  expect(
    keys(
      [began],
      'a',
      hosts(undefined, () => 'b'),
    ),
  ).toEqual([])
})

test('nobody hands over to a side that has left, and nobody begins its year: the page says so', () => {
  expect(rotationSteps([began], 'a', hosts('b'), 2026)).toEqual({
    steps: [],
    stuck: [{ act: 'hand-over', year: 2026, left: 'b' }],
  })
  expect(rotationSteps([], 'b', hosts('a'), 2026)).toEqual({
    steps: [],
    stuck: [{ act: 'begin', year: 2026, left: 'a' }],
  })
})

/** What the page of a side offers in a year, from the `acts` that this side keeps. */
function offered(world: World, acts: readonly string[], own: string, year: number) {
  const { view } = world.side(own).member
  const { text, left } = view.compactView()
  const sides = text.members.map(({ committee }) => ({ committee, left: left.includes(committee) }))
  const entries = acts.flatMap((entryId) => {
    const { entry: said, content, standing } = view.entry(entryId)!
    return content?.kind === 'rotation' ? [entry(entryId, said.committee, content.body, standing)] : []
  })
  return rotationSteps(entries, own, hostsOf({ text, sides } as never), year)
}
const act = async (world: World, side: string, body: object) => {
  const { id } = await world.side(side).member.act({ kind: 'rotation', body } as never)
  await settle(world)
  return id
}
const typed = { 'step.archive': '档案三卷', 'step.budget': '无结余' }

test('every step that is offered is accepted by those who judge it, year after year', async () => {
  const world = await createWorld()
  const order = world.text.rotation.order
  const acts: string[] = []
  const told: string[] = []

  for (const year of [2021, 2022, 2023]) {
    for (let round = 0; round < 3; round++) {
      for (const side of order) {
        for (const step of offered(world, acts, side, year).steps) {
          acts.push(await act(world, side, stepOf(step, typed)))
          told.push(`${side} ${step.act}`)
        }
      }
    }
  }

  const [first, second, third] = order as [string, string, string]
  expect(told).toEqual([
    `${first} begin`,
    `${first} hand-over`,
    `${second} take-over`,
    `${second} begin`,
    `${second} hand-over`,
    `${third} take-over`,
  ])
})

test('once the next host has left, neither hand-over nor its year is offered to others, who would be refused', async () => {
  const world = await createWorld()
  const [first, second, third] = world.text.rotation.order as [string, string, string]
  const begun = await act(world, first, { act: 'begin', year: 2022 })
  await world.side(second).member.act({ kind: 'leave', body: { reason: '机构调整' } })
  await settle(world)

  expect(offered(world, [begun], first, 2022)).toEqual({
    steps: [],
    stuck: [{ act: 'hand-over', year: 2022, left: second }],
  })
  expect(offered(world, [begun], third, 2023)).toEqual({
    steps: [],
    stuck: [{ act: 'begin', year: 2023, left: second }],
  })
  await expect(
    act(world, first, { act: 'hand-over', year: 2022, to: third, openTasks: [], archive: '无', budget: '无' }),
  ).rejects.toThrow('rotation.not_host')
  await expect(act(world, third, { act: 'begin', year: 2023 })).rejects.toThrow('rotation.not_host')
})
