// A real OpenID Connect provider in a process of its own: run by real-provider.ts, which tells it who its people are, and
// what to do wrong. Its packages speak ESM only, which jest does not.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { Provider, type KoaContextWithOIDC } from 'oidc-provider'
import type { Instructions, Person } from './real-provider.ts'

/** Where the college is. */
const [, , college = ''] = process.argv

let people: Record<string, Person> = {}
let fault: Instructions['fault']

const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const key: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'of-the-provider' }
const stranger = await generateKeyPair('RS256')

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const issuer = `http://localhost:${typeof address === 'object' ? (address?.port ?? 0) : 0}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'college',
      client_secret: 'a-secret-between-the-two',
      redirect_uris: [`${college}/sign-in/single-sign-on/return`],
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['for a test'] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  features: { devInteractions: { enabled: true } },
  acrValues: ['0'],
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...people[id]?.claims }),
  }),
})
provider.use(async (context: KoaContextWithOIDC, next: () => Promise<void>) => {
  if (context.path === '/token' && fault?.token === 'down') {
    context.status = 503
    return
  }
  await next()
  const body = context.body as { id_token?: string } | undefined
  if (context.path !== '/token' || typeof body?.id_token !== 'string') return
  body.id_token = await retold(body.id_token)
})

/** The same ID token, signed again, with what the instructions have changed in it. */
async function retold(token: string): Promise<string> {
  const [head = '', part = ''] = token.split('.')
  const decode = (text: string) =>
    JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
  const claims = decode(part)
  const person = people[String(claims.sub)]
  const signer = fault?.signer === 'stranger' ? stranger.privateKey : await importJWK(key, 'RS256')
  return new SignJWT({ ...claims, ...person?.token, ...fault?.claims })
    .setProtectedHeader({ ...decode(head), alg: 'RS256' })
    .sign(signer)
}

server.on('request', provider.callback())
process.on('message', (instructions: Instructions) => {
  people = instructions.people ?? people
  fault = instructions.fault
  process.send?.('heard')
})
process.on('disconnect', () => process.exit())
process.send?.(issuer)
