// Findings of the auditor in words: a rule's own sentence, and what is said of the document itself.
import type { CertificateProblem, Finding, StructureProblem } from '../src/check/index.ts';
import { sentence } from '../src/rules/texts.ts';
import { RULES } from '../src/rules/index.ts';
import type { Facts } from '../src/rules/rule.ts';
import { type Locale, type Localized, phrase } from '../src/schema/locale.ts';
import { BOUND_TEXTS, CERTIFICATE_TEXTS, CERTIFICATE_TITLES } from './certificate-findings.ts';
import { numberText } from './format.ts';

const STRUCTURE: Readonly<Record<StructureProblem, Localized>> = {
  'unknown-part': phrase(
    'Delen av vedtaket finnes ikke.',
    'Delen av vedtaket finst ikkje.',
    'The part does not exist.',
  ),
  'unknown-contact': phrase(
    'Støttekontakten finnes ikke.',
    'Støttekontakten finst ikkje.',
    'The contact does not exist.',
  ),
  'unknown-group': phrase('Gruppa finnes ikke.', 'Gruppa finst ikkje.', 'The group does not exist.'),
  'unknown-offer': phrase('Tilbudet finnes ikke.', 'Tilbodet finst ikkje.', 'The offer does not exist.'),
  'unknown-assignment': phrase(
    'Treffet hører til en kobling som ikke er i planen.',
    'Treffet høyrer til ei kopling som ikkje er i planen.',
    'The session belongs to an assignment that is not in the plan.',
  ),
  'unknown-pin': phrase(
    'Koblingen eller låsen finnes ikke.',
    'Koplinga eller låsen finst ikkje.',
    'The pairing or lock does not exist.',
  ),
  'repeated-assignment-id': phrase(
    'To koblinger har samme id.',
    'To koplingar har same id.',
    'Two assignments have the same id.',
  ),
  'repeated-session-id': phrase('To treff har samme id.', 'To treff har same id.', 'Two sessions have the same id.'),
  'repeated-lead': phrase(
    'Samme leder står to ganger på gruppa.',
    'Same leiar står to gonger på gruppa.',
    'The same leader stands twice on the group.',
  ),
  'recipient-differs': phrase(
    'Delen av vedtaket hører til en annen bruker.',
    'Delen av vedtaket høyrer til ein annan brukar.',
    'The part belongs to another recipient.',
  ),
  'decision-differs': phrase(
    'Delen hører til et annet vedtak.',
    'Delen høyrer til eit anna vedtak.',
    'The part belongs to another decision.',
  ),
  'contacts-differ': phrase(
    'Støttekontaktene stemmer ikke med ordningen, gruppa eller tilbudet.',
    'Støttekontaktane stemmer ikkje med ordninga, gruppa eller tilbodet.',
    'The contacts do not match the arrangement, the group or the offer.',
  ),
  'gathering-differs': phrase(
    'Gruppa eller tilbudet stemmer ikke med ordningen.',
    'Gruppa eller tilbodet stemmer ikkje med ordninga.',
    'The group or offer does not match the arrangement.',
  ),
  'unequal-lengths': phrase(
    'Treffene i mønsteret er ikke like lange.',
    'Treffa i mønsteret er ikkje like lange.',
    'The sessions of the pattern are not equally long.',
  ),
  'cycle-differs': phrase(
    'Et treff ligger i en uke som mønsteret ikke har.',
    'Eit treff ligg i ei veke som mønsteret ikkje har.',
    'A session lies in a week that the pattern does not have.',
  ),
  'slot-differs': phrase(
    'Tida er ikke den gruppa eller tilbudet har.',
    'Tida er ikkje den gruppa eller tilbodet har.',
    'The time is not that of the group or offer.',
  ),
  'place-differs': phrase(
    'Stedet er ikke der gruppa eller tilbudet er.',
    'Staden er ikkje der gruppa eller tilbodet er.',
    'The place is not that of the group or offer.',
  ),
  'past-midnight': phrase('Treffet går over midnatt.', 'Treffet går over midnatt.', 'The session runs past midnight.'),
  'date-outside-plan': phrase(
    'Datoen ligger utenfor ukene i planen.',
    'Datoen ligg utanfor vekene i planen.',
    'The date lies outside the planned weeks.',
  ),
};

