import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Called {
  path: string
  headers: IncomingHttpHeaders
  body: any
}

export interface RobotServer extends AsyncDisposable {
  host: string
  called: Called[]
  /** How the next calls are answered, one after the other; then with errcode 0. */
  answers: { status?: number; location?: string; body?: string; hangs?: boolean }[]
  url(vendor: 'WECOM' | 'DINGTALK'): string
}

/** A real HTTP server that answers as the vendors of robots do. */
export async function startRobotServer(): Promise<RobotServer> {
  const called: Called[] = []
  const answers: RobotServer['answers'] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      called.push({
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      })
      const { status = 200, location, body = '{"errcode":0,"errmsg":"ok"}', hangs } = answers.shift() ?? {}
      if (hangs) return
      response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) }).end(body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    called,
    answers,
    url: (vendor) =>
      vendor === 'WECOM'
        ? `http://${host}/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa`
        : `http://${host}/robot/send?access_token=c8fb7adb1eab4f7c8fb7adb1eab4f7`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
