// The sentences of explanations that belong to no single rule, for coordinators. What rules say is in their own texts.
import { type Localized, phrase } from '../schema/locale.ts';
import type { UnservedClass } from '../schema/plan.ts';

export const CLASS_PHRASES: Readonly<Record<UnservedClass, Localized>> = {
  'manual-handling': phrase(
    'Saken må behandles manuelt.',
    'Saka må handsamast manuelt.',
    'The case must be handled by hand.',
  ),
  'no-eligible-contact': phrase(
    'Ingen støttekontakt, gruppe eller frivillig tilbud passer.',
    'Ingen støttekontakt, gruppe eller frivillig tilbod passar.',
    'No contact, group or voluntary offer fits.',
  ),
  'eligible-but-full': phrase(
    'Det finnes noen som passer, men ingen av dem har plass.',
    'Det finst nokon som passar, men ingen av dei har plass.',
    'Somebody fits, but none of them has room.',
  ),
  'lost-the-competition': phrase(
    'Det finnes noen som passer og har plass ved siden av det som ligger fast, men planen bruker ikke plassen her.',
    'Det finst nokon som passar og har plass ved sida av det som ligg fast, men planen bruker ikkje plassen her.',
    'Somebody fits and has room beside what is settled, but the plan does not use the room here.',
  ),
};

export const PHRASES = {
  removed: phrase(
    'Støttekontakter som er vurdert: {contacts}. Falt fra på grunn av (hver telles én gang, ved den første regelen):',
    'Støttekontaktar som er vurderte: {contacts}. Fall frå på grunn av (kvar er talt éin gong, ved den første regelen):',
    'Contacts considered: {contacts}. Ruled out by (each counted once, at the first rule):',
  ),
  noContacts: phrase(
    'Det er ingen støttekontakter å vurdere.',
    'Det er ingen støttekontaktar å vurdere.',
    'There are no contacts to consider.',
  ),
  candidates: phrase(
    'Støttekontakter som passer: {contacts}. Grupper og frivillige tilbud som passer: {gatherings}.',
    'Støttekontaktar som passar: {contacts}. Grupper og frivillige tilbod som passar: {gatherings}.',
    'Contacts that fit: {contacts}. Groups and voluntary offers that fit: {gatherings}.',
  ),
  full: phrase('Mangler plass på grunn av:', 'Manglar plass på grunn av:', 'No room because of:'),
  stillRoom: phrase(
    'Det er fortsatt plass i planen. La planleggingen gå lenger, eller koble for hånd.',
    'Det er framleis plass i planen. La planlegginga gå lenger, eller kople for hand.',
    'There is still room in the plan. Let the planning run longer, or pair by hand.',
  ),
  askable: phrase(
    '{who} kan passe hvis dette blir avklart:',
    '{who} kan passe om dette blir avklart:',
    '{who} may fit if this is settled:',
  ),
  noCommonTime: phrase(
    'Ingen felles tid: det finnes ikke {minutes} minutter der alle er ledige innenfor tidene som gjelder.',
    'Inga felles tid: det finst ikkje {minutes} minutt der alle er ledige innanfor tidene som gjeld.',
    'No common time: there are no {minutes} minutes when everybody is free within the hours that apply.',
  ),
  fixedTime: phrase(
    'Den faste tida på {minutes} minutter passer ikke.',
    'Den faste tida på {minutes} minutt passar ikkje.',
    'The fixed time of {minutes} minutes does not suit.',
  ),
  oldTime: phrase(
    'Den gamle tida er ikke lenger mulig ({rule}).',
    'Den gamle tida er ikkje lenger mogleg ({rule}).',
    'The old time is no longer possible ({rule}).',
  ),
  pairEligible: phrase(
    'Ingen fast regel er til hinder for denne koblingen.',
    'Ingen fast regel er til hinder for denne koplinga.',
    'No hard rule stands against this pairing.',
  ),
  pairAskable: phrase(
    'Koblingen er mulig hvis dette blir avklart:',
    'Koplinga er mogleg om dette blir avklart:',
    'The pairing is possible if this is settled:',
  ),
  pairBarred: phrase('Koblingen er ikke mulig:', 'Koplinga er ikkje mogleg:', 'The pairing is not possible:'),
  pairingTotal: phrase('Til sammen {points} poeng.', 'Til saman {points} poeng.', '{points} points in all.'),
  points: phrase('{title}: {points} poeng', '{title}: {points} poeng', '{title}: {points} points'),
  unlocks: phrase(
    'Koblinger dette kan åpne for alene: {unlocks}. Sammen med annet som mangler: {together}.',
    'Koplingar dette kan opne for åleine: {unlocks}. Saman med anna som manglar: {together}.',
    'Pairs this could unlock by itself: {unlocks}. Together with other things that are missing: {together}.',
  ),
  askAbout: phrase('Gjelder: {contacts}.', 'Gjeld: {contacts}.', 'Concerns: {contacts}.'),
  clockChange: phrase(
    'Treffet faller i timen da klokka stilles.',
    'Treffet fell i timen då klokka blir stilt.',
    'The session falls in the hour when the clocks change.',
  ),
  unreadable: phrase(
    'Planen viser til noe som ikke finnes, eller til et treff som går over midnatt.',
    'Planen viser til noko som ikkje finst, eller til eit treff som går over midnatt.',
    'The plan refers to something that does not exist, or to a session that runs past midnight.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
