import { access } from 'node:fs/promises'
import type { FrontDefinition } from '@lianxie/service-kit'
import type { PortalSettings } from './config.ts'
import { mountGateway } from './gateway.ts'
import { mountLive } from './live.ts'
import { mountPages } from './pages.ts'
import { createSessionTokens } from './session-tokens.ts'

/** 门户: the one origin that people of a committee, its partners and the public come to. */
export const portal: FrontDefinition = {
  name: 'portal',
  doc: { zh: '门户', en: 'Portal' },
  async routes(server, runtime) {
    const settings = runtime.own as unknown as PortalSettings
    const tokens = createSessionTokens({
      identityUrl: settings.identityUrl,
      origin: new URL(settings.publicUrl).origin,
    })
    mountLive(server, runtime, settings, tokens)
    await mountGateway(server, settings, tokens)
    await mountPages(server, settings, runtime.committee)
  },
  checks: (runtime) => ({
    pages: () => access(new URL('index.html', (runtime.own as unknown as PortalSettings).pagesDir)),
  }),
}
