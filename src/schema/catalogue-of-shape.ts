// Problems of a document's shape: keys, types, ranges and the form of single values.
import type { CatalogueEntry } from './problem-catalogue.ts';

export const SHAPE_PROBLEMS = {
  'wrong-format': {
    message: {
      nb: 'Formatet ({value}) må være {expected}.',
      nn: 'Formatet ({value}) må vere {expected}.',
      en: 'The format ({value}) of the document must be {expected}.',
    },
    fix: {
      nb: 'Kanskje er planen og filen med brukere og støttekontakter byttet om.',
      nn: 'Kanskje er planen og fila med brukarar og støttekontaktar bytte om.',
      en: 'Maybe the plan and the caseload were swapped.',
    },
  },
  'wrong-type': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være {expected}.',
      nn: '{thing} ({value}) hos {owner} må vere {expected}.',
      en: 'The {thing} ({value}) of {owner} must be {expected}.',
    },
    fix: {
      nb: 'Kanskje er et tall skrevet i anførselstegn, eller verdien skal stå i en liste.',
      nn: 'Kanskje er eit tal skrive i hermeteikn, eller verdien skal stå i ei liste.',
      en: 'Maybe a number stands in quotation marks, or the value belongs in a list.',
    },
  },
  'not-whole': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være et heltall.',
      nn: '{thing} ({value}) hos {owner} må vere eit heiltal.',
      en: 'The {thing} ({value}) of {owner} must be a whole number.',
    },
    fix: {
      nb: 'Kanskje er det skrevet i timer eller kroner; alt oppgis i minutter, meter og øre.',
      nn: 'Kanskje er det skrive i timar eller kroner; alt blir oppgitt i minutt, meter og øre.',
      en: 'Maybe it is in hours or kroner; everything is in minutes, metres and øre.',
    },
  },
  'too-small': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være minst {least}.',
      nn: '{thing} ({value}) hos {owner} må vere minst {least}.',
      en: 'The {thing} ({value}) of {owner} must be at least {least}.',
    },
    fix: {
      nb: 'Kanskje er det skrevet i timer; tider oppgis i minutter.',
      nn: 'Kanskje er det skrive i timar; tider blir oppgitte i minutt.',
      en: 'Maybe it is in hours; durations are in minutes.',
    },
  },
  'too-great': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være høyst {most}.',
      nn: '{thing} ({value}) hos {owner} må vere høgst {most}.',
      en: 'The {thing} ({value}) of {owner} must be at most {most}.',
    },
    fix: {
      nb: 'Kanskje er enheten feil, eller et siffer er skrevet for mye.',
      nn: 'Kanskje er eininga feil, eller det er skrive eit siffer for mykje.',
      en: 'Maybe the unit is wrong, or there is a digit too many.',
    },
  },
  'bad-choice': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en av: {allowed}.',
      nn: '{thing} ({value}) hos {owner} må vere ein av: {allowed}.',
      en: 'The {thing} ({value}) of {owner} must be one of: {allowed}.',
    },
    fix: {
      nb: 'Kanskje er verdien skrevet på et annet språk eller med store bokstaver; bruk en fra listen.',
      nn: 'Kanskje er verdien skriven på eit anna språk eller med store bokstavar; bruk ein frå lista.',
      en: 'Maybe it is in another language or in capitals; use one of the list.',
    },
    fixNear: {
      nb: 'Kanskje mente du {nearest}.',
      nn: 'Kanskje meinte du {nearest}.',
      en: 'Maybe you meant {nearest}.',
    },
  },
  'missing-key': {
    message: {
      nb: '{thing} hos {owner} må være oppgitt.',
      nn: '{thing} hos {owner} må vere oppgitt.',
      en: 'The {thing} of {owner} must be given.',
    },
    fix: {
      nb: 'Kanskje er nøkkelen feilstavet; legg den ellers til.',
      nn: 'Kanskje er nøkkelen feilstava; legg han elles til.',
      en: 'Maybe the key is misspelt; otherwise add it.',
    },
  },
  'unknown-key': {
    message: {
      nb: 'Nøkkelen {value} i {owner} er ukjent; den må være en av formatets nøkler.',
      nn: 'Nøkkelen {value} i {owner} er ukjend; han må vere ein av nøklane i formatet.',
      en: 'The key {value} of {owner} must be one that the format knows.',
    },
    fix: {
      nb: 'Kanskje hører den hjemme et annet sted; slett den her. Kjente nøkler: {known}.',
      nn: 'Kanskje høyrer han heime ein annan stad; slett han her. Kjende nøklar: {known}.',
      en: 'Maybe it belongs elsewhere; remove it here. Known keys: {known}.',
    },
    fixNear: {
      nb: 'Kanskje mente du {nearest}; slett den ellers.',
      nn: 'Kanskje meinte du {nearest}; slett han elles.',
      en: 'Maybe you meant {nearest}; otherwise remove it.',
    },
  },
  'bad-id': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en id: 1–64 bokstaver, sifre, punktum, understrek, kolon og bindestrek.',
      nn: '{thing} ({value}) hos {owner} må vere ein id: 1–64 bokstavar, siffer, punktum, understrek, kolon og bindestrek.',
      en: 'The {thing} ({value}) of {owner} must be an id: 1–64 letters, digits, dots, underscores, colons and hyphens.',
    },
    fix: {
      nb: 'Kanskje er det et navn; bruk løpenummeret fra fagsystemet i stedet, aldri navn eller fødselsnummer.',
      nn: 'Kanskje er det eit namn; bruk løpenummeret frå fagsystemet i staden, aldri namn eller fødselsnummer.',
      en: "Maybe it is a name; use the record system's number instead, never a name or an identity number.",
    },
  },
  'bad-code': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en kode: 1–40 små bokstaver, sifre og bindestreker.',
      nn: '{thing} ({value}) hos {owner} må vere ein kode: 1–40 små bokstavar, siffer og bindestrekar.',
      en: 'The {thing} ({value}) of {owner} must be a code: 1–40 lower-case letters, digits and hyphens.',
    },
    fix: {
      nb: 'Kanskje er det skrevet med store bokstaver eller mellomrom.',
      nn: 'Kanskje er det skrive med store bokstavar eller mellomrom.',
      en: 'Maybe it has capitals or spaces.',
    },
  },
  'bad-date': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en dato som finnes, ÅÅÅÅ-MM-DD, fra 1900 til 2199.',
      nn: '{thing} ({value}) hos {owner} må vere ein dato som finst, ÅÅÅÅ-MM-DD, frå 1900 til 2199.',
      en: 'The {thing} ({value}) of {owner} must be a date that exists, YYYY-MM-DD, from 1900 to 2199.',
    },
    fix: {
      nb: 'Kanskje er dag og måned byttet om, eller måneden er kortere.',
      nn: 'Kanskje er dag og månad bytte om, eller månaden er kortare.',
      en: 'Maybe day and month are swapped, or the month is shorter.',
    },
  },
  'bad-clock': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være et klokkeslett TT:MM fra 00:00 til 24:00.',
      nn: '{thing} ({value}) hos {owner} må vere eit klokkeslett TT:MM frå 00:00 til 24:00.',
      en: 'The {thing} ({value}) of {owner} must be a clock time HH:MM from 00:00 to 24:00.',
    },
    fix: {
      nb: 'Kanskje mangler en null foran, eller det er punktum i stedet for kolon.',
      nn: 'Kanskje manglar ein null framfor, eller det er punktum i staden for kolon.',
      en: 'Maybe a leading zero is missing, or there is a dot for the colon.',
    },
  },
  'bad-month': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være en måned ÅÅÅÅ-MM.',
      nn: '{thing} ({value}) hos {owner} må vere ein månad ÅÅÅÅ-MM.',
      en: 'The {thing} ({value}) of {owner} must be a month YYYY-MM.',
    },
    fix: {
      nb: 'Kanskje er dagen tatt med.',
      nn: 'Kanskje er dagen teken med.',
      en: 'Maybe the day is included.',
    },
  },
  'bad-postal-code': {
    message: {
      nb: '{thing} ({value}) hos {owner} må være et postnummer med fire sifre.',
      nn: '{thing} ({value}) hos {owner} må vere eit postnummer med fire siffer.',
      en: 'The {thing} ({value}) of {owner} must be a postal code of four digits.',
    },
    fix: {
      nb: 'Kanskje mangler nuller foran, eller poststedet er tatt med.',
      nn: 'Kanskje manglar nullar framfor, eller poststaden er teken med.',
      en: 'Maybe leading zeros are missing, or the place name is included.',
    },
  },
  'bad-text': {
    message: {
      nb: '{thing} ({value}) hos {owner} har feil form eller lengde.',
      nn: '{thing} ({value}) hos {owner} har feil form eller lengd.',
      en: 'The {thing} ({value}) of {owner} must have the form and length that the format describes.',
    },
    fix: {
      nb: 'Kanskje er teksten tom eller for lang; se JSON-skjemaet.',
      nn: 'Kanskje er teksten tom eller for lang; sjå JSON-skjemaet.',
      en: 'Maybe it is empty or too long; see the JSON Schema.',
    },
  },
  'too-few-in-list': {
    message: {
      nb: '{thing} hos {owner} må ha minst {least} oppføring(er).',
      nn: '{thing} hos {owner} må ha minst {least} oppføring(ar).',
      en: 'The {thing} of {owner} must have at least {least} entries.',
    },
    fix: {
      nb: 'Kanskje er listen ikke fylt ut.',
      nn: 'Kanskje er lista ikkje fylt ut.',
      en: 'Maybe the list was not filled in.',
    },
  },
  'too-many-in-list': {
    message: {
      nb: '{thing} hos {owner} kan ha høyst {most} oppføringer.',
      nn: '{thing} hos {owner} kan ha høgst {most} oppføringar.',
      en: 'The {thing} of {owner} must have at most {most} entries.',
    },
    fix: {
      nb: 'Kanskje er oppføringer gjentatt.',
      nn: 'Kanskje er oppføringar tekne med fleire gonger.',
      en: 'Maybe entries are repeated.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
