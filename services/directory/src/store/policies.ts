import type { Database } from '@lianxie/service-kit'
import { PolicyPack } from '@lianxie/policy'
import type { Tables } from './tables.ts'

/** All versions of the committee's local rules, in their order, with the types of the policy package. */
export async function loadPolicies(db: Database<Tables>): Promise<PolicyPack[]> {
  const rows = await db.selectFrom('policy').select('pack').orderBy('version').execute()
  return rows.map(({ pack }) => PolicyPack.parse(pack))
}
