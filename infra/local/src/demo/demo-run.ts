import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyFile } from '@lianxie/cli'
import { createClient } from '@lianxie/client'
import type { CommitteeId } from '@lianxie/contracts'
import { compactOf, type CompactName } from '@lianxie/sample-data'
import { z } from 'zod'
import { makeFolder } from '../make-folder.ts'
import { accountsFileOf, operatorsFileOf } from './committee-settings.ts'
import { FOR_OTHERS, OF_OFFICES, whomOf, withTasks } from './demo-accounts.ts'
import { consultJointly } from './joint-consultation.ts'
import { loadProposals } from './load-proposals.ts'
import { type Loaded, loadSample } from './load-sample.ts'
import { loadSupervision } from './load-supervision.ts'
import type { DemoHub } from './demo-hub.ts'
import type { DemoCommittee } from './platform.ts'
import { type DemoPeople, demoPeople } from './people.ts'
import { type Deed, openSide, type Side } from './side.ts'

/** What the main job did, kept so that a later start shows it again. */
const DemoResult = z.object({
  compactId: z.string(),
  recordId: z.string(),
  versions: z.object({ first: z.string(), second: z.string() }),
  effectiveAfter: z.array(z.object({ committee: z.string(), milliseconds: z.number() })),
  linked: z.array(z.object({ committee: z.string(), topic: z.string() })),
  deeds: z.array(
    z.object({
      at: z.string(),
      committee: z.string(),
      role: z.string(),
      what: z.string(),
      id: z.string().optional(),
    }),
  ),
  evidenceFile: z.string(),
  verified: z.array(z.object({ name: z.string(), ok: z.boolean() })),
  events: z.array(
    z.object({
      committee: z.string(),
      service: z.string(),
      published: z.number(),
      waiting: z.number(),
      dead: z.number(),
    }),
  ),
  seconds: z.number(),
  finishedAt: z.string(),
})
export type DemoResult = z.infer<typeof DemoResult>

/** Committees that run somewhere, and whoever keeps their hub. */
export interface MainJobPlace {
  committees: readonly Pick<DemoCommittee, 'committee' | 'name' | 'urls' | 'publicUrl' | 'dataDir'>[]
  hub: Pick<DemoHub, 'register'>
}

/** Loads the sample data and runs the joint consultation; a second run of the same data only reads what the first kept. */
export async function runMainJob(options: {
  compact: CompactName
  dir: string
  platform: MainJobPlace
  step: <T>(label: string, work: () => Promise<T>) => Promise<T>
}): Promise<{ result: DemoResult; sides: Side[]; again: boolean }> {
  const { compact, dir, platform, step } = options
  const file = join(dir, 'main-job.json')
  const deeds: Deed[] = []
  const sides = platform.committees.map((place) => openSide(place, peopleOf(place), (deed) => deeds.push(deed)))
  await step('演示账号 demo accounts', () => Promise.all(sides.map(({ people }) => people.open(OF_OFFICES))))
  const before = await readResult(file)
  const openOthers = () =>
    Promise.all(
      sides.map(async (side) => side.people.open(FOR_OTHERS, await withTasks(side, compact, await whomOf(side)))),
    )
  if (before) {
    await openOthers()
    return { result: before, sides, again: true }
  }

  const started = performance.now()
  const loaded = new Map<CommitteeId, Loaded>()
  await step('样例数据 loading the facts of 2022', () =>
    Promise.all(
      sides.map(async (side) => {
        loaded.set(side.committee, await loadSample(side, compactOf(compact).members))
      }),
    ),
  )
  await step('演示账号 accounts of members, units and bodies', openOthers)
  await step('提案样例 proposals of the sample', () =>
    Promise.all(sides.map((side) => loadProposals(side, loaded.get(side.committee)!))),
  )
  await step('监督样例 supervision of the sample', () =>
    Promise.all(sides.map((side) => loadSupervision(side, loaded.get(side.committee)!))),
  )
  const consulted = await consultJointly(compact, {
    sides,
    loaded,
    told: (deed) => deeds.push(deed),
    registerAtHub: (foundingFile) => platform.hub.register(foundingFile),
    progress: step,
  })
  const { evidence, ...done } = consulted
  const evidenceFile = join(dir, `evidence-${consulted.recordId.slice(0, 12)}.lianxie.json`)
  await writeFile(evidenceFile, evidence, { mode: 0o600 })
  const report = verifyFile(await readFile(evidenceFile))
  const result: DemoResult = {
    ...done,
    deeds: deeds.map((deed) => ({ ...deed, at: deed.at.toISOString() })),
    evidenceFile,
    verified: report.steps.map(({ name, ok }) => ({ name, ok })),
    events: (await Promise.all(sides.map(countEvents))).flat(),
    seconds: (performance.now() - started) / 1000,
    finishedAt: new Date().toISOString(),
  }
  if (!report.ok) throw new Error('the evidence file does not verify')
  await writeFile(file, JSON.stringify(result, null, 2), { mode: 0o600 })
  return { result, sides, again: false }
}

const peopleOf = ({ committee, urls, publicUrl, dataDir }: MainJobPlace['committees'][number]): DemoPeople =>
  demoPeople({
    committee,
    identityUrl: urls.identity,
    origin: publicUrl,
    file: accountsFileOf(dataDir),
    operatorsFile: operatorsFileOf(dataDir),
  })

/** `--fresh`: everything of one compact's demo is made anew. */
export async function forget(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true })
  makeFolder(dir)
}

/** Undefined where there is none, or one of another version: then the job goes through its steps again, each done once. */
async function readResult(file: string): Promise<DemoResult | undefined> {
  try {
    return DemoResult.safeParse(JSON.parse(await readFile(file, 'utf8'))).data
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What each service published, and whether anything is stuck, from its own metrics. */
async function countEvents({ committee, urls }: Side): Promise<DemoResult['events']> {
  const services = ['identity', 'directory', 'consultations', 'proposals', 'supervision', 'joint', 'notices'] as const
  const client = createClient({ services: urls })
  return Promise.all(
    services.map(async (service) => {
      const text = await client.metrics(service)
      const sum = (name: string) =>
        [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
          (all, [, n]) => all + Number(n),
          0,
        )
      return {
        committee,
        service,
        published: sum('lianxie_relay_published_events'),
        waiting: sum('lianxie_consumer_waiting_events'),
        dead: sum('lianxie_consumer_dead_events'),
      }
    }),
  )
}
