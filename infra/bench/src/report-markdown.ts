import { wordsOf } from './bounds.ts'
import { readable } from './numbers.ts'
import { FOREIGN_LIMIT } from './run-bench.ts'
import type { Spread } from './statistics.ts'
import type { FigureSummary, SubjectSummary, WindowSummary } from './summary.ts'

/** All that a run found. The same is written as JSON. */
export interface Report {
  /** When it began. */
  at: string
  seed: number
  quick: boolean
  seconds: number
  /** The revision of the code, and whether files were changed on top of it. */
  revision: string
  machine: Readonly<Record<string, string>>
  servers: Readonly<Record<string, string>>
  subjects: readonly SubjectSummary[]
}

/** The report for people. Pictures lie beside it, named after their subject. */
export function markdownOf(report: Report): string {
  const { subjects, quick } = report
  const gates = subjects.flatMap((subject) =>
    subject.figures.filter(({ gate }) => gate).map((one) => ({ subject, one })),
  )
  return [
    '# Lianxie bench',
    `${report.at}, revision ${report.revision}, seed ${report.seed}, ${Math.round(report.seconds / 60)} min. Medians [least, most] over all valid rounds.`,
    ...(quick ? ['**A quick run: short windows and few rounds. For a look, not for a quotation.**'] : []),
    ...(gates.length > 0 ? ['## Gates', gateTable(gates)] : []),
    ...subjects.flatMap(sectionOf),
    '## Machine',
    factTable({ ...report.machine, ...report.servers }),
  ]
    .join('\n\n')
    .concat('\n')
}

function gateTable(gates: readonly { subject: SubjectSummary; one: FigureSummary }[]): string {
  const rows = gates.map(({ subject, one }) => [
    one.gate!.passed ? '✓ passed' : '✗ **missed**',
    `${one.name} (${subject.name})`,
    `${spread(one)} ${one.unit}`,
    wordsOf(one.gate!.bound),
    one.aim ? `${wordsOf(one.aim.bound)}${one.aim.reached ? ' ✓' : ''}` : '',
  ])
  return table(['', 'figure', 'measured', 'gate', 'aim'], rows)
}

function sectionOf(subject: SubjectSummary): string[] {
  const { name, title, doc, valid, invalid, repeated, foreign, figures, windows, latencies, notes } = subject
  const rounds = [
    `${valid} valid round${valid === 1 ? '' : 's'}`,
    ...(repeated > 0 ? [`${repeated} measured again because others used more than ${FOREIGN_LIMIT} cores`] : []),
    ...(foreign > FOREIGN_LIMIT
      ? [`**disturbed: others used up to ${readable(foreign)} cores in a round that counts**`]
      : []),
    ...notes,
  ]
  return [
    `## ${title}`,
    doc,
    `${rounds.join('; ')}.`,
    ...invalid.map(({ round, problems }) => `**Round ${round} is invalid:** ${problems.join('; ')}.`),
    ...(figures.length > 0 ? [table(['figure', 'median [least, most]', 'unit'], figures.map(figureRow))] : []),
    ...(latencies.length > 0
      ? [
          `![Latency distributions](${name}.svg)`,
          table(
            ['latency, all rounds', 'count', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'],
            latencies.map((one) => [
              one.name,
              readable(one.count),
              ...[one.p50, one.p90, one.p99, one.max].map(readable),
            ]),
          ),
        ]
      : []),
    ...windows.filter(({ uses }) => uses.length > 0).map(useTable),
  ]
}

const figureRow = (one: FigureSummary) => [one.name, spread(one), one.unit]

function useTable({ name, seconds, operations, foreign, interrupts, stolen, uses }: WindowSummary): string {
  const facts = [
    `${readable(seconds.median)} s`,
    ...(operations ? [`${readable(operations.median)} operations`] : []),
    `others ${readable(foreign.max)}, interrupts ${readable(interrupts.max)}, stolen ${readable(stolen.max)} cores at most`,
  ]
  const rows = uses.map(({ process, cpuSeconds, cpuPer10k, pss }) => [
    process,
    spread(cpuSeconds),
    cpuPer10k ? spread(cpuPer10k) : '',
    readable(pss.median),
  ])
  return `**${name}** (${facts.join(', ')})\n\n${table(['process', 'CPU s', 'CPU-s/10k', 'PSS MB'], rows)}`
}

function factTable(facts: Readonly<Record<string, string>>): string {
  return table(['fact', 'value'], Object.entries(facts))
}

const spread = ({ median, min, max }: Spread) =>
  min === max ? readable(median) : `${readable(median)} [${readable(min)}, ${readable(max)}]`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
