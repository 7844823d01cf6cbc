// What the commands themselves say, in three languages. What rules say is in their own texts.
import { type Locale, type Localized, phrase } from '../src/schema/locale.ts';
import { SCOPE_PHRASES } from './scope-phrases.ts';
import { SERVICE_PHRASES } from './service-phrases.ts';
import { SUMMARY_PHRASES } from './summary-phrases.ts';

const PHRASES = {
  ...SUMMARY_PHRASES,
  ...SERVICE_PHRASES,
  ...SCOPE_PHRASES,
  cannotRead: phrase(
    'Filen {path} kan ikke leses ({code}).',
    'Fila {path} kan ikkje lesast ({code}).',
    'The file {path} cannot be read ({code}).',
  ),
  cannotReadAdvice: phrase(
    'Kanskje er navnet feil, eller filen ligger i en annen mappe.',
    'Kanskje er namnet feil, eller fila ligg i ei anna mappe.',
    'Maybe the name is wrong, or the file lies in another folder.',
  ),
  cannotWrite: phrase(
    'Filen {path} kan ikke skrives ({code}).',
    'Fila {path} kan ikkje skrivast ({code}).',
    'The file {path} cannot be written ({code}).',
  ),
  cannotWriteAdvice: phrase(
    'Kanskje finnes ikke mappen, disken er full, eller du mangler rett til å skrive der.',
    'Kanskje finst ikkje mappa, disken er full, eller du manglar rett til å skrive der.',
    'Maybe the folder does not exist, the disk is full, or you may not write there.',
  ),
  namedTwice: phrase(
    'Filen {path} er oppgitt to ganger.',
    'Fila {path} er oppgitt to gonger.',
    'The file {path} is given twice.',
  ),
  namedTwiceAdvice: phrase(
    'Velg et annet navn til det som skal skrives, så ingenting går tapt.',
    'Vel eit anna namn til det som skal skrivast, så ingenting går tapt.',
    'Choose another name for what is to be written, so that nothing is lost.',
  ),
  notUtf8: phrase(
    'Filen {path} er ikke UTF-8.',
    'Fila {path} er ikkje UTF-8.',
    'The file {path} must be UTF-8; it is not.',
  ),
  notUtf8Advice: phrase(
    'Kanskje er den lagret som Windows-1252 eller UTF-16; lagre den på nytt som UTF-8.',
    'Kanskje er ho lagra som Windows-1252 eller UTF-16; lagre ho på nytt som UTF-8.',
    'Maybe it was saved as Windows-1252 or UTF-16; save it again as UTF-8.',
  ),
  badInput: phrase(
    'Filen {path} kan ikke brukes. Antall feil: {count}.',
    'Fila {path} kan ikkje brukast. Talet på feil: {count}.',
    'The file {path} cannot be used. Problems: {count}.',
  ),
  badInputAdvice: phrase(
    'Rett feilene nedenfor og prøv igjen. Ingenting er planlagt.',
    'Rett feilane nedanfor og prøv igjen. Ingenting er planlagt.',
    'Mend the problems below and try again. Nothing was planned.',
  ),
  furtherProblems: phrase('… og {count} til.', '… og {count} til.', '… and {count} more.'),
  warnings: phrase(
    'Verdt å se på, men ikke til hinder: {count}.',
    'Verdt å sjå på, men ikkje til hinder: {count}.',
    'Worth a look, but no hindrance: {count}.',
  ),
  nothingKept: phrase(
    'Ingenting i planen {path} ({given} koblinger) kan stå i dag. Alt er planlagt på nytt.',
    'Ingenting i planen {path} ({given} koplingar) kan stå i dag. Alt er planlagt på nytt.',
    'Nothing in the plan {path} ({given} assignments) can stay today. All was planned anew.',
  ),
  nothingKeptAdvice: phrase(
    'Kanskje hører planen til en annen fil, eller --today er feil.',
    'Kanskje høyrer planen til ei anna fil, eller --today er feil.',
    'Maybe the plan is of another caseload, or --today is wrong.',
  ),
  unsound: phrase(
    'Feil i Kobling: kontrollen godtar ikke planen ({rules}). Planen er ikke skrevet.',
    'Feil i Kobling: kontrollen godtek ikkje planen ({rules}). Planen er ikkje skriven.',
    'A bug in Kobling: the auditor does not accept the plan ({rules}). It was not written.',
  ),
  unsoundAdvice: phrase(
    'Meld feilen med utgave, frø og regelnavnene over; prøv så lenge med et annet frø (--seed).',
    'Meld feilen med utgåve, frø og regelnamna over; prøv så lenge med eit anna frø (--seed).',
    'Report it with the version, the seed and the rules above; meanwhile try another --seed.',
  ),
  noPlan: phrase(
    'Ingen kontrollert plan ble funnet innenfor grensen.',
    'Ingen kontrollert plan vart funnen innanfor grensa.',
    'No audited plan was found within the limit.',
  ),
  noPlanAdvice: phrase(
    'Kanskje trengs mer tid: øk --time-limit eller --steps.',
    'Kanskje trengst meir tid: auk --time-limit eller --steps.',
    'Maybe it takes more time: raise --time-limit or --steps.',
  ),
  noCertificate: phrase(
    'Formuleringen timed beviser grensen uten priser, så den gir ikke noe bevis å skrive.',
    'Formuleringa timed beviser grensa utan prisar, så ho gir ikkje noko bevis å skrive.',
    'The formulation timed proves its bound without prices, so there is no certificate to write.',
  ),
  noCertificateAdvice: phrase(
    'Velg --formulation plans, eller utelat --certificate.',
    'Vel --formulation plans, eller utelat --certificate.',
    'Choose --formulation plans, or leave out --certificate.',
  ),
  notCertified: phrase(
    'Det ble ikke tid til å bevise noen grense, så beviset er ikke skrevet.',
    'Det vart ikkje tid til å bevise noka grense, så beviset er ikkje skrive.',
    'No bound was proven in time, so the certificate was not written.',
  ),
  notCertifiedAdvice: phrase(
    'Planen er god nok til å brukes. Øk --time-limit for å få beviset.',
    'Planen er god nok til å brukast. Auk --time-limit for å få beviset.',
    'The plan is sound all the same. Raise --time-limit to get the certificate.',
  ),
  internal: phrase(
    'Noe i Kobling sviktet: {message}',
    'Noko i Kobling svikta: {message}',
    'Something in Kobling failed: {message}',
  ),
  internalAdvice: phrase(
    'Ingenting er skrevet. Prøv igjen; meld feilen hvis den kommer tilbake.',
    'Ingenting er skrive. Prøv igjen; meld feilen om han kjem tilbake.',
    'Nothing was written. Try again; report it if it comes back.',
  ),
  'kind-eligibility': phrase('hvem som kan møtes', 'kven som kan møtast', 'who may meet whom'),
  'kind-window': phrase('når treff kan ligge', 'når treff kan liggje', 'when sessions may lie'),
  'kind-limit': phrase('hvor mye', 'kor mykje', 'how much'),
  'kind-conflict': phrase('hva som ikke går sammen', 'kva som ikkje går saman', 'what cannot go together'),
  'kind-term': phrase('hva som er bedre', 'kva som er betre', 'what is better'),
  'kind-pin': phrase('hva som blir stående', 'kva som blir ståande', 'what stays'),
  'outcome-met': phrase('oppfylt', 'oppfylt', 'met'),
  'outcome-broken': phrase('brutt', 'brote', 'broken'),
  'outcome-unknown': phrase('ukjent', 'ukjent', 'unknown'),
  hardMark: phrase('BRUDD', 'BROT', 'BROKEN'),
  softMark: phrase('Merk', 'Merk', 'Note'),
  checkPassed: phrase('Planen bryter ingen regel.', 'Planen bryt ingen regel.', 'The plan breaks no rule.'),
  checkFailed: phrase(
    'Planen bryter regler og kan ikke brukes som den er.',
    'Planen bryt reglar og kan ikkje brukast som han er.',
    'The plan breaks rules and cannot be used as it is.',
  ),
  checkCounts: phrase(
    'Brudd: {hard}. Merknader: {soft}. Verdi: {objective} poeng.',
    'Brot: {hard}. Merknader: {soft}. Verdi: {objective} poeng.',
    'Broken: {hard}. Notes: {soft}. Value: {objective} points.',
  ),
  explainNothing: phrase(
    'Det er ingenting å si om {id}.',
    'Det er ingenting å seie om {id}.',
    'There is nothing to say about {id}.',
  ),
  explainNothingAdvice: phrase(
    'Kanskje er id-en feil, eller den står ikke i denne planen.',
    'Kanskje er id-en feil, eller han står ikkje i denne planen.',
    'Maybe the id is wrong, or it is not in this plan.',
  ),
  explainUsage: phrase(
    'Spør om én ting: --assignment ID, --part ID, --pair DEL STØTTEKONTAKT eller --to-do.',
    'Spør om éin ting: --assignment ID, --part ID, --pair DEL STØTTEKONTAKT eller --to-do.',
    'Ask one thing: --assignment ID, --part ID, --pair PART CONTACT or --to-do.',
  ),
  explainUsageAdvice: phrase(
    'kobling explain --help viser hva hver av dem svarer på.',
    'kobling explain --help viser kva kvar av dei svarer på.',
    'kobling explain --help says what each of them answers.',
  ),
  changesTitle: phrase(
    'Endringer siden forrige plan, {from} – {to}',
    'Endringar sidan førre plan, {from} – {to}',
    'Changes since the last plan, {from} – {to}',
  ),
  isServed: phrase('{key} er dekket:', '{key} er dekt:', '{key} is served:'),
  nothingToAsk: phrase(
    'Det er ingenting å avklare som kan åpne for nye koblinger.',
    'Det er ingenting å avklare som kan opne for nye koplingar.',
    'There is nothing to settle that could unlock new pairings.',
  ),
  noSuchRule: phrase('Regelen {id} finnes ikke.', 'Regelen {id} finst ikkje.', 'There is no rule {id}.'),
  noSuchRuleAdvice: phrase(
    'kobling rules viser alle reglene.',
    'kobling rules viser alle reglane.',
    'kobling rules lists them all.',
  ),
  'strength-hard': phrase('Faste regler', 'Faste reglar', 'Hard rules'),
  'strength-soft': phrase('Bedre og dårligere', 'Betre og dårlegare', 'Better and worse'),
  rulesSources: phrase('Kilder', 'Kjelder', 'Sources'),
  rulesSettings: phrase(
    'Innstillinger i policy, med standardverdi',
    'Innstillingar i policy, med standardverdi',
    'Settings in policy, with their default',
  ),
  rulesTexts: phrase('Tekster', 'Tekstar', 'Texts'),
  rulesExamples: phrase('Eksempler', 'Døme', 'Examples'),
  'text-broken': phrase('brutt', 'broten', 'broken'),
  'text-unknown': phrase('ukjent', 'ukjend', 'unknown'),
  'text-advice': phrase('råd', 'råd', 'advice'),
  'text-neutral': phrase('nøytralt', 'nøytralt', 'neutral'),
  generated: phrase(
    'Syntetisk kommune ({size}, frø {seed}, per {today}): {recipients} brukere, {contacts} støttekontakter.',
    'Syntetisk kommune ({size}, frø {seed}, per {today}): {recipients} brukarar, {contacts} støttekontaktar.',
    'Synthetic municipality ({size}, seed {seed}, as of {today}): {recipients} recipients, {contacts} contacts.',
  ),
  generateAdvice: phrase(
    'Kanskje er --recipients, --contacts og --scarcity for store eller små sammen.',
    'Kanskje er --recipients, --contacts og --scarcity for store eller små saman.',
    'Maybe --recipients, --contacts and --scarcity are too large or small together.',
  ),
  lossExact: phrase(
    'En grådig plan taper {loss} mot den lineære grensen.',
    'Ein grådig plan taper {loss} mot den lineære grensa.',
    'A greedy plan loses {loss} against the linear bound.',
  ),
  lossCoarse: phrase(
    'En grådig plan taper {loss} mot grensen fra den grove modellen.',
    'Ein grådig plan taper {loss} mot grensa frå den grove modellen.',
    'A greedy plan loses {loss} against the bound of the coarse model.',
  ),
  lossUnknown: phrase('(ikke beregnet i tide)', '(ikkje rekna ut i tide)', '(not computed in time)'),
  fractional: phrase(
    'Den første lineære løsningen har brøker.',
    'Den første lineære løysinga har brøkar.',
    'The first linear relaxation is fractional.',
  ),
  integral: phrase(
    'Den første lineære løsningen er hel.',
    'Den første lineære løysinga er heil.',
    'The first linear relaxation is integral.',
  ),
  fractionalNotComputed: phrase(
    'Om den lineære løsningen har brøker, er ikke beregnet; kommunen er for stor til det.',
    'Om den lineære løysinga har brøkar, er ikkje rekna ut; kommunen er for stor til det.',
    'Whether the linear relaxation is fractional was not computed; the caseload is too large for it.',
  ),
  boundProven: phrase(
    'Ingen plan som holder det beviset regner som fast, kan være verdt mer enn {proven} poeng; denne planen er høyst {gap} poeng ({share}) unna.',
    'Ingen plan som held det beviset reknar som fast, kan vere verd meir enn {proven} poeng; denne planen er høgst {gap} poeng ({share}) unna.',
    'No plan that holds what the certificate takes as settled can be worth more than {proven} points; this plan is at most {gap} points ({share}) from it.',
  ),
  boundNotProven: phrase(
    'Beviset viser ingen øvre grense for hva en plan kan være verdt.',
    'Beviset viser inga øvre grense for kva ein plan kan vere verd.',
    'The certificate proves no upper bound on the worth of a plan.',
  ),
  progress: phrase('Planlegger', 'Planlegg', 'Planning'),
  points: phrase('poeng', 'poeng', 'points'),
  gap: phrase('avstand', 'avstand', 'gap'),
  'stage-candidates': phrase('hvem kan møte hvem', 'kven kan møte kven', 'who may meet whom'),
  'stage-pins': phrase('det som ligger fast', 'det som ligg fast', 'what is settled'),
  'stage-greedy': phrase('første plan', 'første plan', 'first plan'),
  'stage-search': phrase('bedre planer', 'betre planar', 'better plans'),
  'stage-done': phrase('ferdig', 'ferdig', 'done'),
} as const satisfies Readonly<Record<string, Localized>>;

export type PhraseName = keyof typeof PHRASES;

/** A phrase with its placeholders filled. */
export const say = (name: PhraseName, locale: Locale, values: Readonly<Record<string, string | number>> = {}): string =>
  PHRASES[name][locale].replaceAll(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String(values[key]) : whole,
  );
