import { notices as n, Refusal } from '@lianxie/contracts'

export interface Deciding {
  now: Date
  newId: () => string
  actor: { id: string; role: string }
}

/** Whose notices and choices these are: the account that asks. Refuses one that no notice can be addressed to. */
export function ownerOf({ actor }: Pick<Deciding, 'actor'>): string {
  if (!n.RecipientId.safeParse(actor.id).success) throw new Refusal('common.not_found')
  return actor.id
}
