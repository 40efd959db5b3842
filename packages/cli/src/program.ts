import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  type CommandDefinition,
  commands,
  type QueryDefinition,
  queries,
  type ServiceName,
  topology,
} from '@lianxie/contracts'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { doctorCommand } from './commands/doctor.ts'
import * as hub from './commands/hub.ts'
import { importPlanCommand, type PlanImportOptions } from './commands/import-plan.ts'
import * as joint from './commands/joint.ts'
import * as operations from './commands/operations.ts'
import { eventLine, tailEvents } from './commands/tail-events.ts'
import { verifyCommand } from './commands/verify-file.ts'
import { EXIT, exitCodeOf, UsageError } from './exit-code.ts'
import { errorJson, errorLines } from './output.ts'
import { type GlobalOptions, openSession, type Session, type Surroundings } from './session.ts'

const SERVICES = Object.keys(topology) as ServiceName[]

/** Runs one command line (without the program's own name) and answers its exit code; see `EXIT`. Never throws. */
export async function runCommandLine(argv: readonly string[], around: Surroundings): Promise<number> {
  const state: { code: number } = { code: EXIT.ok }
  const program = buildProgram(around, state)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return state.code
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      around.err(`✗ ${error.message}`)
      return EXIT.usage
    }
    // Commander has printed what was wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (around.signal?.aborted) return 130
    const { lang, json } = program.opts<GlobalOptions>()
    const language = (lang ?? around.env['LIANXIE_LANG'] ?? 'zh').startsWith('en') ? 'en' : 'zh'
    if (json) around.out(JSON.stringify(errorJson(error)))
    else for (const line of errorLines(error, language)) around.err(line)
    return exitCodeOf(error)
  }
}

function buildProgram(around: Surroundings, state: { code: number }): Command {
  const program = new Command('lianxie')
    .description('联协命令行 The command line of Lianxie')
    .option('--profile <file>', '配置文件 profile of one committee (LIANXIE_PROFILE; lianxie.profile.json)')
    .option('--directory-url <url>', 'LIANXIE_DIRECTORY_URL')
    .option('--consultations-url <url>', 'LIANXIE_CONSULTATIONS_URL')
    .option('--joint-url <url>', 'LIANXIE_JOINT_URL')
    .option('--nats-url <url>', 'LIANXIE_NATS_URL')
    .option('--token-file <file>', '访问凭证文件 access token (LIANXIE_TOKEN_FILE, LIANXIE_TOKEN)')
    .option('--as <role>', '以此角色的凭证 the profile’s token of this role (LIANXIE_AS)')
    .addOption(new Option('--lang <language>', '语言 language (LIANXIE_LANG)').choices(['zh', 'en']))
    .option('--json', '输出 JSON for machines', false)
    .configureOutput({ writeOut: (text) => around.out(text.trimEnd()), writeErr: (text) => around.err(text.trimEnd()) })
    .exitOverride()
    .addHelpText(
      'after',
      '\n退出码 Exit codes: 0 成功 ok, 1 检查未通过 a check failed, 2 用法有误 usage, 3 被拒绝 refused, 4 无法连接 unreachable, 70 程序错误 fault, 130 中断 interrupted',
    )
  const at = (path: string) => resolve(around.cwd, path)
  /** An action with its session; one that answers false ends the program with 1. */
  const run =
    <A extends unknown[]>(act: (session: Session, ...args: A) => Promise<unknown>) =>
    async (...args: A) => {
      const session = await openSession(program.opts<GlobalOptions>(), around)
      if ((await act(session, ...args)) === false) state.code = EXIT.failed
    }

  const plan = program.command('plan').description('年度协商计划 annual plan')
  plan
    .command('import <file>')
    .description('导入计划表，先预览 import a table of plan items, preview first')
    .option('--year <year>', '年份 year', whole)
    .option('--plan <id>', '计划 plan id')
    .option('--confirm', '确认导入 import it')
    .option('--skip-failed', '跳过有误的行 leave out wrong rows')
    .action(
      run(({ client, output }, file: string, options: PlanImportOptions) =>
        importPlanCommand(client('STAFF_CONSULTATION', 'STAFF_OFFICE'), output, at(file), options),
      ),
    )

  program
    .command('events')
    .description('事件 events')
    .command('tail')
    .description('跟随事件流 follow the committee’s events')
    .option('--context <name...>', '领域 context')
    .option('--type <type>', '事件类型 event type, consultations.plan-adopted')
    .option('--from-start', '从头 from the first event')
    .option('--since-seq <number>', '从此序号 from this sequence of the stream', whole)
    .action(
      run(
        async (
          session,
          { context, ...options }: { context?: string[]; type?: string; fromStart?: boolean; sinceSeq?: number },
        ) => {
          const { output, signal } = session
          await using nats = closing(await session.nats())
          await tailEvents(
            nats.connection,
            { ...options, ...(context && { contexts: context }), ...(signal && { signal }) },
            (event) => {
              output.say(eventLine(event, output))
              output.give(event)
            },
          )
        },
      ),
    )

  addOperations(program, run)
  addJoint(program, run, at)

  program
    .command('verify <file>')
    .description('离线核验证据文件 verify an evidence file, offline')
    .option('--card <card...>', '留存的密钥名片，或 委员会=指纹 pinned key card, or committee=fingerprint')
    .option('--attachment <file...>', '附件 attachments of the version')
    .action(
      run(({ output }, file: string, { card, attachment }: { card?: string[]; attachment?: string[] }) =>
        verifyCommand(output, at(file), {
          ...(card && { card: card.map((one) => (one.includes('=') ? one : at(one))) }),
          ...(attachment && { attachment: attachment.map(at) }),
        }),
      ),
    )
  program
    .command('key-card')
    .description('本方密钥名片与指纹 own key card and fingerprints')
    .option('--out <file>', '写入文件 write the card to a file')
    .action(
      run(({ client, output }, { out }: { out?: string }) =>
        joint.keyCardCommand(client('STAFF_OFFICE'), output, out === undefined ? {} : { out: at(out) }),
      ),
    )
  program
    .command('doctor')
    .description('体检 examine this committee’s instance')
    .action(run(({ profile, client, nats, output }) => doctorCommand(output, { profile, client: client('OPS'), nats })))

  addHub(program, run, at)
  addGeneric(program, run, at)
  return program
}

