// An identity provider of a test: its discovery document and keys on loopback, and tokens of anybody, good and bad.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const AUDIENCE = 'kobling-test';

export type IdentityProvider = {
  readonly issuer: string;
  /** What the API must know of it. */
  readonly env: Readonly<Record<string, string>>;
  /** A token of somebody, for an hour; claims of its own win. */
  token(subject: string, claims?: JWTPayload): Promise<string>;
  close(): void;
};

export async function openIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  let issuer = '';
  const server = createServer((request, response) => {
    const body =
      request.url === '/keys'
        ? { keys: [key] }
        : { issuer, jwks_uri: `${issuer}/keys`, token_endpoint: `${issuer}/token` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    issuer,
    env: { KOBLING_OIDC_ISSUER: issuer, KOBLING_OIDC_AUDIENCE: AUDIENCE },
    token: (subject, claims = {}) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, aud: AUDIENCE, sub: subject, iat: now, exp: now + 3_600, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .sign(privateKey);
    },
    close: () => void server.close(),
  };
}
