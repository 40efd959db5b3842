import { joint } from '@lianxie/contracts'
import { answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { READERS } from '../roles.ts'
import { pageOf } from './page-of.ts'

/** 往来记录: every entry of every chain, the last that was kept here first. */
export const entries = (compacts: () => Compacts) =>
  answer(joint.Entries, {
    allow: READERS,
    read: async (_, { compactId, committee, kind, ...paging }) => {
      const { member, log } = await compacts().of(compactId)
      await log.follow(member)
      const rows = log.entries
        .filter((entry) => committee === undefined || entry.committee === committee)
        .filter((entry) => kind === undefined || entry.kind === kind)
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
