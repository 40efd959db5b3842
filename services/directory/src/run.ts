import { runService } from '@lianxie/service-kit'
import { directory } from './app.ts'
import { Config } from './config.ts'

await runService(directory, Config)
