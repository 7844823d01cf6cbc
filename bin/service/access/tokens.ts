// Tokens of the municipality's identity provider (OpenID Connect): signed by it, for us, and valid now.
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';

export type TokenSettings = {
  /** As tokens name it, and where its discovery document is. */
  readonly issuer: string;
  /** As tokens name us. */
  readonly audience: string;
  /** Keys of the issuer; default: those that its discovery document points to. */
  readonly keys?: JWTVerifyGetKey | undefined;
};

/** Asymmetric alone: whoever can check a token of these cannot make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Seconds by which clocks may differ. */
const TOLERANCE = 5;
const DISCOVERY_MILLISECONDS = 5_000;
const MOST_CHARACTERS = 8_192;

/** The keys of an issuer, found by its discovery document once they are asked for. */
function discovered(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const find = async (): Promise<JWTVerifyGetKey> => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_MILLISECONDS), redirect: 'error' });
    const { issuer: named, jwks_uri: uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (named !== issuer || typeof uri !== 'string') throw new Error('The discovery document is of another issuer.');
    return createRemoteJWKSet(new URL(uri));
  };
  return async (header, token) => {
    keys ??= find();
    try {
      return await (await keys)(header, token);
    } catch (error) {
      keys = undefined;
      throw error;
    }
  };
}

/** Reads the subject of a token; undefined where it is not to be trusted, for whatever reason. */
export function openTokens({ issuer, audience, keys = discovered(issuer) }: TokenSettings) {
  return async (token: string): Promise<string | undefined> => {
    if (token.length > MOST_CHARACTERS) return undefined;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      const { sub } = payload;
      return typeof sub === 'string' && sub.length > 0 && sub.length <= 200 ? sub : undefined;
    } catch {
      return undefined;
    }
  };
}
