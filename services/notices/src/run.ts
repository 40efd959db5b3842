import { runService } from '@lianxie/service-kit'
import { createNotices } from './app.ts'
import { Config, settingsOf } from './config.ts'

await runService(createNotices(), Config, settingsOf)
