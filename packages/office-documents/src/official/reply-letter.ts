import type { Head, OfficialDocument } from './official-document.ts'
import { widthOf } from '../text-width.ts'

/** 答复函: what a unit's letter to the proposers of a proposal shows. */
export interface ReplyData {
  /** 承办单位, which signs. */
  unit: string
  /** 红头: the name above the letter, and the form of it; without one the sheet begins with its title. */
  head?: Head
  /** 文号, as 吴建函〔2022〕12号. */
  number?: string
  /** The class of the result, as A类. */
  resultClass: string
  /** Of which session, as 区政协五届一次会议. */
  session: string
  /** 提案号, as 第23号. */
  proposalNumber: string
  /** Whom the letter goes to, as 沈某某委员. */
  addressees: readonly string[]
  /** The letter from its first word to its last. */
  body: string
  attachments?: readonly string[]
  signedOn: string
  /** Leaves the room for a seal; an answer that is sealed electronically or not at all needs none. */
  sealed?: boolean
  contact?: { person: string; phone: string }
  copies?: readonly string[]
}

/** 答复函: the letter by which a unit answers a proposal, with its class in the top right corner. */
export function replyLetter(data: ReplyData): OfficialDocument {
  const { head, number, contact } = data
  return {
    ...(head && { head }),
    ...(number !== undefined && { number }),
    corner: `办理结果：${data.resultClass}`,
    title: titleOf(data),
    addressees: data.addressees,
    body: [{ kind: 'text', text: data.body }],
    signature: { units: [data.unit], on: data.signedOn, sealed: data.sealed ?? true },
    ...(data.attachments && { attachments: data.attachments }),
    ...(contact && { remarks: [`联系人：${contact.person}，联系电话：${contact.phone}`] }),
    ...(data.copies && { copies: data.copies }),
  }
}

/** A line holds twenty characters of a title; one that would fill it is broken where its sense allows. */
function titleOf({ session, proposalNumber }: ReplyData): string {
  const [about, answer] = [`关于对${session}`, `${proposalNumber}提案的答复`]
  return widthOf(about + answer) <= 18 ? about + answer : `${about}\n${answer}`
}
