import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import type { Subject } from './subject.ts'

const named = (name: string): Subject => ({
  name,
  title: name,
  doc: '',
  run: () => Promise.reject(new Error('not here')),
})
const known = ['command', 'open-loop', 'start-up'].map(named)
const read = (...args: string[]) => readOptions(args, known, new Date('2022-06-01T02:03:04.567Z'))

test('without options everything is measured, and the report lies in a folder named after the time', () => {
  const options = read()

  expect(options.subjects).toEqual(known)
  expect(options).toMatchObject({ quick: false, gates: false, list: false })
  expect(options.out).toMatch(/\.bench.2022-06-01T02-03-04$/)
  expect('rounds' in options).toBe(false)
})

test('subjects are measured in the order of the command line when they are named there', () => {
  const { subjects, rounds, seed } = read('--only', 'start-up,command', '--rounds', '3', '--seed', '0')

  expect(subjects.map(({ name }) => name)).toEqual(['start-up', 'command'])
  expect({ rounds, seed }).toEqual({ rounds: 3, seed: 0 })
})

test.each([
  [['--only', 'comand'], 'there is no subject comand; there are command, open-loop, start-up'],
  [['--rounds', '0'], '--rounds takes a whole number from 1 on, not 0'],
  [['--rounds', '1.5'], '--rounds takes a whole number from 1 on, not 1.5'],
  [['--seed', 'x'], '--seed takes a whole number from 0 on, not x'],
  [['--quick', '--gates'], '--quick measures less than the gates ask for'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused with what is wrong and how it goes', (args, words) => {
  expect(() => read(...args)).toThrow(words)
  expect(() => read(...args)).toThrow('npm run bench -- ')
})
