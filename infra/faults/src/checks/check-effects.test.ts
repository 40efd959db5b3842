import { expect, test } from 'vitest'
import { brokenBounds } from '../scenario.ts'
import { checkEffects } from './check-effects.ts'
import { healthyUnit } from './examples.ts'
import { type Effect, expectedOf } from './expected.ts'

const { effects } = expectedOf(healthyUnit().lines)
const [registered, renamed, closed] = effects.get('u1') as [Effect, Effect, Effect]
const verdictOf = (happened: Effect[]) => {
  const { figures, findings } = checkEffects(effects, happened, 'a projection')
  return [...brokenBounds(figures), ...findings].join('\n')
}

test('the answers say what should have happened to a unit, and in which order', () => {
  expect(effects.get('u1')).toEqual([
    { thing: 'u1', name: '水务局', active: true },
    { thing: 'u1', name: '水利局', active: true },
    { thing: 'u1', name: '水利局', active: false },
  ])
  expect(verdictOf([registered, renamed, closed])).toBe('')
})

test('an effect that did not happen is lost', () => {
  expect(verdictOf([registered, closed])).toContain('effect lost in a projection: 水利局')
})

test('an effect that happened twice is doubled, whether at once or later', () => {
  expect(verdictOf([registered, registered, renamed, closed])).toContain('effects doubled in a projection: 1')
  expect(verdictOf([registered, renamed, closed, renamed])).toContain('effects doubled in a projection: 1')
})

test('effects out of the order of versions are named by their thing', () => {
  expect(verdictOf([renamed, registered, closed])).toContain('effects out of order in a projection: u1')
})

test('an effect on something that nobody asked for is one too many', () => {
  expect(verdictOf([registered, renamed, closed, { thing: 'u2', name: '幽灵局', active: true }])).toContain('u2')
})

test('a rebuild may pass over effects that it took in at once, and over no others', () => {
  const rebuilt = (effect: Effect) => ({ ...effect, rebuilt: true })

  expect(verdictOf([registered, rebuilt(closed)])).toBe('')
  expect(verdictOf([rebuilt(closed)])).toBe('')
  expect(verdictOf([registered, closed, rebuilt(closed)])).toContain('effect lost in a projection: 水利局')
  expect(verdictOf([registered, renamed, rebuilt(registered), closed])).toContain('effects doubled in a projection: 1')
})

test('effects that one transaction took in together show as the last of them, and no others do', () => {
  const took = (effect: Effect, cameFrom: number, reached: number) => ({ ...effect, cameFrom, reached })

  expect(verdictOf([took(closed, 0, 3)])).toBe('')
  expect(verdictOf([took(registered, 0, 1), took(closed, 1, 3)])).toBe('')
  expect(verdictOf([took(registered, 0, 1), took(closed, 2, 3)])).toContain('effect lost in a projection: 水利局')
  expect(verdictOf([took(renamed, 0, 3), closed])).toContain('effect lost in a projection: 水务局')
})
