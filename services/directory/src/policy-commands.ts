import { directory as d, STAFF } from '@lianxie/contracts'
import { handle, type Tx } from '@lianxie/service-kit'
import { approvePolicy, draftPolicy, rejectPolicy } from './domain/policy.ts'
import { loadPolicies } from './store/policies.ts'
import type { Tables } from './store/tables.ts'

/** All versions of a committee are one aggregate; every decision about them comes one after the other. */
const load = async (tx: Tx<Tables>) => {
  await tx.selectFrom('policy').select('version').orderBy('version').forUpdate().execute()
  return { packs: await loadPolicies(tx) }
}

export const policyHandlers = [
  handle(d.DraftPolicy, { allow: STAFF, load, decide: draftPolicy }),
  handle(d.ApprovePolicy, { allow: ['CHAIR'], stepUp: true, load, decide: approvePolicy }),
  handle(d.RejectPolicy, { allow: ['CHAIR', ...STAFF], load, decide: rejectPolicy }),
]
