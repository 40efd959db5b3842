import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Actor } from '../src/actor.ts'
import type { Apply, RecordedEvent } from '../src/append-events.ts'
import { listDead } from '../src/dead-events.ts'
import { react } from '../src/reaction.ts'
import { diffTables, rebuildOwnTables, replayInto } from '../src/rebuild.ts'
import { rebuildForeignTables } from '../src/rebuild-foreign.ts'
import { type Backbone, startBackbone, upTo, WAIT } from './backbone-fixture.ts'

const operator: Actor = { id: 'operator-1', committee: 'test-cppcc', role: 'OPS', units: [], acr: 'mfa', authTime: 0 }
const own = { ownTables: ['matter', 'step'], personalColumns: { matter: ['contact'] } }

const apply: Apply<any> = async (tx, { type, data }: RecordedEvent) => {
  const { matterId, n } = data as { matterId: string; n: number }
  if (type.endsWith('matter-closed')) {
    await sql`update matter set closed = true where matter_id = ${matterId}`.execute(tx)
    return
  }
  await sql`
    insert into matter (matter_id, n) values (${matterId}, ${n})
    on conflict (matter_id) do update set n = excluded.n`.execute(tx)
  await sql`insert into step (matter_id, n) values (${matterId}, ${n})`.execute(tx)
}

async function makeTables({ source }: Backbone): Promise<void> {
  await source.pool.query(`
    create table matter (
      matter_id uuid primary key, n int not null, closed boolean not null default false, contact text,
      twice int generated always as (n * 2) stored
    );
    create index matter_by_number on matter (n);
    create table step (
      matter_id uuid not null references matter, n int not null, primary key (matter_id, n)
    );
    create table remark (matter_id uuid not null references matter (matter_id), words text)`)
}

test('replaying all events into empty tables gives the same tables but for the personal columns', async () => {
  await using bone = await startBackbone()
  await makeTables(bone)
  const matter = bone.newMatter()
  await bone.writeWith(apply, ...upTo(9).map((n) => bone.noted(matter, n)), bone.closed(matter))
  await bone.source.pool.query(`update matter set contact = '13000000000'`)

  const replayed = await replayInto(bone.owner, { ...own, apply })

  expect(replayed.events).toBe(10)
  expect(await diffTables(bone.owner, own)).toEqual([])
})

test('a change that no event tells of is found by the comparison', async () => {
  await using bone = await startBackbone()
  await makeTables(bone)
  const matter = bone.newMatter()
  await bone.writeWith(apply, bone.noted(matter, 1), bone.noted(matter, 2))
  await bone.source.pool.query('update matter set n = 7')
  await bone.source.pool.query('delete from step where n = 1')

  await replayInto(bone.owner, { ...own, apply })

  expect(await diffTables(bone.owner, own)).toMatchObject([
    { table: 'matter', missing: 1, extra: 1, samples: { missing: [{ n: 7 }], extra: [{ n: 2 }] } },
    { table: 'step', missing: 0, extra: 1 },
  ])
})

test('an event that cannot be applied is named, wherever it stands, and the live tables stay as they are', async () => {
  await using bone = await startBackbone()
  await makeTables(bone)
  const matter = bone.newMatter()
  await bone.writeWith(apply, ...upTo(9).map((n) => bone.noted(matter, n)))
  const insertion: Apply<any> = async (tx, { data }: RecordedEvent) => {
    const { matterId, n } = data as { matterId: string; n: number }
    await tx
      .insertInto('step')
      .values({ matter_id: matterId, n: n === 6 ? 5 : n })
      .execute()
  }
  const rule: Apply<any> = async (tx, event) => {
    if ((event.data as { n: number }).n === 4) throw new Error('four is not known')
    await apply(tx, event)
  }

  await expect(rebuildOwnTables(bone.owner, { ...own, apply: insertion })).rejects.toThrow(
    new RegExp(`matter-noted of matter/${matter} version 6, cannot be applied`),
  )
  await expect(rebuildOwnTables(bone.owner, { ...own, apply: rule })).rejects.toThrow(
    new RegExp(`matter-noted of matter/${matter} version 4, cannot be applied: four is not known`),
  )

  const { rows } = await bone.source.pool.query('select count(*)::int as n from step')
  expect(rows).toEqual([{ n: 9 }])
})

