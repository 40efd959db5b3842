import { openDatabase } from '../src/database.ts'
import { systemClock } from '../src/clock.ts'
import { connectNats } from '../src/nats.ts'
import { newId } from '../src/new-id.ts'
import { startRelay } from '../src/relay.ts'
import { pino } from 'pino'

// A relay in a process of its own, to be killed.
const { url, nats, service, batch } = JSON.parse(process.argv[2]!)
const log = pino({ level: 'silent' })
const { pool, db } = openDatabase(url, { name: 'relay process', log })
await startRelay(
  {
    service,
    committee: 'test-cppcc',
    profile: 'test',
    db,
    pool,
    nats: await connectNats({ ...nats, name: 'relay process' }),
    clock: systemClock,
    log,
    newId,
    wakeRelay: () => {},
    filesDir: '',
    own: {},
  },
  { pollMs: 20, batch },
)
