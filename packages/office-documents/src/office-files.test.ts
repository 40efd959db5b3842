import { buffer } from 'node:stream/consumers'
import readExcelFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { officeFiles } from './office-files.ts'
import type { Cell, Column } from './table/table.ts'

const columns: Column[] = [
  { header: '序号', kind: 'integer' },
  { header: '案由', kind: 'text' },
]

class TooMany extends Error {}

async function* numbered(count: number, seen: { rows: number; closed?: boolean }): AsyncGenerator<Cell[]> {
  try {
    for (let at = 1; at <= count; at += 1) {
      seen.rows = at
      yield [at, `提案${at}：${'关于停车的建议'.repeat(40)}`]
    }
  } finally {
    seen.closed = true
  }
}

describe('a table', () => {
  test('of several thousand rows is whole, and several can be made at once', async () => {
    await using files = officeFiles()
    const seen = [{ rows: 0 }, { rows: 0 }]

    const made = await Promise.all(
      seen.map((each) => buffer(files.writeTable({ sheet: '清单', columns, rows: numbered(3_000, each) }))),
    )

    for (const bytes of made) {
      const [sheet] = await readExcelFile(bytes)
      expect(sheet!.data).toHaveLength(3_001)
      expect(sheet!.data[3_000]).toEqual([3_000, `提案3000：${'关于停车的建议'.repeat(40)}`])
    }
  })

  test('asks for rows only as its bytes are taken, and closes their source when its reader goes', async () => {
    await using files = officeFiles()
    const seen = { rows: 0, closed: false }
    const table = files.writeTable({ sheet: '清单', columns, rows: numbered(1_000_000, seen) })

    await table.next()
    await table.next()

    expect(seen.rows).toBeLessThan(5_000)

    await table.return()

    expect(seen.closed).toBe(true)
  })

  test('with more rows than allowed ends with the error that the caller chose', async () => {
    await using files = officeFiles()
    const seen = { rows: 0, closed: false }
    const write = (count: number) =>
      buffer(
        files.writeTable({
          sheet: '清单',
          columns,
          rows: numbered(count, seen),
          limit: { rows: 600, exceeded: () => new TooMany('too many') },
        }),
      )

    expect((await write(600)).length).toBeGreaterThan(0)
    await expect(write(100_000)).rejects.toBeInstanceOf(TooMany)
    expect(seen).toEqual({ rows: 601, closed: true })
  })

  test('ends with the error of its rows, and the next one is made all the same', async () => {
    await using files = officeFiles()
    const failing = async function* (): AsyncGenerator<Cell[]> {
      yield [1, '一']
      await Promise.resolve()
      throw new Error('the database went away')
    }

    await expect(buffer(files.writeTable({ sheet: '清单', columns, rows: failing() }))).rejects.toThrow(
      'the database went away',
    )
    await expect(buffer(files.writeTable({ sheet: '清单', columns, rows: [[1.5, '一']] }))).rejects.toThrow(
      'expected integer in the column 序号, got number',
    )
    await expect(
      buffer(files.writeTable({ sheet: '清单', columns, rows: [[1, (() => '一') as never]] })),
    ).rejects.toThrow('could not be cloned')
    expect((await buffer(files.writeTable({ sheet: '清单', columns, rows: [[1, '一']] }))).length).toBeGreaterThan(0)
  })

  test('leaves the event loop to others after each few hundred rows', async () => {
    await using files = officeFiles()
    let turns = 0
    let going = true
    const turn = () => {
      turns += 1
      if (going) setImmediate(turn)
    }

    const made = buffer(files.writeTable({ sheet: '清单', columns, rows: numbered(5_000, { rows: 0 }) }))
    turn()
    await made
    going = false

    expect(turns).toBeGreaterThan(5_000 / 256)
  })
})

describe('the thread', () => {
  test('is gone after disposal, and nothing is made any more', async () => {
    const files = officeFiles()
    const table = files.writeTable({ sheet: '清单', columns, rows: numbered(10_000, { rows: 0 }) })
    await table.next()

    await files[Symbol.asyncDispose]()

    await expect(buffer(table)).rejects.toThrow('expected office files to be in use')
    await expect(files.writeWord({ title: '标题', body: [] })).rejects.toThrow('expected office files to be in use')
  })

  test('that ends while a file is being made tells whoever waits for it', async () => {
    const files = officeFiles()
    const waiting = files.writeWord({ title: '标题', body: [] })

    await Promise.all([
      expect(waiting).rejects.toThrow('expected a file, but its thread ended'),
      files[Symbol.asyncDispose](),
    ])
  })

  test('that was never used is never started', async () => {
    const files = officeFiles()

    await expect(files[Symbol.asyncDispose]()).resolves.toBeUndefined()
  })
})
