import { createHash, randomUUID } from 'node:crypto'
import type { CommandDefinition, FileRef } from '@lianxie/contracts'
import { Upload } from 'tus-js-client'

type Step = { file: Buffer; id: string; sha256: string } | { command: CommandDefinition; body: unknown; key: string }

/**
 * A phone in the field: what is entered is queued under ids of its own, and sent in order when there is a line. A step is
 * taken out of the queue when its answer has come, and sent again otherwise.
 */
export function offlinePhone(token: string) {
  const queue: Step[] = []
  return {
    /** How much waits to be sent. */
    get waiting() {
      return queue.length
    },
    /** A photo, as the commands behind it refer to it. */
    photograph(file: Buffer, name: string, mediaType: string): FileRef {
      const sha256 = createHash('sha256').update(file).digest('hex')
      queue.push({ file, id: randomUUID(), sha256 })
      return { sha256, name, size: file.length, mediaType }
    },
    enter(command: CommandDefinition, body: unknown): void {
      queue.push({ command, body, key: randomUUID() })
    },
    /** Everything as it stands, to be sent once more by a phone that forgot its answers. */
    copy(): Step[] {
      return queue.map((step) => ('file' in step ? step : { ...step, key: randomUUID() }))
    },
    restore(steps: readonly Step[]): void {
      queue.splice(0, queue.length, ...steps)
    },
    /** Sends until the queue is empty; throws where the line breaks, and goes on there when called again. */
    async sync(url: string): Promise<void> {
      for (let step = queue[0]; step; step = queue[0]) {
        if ('file' in step) await sendFile(url, token, step)
        else await sendCommand(url, token, step)
        queue.shift()
      }
    },
  }
}

function sendFile(url: string, token: string, { file, id, sha256 }: Extract<Step, { file: Buffer }>): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: new URL('/supervision/uploads', url).href,
      headers: { authorization: `Bearer ${token}` },
      metadata: { id, sha256 },
      // The server tells where it goes on; a conflict is answered by asking.
      retryDelays: [0],
      onShouldRetry: (error) => error.originalResponse?.getStatus() === 409,
      storeFingerprintForResuming: false,
      onSuccess: () => resolve(),
      onError: reject,
    })
    upload.start()
  })
}

async function sendCommand(
  url: string,
  token: string,
  { command, body, key }: Extract<Step, { command: CommandDefinition }>,
): Promise<void> {
  const response = await fetch(new URL(`/${command.context}/commands/${command.name}`, url), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${token}` },
  })
  if (response.status !== 200) throw new Error(`${command.type} was refused: ${await response.text()}`)
  await response.text()
}
