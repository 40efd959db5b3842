import { readFile } from 'node:fs/promises'
import {
  applyHub,
  checkHub,
  configFile,
  type HubPlace,
  type HubState,
  initHub,
  openHub,
  plansOf,
  registerCompact,
  removeMember,
} from '@lianxie/hub'
import { UsageError } from '../exit-code.ts'
import type { Output } from '../output.ts'

export interface ApplyOptions {
  /** The server's process, where it wrote no `hub.pid` into the folder. */
  pid?: number
  /** False: leaves the running server alone and says what to run. */
  reload?: boolean
}

/** 交换节点: lays a new hub out in a folder. */
export async function initHubCommand(
  output: Output,
  dir: string,
  options: { name: string; host?: string; port?: number },
): Promise<void> {
  const place = await initHub(dir, options)
  const file = configFile(place)
  output.say({
    zh: `✓ 已建立；启动服务器：nats-server -c ${file}`,
    en: `✓ laid out; start the server: nats-server -c ${file}`,
  })
  output.give({ dir: place.dir, config: file, admin: place.admin.nkey })
}

/** Registers foundings that all sides have signed, and brings the server to it. */
export async function registerCommand(
  output: Output,
  dir: string,
  files: readonly string[],
  options: ApplyOptions,
  now: Date,
): Promise<void> {
  const place = await openHub(dir)
  const registered: object[] = []
  for (const file of files) {
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw new UsageError(`无法读取文件 ${file}`, `the file ${file} cannot be read`, { cause })
    })
    const { plan, added } = await registerCompact(place, bytes, now)
    const members = plan.members.map(({ committee }) => committee)
    registered.push({ compact: plan.compact, name: plan.text.name, members, added })
    output.say({
      zh: `${added ? '✓ 已登记' : '· 此前已登记'} ${plan.text.name}（${plan.compact.slice(0, 12)}）：${members.join('、')}`,
      en: `${added ? '✓ registered' : '· was registered'} ${plan.text.name} (${plan.compact.slice(0, 12)}): ${members.join(', ')}`,
    })
  }
  const state = await applyHub(place, options)
  sayState(output, place, state)
  output.give({ registered, ...state })
}

/** 退出: shuts a member out of a compact, for good. */
export async function unregisterCommand(
  output: Output,
  dir: string,
  departure: { compact: string; committee: string; reason: string },
  options: ApplyOptions,
  now: Date,
): Promise<void> {
  const place = await openHub(dir)
  const known = plansOf(place).filter(({ compact }) => compact.startsWith(departure.compact))
  const compact = known.length === 1 ? known[0]!.compact : departure.compact
  const removed = await removeMember(place, { ...departure, compact }, now)
  output.say(
    removed
      ? { zh: `✓ ${departure.committee} 的接入已取消`, en: `✓ ${departure.committee} has no access any more` }
      : { zh: `· ${departure.committee} 此前已取消`, en: `· ${departure.committee} had none` },
  )
  const state = await applyHub(place, options)
  sayState(output, place, state)
  output.give({ removed, ...state })
}

/** Brings users, streams and consumers to what is registered. */
export async function applyCommand(output: Output, dir: string, options: ApplyOptions): Promise<void> {
  const place = await openHub(dir)
  const state = await applyHub(place, options)
  sayState(output, place, state)
  output.give(state)
}

export async function listHubCommand(output: Output, dir: string): Promise<void> {
  const place = await openHub(dir)
  const items = plansOf(place).map(({ compact, text, members, stream }, i) => {
    const { registeredAt, left } = place.registrations[i]!
    return {
      compact,
      name: text.name,
      stream: stream.name,
      registeredAt,
      members: members.map(({ committee }) => committee),
      left,
    }
  })
  for (const { compact, name, registeredAt, members, left } of items) {
    output.say(`${compact}  ${registeredAt}  ${name}`)
    output.say(`  ${members.join('、')}`)
    for (const { committee, at, reason } of left)
      output.say({ zh: `  已退出 ${committee}  ${at}  ${reason}`, en: `  left ${committee}  ${at}  ${reason}` })
  }
  output.give({ items })
}

/** Everything that is not as registered; true when there is nothing. */
export async function checkHubCommand(output: Output, dir: string): Promise<boolean> {
  const findings = await checkHub(await openHub(dir))
  for (const { zh, en } of findings) output.say({ zh: `✗ ${zh}`, en: `✗ ${en}` })
  if (findings.length === 0) output.say({ zh: '✓ 与登记一致', en: '✓ all is as registered' })
  output.give({ ok: findings.length === 0, findings })
  return findings.length === 0
}

function sayState(output: Output, place: HubPlace, state: HubState): void {
  if (!state.running) {
    output.say({
      zh: `服务器未运行：启动 nats-server -c ${configFile(place)}，再运行 lianxie hub apply ${place.dir}`,
      en: `The server does not run: start nats-server -c ${configFile(place)}, then run lianxie hub apply ${place.dir}`,
    })
    return
  }
  if (!state.reloaded)
    output.say({
      zh: '请让服务器重新读取配置：kill -HUP <进程号>',
      en: 'Have the server read its configuration: kill -HUP <pid>',
    })
  for (const { what, stream, consumer } of state.changes) output.say(`  ${what} ${consumer ?? stream}`)
  output.say({
    zh: `✓ 已核对，变更 ${state.changes.length} 处`,
    en: `✓ read back and compared, ${state.changes.length} changes`,
  })
}
