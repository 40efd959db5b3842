import { createBreaks } from '../breaks.ts'
import { checkCommittee } from '../checks/check-committee.ts'
import { checkWindow } from '../checks/check-window.ts'
import { isAnswered } from '../checks/is-answered.ts'
import { startLoad } from '../load/start-load.ts'
import type { Scenario } from '../scenario.ts'
import { startCommittee } from '../start-committee.ts'
import { withDatabase } from '../with-database.ts'

const budget = { writers: 6, perSecond: 40, before: 200, refusals: 200 }

/** PostgreSQL takes no writes, as after a failover to a copy or by an administrator's hand. */
export const readOnly: Scenario<typeof budget> = {
  name: 'read-only',
  number: 6,
  title: 'A database that only reads',
  doc: 'PostgreSQL refuses every write. Commands are answered 503 with a clear code, lists go on, nothing is half done, and everything goes on by itself.',
  budget,
  short: { writers: 6, perSecond: 40, before: 60, refusals: 60 },
  async run(context) {
    const { writers, perSecond, before, refusals } = context.budget
    const { rig, directories, token, losses } = await context.step('Start one committee', () =>
      startCommittee(context, { doubled: false }),
    )
    const [{ url }] = directories
    const load = await startLoad(context, { urls: [url], token, writers, perSecond })
    const breaks = createBreaks(context, load)
    await load.flows(before, 60_000)
    const seen = { lists: 0, writes: 0, healthy: false }
    const broken = await breaks.during('PostgreSQL only reads', async () => {
      await setReadOnly(rig.postgres.url, true)
      const { unavailable } = load.progress()
      await context.within(60_000, `${refusals} answers that say so`, async () => {
        if (await isAnswered(`${url}/directory/units?limit=1`, token)) seen.lists += 1
        return load.progress().unavailable >= unavailable + refusals
      })
      const { done } = load.progress()
      const more = async () => load.progress().unavailable >= unavailable + 1.2 * refusals
      await context.within(60_000, 'some more of them', more)
      seen.writes = load.progress().done - done
      seen.healthy = await isAnswered(`${url}/health`, token)
      await setReadOnly(rig.postgres.url, false)
    })
    await load.flows(before, 60_000)
    const lines = await context.step('Let the writers end', () => load.stop())
    const told = checkWindow(lines, broken, { during: 'PostgreSQL only reads', least: refusals })
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    return {
      figures: [
        { name: 'lists answered meanwhile', value: seen.lists, unit: '', least: 1 },
        { name: 'commands done meanwhile', value: seen.writes, unit: '', most: 0 },
        { name: 'flowing again by itself', value: breaks.longest() / 1_000, unit: 's', most: 15 },
        ...told.figures,
        ...checked.figures,
      ],
      findings: [
        ...(seen.healthy ? ['the health of the directory said that all was well'] : []),
        ...told.findings,
        ...losses(),
        ...checked.findings,
      ],
      tables: [breaks.table(lines)],
    }
  },
}

async function setReadOnly(adminUrl: string, on: boolean): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    await client.query(`alter system set default_transaction_read_only = ${on ? 'on' : 'off'}`)
    await client.query('select pg_reload_conf()')
  })
}
