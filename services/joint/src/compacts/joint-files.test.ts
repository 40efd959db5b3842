import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { CHUNK_BYTES, chunksOf, describeFile, type FileRef } from '@lianxie/joint-protocol'
import { openFiles } from '@lianxie/service-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { jointFiles } from './joint-files.ts'

let folder: string
const warned: unknown[] = []
const log = { warn: (...words: unknown[]) => void warned.push(words) } as never

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianxie-files-'))
  warned.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const refOf = (bytes: Buffer): Promise<FileRef> =>
  describeFile(Readable.from([bytes]), { name: 'data.txt', mediaType: 'text/plain' })
const piecesOf = (bytes: Buffer) => all(chunksOf(Readable.from([bytes])))

async function all<T>(things: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const thing of things) list.push(thing)
  return list
}

test('pieces make a whole file in whatever order and however often they come', async () => {
  const files = jointFiles(await openFiles(folder), folder, log)
  const bytes = Buffer.alloc(CHUNK_BYTES * 2 + 7, 'a')
  const [ref, pieces] = [await refOf(bytes), await piecesOf(bytes)]

  for (const index of [2, 0, 2]) await files.putChunk(ref, index, pieces[index]!)
  expect(await files.has(ref.sha256)).toBe(false)
  await files.putChunk(ref, 1, pieces[1]!)

  expect(await files.has(ref.sha256)).toBe(true)
  expect(Buffer.concat(await all(files.read(ref.sha256)!)).equals(bytes)).toBe(true)
  expect(await readdir(join(folder, 'chunks'))).toEqual([])
})

test('a program that a partner sends is not kept, and does not stop what comes after it', async () => {
  const files = jointFiles(await openFiles(folder), folder, log)
  const program = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(200)])
  const ref = await refOf(program)

  await files.putChunk(ref, 0, program)

  expect(await files.has(ref.sha256)).toBe(false)
  expect(warned).toHaveLength(1)
  expect(await readdir(join(folder, 'chunks'))).toEqual([])
})
