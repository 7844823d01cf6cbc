// What is said to a coordinator who asked about one recipient or contact, the rest of a plan staying.
import { type Localized, phrase } from '../src/schema/locale.ts';

export const SCOPE_PHRASES = {
  askedRecipient: phrase(
    'Spørsmålet var: Hvem kan være støttekontakt for {id}, når alt annet står?',
    'Spørsmålet var: Kven kan vere støttekontakt for {id}, når alt anna står?',
    'The question was: who could be the contact of {id}, with everything else staying as it is?',
  ),
  askedContact: phrase(
    'Spørsmålet var: Hva kan støttekontakten {id} ta på seg, når alt annet står?',
    'Spørsmålet var: Kva kan støttekontakten {id} ta på seg, når alt anna står?',
    'The question was: what could contact {id} take on, with everything else staying as it is?',
  ),
  restStays: phrase(
    'Resten av planen står som før. Koblinger: {given}.',
    'Resten av planen står som før. Koplingar: {given}.',
    'The rest of the plan stays as it was. Assignments: {given}.',
  ),
  restPartly: phrase(
    'Av resten av planen står {unchanged} av {given} koblinger som før. Det som ikke kan stå, er vist nedenfor.',
    'Av resten av planen står {unchanged} av {given} koplingar som før. Det som ikkje kan stå, er vist nedanfor.',
    'Of the rest of the plan, {unchanged} of {given} assignments stay as they were. What cannot stay is shown below.',
  ),
  restNone: phrase(
    'Ingen plan ble oppgitt (--start), så av resten står bare det som ligger fast.',
    'Ingen plan vart oppgitt (--start), så av resten står berre det som ligg fast.',
    'No plan was given (--start), so of the rest only what is settled stays.',
  ),
  'status-optimal-in-scope': phrase(
    'Ingen plan der resten står, kan bli bedre etter disse reglene. Det er bevist.',
    'Ingen plan der resten står, kan bli betre etter desse reglane. Det er bevist.',
    'No plan in which the rest stays can be better under these rules. That is proven.',
  ),
  betterInScope: phrase(
    'Det som kommer i tillegg, kan ikke bli mer enn {share} bedre når resten står.',
    'Det som kjem i tillegg, kan ikkje bli meir enn {share} betre når resten står.',
    'What is added can be no more than {share} better with the rest staying.',
  ),
  answerTitle: phrase('Svaret', 'Svaret', 'The answer'),
  answerNone: phrase(
    'Ingen kobling for {id} ble funnet ved siden av det som står.',
    'Inga kopling for {id} vart funnen ved sida av det som står.',
    'No assignment for {id} was found beside what stays.',
  ),
  asBefore: phrase('som før', 'som før', 'as before'),
  lostTitle: phrase('Kan ikke stå lenger', 'Kan ikkje stå lenger', 'Cannot stay'),
  movedTitle: phrase('Endret av det som ligger fast', 'Endra av det som ligg fast', 'Changed by what is settled'),
  'class-no-room-beside': phrase(
    'ingen plass ved siden av det som står',
    'ingen plass ved sida av det som står',
    'no room beside what stays',
  ),
  unservedOthers: phrase(
    'Ellers ikke dekket i planen: {count}. Det ble ikke spurt om dem.',
    'Elles ikkje dekte i planen: {count}. Det vart ikkje spurt om dei.',
    'Others not served in the plan: {count}. Nobody asked about them.',
  ),
  unservedStill: phrase(
    'Fortsatt ikke dekket i planen: {count}. Andre enn {id} er ikke vurdert for dem.',
    'Framleis ikkje dekte i planen: {count}. Andre enn {id} er ikkje vurderte for dei.',
    'Still not served in the plan: {count}. Nobody but {id} was considered for them.',
  ),
  askOne: phrase(
    'Spør om én om gangen: --recipient eller --contact.',
    'Spør om éin om gongen: --recipient eller --contact.',
    'Ask about one at a time: --recipient or --contact.',
  ),
  askOneAdvice: phrase(
    'Kjør kommandoen to ganger; den andre kan starte fra planen som den første skriver.',
    'Køyr kommandoen to gonger; den andre kan starte frå planen som den første skriv.',
    'Run the command twice; the second run can start from the plan that the first one writes.',
  ),
  noSuchRecipient: phrase(
    'Det er ingen bruker {id} å planlegge for.',
    'Det er ingen brukar {id} å planleggje for.',
    'There is no recipient {id} to plan for.',
  ),
  noSuchContact: phrase(
    'Det er ingen støttekontakt {id} å planlegge med.',
    'Det er ingen støttekontakt {id} å planleggje med.',
    'There is no contact {id} to plan with.',
  ),
  noSuchPersonAdvice: phrase(
    'Kanskje er id-en feil, eller du mente --recipient der det står --contact, eller omvendt.',
    'Kanskje er id-en feil, eller du meinte --recipient der det står --contact, eller omvendt.',
    'Maybe the id is wrong, or you meant --recipient where it says --contact, or the other way round.',
  ),
  noCertificateInScope: phrase(
    'Et bevis gjelder planen for alle, og kan ikke lages sammen med --recipient eller --contact.',
    'Eit bevis gjeld planen for alle, og kan ikkje lagast saman med --recipient eller --contact.',
    'A certificate is about the plan for everybody; there is none with --recipient or --contact.',
  ),
  noCertificateInScopeAdvice: phrase(
    'Utelat --certificate, eller planlegg for alle.',
    'Utelat --certificate, eller planlegg for alle.',
    'Leave out --certificate, or plan for everybody.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
