import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  foldText,
  matches,
  rank,
  foldedText,
  plainPhrases,
  searchPairs,
  searchQuery,
  searchText,
} from '../src/search.ts'
import { freshDatabase } from './jobs-database.ts'

interface Tables {
  topic: { id: number; search: string }
}
let base: Awaited<ReturnType<typeof freshDatabase<Tables>>>
const search = sql.ref('topic.search')

beforeAll(async () => {
  base = await freshDatabase<Tables>()
  await base.pool.query(`
    create table topic (id integer generated always as identity primary key, search tsvector not null);
    create index topic_search on topic using gin (search)`)
})
afterAll(() => base[Symbol.asyncDispose]())

async function finds(query: string, ...parts: string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select ${matches(sql`topic.search`, query)} as found from (select ${searchText(...parts)}::tsvector as search) topic`.execute(
    base.db,
  )
  return rows[0]!.found
}

test.each([
  ['停车', '老旧小区停车管理'],
  ['区停', '老旧小区停车管理'],
  ['停车管', '老旧小区停车管理'],
  ['老旧小区停车管理', '关于加强老旧小区停车管理的建议'],
  ['管理', '老旧小区停车管理'],
  ['理', '老旧小区停车管理'],
  ['车', '老旧小区停车管理'],
  ['協商', '联动协商'],
  ['协商', '聯動協商'],
  ['聯动协商', '联動協商机制'],
  ['停车 老旧', '老旧小区停车管理'],
  ['水体，联保', '水体联保共治'],
  ['2022', '2022年协商计划'],
  ['2022年协', '2022年协商计划'],
  ['第3次', '第３次会议'],
  ['iso9001', '通过ISO9001认证'],
  ['ISO', 'iso9001'],
  ['900', 'ISO9001'],
  ['pm2.5', 'PM2.5 治理'],
  ['5g基站', '5Ｇ基站建设'],
  ['Wujiang', 'wujiang cppcc'],
  ['乾净', '乾淨'],
  ['𠮷', '𠮷田'],
  ['  ', '任何内容'],
])('%s is found in %s', async (query, text) => {
  expect(await finds(query, text)).toBe(true)
})

test.each([
  ['停管', '老旧小区停车管理'],
  ['停车场', '老旧小区停车管理'],
  ['管理停车', '老旧小区停车管理'],
  ['停车 公园', '老旧小区停车管理'],
  ['小区停车', '老旧小区，停车管理'],
  ['9002', 'ISO9001'],
  ['！？《》', '老旧小区！'],
  ["' | '", '老旧小区'],
  ["停车' & !'公园", '老旧小区'],
  ['\\', '老旧\\小区'],
  [':*', '老旧小区'],
])('%s is not found in %s', async (query, text) => {
  expect(await finds(query, text)).toBe(false)
})

test('nothing is found across the border of two parts', async () => {
  expect(await finds('停车', '老旧小区停', '车管理')).toBe(false)
  expect(await finds('停车', '无', '老旧小区停车管理')).toBe(true)
})

test('every piece of a text is found in it, and only in texts that contain it', async () => {
  const character = fc.constantFrom(...Array.from('停车管理老舊旧小區区协協商a1，𠮷'))
  const text = fc.string({ unit: character, minLength: 1, maxLength: 12 })
  const han = fc.string({
    unit: fc.constantFrom(...Array.from('停车管理老舊旧小區区协協商')),
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(text, han, async (document, query) => {
      expect(await finds(query, document)).toBe(foldText(document).includes(foldText(query)))
    }),
    { numRuns: 300 },
  )
})

test('every text that contains a query has all of its pairs, and one that has them may lack the query', async () => {
  const unit = fc.constantFrom(...Array.from('停车管理1a， '))
  const text = fc.string({ unit, minLength: 1, maxLength: 14 })
  const has = async (wanted: string, document: string) => {
    const { rows } = await sql<{ found: boolean }>`
      select ${searchText(document)}::tsvector @@ ${wanted}::tsquery as found`.execute(base.db)
    return rows[0]!.found
  }
  await fc.assert(
    fc.asyncProperty(text, text, async (document, query) => {
      const wanted = searchQuery(query)
      expect(searchPairs(query) === '').toBe(wanted === '')
      const phrases = plainPhrases(query)
      if (wanted !== '' && phrases)
        expect(phrases.every((phrase) => foldedText(document).includes(phrase))).toBe(await has(wanted, document))
      if (wanted !== '' && (await has(wanted, document))) expect(await has(searchPairs(query), document)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(plainPhrases('停车场1')).toBeUndefined()
  expect(await has(searchPairs('停车管'), '车管、停车')).toBe(true)
  expect(await has(searchQuery('停车管'), '车管、停车')).toBe(false)
})

test('any text can be kept and any text can be asked for', async () => {
  const anything = fc
    .string({ unit: 'binary', maxLength: 60 })
    .filter((text) => text.isWellFormed() && !text.includes('\0'))
  await fc.assert(
    fc.asyncProperty(anything, anything, async (document, query) => {
      expect(typeof (await finds(query, document))).toBe('boolean')
    }),
    { numRuns: 200 },
  )
})

test('a text longer than PostgreSQL counts is kept, and found by its beginning', async () => {
  const long = '停车管理'.repeat(20_000)

  expect(await finds('停车管理', long)).toBe(true)
})

test('a hit in the title comes before one in the text', async () => {
  const insert = (...parts: string[]) =>
    base.db
      .insertInto('topic')
      .values({ search: searchText(...parts) } as never)
      .returning('id')
      .executeTakeFirstOrThrow()
  const inText = await insert('物业费', '停车难')
  const inTitle = await insert('停车难', '物业费')
  await insert('公园', '绿地')

  const found = await base.db
    .selectFrom('topic')
    .select('id')
    .where(matches(search, '停車'))
    .orderBy(rank(search, '停車'), 'desc')
    .execute()

  expect(found.map(({ id }) => id)).toEqual([inTitle.id, inText.id])
})
