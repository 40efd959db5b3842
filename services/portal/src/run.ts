import { runFront } from '@lianxie/service-kit'
import { portal } from './app.ts'
import { Config, settingsOf } from './config.ts'

await runFront(portal, Config, (config) => settingsOf(config) as unknown as Record<string, unknown>)
