import { type Client, createClient } from '@lianxie/client'
import { type CommitteeId, type CommandDefinition, joint } from '@lianxie/contracts'
import type { z } from 'zod'
import type { CommitteeUrls } from './committee-settings.ts'

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
  /** The client of one of the side's demo accounts, and whom it acts for. */
  as(account: string, whom?: Whom): Client
  /** A demo account's access token; a unit's account acts for `units`, a member's for `member`. */
  token(account: string, whom?: Whom): Promise<string>
  /** Prepares an entry, looks at it as it would leave, and lets it go. Answers the id of the signed entry. */
  release<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
    options: { key: string; what: string; by?: string; signer?: string; units?: string[] },
  ): Promise<string>
}

export interface Whom {
  units?: readonly string[]
  member?: string
}

export function openSide(
  { committee, name, urls }: { committee: CommitteeId; name: string; urls: CommitteeUrls },
  told: (deed: Deed) => void,
): Side {
  const clients = new Map<string, Client>()
  const side: Side = {
    committee,
    name,
    urls,
    token: (account, whom) => tokenOf(urls.issuer, account, whom),
    as(account, whom) {
      const key = JSON.stringify([account, whom])
      const known = clients.get(key)
      if (known) return known
      const client = createClient({
        services: {
          directory: urls.directory,
          consultations: urls.consultations,
          proposals: urls.proposals,
          supervision: urls.supervision,
          joint: urls.joint,
        },
        token: () => tokenOf(urls.issuer, account, whom),
      })
      clients.set(key, client)
      return client
    },
    async release(command, body, { key, what, by = 'office', signer = 'office', units }) {
      const prepared = await side.as(by, units && { units }).send(command, body, { key: `${key}/draft` })
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

/** A fresh token of a demo account: its second factor is always a moment old. */
async function tokenOf(issuer: string, account: string, whom: Whom = {}): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, ...whom }),
  })
  if (!response.ok) throw new Error(`the demo issuer gave no token to ${account}: ${await response.text()}`)
  return ((await response.json()) as { access_token: string }).access_token
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
