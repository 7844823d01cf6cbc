// Tokens of the municipality's identity provider (OpenID Connect): signed by it, for us, and valid now.
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';

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
/** Whoever asks must be answered within two seconds. */
const DISCOVERY_MILLISECONDS = 1_500;
const MOST_CHARACTERS = 8_192;

/** The provider does not answer, or not as one: nothing can be said about a token. */
const providerAway = (cause: unknown): Error =>
  Object.assign(new Error('The identity provider is away.', { cause }), { code: 'ETIMEDOUT' });

/** What the keys of a provider say about a token. */
const isVerdict = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

/** The keys of an issuer, found by its discovery document once they are asked for. */
function discovered(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const find = async (): Promise<JWTVerifyGetKey> => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_MILLISECONDS), redirect: 'error' });
    const { issuer: named, jwks_uri: uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (named !== issuer || typeof uri !== 'string') throw new Error('The discovery document is of another issuer.');
    return createRemoteJWKSet(new URL(uri), { timeoutDuration: DISCOVERY_MILLISECONDS });
  };
  const found = (): Promise<JWTVerifyGetKey> => {
    // Asked for again where it failed, and only then.
    keys ??= find().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return async (header, token) => {
    try {
      return await (await found())(header, token);
    } catch (error) {
      throw isVerdict(error) ? error : providerAway(error);
    }
  };
}

/** Reads the subject of a token; undefined where it is not to be trusted. Throws where the provider is away. */
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
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ETIMEDOUT') throw error;
      return undefined;
    }
  };
}
