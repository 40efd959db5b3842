import type { DeadKey } from '@lianxie/client'
import { type ServiceName, topology } from '@lianxie/contracts'
import { type Command, InvalidArgumentError } from 'commander'
import { type Run, whole } from './action.ts'
import * as operations from './commands/operations.ts'
import type { Session } from './session.ts'

const SERVICES = Object.keys(topology) as ServiceName[]

const KEY = '<service> <consumer> <aggregate> <version>'
const REASON = ['--reason <text>', '原因 reason'] as const

/** `dead`, `waiting` and `jobs`. */
export function addOperations(program: Command, run: Run): void {
  /** An action on all services that the profile knows, or on the one that is named. */
  const onServices = <O extends object>(
    command: Command,
    act: (session: Session, services: ServiceName[], options: O) => Promise<void>,
  ) =>
    command
      .option('--service <name>', '服务 one service only', serviceName)
      .action(
        run((session, options: { service?: ServiceName } & O) =>
          act(session, named(session.profile, options.service), options),
        ),
      )
  /** An action on one event, named by who could not take it in. */
  const onEvent = <O extends object>(
    command: Command,
    act: (session: Session, service: ServiceName, key: DeadKey, options: O) => Promise<void>,
  ) =>
    command.action(
      run((session, service: string, consumer: string, aggregate: string, version: string, options: O) =>
        act(session, serviceName(service), { consumer, aggregate, version: whole(version) }, options),
      ),
    )
  type Reason = { reason: string }

  const dead = program.command('dead').description('异常事件 events that could not be taken in')
  onServices(
    dead.command('list').option('--resolved', '已处理的 those that were decided on'),
    ({ client, output }, services, { resolved = false }: { resolved?: boolean }) =>
      operations.listDeadCommand(client('OPS'), output, services, { resolved }),
  )
  onEvent(dead.command(`show ${KEY}`), ({ client, output }, service, key) =>
    operations.showDeadCommand(client('OPS'), output, service, key),
  )
  onEvent(dead.command(`retry ${KEY}`), ({ client, output }, service, key) =>
    operations.decideEventCommand(client('OPS'), output, service, { action: 'retry', key }),
  )
  onEvent(
    dead.command(`discard ${KEY}`).requiredOption(...REASON),
    ({ client, output }, service, key, { reason }: Reason) =>
      operations.decideEventCommand(client('OPS'), output, service, { action: 'discard', key, reason }),
  )

  const waiting = program.command('waiting').description('等待中的事件 events behind a gap, or until their next try')
  onServices(waiting.command('list'), ({ client, output }, services) =>
    operations.listWaitingCommand(client('OPS'), output, services),
  )
  onEvent(
    waiting
      .command(`skip-gap ${KEY}`)
      .description('放弃其缺失的前序 gives up what the event waits for')
      .requiredOption(...REASON),
    ({ client, output }, service, key, { reason }: Reason) =>
      operations.decideEventCommand(client('OPS'), output, service, { action: 'skip-gap', key, reason }),
  )

  const jobs = program.command('jobs').description('失败的任务 jobs that failed for good')
  onServices(jobs.command('failed'), ({ client, output }, services) =>
    operations.failedJobsCommand(client('OPS'), output, services),
  )
  for (const action of ['retry', 'discard'] as const)
    jobs
      .command(`${action} <service> <id>`)
      .requiredOption(...REASON)
      .action(
        run(({ client, output }, service: string, id: string, { reason }: Reason) =>
          operations.decideJobCommand(client('OPS'), output, serviceName(service), { action, id, reason }),
        ),
      )
}

function serviceName(text: string): ServiceName {
  const found = SERVICES.find((service) => service === text)
  if (!found) throw new InvalidArgumentError(`应为 expected one of: ${SERVICES.join(', ')}`)
  return found
}

/** The service that was named, or all that the profile knows. */
const named = (profile: Session['profile'], service: ServiceName | undefined): ServiceName[] =>
  service ? [service] : SERVICES.filter((one) => profile.services[one] !== undefined)
