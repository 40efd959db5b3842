import { type Client, createClient } from '@lianxie/client'
import { type CommitteeId, type CommandDefinition, joint } from '@lianxie/contracts'
import type { z } from 'zod'
import type { CommitteeUrls } from './committee-settings.ts'
import type { DemoPeople } from './people.ts'

/** What was done, by whom, for the account at the end. */
export interface Deed {
  at: Date
  committee: CommitteeId
  role: string
  what: string
  id?: string
}

/** 一方: one committee as its own people act: through its own instance, with its own tokens, and no other's. */
export interface Side {
  committee: CommitteeId
  name: string
  urls: CommitteeUrls
  people: DemoPeople
  /** The client of one of the side's demo accounts. */
  as(account: string): Client
  /** A demo account's access token. */
  token(account: string): Promise<string>
  /** Prepares an entry, looks at it as it would leave, and lets it go. Answers the id of the signed entry. */
  release<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
    options: { key: string; what: string; by?: string; signer?: string },
  ): Promise<string>
}

/** Whom a demo account acts for, by ids of the directory. */
export interface Whom {
  units?: readonly string[]
  member?: string
}

export function openSide(
  { committee, name, urls }: { committee: CommitteeId; name: string; urls: CommitteeUrls },
  people: DemoPeople,
  told: (deed: Deed) => void,
): Side {
  const clients = new Map<string, Client>()
  const side: Side = {
    committee,
    name,
    urls,
    people,
    token: (account) => people.tokenOf(account),
    as(account) {
      const known = clients.get(account)
      if (known) return known
      const client = createClient({ services: urls, token: () => people.tokenOf(account) })
      clients.set(account, client)
      return client
    },
    async release(command, body, { key, what, by = 'office', signer = 'office' }) {
      const prepared = await side.as(by).send(command, body, { key: `${key}/draft` })
      const { draftId } = prepared.events[0]!.data as { draftId: string }
      // 放行预览: whoever lets it go has seen exactly what leaves, and says so by its hash.
      const preview = await side.as(signer).ask(joint.DraftDetail, { draftId })
      const released = await side
        .as(signer)
        .send(joint.ReleaseDraft, { draftId, contentHash: preview.contentHash }, { key: `${key}/release` })
      const { entryId } = released.events[0]!.data as { entryId: string }
      told({ at: new Date(), committee, role: signer, what, id: entryId })
      return entryId
    },
  }
  return side
}

/** Asks until there is an answer; throws with what was waited for when that takes longer than `seconds`. */
export async function until<T>(what: string, check: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const found = await check()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
