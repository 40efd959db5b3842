import { mkdir } from 'node:fs/promises'
import { CommitteeId } from '@lianxie/contracts'
import { fingerprintOf, verifySignature } from '@lianxie/joint-protocol'
import { definePeriodicJob, hearPolicies, type Runtime, type ServiceDefinition, type Tx } from '@lianxie/service-kit'
import { jointHandlers } from './commands.ts'
import { type Compacts, openCompacts } from './compacts/compacts.ts'
import type { JointSettings } from './config.ts'
import { openKeyring } from './keyring.ts'
import { alarms } from './queries/alarms.ts'
import { compactAnswers } from './queries/compacts.ts'
import { decisionAnswers } from './queries/decisions.ts'
import { draftAnswers } from './queries/drafts.ts'
import { entries } from './queries/entries.ts'
import { levelDutiesAnswer } from './queries/level-duties.ts'
import { proposalResultAnswers } from './queries/proposal-results.ts'
import { publicRecords } from './queries/public-records.ts'
import { supervisionTemplateAnswers } from './queries/supervision-templates.ts'
import { ownTasks } from './queries/own-tasks.ts'
import { toSign } from './queries/to-sign.ts'
import { workAnswers } from './queries/work.ts'
import { levelReportReactions } from './reactions/on-level-report.ts'
import { planItemReactions } from './reactions/on-plan-item.ts'
import { proposalReactions } from './reactions/on-proposal.ts'
import { unitReactions } from './reactions/on-unit.ts'
import { mountBundles } from './routes/bundles.ts'
import { mountFiles } from './routes/files.ts'
import { apply } from './store/apply.ts'
import type { JointTables } from './store/tables.ts'

/**
 * 联动协商: one committee's side of its compacts. Made anew for each start, as it holds what is open.
 * `given` stands in for the settings that a process reads from its environment.
 */
export function createJoint(given?: JointSettings): ServiceDefinition<JointTables> {
  let opened: Compacts | undefined
  let runtime: Runtime<JointTables> | undefined
  const compacts = (): Compacts => {
    if (!opened) throw new Error('expected the joint service to have started')
    return opened
  }
  const settingsOf = ({ own }: Runtime<any>): JointSettings => given ?? (own as unknown as JointSettings)
  const own = () => ({ committee: CommitteeId.parse(runtime!.committee), name: settingsOf(runtime!).committeeName })

  return {
    name: 'joint',
    doc: { zh: '联动协商', en: 'Joint consultation' },
    migrations: new URL('../migrations/', import.meta.url),
    handlers: jointHandlers(compacts),
    answers: [
      ...compactAnswers(compacts, own),
      ...draftAnswers(compacts),
      ...decisionAnswers(compacts),
      ...workAnswers(compacts),
      ...ownTasks(compacts),
      toSign(compacts),
      ...proposalResultAnswers(compacts),
      ...supervisionTemplateAnswers(compacts),
      levelDutiesAnswer(compacts),
      entries(compacts),
      publicRecords(compacts),
      alarms,
    ],
    reactions: [...planItemReactions, ...unitReactions, ...hearPolicies, ...proposalReactions, ...levelReportReactions],
    jobs: [forgetAttendance],
    apply: apply as never,
    ownTables: ['compact', 'draft', 'alarm', 'told', 'recovery_order'],
    foreignTables: ['plan_item', 'unit', 'known_policy', 'keyed_proposal', 'own_result', 'own_level_report'],
    async start(started) {
      runtime = started
      const { keysDir, journalDir } = settingsOf(started)
      await mkdir(journalDir, { recursive: true, mode: 0o700 })
      opened = await openCompacts(started, await openKeyring(keysDir), journalDir)
      return opened
    },
    routes(server, started) {
      mountFiles(server, started, compacts)
      mountBundles(server, compacts)
    },
    checks: () => ({ signing: () => signAndVerify(compacts()) }),
  }
}

/** 参会名单 is deleted at the end of its time; counts and commitment stay on the chain. */
const forgetAttendance = definePeriodicJob('forget-attendance', { hours: 24 }, async (tx: Tx<JointTables>, { now }) => {
  await tx.deleteFrom('attendance_list').where('kept_until', '<=', now).execute()
})

/**
 * Signs and verifies for real, with the key in force on each chain. A chain in recovery does not sign, and says so; the
 * other compacts go on.
 */
async function signAndVerify({ keyring, open }: Compacts): Promise<void | { degraded: string }> {
  const keys = [keyring.keys.signing]
  const recovering: string[] = []
  for (const [compactId, { member }] of open()) {
    const { view, committee } = member
    if (!view.compactView().members.includes(committee)) continue
    if (member.mode().mode === 'recovery') recovering.push(compactId.slice(0, 12))
    else keys.push(view.chain(committee)!.keys.signing)
  }
  const message = Buffer.from('health')
  for (const key of keys) {
    const signer = keyring.signerOf(fingerprintOf(key))
    if (!signer) throw new Error(`the signing key ${fingerprintOf(key).slice(0, 16)} is not here`)
    if (!verifySignature(key, message, await signer.sign(message)))
      throw new Error('expected a signature just made to verify')
  }
  if (recovering.length > 0) return { degraded: `in recovery, and not signing: the chain of ${recovering.join(', ')}` }
}
