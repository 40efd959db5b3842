import { queryClient } from '../../data/query-client.ts'
import { Refused, Unreachable } from '../../data/problem.ts'
import { request } from '../../data/request.ts'
import { upload } from '../../data/upload.ts'
import type { CommandType } from '../../data/contracts.ts'
import { dropPhoto, photoOf } from './device.ts'
import { type Draft, type Finding, findingBody, isBlank, type Photo, type Said, visitBody } from './draft.ts'
import { changeDraft, draftNow, draftsNow, loadDrafts, tellUnreachable } from './drafts.ts'

const PAUSES_MS = [2_000, 5_000, 15_000, 30_000]
/** Not the rules, but the moment or the sign-in stands against it: it is sent again as it is. */
const LATER = [
  'auth.missing',
  'auth.invalid',
  'request.too_many',
  'upload.too_many',
  'upload.full',
  'common.busy',
  'auth.forbidden',
]

let owner: string | undefined
let running: Promise<void> | undefined
let again = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * 发件: sends what waits on this device, in order, whenever there is a line; goes on by itself after each break. One page of
 * the browser sends at a time. Answers how to stop.
 */
export function keepSending(of: string): () => void {
  owner = of
  const wake = () => {
    failures = 0
    send()
  }
  addEventListener('online', wake)
  wake()
  return () => {
    removeEventListener('online', wake)
    clearTimeout(timer)
    timer = undefined
    owner = undefined
  }
}

/** Sends now; what is asked while something is sent is sent behind it. */
export function send(): void {
  clearTimeout(timer)
  timer = undefined
  if (running) {
    again = true
    return
  }
  again = false
  running = alone(sendAll).finally(() => {
    running = undefined
    if (again && owner !== undefined) send()
  })
}

const alone = (work: () => Promise<void>): Promise<void> =>
  navigator.locks ? navigator.locks.request('lianxie-visits', work) : work()

async function sendAll(): Promise<void> {
  const of = owner
  if (of === undefined || !navigator.onLine) return
  try {
    await loadDrafts(of)
    for (const { visitId } of draftsNow()) {
      await sendPhotos(visitId)
      if (draftNow(visitId)?.state === 'WAITING') await sendVisit(visitId)
    }
    failures = 0
    tellUnreachable(undefined)
  } catch (error) {
    const isLater = error instanceof Refused && LATER.includes(error.problem.code)
    if (!(error instanceof Unreachable) && !isLater) throw error
    tellUnreachable(error instanceof Unreachable ? new Date().toISOString() : undefined)
    const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]!
    failures += 1
    if (owner !== undefined) timer = setTimeout(send, pause)
  }
}

/** Photos go ahead while the visit is still written, so that little is left when it ends. */
async function sendPhotos(visitId: string): Promise<void> {
  for (const { findingId, photos, sent } of draftNow(visitId)?.findings ?? []) {
    if (sent) continue
    for (const photo of photos.filter(({ uploaded }) => !uploaded)) await sendPhoto(visitId, findingId, photo)
  }
}

async function sendPhoto(visitId: string, findingId: string, photo: Photo): Promise<void> {
  const blob = await photoOf(photo.photoId)
  if (!blob) return
  try {
    await upload('supervision', photo.photoId, blob, photo)
    await changeFinding(visitId, findingId, (finding) => ({
      ...finding,
      photos: finding.photos.map((one) => (one.photoId === photo.photoId ? { ...one, uploaded: true } : one)),
    }))
  } catch (error) {
    const refused = saidOf(error, 'files')
    await changeFinding(visitId, findingId, (finding) => ({ ...finding, refused }))
    await changeDraft(visitId, (draft) => ({ ...draft, state: 'WRITING' }))
  }
}

async function sendVisit(visitId: string): Promise<void> {
  const draft = draftNow(visitId)!
  if (!draft.recorded) {
    try {
      await command('supervision.record-visit', visitBody(draft))
    } catch (error) {
      const refused = saidOf(error)
      await changeDraft(visitId, (one) => ({ ...one, refused, state: 'WRITING' }))
      return
    }
    await changeDraft(visitId, (one) => ({ ...one, recorded: true }))
  }
  for (const finding of draft.findings) if (!finding.sent && !isBlank(finding)) await sendFinding(visitId, finding)
  const now = draftNow(visitId)
  if (!now || now.findings.some((one) => !one.sent && !isBlank(one))) return
  const photos = now.findings.flatMap((finding) => finding.photos)
  await changeDraft(visitId, forget)
  await Promise.all(photos.map(({ photoId }) => dropPhoto(photoId)))
  await queryClient.invalidateQueries({ queryKey: ['supervision'] })
}

async function sendFinding(visitId: string, finding: Finding): Promise<void> {
  try {
    await command('supervision.raise-finding', findingBody(visitId, finding))
    await changeFinding(visitId, finding.findingId, (one) => ({ ...one, sent: true }))
  } catch (error) {
    const refused = saidOf(error)
    await changeFinding(visitId, finding.findingId, (one) => ({ ...one, refused }))
    await changeDraft(visitId, (draft) => ({ ...draft, state: 'WRITING' }))
  }
}

/** What the service has is written nowhere on the device any more. */
const forget = (draft: Draft): Draft => ({
  ...draft,
  state: 'SENT',
  sentFindings: draft.findings.filter(({ sent }) => sent).length,
  findings: [],
  notes: '',
  memberIds: [],
})

const changeFinding = (visitId: string, findingId: string, change: (finding: Finding) => Finding) =>
  changeDraft(visitId, (draft) => ({
    ...draft,
    findings: draft.findings.map((one) => (one.findingId === findingId ? change(one) : one)),
  }))

/** Ids are the device's own, so that what is sent twice is stored once, whatever the key. */
async function command(type: CommandType, body: unknown): Promise<void> {
  const [context, name] = type.split('.')
  await request(`/api/${context}/commands/${name}`, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
}

/** What the rules turned down; anything else is thrown on. */
function saidOf(error: unknown, field?: string): Said {
  if (!(error instanceof Refused) || LATER.includes(error.problem.code)) throw error
  const { zh, en, field: own = field, errors } = error.problem
  return { zh, en, ...(own !== undefined && { field: own }), ...(errors && { errors }) }
}
