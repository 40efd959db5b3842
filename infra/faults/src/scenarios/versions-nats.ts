import type { NatsProgram } from '@lianxie/local'
import { reportedAs } from '../nats-programs.ts'
import { runScenario } from '../run-scenario.ts'
import { brokenBounds, type Figure, type Scenario } from '../scenario.ts'

/** The short variants of what breaks the platform, on each nats-server that was named. */
export const versionsNats = (short: readonly Scenario[]): Scenario<{ rounds: number }> => ({
  name: 'versions-nats',
  number: 7,
  title: 'Two versions of nats-server',
  doc: `What breaks the platform in other ways, in the short variants of ${short.map(({ name }) => name).join(', ')}, is done on every nats-server that \`--nats\` names: the oldest that is supported and a new one.`,
  budget: { rounds: 1 },
  async run(context) {
    const { seed, budget, programs, log, step } = context
    if (programs.length < 2) {
      const found = programs.map(reportedAs).join(', ') || 'none'
      return {
        figures: [],
        findings: [],
        skipped: `Two nats-servers are needed, named by --nats PATH or NATS_SERVERS; found ${found}.`,
      }
    }
    const findings: string[] = []
    const figures: Figure[] = [{ name: 'versions of nats-server', value: programs.length, unit: '', least: 2 }]
    const rows: (string | number)[][] = []
    for (const program of programs) {
      for (let round = 0; round < budget.rounds; round += 1) {
        for (const scenario of short) {
          const on = `${scenario.name} on ${reportedAs(program)}`
          const result = await step(on, () => runScenario(scenario, { seed: seed + round, short: true, program, log }))
          findings.push(...result.findings.map((finding) => `${on}: ${finding}`))
          if (result.skipped !== undefined) findings.push(`${on}: skipped: ${result.skipped}`)
          rows.push([reportedAs(program), scenario.name, result.duration, brokenBounds(result.figures).length])
          figures.push(...boundsOf(result.figures, program, scenario.name))
        }
      }
    }
    return {
      findings,
      figures,
      tables: [{ title: 'Runs', columns: ['nats-server', 'scenario', 's', 'bounds broken'], rows }],
    }
  },
})

/** The promised figures of one run, named after where they were measured. */
const boundsOf = (figures: readonly Figure[], program: NatsProgram, scenario: string): Figure[] =>
  figures
    .filter(({ most, least, unit }) => unit !== '' && (most !== undefined || least !== undefined))
    .map((figure) => ({ ...figure, name: `${reportedAs(program)}, ${scenario}: ${figure.name}` }))
