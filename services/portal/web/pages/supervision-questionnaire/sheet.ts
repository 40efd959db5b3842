import { type Problem, Refused, Unreachable } from '../../data/problem.ts'

/** 答卷 as this device keeps it until it was sent: a code of its own, by which it answers once, and what was chosen. */
export interface Sheet {
  token: string
  answers: Readonly<Record<string, string>>
  sentAt?: string
}

const keyFor = (code: string) => `lianxie-questionnaire ${code}`

export function sheetOf(code: string): Sheet {
  const text = localStorage.getItem(keyFor(code))
  if (text !== null) return JSON.parse(text) as Sheet
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return {
    token: btoa(String.fromCodePoint(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
    answers: {},
  }
}
export const keepSheet = (code: string, sheet: Sheet): void => localStorage.setItem(keyFor(code), JSON.stringify(sheet))

/** Sent as nobody, without cookie or referrer; the same sheet again changes nothing. */
export async function sendSheet(code: string, body: { token: string; answers: readonly unknown[] }): Promise<void> {
  const response = await fetch(`/api/supervision/questionnaires/${encodeURIComponent(code)}/answers`, {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { 'content-type': 'application/json', 'x-lianxie': '1' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Unreachable('nobody answered', { cause })
  })
  if (response.ok) return
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined
  if (!problem || [502, 503, 504].includes(response.status)) throw new Unreachable(`answered ${response.status}`)
  throw new Refused(problem)
}
