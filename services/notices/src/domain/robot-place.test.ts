import { Refusal } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { requireRobotPlace } from './robot-place.ts'

const HOSTS = { hosts: ['qyapi.weixin.qq.com', 'oapi.dingtalk.com'], byHttp: false }

const refused = (work: () => void): unknown => {
  try {
    work()
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [error.code, error.detail.field]
  }
}

test.each([
  ['http://169.254.169.254/cgi-bin/webhook/send?key=abcdefgh', 'notices.robot_address'],
  ['https://169.254.169.254/cgi-bin/webhook/send?key=abcdefgh', 'notices.robot_host'],
  ['https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=abcdefgh', 'notices.robot_host'],
  ['https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=abcdefgh', 'notices.robot_host'],
  ['https://user:pass@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdefgh', 'notices.robot_address'],
  ['https://qyapi.weixin.qq.com/cgi-bin/../other?key=abcdefgh', 'notices.robot_address'],
  ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdefgh&to=x', 'notices.robot_address'],
  ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send', 'notices.robot_address'],
  ['https://oapi.dingtalk.com/robot/send?access_token=abcdefgh', 'notices.robot_address'],
  ['file:///etc/passwd', 'notices.robot_address'],
  ['no-address', 'notices.robot_address'],
])('%s is no address that anything is sent to', (url, code) => {
  expect(refused(() => requireRobotPlace({ vendor: 'WECOM', url }, HOSTS))).toEqual([code, 'url'])
})

test('the whole address that each vendor gives is taken, a secret from 钉钉 alone', () => {
  const wecom = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
  const dingtalk = 'https://oapi.dingtalk.com/robot/send?access_token=c8fb7adb1eab4f7c'

  expect(refused(() => requireRobotPlace({ vendor: 'WECOM', url: wecom }, HOSTS))).toBeUndefined()
  expect(refused(() => requireRobotPlace({ vendor: 'DINGTALK', url: dingtalk, secret: 'SEC1' }, HOSTS))).toBeUndefined()
  expect(refused(() => requireRobotPlace({ vendor: 'WECOM', url: wecom, secret: 'SEC1' }, HOSTS))).toEqual([
    'notices.robot_secret',
    'secret',
  ])
})
