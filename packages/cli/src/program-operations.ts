import { type ServiceName, topology } from '@lianxie/contracts'
import { type Command, InvalidArgumentError } from 'commander'
import { type Run, whole } from './action.ts'
import * as operations from './commands/operations.ts'
import type { Session } from './session.ts'

const SERVICES = Object.keys(topology) as ServiceName[]

/** `dead`, `waiting` and `jobs`. */
export function addOperations(program: Command, run: Run): void {
  const dead = program.command('dead').description('异常事件 events that could not be taken in')
  dead
    .command('list')
    .option('--service <name>', '服务 one service only', serviceName)
    .option('--resolved', '已处理的 those that were decided on')
    .action(
      run(({ client, output, profile }, { service, resolved }: { service?: ServiceName; resolved?: boolean }) =>
        operations.listDeadCommand(client('OPS'), output, named(profile, service), { resolved: resolved ?? false }),
      ),
    )
  const key = '<service> <consumer> <aggregate> <version>'
  dead.command(`show ${key}`).action(
    run(({ client, output }, service: string, consumer: string, aggregate: string, version: string) =>
      operations.showDeadCommand(client('OPS'), output, serviceName(service), {
        consumer,
        aggregate,
        version: whole(version),
      }),
    ),
  )
  dead.command(`retry ${key}`).action(
    run(({ client, output }, service: string, consumer: string, aggregate: string, version: string) =>
      operations.retryDeadCommand(client('OPS'), output, serviceName(service), {
        consumer,
        aggregate,
        version: whole(version),
      }),
    ),
  )
  dead
    .command(`discard ${key}`)
    .requiredOption('--reason <text>', '原因 reason')
    .action(
      run(
        (
          { client, output },
          service: string,
          consumer: string,
          aggregate: string,
          version: string,
          { reason }: { reason: string },
        ) =>
          operations.discardDeadCommand(
            client('OPS'),
            output,
            serviceName(service),
            { consumer, aggregate, version: whole(version) },
            reason,
          ),
      ),
    )

  const waiting = program.command('waiting').description('等待中的事件 events behind a gap, or until their next try')
  waiting
    .command('list')
    .option('--service <name>', '服务 one service only', serviceName)
    .action(
      run(({ client, output, profile }, { service }: { service?: ServiceName }) =>
        operations.listWaitingCommand(client('OPS'), output, named(profile, service)),
      ),
    )
  waiting
    .command(`skip-gap ${key}`)
    .description('放弃其缺失的前序 gives up what the event waits for')
    .requiredOption('--reason <text>', '原因 reason')
    .action(
      run(
        (
          { client, output },
          service: string,
          consumer: string,
          aggregate: string,
          version: string,
          { reason }: { reason: string },
        ) =>
          operations.skipGapCommand(
            client('OPS'),
            output,
            serviceName(service),
            { consumer, aggregate, version: whole(version) },
            reason,
          ),
      ),
    )

  const jobs = program.command('jobs').description('失败的任务 jobs that failed for good')
  jobs
    .command('failed')
    .option('--service <name>', '服务 one service only', serviceName)
    .action(
      run(({ client, output, profile }, { service }: { service?: ServiceName }) =>
        operations.failedJobsCommand(client('OPS'), output, named(profile, service)),
      ),
    )
  for (const action of ['retry', 'discard'] as const)
    jobs
      .command(`${action} <service> <id>`)
      .requiredOption('--reason <text>', '原因 reason')
      .action(
        run(({ client, output }, service: string, id: string, { reason }: { reason: string }) =>
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
