// Problems of a document whose values are well formed but do not fit together: ids, times, bounds, pins, places.
import type { CatalogueEntry } from './problem-catalogue.ts';

export const SENSE_PROBLEMS = {
  'duplicate-id': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være entydig i hele dokumentet; {first} har den også.',
      nn: '{thing} ({value}) hos {owner} må vere eintydig i heile dokumentet; {first} har han også.',
      en: 'The {thing} ({value}) of {owner} must be unique in the document; {first} has it too.',
    },
    fix: {
      nb: 'Kanskje er oppføringen gjentatt, eller to registre bruker samme nummerserie; sett en bokstav foran.',
      nn: 'Kanskje er oppføringa teken med to gonger, eller to register bruker same nummerserie; set ein bokstav framfor.',
      en: 'Maybe the entry is repeated, or two registers share a number series; put a letter in front.',
    },
  },
  'unknown-id': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være id-en til {expected} i dokumentet.',
      nn: '{thing} ({value}) hos {owner} må vere id-en til {expected} i dokumentet.',
      en: 'The {thing} ({value}) of {owner} must be the id of {expected} in the document.',
    },
    fix: {
      nb: 'Kanskje er id-en feilstavet, eller oppføringen er slettet eller ikke tatt med.',
      nn: 'Kanskje er id-en feilstava, eller oppføringa er sletta eller ikkje teken med.',
      en: 'Maybe the id is misspelt, or the entry was deleted or left out.',
    },
  },
  'wrong-kind': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være id-en til {expected}; den tilhører {kind}.',
      nn: '{thing} ({value}) hos {owner} må vere id-en til {expected}; han tilhøyrer {kind}.',
      en: 'The {thing} ({value}) of {owner} must be the id of {expected}; it belongs to {kind}.',
    },
    fix: {
      nb: 'Kanskje er to felt byttet om.',
      nn: 'Kanskje er to felt bytte om.',
      en: 'Maybe two fields are swapped.',
    },
  },
  'same-twice': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en annen enn den første i paret.',
      nn: '{thing} ({value}) hos {owner} må vere ein annan enn den første i paret.',
      en: 'The {thing} ({value}) of {owner} must differ from the first of the pair.',
    },
    fix: {
      nb: 'Kanskje er samme id limt inn to ganger.',
      nn: 'Kanskje er same id limt inn to gonger.',
      en: 'Maybe the same id was pasted twice.',
    },
  },
  'duplicate-entry': {
    message: {
      nb: 'Oppføringen {self} må stå én gang; {first} sier det samme.',
      nn: 'Oppføringa {self} må stå éin gong; {first} seier det same.',
      en: 'The entry {self} must stand once; {first} is about the same.',
    },
    fix: {
      nb: 'Kanskje er oppføringen gjentatt; slett den som er feil.',
      nn: 'Kanskje er oppføringa teken med to gonger; slett den som er feil.',
      en: 'Maybe the entry is repeated; delete the wrong one.',
    },
  },
  'window-crossed': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være senere enn fra-tidspunktet ({from}).',
      nn: '{thing} ({value}) hos {owner} må vere seinare enn frå-tidspunktet ({from}).',
      en: 'The {thing} ({value}) of {owner} must be later than from ({from}).',
    },
    fix: {
      nb: 'Kanskje er tidene byttet om. Tid over midnatt deles i to: til 24:00, og fra 00:00 neste dag.',
      nn: 'Kanskje er tidene bytte om. Tid over midnatt blir delt i to: til 24:00, og frå 00:00 neste dag.',
      en: 'Maybe the times are swapped. Time past midnight is two windows: to 24:00, and from 00:00 on the next day.',
    },
  },
  'past-midnight': {
    message: {
      nb: '{thing} ({value}) hos {owner} med {minutes} minutter må slutte senest 24:00.',
      nn: '{thing} ({value}) hos {owner} med {minutes} minutt må slutte seinast 24:00.',
      en: 'The {thing} ({value}) of {owner} with {minutes} minutes must end by 24:00.',
    },
    fix: {
      nb: 'Kanskje er starten for sen, eller treffet for langt.',
      nn: 'Kanskje er starten for sein, eller treffet for langt.',
      en: 'Maybe the start is too late, or the length too great.',
    },
  },
  'dates-crossed': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være senere enn fra-datoen ({from}); det er første dag etter perioden.',
      nn: '{thing} ({value}) hos {owner} må vere seinare enn frå-datoen ({from}); det er første dag etter perioden.',
      en: 'The {thing} ({value}) of {owner} must be later than from ({from}): it is the first day after the period.',
    },
    fix: {
      nb: 'Kanskje er datoene byttet om, eller siste dag er oppgitt i stedet for dagen etter.',
      nn: 'Kanskje er datoane bytte om, eller siste dag er oppgitt i staden for dagen etter.',
      en: 'Maybe the dates are swapped, or the last day is given instead of the day after it.',
    },
  },
  'ages-crossed': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være høyere enn fra-alderen ({from}); til-alderen er ikke med.',
      nn: '{thing} ({value}) hos {owner} må vere høgare enn frå-alderen ({from}); til-alderen er ikkje med.',
      en: 'The {thing} ({value}) of {owner} must be above from ({from}): the upper end is not included.',
    },
    fix: {
      nb: 'Kanskje er aldrene byttet om.',
      nn: 'Kanskje er aldrane bytte om.',
      en: 'Maybe the ages are swapped.',
    },
  },
  'bounds-crossed': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være høyst {other} ({most}).',
      nn: '{thing} ({value}) hos {owner} må vere høgst {other} ({most}).',
      en: 'The {thing} ({value}) of {owner} must be at most {other} ({most}).',
    },
    fix: {
      nb: 'Kanskje er tallene byttet om, eller {other} må settes opp.',
      nn: 'Kanskje er tala bytte om, eller {other} må setjast opp.',
      en: 'Maybe the numbers are swapped, or {other} must be raised.',
    },
  },
  'one-partner': {
    message: {
      nb: 'Oppføringen {self} må ha nøyaktig én av contactId, groupId og offerId; den har {count}.',
      nn: 'Oppføringa {self} må ha nøyaktig éin av contactId, groupId og offerId; ho har {count}.',
      en: 'The entry {self} must name exactly one of contactId, groupId and offerId; it names {count}.',
    },
    fix: {
      nb: 'Kanskje trengs det en oppføring for hver.',
      nn: 'Kanskje trengst det ei oppføring for kvar.',
      en: 'Maybe it takes one entry for each.',
    },
  },
  'share-missing': {
    message: {
      nb: '{thing} hos {owner} må være oppgitt: {part} kan deles av to støttekontakter.',
      nn: '{thing} hos {owner} må vere oppgitt: {part} kan delast av to støttekontaktar.',
      en: 'The {thing} of {owner} must be given: {part} may be shared by two contacts.',
    },
    fix: {
      nb: 'Kanskje er begge halvdeler ment; skriv én oppføring med share 1 og én med share 2.',
      nn: 'Kanskje er begge halvdelane meinte; skriv éi oppføring med share 1 og éi med share 2.',
      en: 'Maybe both halves are meant: write one entry with share 1 and one with share 2.',
    },
  },
  'share-not-allowed': {
    message: {
      nb: '{thing} ({value}) hos {owner} kan ikke være oppgitt: {part} kan ikke deles.',
      nn: '{thing} ({value}) hos {owner} kan ikkje vere oppgitt: {part} kan ikkje delast.',
      en: 'The {thing} ({value}) of {owner} must be absent: {part} is not shareable.',
    },
    fix: {
      nb: 'Kanskje skal delen være merket shareable; fjern ellers share.',
      nn: 'Kanskje skal delen vere merkt shareable; fjern elles share.',
      en: 'Maybe the part should be shareable; otherwise remove the share.',
    },
  },
  'contradictory-pins': {
    message: {
      nb: 'Oppføringen {self} må ha samme støttekontakt, gruppe eller tilbud som {first}: begge låser {portion}.',
      nn: 'Oppføringa {self} må ha same støttekontakt, gruppe eller tilbod som {first}: begge låser {portion}.',
      en: 'The entry {self} must name the same contact, group or offer as {first}: both pin {portion}.',
    },
    fix: {
      nb: 'Kanskje er den ene avsluttet; slett den, eller sett status til proposed.',
      nn: 'Kanskje er den eine avslutta; slett han, eller set status til proposed.',
      en: 'Maybe one of them has ended; delete it, or set its status to proposed.',
    },
  },
  'slot-not-offered': {
    message: {
      nb: '{thing} hos {owner} må være et av tidspunktene til {gathering}.',
      nn: '{thing} hos {owner} må vere eit av tidspunkta til {gathering}.',
      en: 'The {thing} of {owner} must be a time at which {gathering} meets.',
    },
    fix: {
      nb: 'Kanskje har gruppa eller tilbudet flyttet; rett tidspunktet eller fjern det.',
      nn: 'Kanskje har gruppa eller tilbodet flytta; rett tidspunktet eller fjern det.',
      en: 'Maybe the group or offer has moved; mend the slot or remove it.',
    },
  },
  'modes-missing': {
    message: {
      nb: '{thing} hos {owner} må være oppgitt: delen kan leveres én til én (individual).',
      nn: '{thing} hos {owner} må vere oppgitt: delen kan leverast éin til éin (individual).',
      en: 'The {thing} of {owner} must have at least one entry: the part may be delivered one to one (individual).',
    },
    fix: {
      nb: 'Kanskje mangler antall og lengde på treffene, for eksempel 2 treff på 120 minutter.',
      nn: 'Kanskje manglar talet på og lengda av treffa, til dømes 2 treff på 120 minutt.',
      en: 'Maybe the number and length of the sessions are missing, for example 2 sessions of 120 minutes.',
    },
  },
  'too-many-sessions': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være høyst {most}: ett treff om dagen.',
      nn: '{thing} ({value}) hos {owner} må vere høgst {most}: eitt treff om dagen.',
      en: 'The {thing} ({value}) of {owner} must be at most {most}: one session a day.',
    },
    fix: {
      nb: 'Kanskje gjelder tallet to uker; sett cycleWeeks til 2.',
      nn: 'Kanskje gjeld talet to veker; set cycleWeeks til 2.',
      en: 'Maybe the number is for two weeks; set cycleWeeks to 2.',
    },
  },
  'protected-place': {
    message: {
      nb: '{thing} hos {owner} kan ikke være oppgitt: stedet lagres ikke for den som har kode 6, bor i utlandet eller har ukjent beskyttelse.',
      nn: '{thing} hos {owner} kan ikkje vere oppgitt: staden blir ikkje lagra for den som har kode 6, bur i utlandet eller har ukjent vern.',
      en: 'The {thing} of {owner} must be absent: no place is stored of a person with kode 6, abroad or of unknown protection.',
    },
    fix: {
      nb: 'Kanskje mangler bare protection; slå opp i folkeregisteret, og slett ellers stedet.',
      nn: 'Kanskje manglar berre protection; slå opp i folkeregisteret, og slett elles staden.',
      en: 'Maybe the protection is only missing: look it up in the national register; otherwise remove the place.',
    },
  },
  'unknown-postal-code': {
    message: {
      nb: '{thing} ({value}) hos {owner} må stå i postnummertabellen.',
      nn: '{thing} ({value}) hos {owner} må stå i postnummertabellen.',
      en: 'The {thing} ({value}) of {owner} must be in the table of postal codes.',
    },
    fix: {
      nb: 'Kanskje er det et postboksnummer, eller tabellen er gammel.',
      nn: 'Kanskje er det eit postboksnummer, eller tabellen er gammal.',
      en: 'Maybe it is a post-box code, or the table is old.',
    },
  },
  'no-postal-codes': {
    message: {
      nb: '{thing} hos {owner} må ha en postnummertabell (det gjelder {count} sted(er) i alt); ingen er oppgitt.',
      nn: '{thing} hos {owner} må ha ein postnummertabell (det gjeld {count} stad(er) i alt); ingen er oppgitt.',
      en: 'The {thing} of {owner} must have a table of postal codes ({count} place(s) in all); none is given.',
    },
    fix: {
      nb: 'Kanskje ble tabellen glemt; oppgi en med kolonnene postcode, lat og lon, eller skriv koordinater.',
      nn: 'Kanskje vart tabellen gløymd; oppgi ein med kolonnane postcode, lat og lon, eller skriv koordinatar.',
      en: 'Maybe the table was forgotten; give one with the columns postcode, lat and lon, or write coordinates.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