test(
  'own tables are rebuilt while commands go on, and keep their personal columns and foreign keys',
  { timeout: 60_000 },
  async () => {
    await using bone = await startBackbone()
    await makeTables(bone)
    const matters = upTo(10).map(() => bone.newMatter())
    for (const n of upTo(30)) await bone.writeWith(apply, ...matters.map((matter) => bone.noted(matter, n)))
    await bone.source.pool.query(`update matter set contact = '13000000000', n = -1`)
    await bone.source.pool.query(`insert into remark select matter_id, 'kept' from matter`)

    let rebuilding = true
    const writers = upTo(4).map(async (writer) => {
      // A rebuild that is slower than the writers would have ever more to do.
      const first = 1_000 * writer
      for (let n = first; rebuilding && n < first + 50; n += 1)
        await bone.writeWith(apply, bone.noted(matters[writer]!, n))
    })
    await rebuildOwnTables(bone.owner, { ...own, apply })
    rebuilding = false
    await Promise.all(writers)

    await replayInto(bone.owner, { ...own, apply })
    expect(await diffTables(bone.owner, own)).toEqual([])
    const { rows } = await bone.source.pool.query(`select count(*)::int as n from matter where contact = '13000000000'`)
    expect(rows[0].n).toBe(10)
    await expect(bone.source.pool.query('delete from matter')).rejects.toThrow(/foreign key/)
    const { rows: indexes } = await bone.source.pool.query(
      `select indexname from pg_indexes where tablename = 'matter' and schemaname = current_schema() order by 1`,
    )
    expect(indexes.map(({ indexname }) => indexname)).toEqual(['matter_by_number', 'matter_pkey'])
  },
)

test('foreign tables are rebuilt from the stream with fresh cursors while events come in', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  const reactions = [
    react(bone.Noted as never, async (_tx, { n }: { n: number }) => {
      if (n === 5) throw new Error('five is not taken')
    }),
    ...bone.seeing,
  ]
  const consumers = await bone.listen({ reactions })
  const [matter, other] = [bone.newMatter(), bone.newMatter()]
  await bone.write(...upTo(20).map((n) => bone.noted(matter, n)), bone.noted(other, 1), bone.noted(other, 5))
  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ dead: 2 }]), WAIT)
  const dead = (await listDead(bone.target.db)).items.find(({ aggregate }) => aggregate === `matter/${matter}`)!
  await consumers.discard(dead, 'not wanted', operator)
  await vi.waitFor(async () => expect(await bone.count()).toBe(20), WAIT)
  await bone.target.pool.query('truncate seen restart identity')

  await Promise.all([
    rebuildForeignTables(bone.reader, { contexts: [bone.context], reactions, foreignTables: ['seen'] }),
    (async () => {
      for (const n of upTo(50)) {
        await bone.write(bone.noted(matter, 100 + n))
        relay.wake()
      }
    })(),
  ])

  // An identity column goes on counting behind the rows that were put in place.
  await bone.write(bone.noted(matter, 200))

  const expected = [...upTo(20).filter((n) => n !== 5), ...upTo(50).map((n) => 100 + n), 200]
  await vi.waitFor(async () => expect((await bone.seen()).get(matter)).toEqual(expected), WAIT)
  expect((await bone.seen()).get(other)).toEqual([1])
  expect(await consumers.stats()).toMatchObject([{ dead: 1, waiting: 0 }])
  expect(await listDead(bone.target.db)).toMatchObject({
    items: [{ aggregate: `matter/${other}`, version: 2 }],
    total: 1,
  })
})

test('a rebuild waits for a command that wants the same tables in another order', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await bone.listen()
  const matter = bone.newMatter()
  await bone.write(...upTo(3).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await bone.count()).toBe(3), WAIT)
  const { pool } = bone.target
  await pool.query('create table own_note (position bigint references seen, text text)')
  const isWanted = 'select from pg_locks where not granted and relation = $1::regclass'

  const command = await pool.connect()
  await command.query('begin')
  await command.query(`insert into own_note (text) values ('noted')`)
  const rebuilding = rebuildForeignTables(bone.reader, {
    contexts: [bone.context],
    reactions: bone.seeing,
    foreignTables: ['seen'],
  })
  await vi.waitFor(async () => expect((await pool.query(isWanted, ['own_note'])).rowCount).toBe(1), WAIT)
  await command.query('select count(*) from seen')
  await command.query('commit')
  command.release()
  await rebuilding

  expect(await bone.seen()).toEqual(new Map([[matter, [1, 2, 3]]]))
  const { rows } = await pool.query(`select text from own_note`)
  expect(rows).toEqual([{ text: 'noted' }])
})
