import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import type { At, Run } from './action.ts'
import * as joint from './commands/joint.ts'
import { resultEvidenceCommand, resultsCommand } from './commands/joint-results.ts'
import type { Session } from './session.ts'

/** `joint`. */
export function addJoint(program: Command, run: Run, at: At): void {
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
  group
    .command('results <compact>')
    .description('联合提案办理结果 results of joint proposals, side by side')
    .action(run((s, compactId: string) => resultsCommand(office(s), s.output, compactId)))
  group
    .command('result <compact> <joint-key>')
    .description('起草本方办理结果 prepare to tell the own result')
    .action(
      run((s, compactId: string, jointKey: string) =>
        joint.resultCommand(office(s), s.output, { compactId, jointKey }),
      ),
    )
  group
    .command('result-evidence <compact> <entry>')
    .description("办理结果证据文件 evidence file of one side's result")
    .option(...out)
    .action(
      run((s, compactId: string, entryId: string, o: { out?: string }) =>
        resultEvidenceCommand(office(s), s.output, {
          compactId,
          entryId,
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