type Run = <A extends unknown[]>(
  act: (session: Session, ...args: A) => Promise<unknown>,
) => (...args: A) => Promise<void>
type At = (path: string) => string

function addOperations(program: Command, run: Run): void {
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

function addJoint(program: Command, run: Run, at: At): void {
  const group = program.command('joint').description('联动协商 joint consultation')
  const office = (session: Session) => session.client('STAFF_OFFICE', 'CHAIR')
  const chair = (session: Session) => session.client('CHAIR', 'STAFF_OFFICE')
  const out = ['--out <file>', '写入文件 file to write'] as const

  group.command('compacts').action(run((s) => joint.compactsCommand(office(s), s.output)))
  group
    .command('show <compact>')
    .action(run((s, compactId: string) => joint.showCompactCommand(office(s), s.output, compactId)))
  group
    .command('decision <compact> <decision>')
    .action(
      run((s, compactId: string, decisionId: string) =>
        joint.showDecisionCommand(office(s), s.output, { compactId, decisionId }),
      ),
    )
  group
    .command('drafts')
    .option('--compact <id>')
    .addOption(new Option('--state <state>').choices(['PREPARED', 'RELEASED', 'DISCARDED']))
    .action(
      run((s, { compact, state }: { compact?: string; state?: 'PREPARED' | 'RELEASED' | 'DISCARDED' }) =>
        joint.draftsCommand(office(s), s.output, {
          ...(compact !== undefined && { compactId: compact }),
          ...(state && { state }),
        }),
      ),
    )
  group.command('draft <id>').action(run((s, id: string) => joint.showDraftCommand(office(s), s.output, id)))
  group
    .command('release <draft>')
    .description('核对后放行并签署 sign a draft and let it go, after a look')
    .option('--hash <hash>', '所见内容的摘要 hash of the content that was seen')
    .option('--yes', '放行所显示的内容 release what is shown')
    .action(
      run((s, id: string, options: { hash?: string; yes?: boolean }) =>
        joint.releaseCommand(chair(s), s.output, id, options),
      ),
    )
  group
    .command('record <compact>')
    .description('起草联动协商纪要 draft the joint record')
    .requiredOption('--title <title>')
    .requiredOption('--text <file>', '正文文件 file with the text')
    .option('--topic <id>')
    .option('--session <id>')
    .option('--amends <version...>')
    .option('--deadline <instant>')
    .option('--attachment <file...>')
    .action(
      run(
        (
          s,
          compactId: string,
          o: {
            title: string
            text: string
            topic?: string
            session?: string
            amends?: string[]
            deadline?: string
            attachment?: string[]
          },
        ) =>
          joint.recordCommand(office(s), s.output, {
            compactId,
            title: o.title,
            textFile: at(o.text),
            ...(o.topic !== undefined && { topicId: o.topic }),
            ...(o.session !== undefined && { sessionId: o.session }),
            ...(o.amends && { amends: o.amends }),
            ...(o.deadline !== undefined && { deadline: o.deadline }),
            ...(o.attachment && {
              attachments: o.attachment.map((path) => ({ name: basename(path), path: at(path) })),
            }),
          }),
      ),
    )
  group
    .command('countersign <compact> <version>')
    .description('起草会签 prepare a countersignature')
    .option('--organ <name>', '决定机构 body that decided')
    .option('--number <number>', '文号 number')
    .option('--date <day>', '日期 day')
    .option('--plan-item <id>', '本方计划项目 item of the own plan')
    .action(
      run(
        (
          s,
          compactId: string,
          versionId: string,
          { planItem, ...approval }: joint.ApprovalOptions & { planItem?: string },
        ) =>
          joint.countersignCommand(office(s), s.output, {
            compactId,
            versionId,
            ...approval,
            ...(planItem !== undefined && { planItemId: planItem }),
          }),
      ),
    )
  group
    .command('refuse <compact> <version>')
    .description('起草不同意意见 prepare a refusal')
    .requiredOption('--reason <text>')
    .option('--lapse', '期限届满 the deadline has passed', false)
    .action(
      run((s, compactId: string, versionId: string, { reason, lapse }: { reason: string; lapse: boolean }) =>
        joint.refuseCommand(office(s), s.output, { compactId, versionId, reason, lapse }),
      ),
    )
  group
    .command('evidence <compact> <decision>')
    .description('出具证据文件 evidence file of an effective decision')
    .option(...out)
    .action(
      run((s, compactId: string, decisionId: string, o: { out?: string }) =>
        joint.evidenceCommand(office(s), s.output, {
          compactId,
          decisionId,
          ...(o.out !== undefined && { out: at(o.out) }),
        }),
      ),
    )
  const invitation = group.command('invitation').description('机制成立邀请文件 founding invitation')
  invitation
    .command('save <compact>')
    .option(...out)
    .action(
      run((s, compactId: string, o: { out?: string }) =>
        joint.invitationCommand(office(s), s.output, { compactId, ...(o.out !== undefined && { out: at(o.out) }) }),
      ),
    )
  invitation
    .command('receive <file>')
    .action(run((s, file: string) => joint.receiveInvitationCommand(office(s), s.output, at(file))))
  const bundle = group.command('bundle').description('数据包 entries as a sealed file')
  bundle
    .command('export <compact>')
    .option(...out)
    .action(
      run((s, compactId: string, o: { out?: string }) =>
        joint.exportBundleCommand(office(s), s.output, { compactId, ...(o.out !== undefined && { out: at(o.out) }) }),
      ),
    )
  bundle
    .command('import <compact> <file>')
    .requiredOption('--carrier <committee>', '送交方 who handed it over')
    .action(
      run((s, compactId: string, file: string, { carrier }: { carrier: string }) =>
        joint.importBundleCommand(office(s), s.output, { compactId, carrier, path: at(file) }),
      ),
    )
}

function addHub(program: Command, run: Run, at: At): void {
  const group = program.command('hub').description('交换节点 the hub’s operator')
  const applying = (command: Command) =>
    command
      .option('--pid <pid>', '服务器进程号 the server’s process', whole)
      .option('--no-reload', '不通知服务器 leave the server alone')
  group
    .command('init <dir>')
    .option('--name <name>', '名称 name', 'hub')
    .option('--host <host>', '监听地址 address to listen on')
    .option('--port <port>', '端口 port', whole)
    .action(
      run(({ output }, dir: string, options: { name: string; host?: string; port?: number }) =>
        hub.initHubCommand(output, at(dir), options),
      ),
    )
  applying(
    group
      .command('register <dir> <founding...>')
      .description('登记各方已签的成立文件 register foundings signed by all'),
  ).action(
    run(({ output }, dir: string, files: string[], options: hub.ApplyOptions) =>
      hub.registerCommand(output, at(dir), files.map(at), options, new Date()),
    ),
  )
  applying(
    group
      .command('unregister <dir>')
      .description('取消一方的接入 shut a member out')
      .requiredOption('--compact <id>', '机制 compact')
      .requiredOption('--committee <id>', '成员 member')
      .requiredOption('--reason <text>', '原因 reason'),
  ).action(
    run(
      (
        { output },
        dir: string,
        { pid, reload, ...departure }: hub.ApplyOptions & { compact: string; committee: string; reason: string },
      ) =>
        hub.unregisterCommand(
          output,
          at(dir),
          departure,
          { ...(pid !== undefined && { pid }), ...(reload !== undefined && { reload }) },
          new Date(),
        ),
    ),
  )
  applying(
    group.command('apply <dir>').description('使服务器与登记一致 bring the server to what is registered'),
  ).action(run(({ output }, dir: string, options: hub.ApplyOptions) => hub.applyCommand(output, at(dir), options)))
  group.command('list <dir>').action(run(({ output }, dir: string) => hub.listHubCommand(output, at(dir))))
  group
    .command('check <dir>')
    .description('核对，不作改动 compare, change nothing')
    .action(run(({ output }, dir: string) => hub.checkHubCommand(output, at(dir))))
}

/** Every command and query of the contracts, by its type. */
function addGeneric(program: Command, run: Run, at: At): void {
  program
    .command('send <type> <body>')
    .description('发送任一命令 send any command; the body is JSON')
    .option('--key <key>', 'Idempotency-Key')
    .action(
      run(async ({ client, output }, type: string, body: string, { key }: { key?: string }) => {
        const command: CommandDefinition = find(commands, type)
        const answer = await client().send(command, json(body) as never, key === undefined ? {} : { key })
        output.say(JSON.stringify(answer, null, 2))
        output.give(answer)
      }),
    )
  program
    .command('ask <type> [name=value...]')
    .description('查询 ask any query')
    .option('--out <file>', '写入文件 write the answer to a file')
    .action(
      run(async ({ client, output }, type: string, pairs: string[], { out }: { out?: string }) => {
        const query: QueryDefinition = find(queries, type)
        const params = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]))
        const answer = await client().ask(query, params)
        const text = JSON.stringify(answer, null, 2)
        if (out !== undefined) await writeFile(at(out), `${text}\n`)
        else output.say(text)
        output.give(answer)
      }),
    )
}

function find<D extends { type: string }>(definitions: readonly D[], type: string): D {
  const found = definitions.find((definition) => definition.type === type)
  if (found) return found
  const near = definitions
    .map((definition) => definition.type)
    .filter((one) => one.split('.')[0] === type.split('.')[0])
  throw new UsageError(`没有 ${type}。可用：${near.join(' ')}`, `there is no ${type}; there are: ${near.join(' ')}`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError('命令内容不是有效的 JSON', 'the body is not JSON', { cause })
  }
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('应为整数 expected a whole number')
  return Number(text)
}

function serviceName(text: string): ServiceName {
  const found = SERVICES.find((service) => service === text)
  if (!found) throw new InvalidArgumentError(`应为 expected one of: ${SERVICES.join(', ')}`)
  return found
}

/** The service that was named, or all that the profile knows. */
const named = (profile: Session['profile'], service: ServiceName | undefined): ServiceName[] =>
  service ? [service] : SERVICES.filter((one) => profile.services[one] !== undefined)

const closing = <C extends { close(): Promise<void> }>(connection: C) => ({
  connection,
  [Symbol.asyncDispose]: () => connection.close(),
})
