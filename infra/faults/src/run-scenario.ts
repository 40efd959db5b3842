import { mkdtemp, rm } from 'node:fs/promises'
import { chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NatsProgram } from '@lianxie/local'
import { createRandom } from '@lianxie/local/random'
import { brokenBounds, type Context, type Result, type Scenario, type Step, type Verdict } from './scenario.ts'
import { within } from './within.ts'

export interface RunOptions {
  seed: number
  /** With the short budget instead of the full one. */
  short: boolean
  /** The nats-server to use: by default the first of `programs`, else what is found on this machine. */
  program?: NatsProgram
  /** Every nats-server there is to test with. */
  programs?: readonly NatsProgram[]
  log?: (line: string) => void
  /** Keeps the scenario's folder, with the logs of all servers, when a promise broke. */
  keep?: (dir: string) => void
}

/** Runs one scenario in a folder of its own and judges its figures by their bounds. Whatever it throws is a finding. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const { seed, short, programs = [], program = programs[0], log = () => undefined, keep } = options
  const { name, number, title, doc } = scenario
  const budget = short ? scenario.short : scenario.budget
  if (!budget) throw new Error(`${name} has no short variant`)
  const dir = await mkdtemp(join(tmpdir(), `lianxie-faults-${name}-`))
  // PostgreSQL may run under another account.
  chmodSync(dir, 0o755)
  const steps: Step[] = []
  const began = performance.now()
  const undo = new AsyncDisposableStack()
  const context: Context = {
    seed,
    random: createRandom(seed).fork(name),
    dir,
    budget,
    program,
    programs,
    log: (line) => log(`${name}: ${line}`),
    async step(what, work) {
      const at = performance.now()
      const step: Step = { what, at: at - began, took: 0 }
      steps.push(step)
      context.log(what)
      try {
        return await work()
      } catch (error) {
        step.failed = firstLine(error)
        throw error
      } finally {
        step.took = performance.now() - at
      }
    },
    within,
    defer: (cleanup) => undo.defer(async () => void (await cleanup())),
  }
  const verdict = await judge(scenario, context)
  const left = await leave(undo)
  const findings = [...verdict.findings, ...brokenBounds(verdict.figures), ...left]
  const duration = (performance.now() - began) / 1_000
  if (findings.length > 0 && keep) keep(dir)
  else await rm(dir, { recursive: true, force: true })
  return { name, number, title, doc, seed, budget, steps, duration, ...verdict, findings }
}

async function judge(scenario: Scenario, context: Context): Promise<Verdict> {
  try {
    return await scenario.run(context)
  } catch (error) {
    context.log(`stopped: ${(error as Error).stack ?? String(error)}`)
    return { figures: [], findings: [`the scenario could not go on: ${firstLine(error)}`] }
  }
}

const firstLine = (error: unknown) => (error as Error).message.split('\n')[0]!

/** What could not be stopped in good order is a finding too: a server that does not end is not well. */
async function leave(undo: AsyncDisposableStack): Promise<string[]> {
  try {
    await undo.disposeAsync()
    return []
  } catch (error) {
    return [`what the scenario started could not be stopped: ${firstLine(error)}`]
  }
}
