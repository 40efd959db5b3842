import { searchText } from '@lianxie/service-kit'
import pg from 'pg'
import { personName } from './words.ts'

const AT_ONCE = 5_000

/** 个人信息: who the registered members are. No event carries it, so it is written beside them, as the roster import does. */
export async function keepPersons(databaseUrl: string, random: () => number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>('select id from member order by id')
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const ids = rows.slice(i, i + AT_ONCE).map(({ id }) => id)
      const people = ids.map(() => personName(random))
      await client.query(
        `insert into person (id, kind, name, pinyin, search)
         select id, 'MEMBER', name, pinyin, search from unnest($1::uuid[], $2::text[], $3::text[], $4::tsvector[])
           as p (id, name, pinyin, search)`,
        [
          ids,
          people.map(({ name }) => name),
          people.map(({ pinyin }) => pinyin),
          people.map(({ name, pinyin }) => {
            const initials = pinyin.split(' ').map((sound) => sound[0])
            return searchText(name, `${pinyin.replaceAll(' ', '')} ${initials.join('')}`)
          }),
        ],
      )
    }
    return rows.length
  } finally {
    await client.end()
  }
}
