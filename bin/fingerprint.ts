// Fingerprints of what a plan was made from.
import { createHash } from 'node:crypto';
import { rulesetText } from '../src/rules/fingerprint.ts';
import { RULES } from '../src/rules/index.ts';

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Fingerprint of the rules of this version. */
export const rulesetFingerprint = (): string => sha256(rulesetText(RULES));
