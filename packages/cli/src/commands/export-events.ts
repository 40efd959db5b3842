import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contexts, eventStream } from '@lianxie/contracts'
import {
  DeliverPolicy,
  jetstream,
  type JetStreamManager,
  jetstreamManager,
  JetStreamApiError,
  type StreamInfo,
} from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { AwayError, UsageError } from '../exit-code.ts'

/** What an export of one context came to. */
export interface ExportedContext {
  context: string
  file: string
  /** Events that were added now, and that the file holds in all. */
  added: number
  total: number
  /** True when the stream is another than last time, so that the file was written anew. */
  anew: boolean
}

/**
 * How far a file goes. `life` is what tells one life of a stream from the next: a stream that was lost and filled again
 * numbers its events anew.
 */
const Mark = z.object({ life: z.string(), seq: z.int().min(0), bytes: z.int().min(0), events: z.int().min(0) })
type Mark = z.infer<typeof Mark>

const AT_ONCE = 2_000

/**
 * 导出事件: writes the events of each context to `<dir>/<context>.ndjson`, a line each, as they were published with their
 * place in the stream before them (`seq`), up to the last one there is now; the next export goes on behind it. What a
 * crash left half-written is cut off. Throws a UsageError for an unknown context, a folder that cannot be written, or a
 * context that is named and has no stream.
 */
export async function exportEvents(
  nats: NatsConnection,
  dir: string,
  options: { contexts?: readonly string[]; signal?: AbortSignal },
): Promise<ExportedContext[]> {
  const all = Object.keys(contexts)
  const unknown = options.contexts?.find((context) => !all.includes(context))
  if (unknown !== undefined)
    throw new UsageError(
      `没有 ${unknown} 这一领域（${all.join('、')}）`,
      `there is no context ${unknown}, only ${all.join(', ')}`,
    )
  await mkdir(dir, { recursive: true, mode: 0o700 }).catch((cause: Error) => {
    throw new UsageError(`无法写入文件夹 ${dir}：${cause.message}`, `cannot write to ${dir}: ${cause.message}`, {
      cause,
    })
  })
  const manager = await jetstreamManager(nats, { checkAPI: false })
  const exported: ExportedContext[] = []
  for (const context of options.contexts ?? all) {
    const stream = await findStream(manager, eventStream(context))
    if (stream) exported.push(await exportOne(nats, dir, context, stream, options.signal))
    else if (options.contexts) throw new UsageError(`没有 ${context} 的事件流`, `there is no stream of ${context}`)
  }
  return exported
}

async function findStream(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name)
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined
    throw error
  }
}

async function exportOne(
  nats: NatsConnection,
  dir: string,
  context: string,
  stream: StreamInfo,
  signal: AbortSignal | undefined,
): Promise<ExportedContext> {
  const file = join(dir, `${context}.ndjson`)
  const markFile = join(dir, `${context}.mark.json`)
  const last = stream.state.messages === 0 ? 0 : stream.state.last_seq
  const life = lifeOf(stream)
  const before = await readMark(markFile)
  const goesOn = before !== undefined && before.life === life && before.seq <= last
  let mark: Mark = goesOn ? before : { life, seq: 0, bytes: 0, events: 0 }
  const from = mark.events
  await using out = await open(file, goesOn ? 'r+' : 'w', 0o600)
  await out.truncate(mark.bytes)
  for await (const batch of batchesOf(nats, stream.config.name, mark.seq, last)) {
    signal?.throwIfAborted()
    const bytes = Buffer.from(batch.map(({ line }) => line).join(''))
    await out.write(bytes, 0, bytes.length, mark.bytes)
    await out.datasync()
    mark = { life, seq: batch.at(-1)!.seq, bytes: mark.bytes + bytes.length, events: mark.events + batch.length }
    await writeMark(markFile, mark)
  }
  if (!goesOn) await writeMark(markFile, mark)
  return { context, file, added: mark.events - from, total: mark.events, anew: before !== undefined && !goesOn }
}

/** Its owner numbers the lives of a stream in its metadata; one that was deleted and made again has another birthday too. */
const lifeOf = ({ created, config }: StreamInfo): string =>
  [created, config.metadata?.['lianxie-origin'], config.metadata?.['lianxie-epoch']].join(' ')

async function* batchesOf(
  nats: NatsConnection,
  stream: string,
  after: number,
  last: number,
): AsyncGenerator<{ seq: number; line: string }[]> {
  if (after >= last) return
  const consumer = await jetstream(nats).consumers.get(stream, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
  })
  const messages = await consumer.consume({ max_messages: AT_ONCE })
  try {
    let batch: { seq: number; line: string }[] = []
    for await (const message of messages) {
      batch.push({ seq: message.seq, line: lineOf(message.seq, message.string()) })
      // The last one may have been taken out of the stream; nothing pending behind a message is the end as well.
      const ended = message.seq >= last || message.info.pending === 0
      if (!ended && batch.length < AT_ONCE) continue
      yield batch
      batch = []
      if (ended) return
    }
    // What was read up to here is in the file; the rest comes with the next export.
    throw new AwayError('读取事件流时连接中断，请再次运行', 'the stream ended before its last event; run it again')
  } finally {
    messages.stop()
    if (!nats.isClosed()) await consumer.delete()
  }
}

/** The event's attributes behind its place in the stream; what is no event is kept as text. */
function lineOf(seq: number, text: string): string {
  try {
    const event = JSON.parse(text) as unknown
    if (typeof event === 'object' && event !== null && !Array.isArray(event))
      return `${JSON.stringify({ seq, ...event })}\n`
  } catch {
    // Falls through: whoever reads the file sees that something else was in the stream.
  }
  return `${JSON.stringify({ seq, unreadable: text })}\n`
}

async function readMark(file: string): Promise<Mark | undefined> {
  try {
    return Mark.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UsageError(`${file} 已损坏，删除后重新导出`, `${file} is damaged; delete it to export anew`, {
      cause: error,
    })
  }
}

async function writeMark(file: string, mark: Mark): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(mark), { mode: 0o600 })
  await rename(`${file}.new`, file)
}
