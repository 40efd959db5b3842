import { runService } from '@lianxie/service-kit'
import { consultations } from './app.ts'
import { Config } from './config.ts'

await runService(consultations, Config)
