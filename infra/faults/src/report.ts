import type { NatsProgram } from '@lianxie/local'
import { brokenBounds, type Figure, held, inUnit, type Result, type Table } from './scenario.ts'

export interface Run {
  seed: number
  short: boolean
  began: Date
  program: NatsProgram
  results: readonly Result[]
}

/** One line: did it hold, and the figures that are promised. */
export function summaryOf(result: Result): string {
  const { name, duration, findings, skipped, figures } = result
  if (skipped !== undefined) return `- ${name}: skipped. ${skipped}`
  const promised = figures.filter((figure) => boundOf(figure) !== '')
  const told = promised.filter(({ unit, least }) => unit !== '' || least !== undefined)
  const words = told.map(({ name: what, value, unit }) => `${what} ${inUnit(value, unit)}`)
  const kept = promised.filter((figure) => brokenBounds([figure]).length === 0).length
  const sign = held(result) ? '✓' : '✗'
  const broke = findings.map((finding) => `\n    ✗ ${finding}`).join('')
  return `${sign} ${name} (${duration.toFixed(0)} s): ${kept} of ${promised.length} promises kept; ${words.join(', ')}${broke}`
}

/** For machines: the same facts, without names of hosts or paths of the machine that ran it. */
export function reportJson({ seed, short, began, program, results }: Run): string {
  const run = { seed, short, began: began.toISOString(), natsServer: versionOf(program), node: process.version }
  const all = results.map((result) => ({ ...result, held: held(result) }))
  return `${JSON.stringify({ ...run, held: results.every(isWell), results: all }, null, 2)}\n`
}

/** For people. */
export function reportMarkdown({ seed, short, began, program, results }: Run): string {
  const broken = results.filter((result) => !isWell(result))
  const skipped = results.filter(({ skipped: why }) => why !== undefined)
  const verdict =
    broken.length === 0
      ? 'Every promise that was tested held.'
      : `Broken: ${broken.map(({ name }) => name).join(', ')}.`
  const left = skipped.length === 0 ? '' : ` Not tested here: ${skipped.map(({ name }) => name).join(', ')}.`
  const again = `npm run faults -- --seed ${seed}${short ? ' --short' : ''}`
  return [
    '# Faults',
    `${verdict}${left}`,
    `Began ${began.toISOString()}, seed ${seed}${short ? ', short variant' : ''}; ${versionOf(program)}, Node ${process.version}. The same choices again: \`${again}\`.`,
    table({
      title: '',
      columns: ['', 'scenario', 'promise', 'measured', 'bound'],
      rows: results.flatMap(overviewOf),
    }),
    ...results.map(scenarioText),
  ].join('\n\n')
}

const isWell = (result: Result) => held(result) || result.skipped !== undefined
const versionOf = (program: NatsProgram) =>
  program.kind === 'binary' ? `nats-server ${program.version}` : `nats-server ${program.image}`

function overviewOf(result: Result): string[][] {
  const { number, name, figures, findings, skipped } = result
  if (skipped !== undefined) return [['–', `${number} ${name}`, 'skipped', '', '']]
  const promised = figures.filter((figure) => boundOf(figure) !== '')
  if (promised.length === 0)
    return [[findings.length === 0 ? '✓' : '✗', `${number} ${name}`, findings[0] ?? '', '', '']]
  return promised.map((figure, i) => [
    brokenBounds([figure]).length === 0 ? '✓' : '✗',
    i === 0 ? `${number} ${name}` : '',
    figure.name,
    inUnit(figure.value, figure.unit),
    boundOf(figure),
  ])
}

function scenarioText(result: Result): string {
  const { number, title, doc, steps, figures, findings, notes = [], tables = [], skipped, duration, budget } = result
  const budgets = Object.entries(budget).map(([name, value]) => `${name} ${value}`)
  return [
    `## ${number}. ${title}`,
    doc,
    ...(skipped === undefined ? [] : [`Skipped: ${skipped}`]),
    ...(findings.length === 0 ? [] : [findings.map((finding) => `- ✗ ${finding}`).join('\n')]),
    table({
      title: '',
      columns: ['figure', 'value', 'bound'],
      rows: figures.map((figure) => [figure.name, inUnit(figure.value, figure.unit), boundOf(figure)]),
    }),
    ...tables.map(table),
    table({
      title: 'What was done',
      columns: ['s', 'what', 'took s', ''],
      rows: steps.map(({ at, what, took, failed }) => [
        (at / 1_000).toFixed(1),
        what,
        (took / 1_000).toFixed(1),
        failed === undefined ? '' : `failed: ${failed}`,
      ]),
    }),
    ...notes
      .map((note) => `- ${note}`)
      .join('\n')
      .split('\n\n')
      .filter(Boolean),
    `${duration.toFixed(0)} s; ${budgets.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function boundOf({ most, least }: Figure): string {
  return [...(least === undefined ? [] : [`≥ ${least}`]), ...(most === undefined ? [] : [`≤ ${most}`])].join(', ')
}

function table({ title, columns, rows }: Table): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  const text = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
  return title === '' ? text : `**${title}**\n\n${text}`
}
