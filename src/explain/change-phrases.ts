// The sentences of the change report, for a coordinator who reads it in the morning.
import { type Localized, phrase } from '../schema/locale.ts';

export const CHANGE_PHRASES = {
  notScreened: phrase(
    'Ingen kan vises: kontrollen av skjermede adresser mangler eller er for gammel. Kontroller på nytt før planen brukes.',
    'Ingen kan visast: kontrollen av skjerma adresser manglar eller er for gammal. Kontroller på nytt før planen blir brukt.',
    'Nobody can be shown: the screening for protected addresses is missing or too old. Screen again before the plan is used.',
  ),
  first: phrase(
    'Dette er den første planen. Det finnes ingen tidligere plan å sammenligne med.',
    'Dette er den første planen. Det finst ingen tidlegare plan å samanlikne med.',
    'This is the first plan. There is no earlier one to compare it with.',
  ),
  nothing: phrase(
    'Ingenting er endret siden forrige plan.',
    'Ingenting er endra sidan førre plan.',
    'Nothing has changed since the last plan.',
  ),
  counts: phrase(
    'Endret for {recipients} av {allRecipients} brukere og {contacts} av {allContacts} støttekontakter.',
    'Endra for {recipients} av {allRecipients} brukarar og {contacts} av {allContacts} støttekontaktar.',
    'Changed for {recipients} of {allRecipients} recipients and {contacts} of {allContacts} contacts.',
  ),
  hours: phrase(
    'Dekket tid: {after} i uka, før {before}.',
    'Dekt tid: {after} i veka, før {before}.',
    'Served time: {after} a week, before {before}.',
  ),
  hoursSame: phrase(
    'Dekket tid: {after} i uka, som før.',
    'Dekt tid: {after} i veka, som før.',
    'Served time: {after} a week, as before.',
  ),
  recipients: phrase('Brukere', 'Brukarar', 'Recipients'),
  contacts: phrase('Støttekontakter', 'Støttekontaktar', 'Contacts'),
  arrivedRecipient: phrase('Ny i planen.', 'Ny i planen.', 'New in the plan.'),
  arrivedContact: phrase('Har fått oppdrag.', 'Har fått oppdrag.', 'Has been given somebody.'),
  goneContact: phrase('Er ikke registrert lenger.', 'Er ikkje registrert lenger.', 'Is no longer registered.'),
  idle: phrase(
    'Har ingen oppdrag i planen lenger.',
    'Har ingen oppdrag i planen lenger.',
    'Has nobody in the plan now.',
  ),
  barred: phrase('Kan ikke ha oppdraget lenger:', 'Kan ikkje ha oppdraget lenger:', 'May not go on:'),
  gained: phrase('Får {who}.', 'Får {who}.', 'Gets {who}.'),
  lost: phrase('Har ikke lenger {who}.', 'Har ikkje lenger {who}.', 'No longer has {who}.'),
  leadGained: phrase('Leder nå gruppa {group}.', 'Leier no gruppa {group}.', 'Now leads the group {group}.'),
  leadLost: phrase(
    'Leder ikke lenger gruppa {group}.',
    'Leier ikkje lenger gruppa {group}.',
    'No longer leads the group {group}.',
  ),
  withContact: phrase('{who}', '{who}', '{who}'),
  withSomebody: phrase('en annen støttekontakt', 'ein annan støttekontakt', 'another contact'),
  inGroup: phrase('gruppa {who}', 'gruppa {who}', 'the group {who}'),
  atOffer: phrase('tilbudet {who}', 'tilbodet {who}', 'the offer {who}'),
  ledBy: phrase(' med {who}', ' med {who}', ' with {who}'),
  served: phrase('Får nå {now}.', 'Får no {now}.', 'Is now served: {now}.'),
  wasUnserved: phrase('Sto uten tilbud før.', 'Stod utan tilbod før.', 'Was not served before.'),
  had: phrase('Hadde {was}.', 'Hadde {was}.', 'Was served: {was}.'),
  unserved: phrase('Har ikke lenger {was}.', 'Har ikkje lenger {was}.', 'Is no longer served; was: {was}.'),
  waiting: phrase('Er ikke dekket.', 'Er ikkje dekt.', 'Is not served.'),
  noLongerWaiting: phrase(
    'Venter ikke lenger på tilbud.',
    'Ventar ikkje lenger på tilbod.',
    'Is no longer waiting to be served.',
  ),
  otherContact: phrase(
    'Ny støttekontakt: {now}. Før: {was}.',
    'Ny støttekontakt: {now}. Før: {was}.',
    'New contact: {now}. Before: {was}.',
  ),
  otherPartner: phrase('Nå: {now}. Før: {was}.', 'No: {now}. Før: {was}.', 'Now: {now}. Before: {was}.'),
  form: phrase(
    'Andre treff med {who}: {now}. Før: {was}.',
    'Andre treff med {who}: {now}. Før: {was}.',
    'Other sessions with {who}: {now}. Before: {was}.',
  ),
  times: phrase(
    'Ny tid med {who}: {now}. Før: {was}.',
    'Ny tid med {who}: {now}. Før: {was}.',
    'New time with {who}: {now}. Before: {was}.',
  ),
  leaders: phrase(
    'I {partner} er det nå {now}, før {was}.',
    'I {partner} er det no {now}, før {was}.',
    'In {partner} there is now {now}, before {was}.',
  ),
  nobody: phrase('ingen leder', 'ingen leiar', 'no leader'),
  and: phrase(' og ', ' og ', ' and '),
  dropped: phrase(
    'Treffet {at} faller ut{cause}.',
    'Treffet {at} fell ut{cause}.',
    'The session on {at} is dropped{cause}.',
  ),
  added: phrase('Nytt treff {at}.', 'Nytt treff {at}.', 'New session on {at}.'),
  moved: phrase(
    'Treffet {from} er flyttet til {to}{cause}.',
    'Treffet {from} er flytta til {to}{cause}.',
    'The session on {from} is moved to {to}{cause}.',
  ),
  cancelled: phrase('avlyst', 'avlyst', 'cancelled'),
  pinServe: phrase(
    'Koblingen {pin} med {who} kan ikke stå.',
    'Koplinga {pin} med {who} kan ikkje stå.',
    'The pairing {pin} with {who} cannot stand.',
  ),
  pinLead: phrase(
    'Ledervervet {pin} i gruppa {who} kan ikke stå.',
    'Leiarvervet {pin} i gruppa {who} kan ikkje stå.',
    'The leadership {pin} of the group {who} cannot stand.',
  ),
  conflict: phrase(
    'Kan ikke stå sammen med {others}.',
    'Kan ikkje stå saman med {others}.',
    'It cannot stand together with {others}.',
  ),
  stillBroken: phrase(
    'Kunne heller ikke stå i forrige plan ({count})',
    'Kunne heller ikkje stå i førre plan ({count})',
    'Could not stand in the last plan either ({count})',
  ),
  mended: phrase('Kan stå igjen: {pins}.', 'Kan stå igjen: {pins}.', 'Can stand again: {pins}.'),
  unexplained: phrase(
    'FEIL: aktive koblinger og låser som er borte uten at en fast regel er til hinder ({count}). Bruk ikke planen før dette er avklart.',
    'FEIL: aktive koplingar og låsar som er borte utan at ein fast regel er til hinder ({count}). Bruk ikkje planen før dette er avklart.',
    'FAULT: active pairings and locks that are gone although no hard rule stands in the way ({count}). Do not use the plan before this is settled.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;

/** Why, where it is no rule's own sentence. */
export const REASON_PHRASES = {
  times: phrase(
    'Samme kobling er fortsatt mulig, men ikke slik den var:',
    'Same kopling er framleis mogleg, men ikkje slik ho var:',
    'The pairing is still possible, but not as it was:',
  ),
  together: phrase(
    'Det er ikke lenger plass til alt i forrige plan:',
    'Det er ikkje lenger plass til alt i førre plan:',
    'There is no longer room for all of the last plan:',
  ),
  'beside-pins': phrase(
    'Det er ikke plass ved siden av aktive koblinger og låser:',
    'Det er ikkje plass ved sida av aktive koplingar og låsar:',
    'There is no room beside active pairings and locks:',
  ),
  pinned: phrase(
    'Følger av en aktiv kobling eller lås ({pins}).',
    'Følgjer av ei aktiv kopling eller ein lås ({pins}).',
    'An active pairing or a lock asks for it ({pins}).',
  ),
  released: phrase(
    'Koblingen er ikke lenger registrert som aktiv, og ingen fast regel krever endringen.',
    'Koplinga er ikkje lenger registrert som aktiv, og ingen fast regel krev endringa.',
    'The pairing is no longer registered as active, and no hard rule asks for the change.',
  ),
  recipient: phrase(
    'Brukeren er ikke registrert lenger.',
    'Brukaren er ikkje registrert lenger.',
    'The recipient is no longer registered.',
  ),
  part: phrase(
    'Denne delen av vedtaket er ikke registrert lenger.',
    'Denne delen av vedtaket er ikkje registrert lenger.',
    'This part of the decision is no longer registered.',
  ),
  contact: phrase(
    'Støttekontakten fra forrige plan er ikke tilgjengelig lenger.',
    'Støttekontakten frå førre plan er ikkje tilgjengeleg lenger.',
    'The contact of the last plan is no longer available.',
  ),
  group: phrase(
    'Gruppa er ikke registrert lenger.',
    'Gruppa er ikkje registrert lenger.',
    'The group is no longer registered.',
  ),
  offer: phrase(
    'Tilbudet er ikke registrert lenger.',
    'Tilbodet er ikkje registrert lenger.',
    'The offer is no longer registered.',
  ),
  registered: phrase(
    'Opplysningene om gruppa eller tilbudet er endret.',
    'Opplysningane om gruppa eller tilbodet er endra.',
    'The group or offer is registered otherwise now.',
  ),
  'not-running': phrase(
    'Gruppa har ingen deltakere nå.',
    'Gruppa har ingen deltakarar no.',
    'Nobody takes part in the group now.',
  ),
  'better-plan': phrase(
    'Ingen fast regel krever det; planen blir bedre slik.',
    'Ingen fast regel krev det; planen blir betre slik.',
    'No hard rule asks for it; the plan is better so.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
