import { createLog, startService } from '@lianxie/service-kit'
import { supervision } from '../src/app.ts'

// The service in a process of its own, to be killed; it says where it listens.
const settings = JSON.parse(process.argv[2]!)
const { url } = await startService(supervision, { ...settings, log: createLog({ level: 'silent' }) })
process.stdout.write(`${url}\n`)
