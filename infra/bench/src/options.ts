import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Subject } from './subject.ts'

export interface Options {
  subjects: Subject[]
  rounds?: number
  quick: boolean
  /** Measure a round again when other programs disturbed it. */
  repeat: boolean
  seed: number
  out: string
  /** Missed gates end the bench with 2. */
  gates: boolean
  /** Print the names of the subjects and do nothing. */
  list: boolean
}

const repoRoot = join(import.meta.dirname, '../../..')

export const usage = `npm run bench -- [--only NAME,…] [--rounds N] [--quick] [--no-repeat] [--seed N] [--out DIR] [--gates] [--list]`

/** Reads the command line. Throws a sentence with the usage when something in it makes no sense. */
export function readOptions(args: readonly string[], known: readonly Subject[], now: Date): Options {
  const values = parse(args)
  if (values.quick && values.gates) throw new Error(`--quick measures less than the gates ask for\n${usage}`)
  const seed = whole('--seed', values.seed ?? String(now.getTime() % 1_000_000), 0)
  return {
    subjects: values.only === undefined ? [...known] : named(values.only.split(','), known),
    ...(values.rounds !== undefined && { rounds: whole('--rounds', values.rounds, 1) }),
    quick: values.quick,
    repeat: !values['no-repeat'],
    seed,
    out: resolve(values.out ?? join(repoRoot, '.bench', now.toISOString().replace(/\..*/, '').replaceAll(':', '-'))),
    gates: values.gates,
    list: values.list,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        'no-repeat': { type: 'boolean', default: false },
        seed: { type: 'string' },
        out: { type: 'string' },
        gates: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause })
  }
}

function named(names: readonly string[], known: readonly Subject[]): Subject[] {
  return names.map((name) => {
    const found = known.find((subject) => subject.name === name)
    if (found) return found
    throw new Error(`there is no subject ${name}; there are ${known.map((one) => one.name).join(', ')}\n${usage}`)
  })
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${option} takes a whole number from ${least} on, not ${text}\n${usage}`)
}
