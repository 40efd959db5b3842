import { runService } from '@lianxie/service-kit'
import { identity } from './app.ts'
import { Config, settingsOf } from './config.ts'

await runService(identity, Config, settingsOf)
