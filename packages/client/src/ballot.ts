import { RSABSSA } from '@cloudflare/blindrsa-ts'
import type { supervision } from '@lianxie/contracts'

const suite = RSABSSA.SHA384.PSS.Randomized()

/** 票据: what a voter's device keeps, and shows to nobody, from the blinding until the vote is answered. */
export interface BallotPaper {
  publicKey: string
  /** Prepared message, base64url. */
  message: string
  /** The inverse of the blinding factor, base64url: whoever has it can tell the voter by the vote. */
  inverse: string
}

/** What is needed to vote: a token that the service has never seen. */
export type BallotToken = Pick<supervision.BallotVote, 'message' | 'signature'>

/**
 * 盲化: makes a token and blinds it (RFC 9474). `blinded` goes into `IssueToken`; the paper is kept until the blind signature
 * comes. The public key must be the one whose fingerprint was read out in the hall.
 */
export async function prepareToken(publicKey: string): Promise<{ blinded: string; paper: BallotPaper }> {
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(32)))
  const { blindedMsg, inv } = await suite.blind(await keyOf(publicKey), prepared)
  return {
    blinded: toBase64url(blindedMsg),
    paper: { publicKey, message: toBase64url(prepared), inverse: toBase64url(inv) },
  }
}

/** 去盲: turns the blind signature into the token's own, and throws where it does not verify. */
export async function finishToken(paper: BallotPaper, blindSignature: string): Promise<BallotToken> {
  const [message, inverse, signature] = [paper.message, paper.inverse, blindSignature].map(fromBase64url)
  const finished = await suite.finalize(await keyOf(paper.publicKey), message!, signature!, inverse!)
  return { message: paper.message, signature: toBase64url(finished) }
}

/** The hash under which the list of counted tokens has this one; to be looked for in the whole list, never asked for. */
export async function hashOfToken({ message }: Pick<BallotToken, 'message'>): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', fromBase64url(message))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * 投票: sends the vote as nobody, without credentials. May be called again until it answers; throws the refusal's code.
 */
export async function castVote(
  service: string,
  ballotId: string,
  vote: supervision.BallotVote,
  send: typeof fetch = fetch,
): Promise<void> {
  const response = await send(new URL(`/supervision/ballots/${ballotId}/votes`, service), {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(vote),
  })
  if (response.ok) return
  const { code } = (await response.json()) as { code: string }
  throw new Error(code)
}

const keyOf = (spki: string) =>
  crypto.subtle.importKey('spki', bytesOf(atob(spki)), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])

const bytesOf = (binary: string) => Uint8Array.from(binary, (character) => character.codePointAt(0)!)
const fromBase64url = (text: string) => bytesOf(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
const toBase64url = (bytes: Uint8Array) =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