const DOCUMENT: Readonly<Record<string, Localized>> = {
  ...BOUND_TEXTS,
  'fingerprint caseload': phrase(
    'Planen er laget av en annen utgave av brukere og støttekontakter enn denne filen.',
    'Planen er laga av ei anna utgåve av brukarar og støttekontaktar enn denne fila.',
    'The plan was made from another caseload than this file.',
  ),
  'fingerprint ruleset': phrase(
    'Planen er laget med andre regler enn de som gjelder nå.',
    'Planen er laga med andre reglar enn dei som gjeld no.',
    'The plan was made under other rules than those of today.',
  ),
  'recorded-score': phrase(
    'Planen oppgir {recorded} poeng; det er {actual}. Kanskje ble den laget en annen dag: oppgi dagen med --today.',
    'Planen oppgir {recorded} poeng; det er {actual}. Kanskje vart han laga ein annan dag: oppgi dagen med --today.',
    'The plan records {recorded} points; there are {actual}. Maybe it was made on another day: give it with --today.',
  ),
};

const OVER_BUDGET = phrase(
  '{contact}: kjøring for {kroner} kr i måneden over rammen. Betales av {payers}.',
  '{contact}: køyring for {kroner} kr i månaden over ramma. Blir betalt av {payers}.',
  '{contact}: NOK {kroner} of driving a month over the budget, paid by {payers}.',
);

/** Who drives for how much over the budget, and who pays. */
function overBudgetText({ facts }: Finding, locale: Locale): string {
  const kroner = numberText(Number(facts['oere']) / 100, locale, 2);
  return fill(OVER_BUDGET[locale], { ...facts, payers: facts['payers'] === '' ? '–' : facts['payers'], kroner });
}

const fill = (text: string, facts: Readonly<Record<string, Facts[string] | undefined>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? '–';
    return typeof fact === 'number' ? String(fact).replace('-', '−') : String(fact);
  });

/** One sentence about a finding. */
export function findingText(finding: Finding, locale: Locale): string {
  const { rule: id, facts } = finding;
  if (typeof facts['oere'] === 'number') return overBudgetText(finding, locale);
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule !== undefined) return sentence(rule, facts['unknown'] === true ? 'unknown' : 'broken', facts, locale);
  if (id === 'plan-structure') {
    const problem = String(facts['problem']);
    return Object.hasOwn(STRUCTURE, problem) ? STRUCTURE[problem as StructureProblem][locale] : problem;
  }
  if (id === 'certificate') {
    const problem = String(facts['problem']);
    const text = Object.hasOwn(CERTIFICATE_TEXTS, problem)
      ? CERTIFICATE_TEXTS[problem as CertificateProblem]
      : undefined;
    return fill(text?.[locale] ?? problem, facts);
  }
  const key = id.endsWith('fingerprint') ? `${id} ${String(facts['of'])}` : id;
  return fill(DOCUMENT[key]?.[locale] ?? id, facts);
}

/** Titles of findings about the document itself. */
const DOCUMENT_TITLES: Readonly<Record<string, Localized>> = {
  ...CERTIFICATE_TITLES,
  'plan-structure': phrase('Planen henger ikke sammen', 'Planen heng ikkje saman', 'The plan does not hold together'),
  fingerprint: phrase('Annet grunnlag', 'Anna grunnlag', 'Made from something else'),
  'recorded-score': phrase('Oppgitte poeng', 'Oppgitte poeng', 'Recorded points'),
};

/** A rule's title, or that of a finding about the document itself. */
export const findingTitle = ({ rule: id }: Pick<Finding, 'rule'>, locale: Locale): string =>
  (RULES.find((rule) => rule.id === id)?.texts.title ?? DOCUMENT_TITLES[id])?.[locale] ?? id;
