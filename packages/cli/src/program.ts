import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { whole } from './action.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportEvents } from './commands/export-events.ts'
import { importPlanCommand, type PlanImportOptions } from './commands/import-plan.ts'
import { keyCardCommand } from './commands/joint.ts'
import { eventLine, tailEvents } from './commands/tail-events.ts'
import { verifyCommand } from './commands/verify-file.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { errorJson, errorLines } from './output.ts'
import { addGeneric } from './program-contracts.ts'
import { addHub } from './program-hub.ts'
import { addJoint } from './program-joint.ts'
import { addOperations } from './program-operations.ts'
import { addProposals } from './program-proposals.ts'
import { addSupervision } from './program-supervision.ts'
import { type GlobalOptions, openSession, type Session, type Surroundings } from './session.ts'

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
    .option('--proposals-url <url>', 'LIANXIE_PROPOSALS_URL')
    .option('--supervision-url <url>', 'LIANXIE_SUPERVISION_URL')
    .option('--joint-url <url>', 'LIANXIE_JOINT_URL')
    .option('--notices-url <url>', 'LIANXIE_NOTICES_URL')
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

  const events = program.command('events').description('事件 events')
  events
    .command('export')
    .description(
      '导出至今的全部事件，再次运行只补新的 write all events so far to files; run again, it adds what is new',
    )
    .requiredOption('--out <folder>', '文件夹 folder')
    .option('--context <name...>', '领域 context')
    .action(
      run(async (session, { out, context }: { out: string; context?: string[] }) => {
        const { output, signal } = session
        await using nats = closing(await session.nats())
        const exported = await exportEvents(nats.connection, at(out), {
          ...(context && { contexts: context }),
          ...(signal && { signal }),
        })
        for (const one of exported)
          output.say({
            zh: `${one.context} 新增 ${one.added}，共 ${one.total}${one.anew ? '（事件流已重建，重新导出）' : ''}  ${one.file}`,
            en: `${one.context} ${one.added} added, ${one.total} in all${one.anew ? ' (the stream is a new one: written anew)' : ''}  ${one.file}`,
          })
        output.give(exported)
      }),
    )
  events
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

  addProposals(program, run, at)
  addSupervision(program, run, at)
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
        keyCardCommand(client('STAFF_OFFICE'), output, out === undefined ? {} : { out: at(out) }),
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

const closing = <C extends { close(): Promise<void> }>(connection: C) => ({
  connection,
  [Symbol.asyncDispose]: () => connection.close(),
})
