import { closeNats, connectNats, readStream } from '@lianxie/service-kit'

/*
 * Reads the stream of a context, as an analyst would, and folds it: how many events of each type, and the latest version
 * of each aggregate. Writes what came of it as JSON.
 */

const { NATS_URL, NATS_USER, NATS_PASSWORD } = process.env
const context = process.argv[2]!
const nats = await connectNats({
  servers: NATS_URL!,
  auth: { user: NATS_USER!, pass: NATS_PASSWORD! },
  name: 'lianxie bench fold',
})
let [events, unreadable] = [0, 0]
const byType = new Map<string, number>()
const versions = new Map<string, number>()
for await (const part of readStream(nats, context)) {
  unreadable += part.unreadable.length
  for (const { type, aggregate, version } of part.events) {
    events += 1
    byType.set(type, (byType.get(type) ?? 0) + 1)
    if (version > (versions.get(aggregate) ?? 0)) versions.set(aggregate, version)
  }
}
await closeNats(nats)
const inAll = [...versions.values()].reduce((sum, version) => sum + version, 0)
process.stdout.write(
  `${JSON.stringify({ events, unreadable, types: byType.size, aggregates: versions.size, versions: inAll })}\n`,
)
