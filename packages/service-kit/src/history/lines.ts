import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type HistoryLineError, Refusal, type RefusalCode, REFUSALS } from '@lianxie/contracts'
import type { z } from 'zod'
import { wordsOfIssue } from '../words-of-issue.ts'
import type { FactVocabulary, HistoryFactBase, StagedFact } from './kind.ts'

export const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024
const MAX_LINES = 500_000
const MAX_LINE_BYTES = 64 * 1024

/**
 * 历史事实文件: the lines of a file of neutral facts, packed with gzip or not, read as they come in. A line that is wrong
 * says so and the next is read; the file is refused where it is too large, or damaged.
 */
export async function* readHistoryLines(
  body: AsyncIterable<Buffer>,
  { vocabulary, region, hash }: { vocabulary: FactVocabulary; region: string; hash: Hash },
): AsyncGenerator<StagedFact> {
  let line = 0
  for await (const bytes of linesOf(unpacked(measured(body, hash)))) {
    line += 1
    if (line > MAX_LINES) throw new Refusal('history.too_many_lines', { limit: MAX_LINES })
    const read = readLine(vocabulary, line, bytes, region)
    if (read) yield read
  }
}

/** A fact as it is staged: its name says which fact it is, its digest what it says. */
export function stage({ names, lookedUp = [] }: FactVocabulary, line: number, fact: HistoryFactBase): StagedFact {
  const at = new Date(fact.at)
  const round = 'round' in fact && typeof fact.round === 'number' && fact.round > 1 ? `/${fact.round}` : ''
  return {
    line,
    status: lookedUp.includes(fact.fact) ? 'OTHER' : 'READY',
    at,
    rank: names.indexOf(fact.fact),
    name: fact.fact,
    ref: fact.id,
    fact,
    factName: `${fact.region}/${fact.fact}/${fact.id}/${at.toISOString()}${round}`,
    digest: createHash('sha256').update(JSON.stringify(fact)).digest('hex'),
    errors: [],
  }
}

/** A line that cannot be imported, and why. */
export const wrongLine = (line: number, errors: HistoryLineError[], more: Partial<StagedFact> = {}): StagedFact => ({
  line,
  status: 'WRONG',
  ...more,
  errors,
})

export const errorOf = (code: RefusalCode, field?: string): HistoryLineError => ({
  code,
  ...(field !== undefined && { field }),
  zh: REFUSALS[code].zh,
  en: REFUSALS[code].en,
})

/** What is wrong with the fields of a line, never with what they hold. */
export const issuesOf = (issues: readonly z.core.$ZodIssue[]): HistoryLineError[] =>
  issues.slice(0, 20).map((issue) => ({
    code: 'history.invalid',
    ...(issue.path.length > 0 && { field: issue.path.map(String).join('.') }),
    ...wordsOfIssue(issue),
  }))

const decoder = new TextDecoder('utf-8', { fatal: true })

function readLine(
  vocabulary: FactVocabulary,
  line: number,
  bytes: Buffer | 'too long',
  region: string,
): StagedFact | undefined {
  if (bytes === 'too long') return wrongLine(line, [errorOf('history.line_too_long')])
  const value = parse(bytes)
  if (value === undefined) return undefined
  if (value === null) return wrongLine(line, [errorOf('history.not_json')])
  const { fact: name, id } = value
  const told = { ...(isShort(name) && { name }), ...(isShort(id) && { ref: id }) }
  const { names, schema, concerns } = vocabulary
  const isOther =
    (typeof name === 'string' && (!names.includes(name) || concerns?.(value) === false)) ||
    (typeof value['region'] === 'string' && value['region'] !== region)
  if (isOther) return { line, status: 'OTHER', ...told, errors: [] }
  const parsed = schema.safeParse(value, { reportInput: true })
  return parsed.success ? stage(vocabulary, line, parsed.data) : wrongLine(line, issuesOf(parsed.error.issues), told)
}

const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 120 && value.isWellFormed() && !value.includes('\u0000')

/** The object on a line; undefined on an empty one, null where there is none. */
function parse(bytes: Buffer): Record<string, unknown> | null | undefined {
  try {
    const text = decoder.decode(bytes).trim()
    if (text === '') return undefined
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // Neither UTF-8 nor JSON: told at the line, and the file goes on.
    return null
  }
}

async function* measured(body: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_FILE_BYTES) throw new Refusal('file.too_large', { maxBytes: MAX_FILE_BYTES })
    hash.update(chunk)
    yield chunk
  }
}

/** The bytes of a file that says by its first two that it is packed, unpacked; others as they are. */
async function* unpacked(body: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await body.next()
  if (first.done) return
  const whole = Readable.from(
    (async function* () {
      yield first.value
      yield* body
    })(),
  )
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) return yield* whole
  const gunzip = createGunzip()
  whole.once('error', (error) => gunzip.destroy(error))
  let size = 0
  try {
    for await (const chunk of whole.pipe(gunzip) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_UNPACKED_BYTES) throw new Refusal('file.too_large', { maxUnpackedBytes: MAX_UNPACKED_BYTES })
      yield chunk
    }
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw new Refusal('history.not_gzip')
    throw error
  } finally {
    whole.destroy()
  }
}

/** Lines without their ends; of one that is too long only that. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | 'too long'> {
  let rest: Buffer[] = []
  let size = 0
  const end = (): Buffer | 'too long' => {
    const line = size > MAX_LINE_BYTES ? 'too long' : Buffer.concat(rest)
    rest = []
    size = 0
    return line
  }
  const keep = (part: Buffer) => {
    size += part.length
    if (size <= MAX_LINE_BYTES) rest.push(part)
    else rest = []
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      keep(chunk.subarray(from, at))
      yield end()
      from = at + 1
    }
    keep(chunk.subarray(from))
  }
  if (size > 0) yield end()
}
