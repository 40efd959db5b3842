import { directory as d, type ResultOf } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { seesNames, SIGNED_IN } from './visibility.ts'
import type { Tables } from '../store/tables.ts'

type Resolved = ResultOf<typeof d.Resolve>['names'][number]

/** 标识转名称: in one round trip, whatever the kinds; names of people only for those who may see them. */
export const resolve = answer(d.Resolve, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { ids }, { actor }) => {
    const { rows } = await sql<Resolved>`
      with asked (id) as (select distinct unnest(${ids}::text[])),
        things (id) as (select id::uuid from asked where id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
      select id, 'COMMITTEE' as of, name from committee where id in (select id from asked)
      union all select id::text, 'BODY', name from body where id in (select id from things)
      union all select id::text, 'UNIT', name from unit where id in (select id from things)
      union all select id::text, 'SECTOR', name from sector where id in (select id from things)
      union all select id::text, kind, name from person where ${seesNames(actor.role)} and id in (select id from things)
      union all select distinct on (s.account_id) s.account_id, 'STAFF', p.name
        from staff s join person p on p.id = s.id
        where ${seesNames(actor.role)} and s.account_id in (select id from asked)
        order by id`.execute(db)
    const found = new Set(rows.map(({ id }) => id))
    return { names: rows, unresolved: ids.filter((id) => !found.has(id)) }
  },
})
