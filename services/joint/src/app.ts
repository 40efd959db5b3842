import { mkdir } from 'node:fs/promises'
import { CommitteeId } from '@lianxie/contracts'
import { localSigner, generateKey, verifySignature } from '@lianxie/joint-protocol'
import type { Runtime, ServiceDefinition } from '@lianxie/service-kit'
import { jointHandlers } from './commands.ts'
import { type Compacts, openCompacts } from './compacts/compacts.ts'
import type { JointSettings } from './config.ts'
import { openKeyring } from './keyring.ts'
import { chainAnswers } from './queries/chains.ts'
import { compactAnswers } from './queries/compacts.ts'
import { planItemReactions } from './reactions/plan-items.ts'
import { unitReactions } from './reactions/units.ts'
import { mountBundles } from './routes/bundles.ts'
import { mountFiles } from './routes/files.ts'
import { apply } from './store/apply.ts'
import type { JointTables } from './store/tables.ts'

/** 联动协商: one committee's side of its compacts. Made anew for each start, as it holds what is open. */
export function createJoint(): ServiceDefinition<JointTables> {
  let opened: Compacts | undefined
  let runtime: Runtime<JointTables> | undefined
  const compacts = (): Compacts => {
    if (!opened) throw new Error('expected the joint service to have started')
    return opened
  }
  const own = () => ({ committee: CommitteeId.parse(runtime!.committee), name: settingsOf(runtime!).committeeName })

  return {
    name: 'joint',
    doc: { zh: '联动协商', en: 'Joint consultation' },
    migrations: new URL('../migrations/', import.meta.url),
    handlers: jointHandlers(compacts),
    answers: [...compactAnswers(compacts, own), ...chainAnswers(compacts)],
    reactions: [...planItemReactions, ...unitReactions],
    apply: apply as never,
    ownTables: ['compact', 'draft', 'alarm', 'told', 'recovery_order'],
    foreignTables: ['plan_item', 'unit'],
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
    checks: () => ({ signing: signAndVerify }),
  }
}

const settingsOf = ({ own }: Runtime<any>): JointSettings => own as unknown as JointSettings

/** Signs and verifies for real, with a key of this moment: the library and the random source work. */
async function signAndVerify(): Promise<void> {
  const { privateKey, publicKey } = generateKey()
  const message = Buffer.from('health')
  const signature = await localSigner(privateKey).sign(message)
  if (!verifySignature(publicKey, message, signature)) throw new Error('expected a signature just made to verify')
}
