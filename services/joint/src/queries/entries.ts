import { joint } from '@lianxie/contracts'
import type { LedgerView } from '@lianxie/joint-protocol'
import { answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { READERS } from '../roles.ts'
import { pageOf } from './page-of.ts'

/** 往来记录: every entry of every chain, the last that was kept here first. */
export const entries = (compacts: () => Compacts) =>
  answer(joint.Entries, {
    allow: READERS,
    read: async (_, { compactId, committee, kind, about, ...paging }) => {
      const { member, log } = await compacts().of(compactId)
      await log.follow(member)
      const names = about === undefined ? undefined : namesOf(member.view, about)
      const rows = log.entries
        .filter((entry) => committee === undefined || entry.committee === committee)
        .filter((entry) => kind === undefined || entry.kind === kind)
        .filter(({ id }) => names === undefined || isAbout(member.view, id, names))
        .reverse()
      return pageOf(
        rows,
        paging,
        ({ id }) => id,
        ({ id, storedAt }) => {
          const { entry, standing, content } = member.view.entry(id)!
          return {
            entryId: id,
            committee: entry.committee,
            at: entry.at,
            kind: entry.kind,
            generation: entry.generation,
            seq: entry.seq,
            prev: entry.prev,
            heads: entry.heads,
            standing,
            // What was not sealed for this side stays closed.
            body: content ? { ...content.body } : null,
            keptAt: storedAt.toISOString(),
          }
        },
      )
    },
  })

/** An entry and what refers to it; of a decision all versions, and what refers to one of them. */
function namesOf(view: LedgerView, about: string): ReadonlySet<string> {
  const decision = view.decision(about)
  return new Set(decision ? decision.versions.map(({ id }) => id) : [about])
}

function isAbout(view: LedgerView, id: string, names: ReadonlySet<string>): boolean {
  return names.has(id) || refersTo(view.entry(id)?.content?.body, names)
}

const refersTo = (value: unknown, names: ReadonlySet<string>): boolean =>
  typeof value === 'string'
    ? names.has(value)
    : typeof value === 'object' && value !== null && Object.values(value).some((one) => refersTo(one, names))
