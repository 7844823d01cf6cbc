// Warnings: what is unusual in the domain but hinders nothing.
import type { CatalogueEntry } from './problem-catalogue.ts';

export const WARNINGS = {
  'hours-unusual': {
    message: {
      nb: 'Vedtaket {self} gir {minutes} minutter i uka; hovedregelen er {least} til {most}.',
      nn: 'Vedtaket {self} gir {minutes} minutt i veka; hovudregelen er {least} til {most}.',
      en: 'The decision {self} grants {minutes} minutes a week; the main rule is {least} to {most}.',
    },
    fix: {
      nb: 'Kanskje er uke og måned forvekslet, eller timer ført som minutter.',
      nn: 'Kanskje er veke og månad forveksla, eller timar førte som minutt.',
      en: 'Maybe week and month are mixed up, or hours written as minutes.',
    },
  },
  'decision-long': {
    message: {
      nb: 'Vedtaket {self} varer til {value}, lenger enn kommunens grense på {months} måneder.',
      nn: 'Vedtaket {self} varer til {value}, lenger enn grensa til kommunen på {months} månader.',
      en: "The decision {self} lasts until {value}, longer than the municipality's {months} months.",
    },
    fix: {
      nb: 'Kanskje er årstallet feil; be ellers tildelingskontoret vurdere perioden.',
      nn: 'Kanskje er årstalet feil; be elles tildelingskontoret vurdere perioden.',
      en: 'Maybe the year is wrong; otherwise ask the allocation office about the period.',
    },
  },
  'wanted-minutes-absent': {
    message: {
      nb: '{count} støttekontakt(er) har ikke oppgitt ønsket tid i uka; den regnes som det meste de kan ({self} er den første).',
      nn: '{count} støttekontakt(ar) har ikkje oppgitt ønskt tid i veka; ho blir rekna som det meste dei kan ({self} er den første).',
      en: '{count} contact(s) state no wanted minutes a week; their maximum is taken ({self} is the first).',
    },
    fix: {
      nb: 'Kanskje kan de spørres; timene fordeles etter det de ønsker.',
      nn: 'Kanskje kan dei spørjast; timane blir fordelte etter det dei ønskjer.',
      en: 'Maybe they can be asked: hours are shared out by what contacts want.',
    },
  },
  'screening-absent': {
    message: {
      nb: 'Det er ikke oppgitt når alle ble kontrollert for beskyttet adresse; uten det kobles ingen automatisk.',
      nn: 'Det er ikkje oppgitt når alle vart kontrollerte for verna adresse; utan det blir ingen kopla automatisk.',
      en: 'It is not stated when everyone was screened for protected addresses; without it nobody is matched automatically.',
    },
    fix: {
      nb: 'Kanskje er kontrollen gjort; oppgi datoen i screening.statedOn.',
      nn: 'Kanskje er kontrollen gjord; oppgi datoen i screening.statedOn.',
      en: 'Maybe it was done: state the date in screening.statedOn.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
