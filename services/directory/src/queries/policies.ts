import { directory as d, Refusal } from '@lianxie/contracts'
import { defaultPack, diffPolicies, packAt, type PolicyPack, standing, unusualKeys } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { changeView, packView } from './policy-view.ts'
import { SIGNED_IN } from './visibility.ts'
import { loadPolicies } from '../store/policies.ts'
import type { Tables } from '../store/tables.ts'

/** 本地规则各版本 */
export const policies = answer(d.Policies, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { stage, limit, cursor }, { now }) => {
    let query = db.selectFrom('policy').select(['version', 'pack'])
    if (stage !== undefined) query = query.where('stage', '=', stage)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [{ by: sql.ref('version'), type: 'integer', direction: 'desc' }],
    })
    return {
      ...page,
      items: page.items.map(({ pack: { values: _, ...pack } }) => ({
        ...pack,
        standing: standing(pack as PolicyPack, now),
      })),
    }
  },
})

/** 规则版本详情: with what it changes against the version it was drafted on. */
export const policy = answer(d.Policy, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { version }, { now, runtime }) => {
    const packs = [defaultPack(runtime.committee), ...(await loadPolicies(db))]
    const pack = packAtVersion(packs, version, 'version')
    const base = packs.filter((before) => before.stage === 'approved' && before.version < version).at(-1) ?? pack
    return {
      pack: packView(pack),
      standing: standing(pack, now),
      changes: diffPolicies(base.values, pack.values).map(changeView),
      unusual: unusualKeys(pack.values),
    }
  },
})

/** 规则差异 */
export const policyDiff = answer(d.PolicyDiff, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { from, to }, { runtime }) => {
    const packs = [defaultPack(runtime.committee), ...(await loadPolicies(db))]
    const changes = diffPolicies(packAtVersion(packs, from, 'from').values, packAtVersion(packs, to, 'to').values)
    return { from, to, changes: changes.map(changeView) }
  },
})

/** 施行中的规则 */
export const policyInForce = answer(d.PolicyInForce, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { on }, { now, runtime }) => {
    const packs = [defaultPack(runtime.committee), ...(await loadPolicies(db))]
    const pack = packAt(packs, on === undefined ? now : `${on}T04:00:00.000Z`)
    if (!pack) throw new Refusal('common.not_found', { field: 'on' })
    return { pack: packView(pack) }
  },
})

function packAtVersion(packs: readonly PolicyPack[], version: number, field: string): PolicyPack {
  const pack = packs.find((candidate) => candidate.version === version)
  if (!pack) throw new Refusal('common.not_found', { field })
  return pack
}
