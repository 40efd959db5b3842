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
      const rows = log.entries
        .filter((entry) => committee === undefined || entry.committee === committee)
        .filter((entry) => kind === undefined || entry.kind === kind)
        .filter(({ id }) => about === undefined || isAbout(member.view, id, about))
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

/** Whether an entry is this one or refers to it; a decision is all of its versions. */
function isAbout(view: LedgerView, id: string, about: string): boolean {
  const of = view.decision(about)
  const things = of ? of.versions.map((version) => version.id) : [about]
  if (things.includes(id)) return true
  const body = view.entry(id)?.content?.body
  return body !== undefined && things.some((thing) => refersTo(body, thing))
}

const refersTo = (value: unknown, id: string): boolean =>
  value === id || (typeof value === 'object' && value !== null && Object.values(value).some((one) => refersTo(one, id)))
