import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { natsPrograms } from './nats-programs.ts'
import { runScenario } from './run-scenario.ts'
import { held, type Result, type Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { reportJson, reportMarkdown, summaryOf } from './report.ts'

// `npm run faults`: breaks the platform on purpose and says what held. Ends with 1 when a promise broke.
const names = scenarios.map(({ name }) => name)
const usage = `npm run faults -- [--only ${names.join('|')}] [--seed N] [--short] [--out DIR] [--nats PATH]`
const out = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)

// Everything that was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

const options = readOptions()
const programs = await natsPrograms(options.nats, process.env, out).catch((error: Error) => fail(error.message))
const program = programs[0]!
const dir = resolve(options.out)
await mkdir(dir, { recursive: true })
const began = new Date()
out(`seed ${options.seed}`)
const results: Result[] = []
for (const scenario of options.chosen) {
  out(`${scenario.name}: ${scenario.title}`)
  const result = await runScenario(scenario, {
    seed: options.seed,
    short: options.short,
    programs,
    log: out,
    keep: (folder) => out(`${scenario.name}: the logs of all servers are kept in ${folder}`),
  })
  out(summaryOf(result))
  results.push(result)
  // Written after each, so that an interrupted run leaves what it found.
  const run = { seed: options.seed, short: options.short, began, program, results }
  await writeFile(join(dir, 'report.json'), reportJson(run))
  await writeFile(join(dir, 'report.md'), reportMarkdown(run))
}
for (const result of results) console.log(summaryOf(result))
console.log(`seed ${options.seed}, report ${join(options.out, 'report.md')}`)
process.exit(results.every((result) => held(result) || result.skipped !== undefined) ? 0 : 1)

function readOptions(): { chosen: Scenario[]; seed: number; short: boolean; out: string; nats: string[] } {
  const values = parse()
  const unknown = values.only.filter((name) => !names.includes(name))
  if (unknown.length > 0) fail(`There is no scenario ${unknown.join(', ')}. ${usage}`)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
  const long = scenarios.filter(({ name, short }) => values.short && values.only.includes(name) && short === undefined)
  if (long.length > 0) fail(`There is no short variant of ${long.map(({ name }) => name).join(', ')}.`)
  if (!Number.isInteger(seed) || seed < 0) fail(`--seed takes a whole number. ${usage}`)
  const chosen = scenarios.filter(
    ({ name, short }) =>
      (values.only.length === 0 || values.only.includes(name)) && (!values.short || short !== undefined),
  )
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return { chosen, seed, short: values.short, out: values.out ?? join('.faults', stamp), nats: values.nats }
}

function parse() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        short: { type: 'boolean', default: false },
        out: { type: 'string' },
        nats: { type: 'string', multiple: true, default: [] },
      },
    }).values
  } catch (error) {
    return fail(`${(error as Error).message.split('. ')[0]}. ${usage}`)
  }
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
