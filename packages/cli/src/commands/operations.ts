import type { Client, DeadEvent, DeadKey, FailedJob, OperationsPage, WaitingEvent } from '@lianxie/client'
import type { ServiceName } from '@lianxie/contracts'
import type { Output } from '../output.ts'

/** 异常事件 of the given services. */
export async function listDead(
  client: Client,
  services: readonly ServiceName[],
  { resolved = false }: { resolved?: boolean } = {},
): Promise<({ service: ServiceName } & DeadEvent)[]> {
  return await allPages(services, (service, page) => client.ops(service).dead.list({ resolved, ...page }))
}

/** 等待中的事件 of the given services: behind a gap, or until their next try. */
export async function listWaiting(
  client: Client,
  services: readonly ServiceName[],
): Promise<({ service: ServiceName } & WaitingEvent)[]> {
  return await allPages(services, (service, page) => client.ops(service).waiting(page))
}

async function allPages<T>(
  services: readonly ServiceName[],
  list: (service: ServiceName, page: { limit: number; after?: string }) => Promise<OperationsPage<T>>,
): Promise<({ service: ServiceName } & T)[]> {
  const all: ({ service: ServiceName } & T)[] = []
  for (const service of services) {
    let after: string | undefined
    do {
      const page = await list(service, { limit: 200, ...(after !== undefined && { after }) })
      all.push(...page.items.map((item) => ({ service, ...item })))
      after = page.next
    } while (after !== undefined)
  }
  return all
}

export async function listDeadCommand(
  client: Client,
  output: Output,
  services: readonly ServiceName[],
  options: { resolved?: boolean },
): Promise<void> {
  const dead = await listDead(client, services, options)
  for (const one of dead) {
    output.say(`${one.service}  ${one.consumer}  ${one.aggregate}  ${one.version}`)
    const { type, diedAt, attempts, waiting, error, resolution } = one
    output.say({
      zh: `  ${type}  ${diedAt}  尝试 ${attempts} 次，其后等待 ${waiting} 条：${error}`,
      en: `  ${type}  ${diedAt}  ${attempts} tries, ${waiting} wait behind it: ${error}`,
    })
    if (resolution)
      output.say(`  ${resolution.kind}  ${resolution.at}  ${resolution.by}  ${resolution.reason ?? ''}`.trimEnd())
  }
  output.say({ zh: `共 ${dead.length} 条`, en: `${dead.length} in all` })
  output.give({ items: dead })
}

export async function showDeadCommand(
  client: Client,
  output: Output,
  service: ServiceName,
  key: DeadKey,
): Promise<void> {
  const found = await client.ops(service).dead.inspect(key)
  output.say(JSON.stringify(found, null, 2))
  output.give(found)
}

type EventDecision = { key: DeadKey } & ({ action: 'retry' } | { action: 'discard' | 'skip-gap'; reason: string })

const DECIDED = {
  retry: { zh: '✓ 重试成功', en: '✓ taken in' },
  discard: { zh: '✓ 已放弃，原因已记录', en: '✓ discarded; the reason is in the audit' },
  'skip-gap': { zh: '✓ 已跳过缺失的前序，原因已记录', en: '✓ the gap is skipped; the reason is in the audit' },
}

/** What becomes of an event that is dead or waits. */
export async function decideEventCommand(
  client: Client,
  output: Output,
  service: ServiceName,
  decision: EventDecision,
): Promise<void> {
  const { dead, skipGap } = client.ops(service)
  switch (decision.action) {
    case 'retry':
      await dead.retry(decision.key)
      break
    case 'discard':
      await dead.discard(decision.key, decision.reason)
      break
    case 'skip-gap':
      await skipGap(decision.key, decision.reason)
  }
  output.say(DECIDED[decision.action])
  output.give({ ok: true })
}

export async function listWaitingCommand(
  client: Client,
  output: Output,
  services: readonly ServiceName[],
): Promise<void> {
  const waiting = await listWaiting(client, services)
  for (const { service, consumer, aggregate, version, cursor, receivedAt, attempts, error } of waiting) {
    output.say(`${service}  ${consumer}  ${aggregate}  ${version}`)
    if (error === undefined)
      output.say({
        zh: `  ${receivedAt}  等待第 ${cursor + 1} 版`,
        en: `  ${receivedAt}  waits for version ${cursor + 1}`,
      })
    else
      output.say({
        zh: `  ${receivedAt}  尝试 ${attempts} 次：${error}`,
        en: `  ${receivedAt}  ${attempts} tries: ${error}`,
      })
  }
  output.say({ zh: `共 ${waiting.length} 条`, en: `${waiting.length} in all` })
  output.give({ items: waiting })
}

/** 失败的任务 of the given services. */
export async function listFailedJobs(
  client: Client,
  services: readonly ServiceName[],
): Promise<({ service: ServiceName } & FailedJob)[]> {
  const lists = await Promise.all(
    services.map(async (service) => (await client.ops(service).jobs.failed()).map((job) => ({ service, ...job }))),
  )
  return lists.flat()
}

export async function failedJobsCommand(
  client: Client,
  output: Output,
  services: readonly ServiceName[],
): Promise<void> {
  const jobs = await listFailedJobs(client, services)
  for (const { service, id, job, key, failedAt, tries, error } of jobs) {
    output.say(`${service}  ${id}  ${job}  ${key}`)
    output.say({ zh: `  ${failedAt}  尝试 ${tries} 次：${error}`, en: `  ${failedAt}  ${tries} tries: ${error}` })
  }
  output.say({ zh: `共 ${jobs.length} 项`, en: `${jobs.length} in all` })
  output.give({ items: jobs })
}

export async function decideJobCommand(
  client: Client,
  output: Output,
  service: ServiceName,
  { action, id, reason }: { action: 'retry' | 'discard'; id: string; reason: string },
): Promise<void> {
  await client.ops(service).jobs[action](id, reason)
  output.say(action === 'retry' ? { zh: '✓ 已重新排队', en: '✓ queued again' } : { zh: '✓ 已放弃', en: '✓ dropped' })
  output.give({ ok: true })
}
