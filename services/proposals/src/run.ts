import { runService } from '@lianxie/service-kit'
import { proposals } from './app.ts'
import { Config } from './config.ts'

await runService(proposals, Config)
