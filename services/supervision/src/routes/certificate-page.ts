import { createHash } from 'node:crypto'
import { type ResultOf, supervision as c } from '@lianxie/contracts'
import { chineseDay } from '@lianxie/office-documents'

const STYLE = `body{font:17px/1.6 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0;background:#f1f3f4;color:#16232e}
main{max-width:30em;margin:0 auto;background:#fff;padding:16px 20px 28px;border-top:6px solid #5b6874}
main.valid{border-color:#1b6647}main.revoked,main.expired,main.unknown{border-color:#9b1c1c}
h1{font-size:18px;font-weight:600;margin:8px 0}p.state{font-size:32px;margin:8px 0 20px}
span[lang=en]{display:block;font-size:15px;font-weight:400;color:#5b6874}
dt{color:#5b6874;font-size:15px}dd{margin:0 0 12px}@media(min-width:40em){main{margin:44px auto}}`

const HASH = createHash('sha256').update(STYLE).digest('base64')
export const CERTIFICATE_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** 监督员证核验页: for the phone of whoever is shown a certificate; the same in shape whatever it says. */
export function certificatePage(checked: ResultOf<typeof c.CertificateCheck>): string {
  const { state, checkedOn, committee, number, group, units, fromOn, untilOn } = checked
  const facts: [string, string | null][] = [
    ['发证机关 Issued by', number === null ? null : committee],
    ['证号 Number', number],
    ['监督小组 Group', group],
    ['派驻单位 Posted to', units === null || units.length === 0 ? null : units.join('、')],
    ['有效期 Term', fromOn === null || untilOn === null ? null : `${chineseDay(fromOn)}至${chineseDay(untilOn)}`],
    ['核验日期 Checked on', chineseDay(checkedOn)],
  ]
  const { zh, en } = c.CERTIFICATE_CHECKS[state]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>民主监督员证核验</title>
<style>${STYLE}</style>
</head>
<body>
<main class="${state.toLowerCase()}">
<h1>民主监督员证核验 <span lang="en">Supervisor’s certificate</span></h1>
<p class="state" role="status">${zh} <span lang="en">${en}</span></p>
<dl>
${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '—')}</dd>`).join('\n')}
</dl>
<p>请核对证件上的姓名与持证人的身份证件。 <span lang="en">Compare the name on the certificate with the holder’s identity card.</span></p>
</main>
</body>
</html>
`
}

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (found) => `&#${found.codePointAt(0)};`)
