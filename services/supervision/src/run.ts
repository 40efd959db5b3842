import { runService } from '@lianxie/service-kit'
import { supervision } from './app.ts'
import { Config } from './config.ts'

await runService(supervision, Config, ({ PUBLIC_URL: publicUrl }) => ({ publicUrl }))
