// What the summary of a plan says to a coordinator.
import type { Localized } from '../src/schema/locale.ts';

const phrase = (nb: string, nn: string, en: string): Localized => ({ nb, nn, en });

export const SUMMARY_PHRASES = {
  title: phrase('Forslag til plan', 'Forslag til plan', 'Proposed plan'),
  period: phrase('{from} – {to} ({weeks} uker)', '{from} – {to} ({weeks} veker)', '{from} – {to} ({weeks} weeks)'),
  periodOfOne: phrase('{from} – {to} (1 uke)', '{from} – {to} (1 veke)', '{from} – {to} (1 week)'),
  'status-optimal': phrase(
    'Ingen plan etter disse reglene kan bli bedre. Det er bevist.',
    'Ingen plan etter desse reglane kan bli betre. Det er bevist.',
    'No plan under these rules can be better. That is proven.',
  ),
  better: phrase(
    'Ingen plan kan bli mer enn {share} bedre.',
    'Ingen plan kan bli meir enn {share} betre.',
    'No plan can be more than {share} better.',
  ),
  betterUnknown: phrase(
    'Hvor mye bedre en plan kan bli, er ikke kjent ennå. La planleggingen gå lenger (--time-limit).',
    'Kor mykje betre ein plan kan bli, er ikkje kjent enno. La planlegginga gå lenger (--time-limit).',
    'How much better a plan could be is not known yet. Let the planning run longer (--time-limit).',
  ),
  'status-feasible': phrase('En god plan.', 'Ein god plan.', 'A good plan.'),
  'status-timed-out': phrase('Tida var ute.', 'Tida var ute.', 'Time was up.'),
  'status-cancelled': phrase(
    'Planleggingen ble avbrutt.',
    'Planlegginga vart avbroten.',
    'The planning was cancelled.',
  ),
  'status-no-plan': phrase('Ingen plan ble funnet.', 'Ingen plan vart funnen.', 'No plan was found.'),
  screeningAbsent: phrase(
    'Ingen er planlagt: filen sier ikke når alle ble kontrollert for skjermet adresse. Oppgi screening.statedOn.',
    'Ingen er planlagde: fila seier ikkje når alle vart kontrollerte for skjerma adresse. Oppgi screening.statedOn.',
    'Nobody is planned for: the caseload does not say when everybody was screened for protected addresses. State screening.statedOn.',
  ),
  screeningStale: phrase(
    'Ingen er planlagt: kontrollen av skjermede adresser er fra {stated}, og den gjelder i {days} dager. I dag er {today}. Kontroller på nytt og oppgi screening.statedOn, eller oppgi dagen planen gjelder med --today.',
    'Ingen er planlagde: kontrollen av skjerma adresser er frå {stated}, og han gjeld i {days} dagar. I dag er {today}. Kontroller på nytt og oppgi screening.statedOn, eller oppgi dagen planen gjeld med --today.',
    'Nobody is planned for: the screening for protected addresses is of {stated} and valid for {days} days. Today is {today}. Screen again and state screening.statedOn, or say which day the plan is for with --today.',
  ),
  audited: phrase(
    'Planen er kontrollert mot alle regler, uten brudd.',
    'Planen er kontrollert mot alle reglar, utan brot.',
    'The plan was audited against every rule; none is broken.',
  ),
  decides: phrase(
    'Dette er et forslag. Ingenting gjelder før en koordinator har bestemt det.',
    'Dette er eit forslag. Ingenting gjeld før ein koordinator har avgjort det.',
    'This is a proposal. Nothing holds until a coordinator has decided.',
  ),
  hoursRow: phrase('Timer i uka', 'Timar i veka', 'Hours a week'),
  hoursValue: phrase(
    '{served} av {granted} innvilget tid er dekket ({share})',
    '{served} av {granted} innvilga tid er dekt ({share})',
    '{served} of {granted} granted are served ({share})',
  ),
  partsRow: phrase('Deler av vedtak', 'Delar av vedtak', 'Parts of decisions'),
  partsValue: phrase(
    '{total}: {fully} dekket helt, {partly} delvis, {unserved} ikke dekket',
    '{total}: {fully} dekte heilt, {partly} delvis, {unserved} ikkje dekte',
    '{total}: {fully} served fully, {partly} partly, {unserved} not at all',
  ),
  pairingsRow: phrase('Koblinger', 'Koplingar', 'Pairings'),
  pairingsValue: phrase(
    '{kept} videreført, {fresh} nye, {broken} som ikke kan fortsette',
    '{kept} vidareførte, {fresh} nye, {broken} som ikkje kan halde fram',
    '{kept} kept, {fresh} new, {broken} that cannot go on',
  ),
  sessionsRow: phrase('Treff', 'Treff', 'Sessions'),
  sessionsValue: phrase(
    '{count} i perioden, {skipped} faller ut',
    '{count} i perioden, {skipped} fell ut',
    '{count} in the period, {skipped} left out',
  ),
  sessionsAsk: phrase(
    ', {ask} på helligdag må avklares',
    ', {ask} på heilagdag må avklarast',
    ', {ask} on a public holiday to be settled',
  ),
  clockChange: phrase('klokka stilles', 'klokka blir stilt', 'clocks change'),
  drivingRow: phrase('Kjøring over rammen', 'Køyring over ramma', 'Driving over budget'),
  drivingValue: phrase(
    '{kroner} kr i måneden hos {contacts} av støttekontaktene; kobling check viser hvem som betaler',
    '{kroner} kr i månaden hos {contacts} av støttekontaktane; kobling check viser kven som betaler',
    'NOK {kroner} a month, with {contacts} of the contacts; kobling check shows who pays',
  ),
  restingRow: phrase('Vedtak uten dager i perioden', 'Vedtak utan dagar i perioden', 'Decisions without days here'),
  freshTitle: phrase('Nye koblinger', 'Nye koplingar', 'New pairings'),
  brokenTitle: phrase(
    'Koblinger og låser som ikke kan stå',
    'Koplingar og låsar som ikkje kan stå',
    'Pairings and locks that cannot stand',
  ),
  brokenConflict: phrase('står mot {others}', 'står mot {others}', 'contradicts {others}'),
  unservedTitle: phrase('Ikke dekket', 'Ikkje dekt', 'Not served'),
  'class-no-eligible-contact': phrase('ingen passer', 'ingen passar', 'nobody fits'),
  'class-eligible-but-full': phrase('de som passer, er fulle', 'dei som passar, er fulle', 'those who fit are full'),
  'class-lost-the-competition': phrase('plassen gikk til andre', 'plassen gjekk til andre', 'the room went to others'),
  'class-manual-handling': phrase('må behandles manuelt', 'må handsamast manuelt', 'to be handled by hand'),
  more: phrase('… og {count} til', '… og {count} til', '… and {count} more'),
  seeExplain: phrase(
    'Hvorfor? kobling explain {caseload} {plan} --part {part}',
    'Kvifor? kobling explain {caseload} {plan} --part {part}',
    'Why? kobling explain {caseload} {plan} --part {part}',
  ),
  expiresTitle: phrase('Vedtak som går ut', 'Vedtak som går ut', 'Decisions that expire'),
  expires: phrase(
    '{recipient}: vedtaket {decision} går ut {date}. Vurder fornyelse i tide.',
    '{recipient}: vedtaket {decision} går ut {date}. Vurder fornying i tide.',
    '{recipient}: decision {decision} expires on {date}. Consider renewing it in time.',
  ),
  askTitle: phrase('Spør og avklar', 'Spør og avklar', 'Ask and settle'),
  askUnlocks: phrase(
    'mulige koblinger det kan åpne for: {unlocks}',
    'moglege koplingar det kan opne for: {unlocks}',
    'possible pairings it could unlock: {unlocks}',
  ),
  askWhom: phrase('gjelder {contacts}', 'gjeld {contacts}', 'about {contacts}'),
  askElsewhere: phrase(
    'kobling explain {caseload} {plan} --to-do viser hvem det haster å spørre.',
    'kobling explain {caseload} {plan} --to-do viser kven det hastar å spørje.',
    'kobling explain {caseload} {plan} --to-do shows whom to ask.',
  ),
  manualLine: phrase(
    'Saker for ansatte med særskilt tilgang står på en egen liste (--manual-list).',
    'Saker for tilsette med særskild tilgang står på ei eiga liste (--manual-list).',
    'Cases for cleared staff are on a list of their own (--manual-list).',
  ),
  writtenTo: phrase('Planen er skrevet til {out}.', 'Planen er skriven til {out}.', 'The plan was written to {out}.'),
  notWritten: phrase(
    'Planen er ikke lagret. Lagre den med --out plan.json.',
    'Planen er ikkje lagra. Lagre han med --out plan.json.',
    'The plan was not saved. Save it with --out plan.json.',
  ),
  contactWord: phrase('støttekontakt', 'støttekontakt', 'contact'),
  groupWord: phrase('gruppe', 'gruppe', 'group'),
  offerWord: phrase('frivillig tilbud', 'frivillig tilbod', 'voluntary offer'),
  aWeek: phrase('{hours} i uka', '{hours} i veka', '{hours} a week'),
} as const satisfies Readonly<Record<string, Localized>>;
