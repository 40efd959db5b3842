import type { Runtime } from '@lianxie/service-kit'
import type { Logger } from 'pino'
import type { RobotHosts } from './domain/robot-place.ts'
import { type Mailer, openMailer } from './sending/mailer.ts'
import type { NoticesSettings } from './settings.ts'

/** What letters leave by; open as long as the service runs. */
export interface Means {
  mailer: Mailer | undefined
  hosts: RobotHosts
  publicUrl: string
  log: Logger
}

export function openMeans({ log, profile }: Runtime<any>, settings: NoticesSettings): Means {
  if (settings.robotsByHttp && profile === 'production')
    throw new Error('expected robots to be called by https alone in production')
  return {
    mailer: settings.mail && openMailer(settings.mail),
    hosts: { hosts: settings.robotHosts, byHttp: settings.robotsByHttp },
    publicUrl: settings.publicUrl,
    log,
  }
}
