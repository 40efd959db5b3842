import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BallotPaper, type BallotToken, finishToken, prepareToken } from '@lianxie/client/ballot'
import type { CommandAnswer } from '@lianxie/client'
import { CommitteeId } from '@lianxie/contracts'
import { type Rig, startRig } from '@lianxie/local/rig'
import { Client } from 'pg'

// `node src/measure-ballot.ts [voters]`: one secret ballot, every voter a client, all at once; ends with 1 when a total is wrong.
const voters = Number(process.argv[2] ?? 500)
const dir = mkdtempSync(join(tmpdir(), 'lianxie-ballot-'))
chmodSync(dir, 0o755)
const OPTIONS = ['满意', '基本满意', '不满意', '不了解'].map((label, n) => ({ code: 'ABCD'[n]!, label }))
const rig = await startRig({ committee: CommitteeId.parse('bench-cppcc'), dir, services: ['supervision'] })
try {
  process.exitCode = await measure(rig)
} finally {
  await rig.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function measure({ service, token, databaseUrlOf }: Rig): Promise<number> {
  const { url } = service('supervision')
  const ask = async (path: string, bearer: string | undefined, body?: unknown): Promise<any> => {
    const response = await fetch(new URL(`/supervision/${path}`, url), {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
    })
    const answer = (await response.json()) as object
    return response.ok ? answer : Promise.reject(new Error(JSON.stringify(answer)))
  }
  const office = await token({ id: 'office', role: 'STAFF_OFFICE' })
  const memberIds = Array.from({ length: voters }, () => randomUUID())
  await tellOf(memberIds, databaseUrlOf('supervision'))
  const bearers = await Promise.all(memberIds.map((memberId) => token({ id: memberId, role: 'MEMBER', memberId })))
  const question = { text: '总体评价', options: OPTIONS }
  const opened: CommandAnswer = await ask('commands/open-ballot', office, {
    title: '民主评议',
    questions: [question],
    memberIds,
  })
  const { ballotId } = opened.events[0]!.data as { ballotId: string }
  const { publicKey } = await ask(`ballots/${ballotId}`, office)
  const prepared: { blinded: string; paper: BallotPaper }[] = []
  const blinding = await timed(async () => {
    for (const _ of memberIds) prepared.push(await prepareToken(publicKey))
  })

  const signatures: string[] = []
  const issuing = await timed(() =>
    Promise.all(
      prepared.map(async ({ blinded }, n) => {
        await ask('commands/issue-token', bearers[n], { ballotId, blinded })
        signatures[n] = (await ask(`ballots/${ballotId}/my-token`, bearers[n])).blindSignature
      }),
    ),
  )
  const tokens: BallotToken[] = []
  for (const [n, { paper }] of prepared.entries()) tokens.push(await finishToken(paper, signatures[n]!))
  await ask('commands/begin-casting', office, { ballotId })

  const vote = (n: number, choice = n % 4) =>
    ask(`ballots/${ballotId}/votes`, undefined, { ...tokens[n]!, choices: String(choice) })
  const slowest: number[] = []
  const casting = await timed(() =>
    Promise.all(memberIds.map(async (_, n) => void slowest.push(await timed(() => vote(n))))),
  )
  const twice = await Promise.allSettled(memberIds.map((_, n) => vote(n, (n + 1) % 4)))
  const taken = twice.filter(({ status }) => status === 'fulfilled').length

  const counting = await timed(() => ask('commands/close-ballot', office, { ballotId }))
  const { returned, results } = await ask(`ballots/${ballotId}`, office)
  const counts: number[] = results[0].counts.map(({ count }: { count: number }) => count)
  const expected = [0, 1, 2, 3].map((option) => memberIds.filter((_, n) => n % 4 === option).length)
  const exact = returned === voters && counts.join() === expected.join() && taken === 0

  const sorted = slowest.toSorted((a, b) => a - b)
  console.log(`blinding on the voters' devices  ${(blinding / voters).toFixed(1)} ms each`)
  console.log(`tokens for ${voters}                   ${(issuing / 1000).toFixed(2)} s`)
  console.log(
    `votes of ${voters}                     ${(casting / 1000).toFixed(2)} s, p95 ${sorted[Math.floor(voters * 0.95)]!.toFixed(0)} ms`,
  )
  console.log(`count                            ${counting.toFixed(0)} ms`)
  console.log(`returned ${returned}, counts ${counts.join(' ')}, cast twice ${taken}: ${exact ? 'exact' : 'WRONG'}`)
  return exact ? 0 : 1
}

/** The directory does not run here: its members are known beforehand. */
async function tellOf(memberIds: readonly string[], databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('insert into known_member (id) select unnest($1::uuid[])', [memberIds])
  await client.end()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
