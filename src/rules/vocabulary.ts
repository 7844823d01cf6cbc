// Words for the codes that checks give as facts, in the form in which they stand inside a rule's sentence.
// Open vocabularies (languages, traits) hold the usual codes; any other code is shown as it is.
import type { Locale, Localized } from './rule.ts';

const words = (nb: string, nn: string, en: string): Localized => ({ nb, nn, en });

const COUNTED = {
  participants: words('deltakere', 'deltakarar', 'participants'),
  leaders: words('ledere', 'leiarar', 'leaders'),
  minutes: words('minutter i uka', 'minutt i veka', 'minutes a week'),
  evenings: words('kvelder i uka', 'kveldar i veka', 'evenings a week'),
  recipients: words('brukere', 'brukarar', 'recipients'),
  'sessions-a-day': words('treff om dagen', 'treff om dagen', 'sessions a day'),
  'sessions-a-week': words('treff i uka', 'treff i veka', 'sessions a week'),
  fortnight: words('på to uker', 'på to veker', 'in two weeks'),
  overlap: words('overlapper', 'overlappar', 'overlap'),
  'too-close': words('ligger for tett', 'ligg for tett', 'are too close'),
};

const PEOPLE = {
  recipient: words('brukeren', 'brukaren', 'the recipient'),
  contact: words('støttekontakten', 'støttekontakten', 'the contact'),
  coordinator: words('koordinatoren', 'koordinatoren', 'the coordinator'),
};

const RELATIONS = {
  spouse: words('ektefelle', 'ektefelle', 'spouse'),
  cohabitant: words('samboer', 'sambuar', 'cohabitant'),
  fiance: words('forlovede', 'forlova', 'fiancé or fiancée'),
  parent: words('forelder', 'forelder', 'parent'),
  child: words('barn', 'barn', 'child'),
  sibling: words('søsken', 'sysken', 'sibling'),
  grandparent: words('besteforelder', 'besteforelder', 'grandparent'),
  grandchild: words('barnebarn', 'barnebarn', 'grandchild'),
  'step-parent': words('steforelder', 'steforelder', 'step-parent'),
  'step-child': words('stebarn', 'stebarn', 'stepchild'),
  'step-sibling': words('stesøsken', 'stesysken', 'step-sibling'),
  'foster-parent': words('fosterforelder', 'fosterforelder', 'foster parent'),
  'foster-child': words('fosterbarn', 'fosterbarn', 'foster child'),
  'foster-sibling': words('fostersøsken', 'fostersysken', 'foster sibling'),
  'parent-in-law': words('svigerforelder', 'svigerforelder', 'parent-in-law'),
  'child-in-law': words('svigerbarn', 'svigerbarn', 'child-in-law'),
  'sibling-in-law': words('svoger eller svigerinne', 'svoger eller svigerinne', 'sibling-in-law'),
  guardian: words('verge', 'verje', 'guardian'),
  'same-household': words('samme husstand', 'same hushald', 'same household'),
  'aunt-or-uncle': words('tante eller onkel', 'tante eller onkel', 'aunt or uncle'),
  'niece-or-nephew': words('niese eller nevø', 'niese eller nevø', 'niece or nephew'),
  cousin: words('søskenbarn', 'syskenbarn', 'cousin'),
  'former-spouse': words('tidligere ektefelle', 'tidlegare ektefelle', 'former spouse'),
  neighbour: words('nabo', 'nabo', 'neighbour'),
  friend: words('venn', 'ven', 'friend'),
  colleague: words('kollega', 'kollega', 'colleague'),
  'former-contact': words('tidligere støttekontakt', 'tidlegare støttekontakt', 'former contact'),
};

const REQUIREMENTS = {
  language: words('språk', 'språk', 'language'),
  gender: words('kjønn', 'kjønn', 'gender'),
  'age-range': words('alder', 'alder', 'age'),
  trait: words('egenskap', 'eigenskap', 'trait'),
  female: words('kvinne', 'kvinne', 'female'),
  male: words('mann', 'mann', 'male'),
  other: words('annet', 'anna', 'other'),
  car: words('har bil', 'har bil', 'has a car'),
  'no-pets': words('uten kjæledyr', 'utan kjæledyr', 'no pets'),
  'no-smoking': words('røyker ikke', 'røykjer ikkje', 'does not smoke'),
  wheelchair: words('kan hjelpe med rullestol', 'kan hjelpe med rullestol', 'can help with a wheelchair'),
  swims: words('svømmer', 'sym', 'swims'),
};

const LANGUAGES = {
  nb: words('bokmål', 'bokmål', 'Norwegian Bokmål'),
  nn: words('nynorsk', 'nynorsk', 'Norwegian Nynorsk'),
  no: words('norsk', 'norsk', 'Norwegian'),
  en: words('engelsk', 'engelsk', 'English'),
  se: words('nordsamisk', 'nordsamisk', 'Northern Sami'),
  sma: words('sørsamisk', 'sørsamisk', 'Southern Sami'),
  smj: words('lulesamisk', 'lulesamisk', 'Lule Sami'),
  fkv: words('kvensk', 'kvensk', 'Kven'),
  fi: words('finsk', 'finsk', 'Finnish'),
  sv: words('svensk', 'svensk', 'Swedish'),
  da: words('dansk', 'dansk', 'Danish'),
  de: words('tysk', 'tysk', 'German'),
  fr: words('fransk', 'fransk', 'French'),
  es: words('spansk', 'spansk', 'Spanish'),
  pl: words('polsk', 'polsk', 'Polish'),
  lt: words('litauisk', 'litauisk', 'Lithuanian'),
  ru: words('russisk', 'russisk', 'Russian'),
  uk: words('ukrainsk', 'ukrainsk', 'Ukrainian'),
  tr: words('tyrkisk', 'tyrkisk', 'Turkish'),
  ar: words('arabisk', 'arabisk', 'Arabic'),
  fa: words('persisk', 'persisk', 'Persian'),
  ku: words('kurdisk', 'kurdisk', 'Kurdish'),
  ps: words('pashto', 'pashto', 'Pashto'),
  so: words('somali', 'somali', 'Somali'),
  ti: words('tigrinja', 'tigrinja', 'Tigrinya'),
  ur: words('urdu', 'urdu', 'Urdu'),
  vi: words('vietnamesisk', 'vietnamesisk', 'Vietnamese'),
  nsl: words('norsk tegnspråk', 'norsk teiknspråk', 'Norwegian Sign Language'),
};

const PURPOSES = {
  adults: words('voksne', 'vaksne', 'adults'),
  minors: words('barn og unge', 'barn og unge', 'minors'),
  company: words('samvær', 'samvær', 'company'),
  activity: words('aktivitet', 'aktivitet', 'activity'),
  exercise: words('trening', 'trening', 'exercise'),
  culture: words('kultur', 'kultur', 'culture'),
  outdoors: words('friluftsliv', 'friluftsliv', 'outdoor life'),
  'shopping-together': words('handle sammen', 'handle saman', 'shopping together'),
  transport: words('transport', 'transport', 'transport'),
  errands: words('ærend', 'ærend', 'errands'),
  homework: words('leksehjelp', 'leksehjelp', 'homework'),
  'practical-help': words('praktisk hjelp i hjemmet', 'praktisk hjelp i heimen', 'practical help at home'),
  'other-service': words('hører til en annen tjeneste', 'høyrer til ei anna teneste', 'belongs to another service'),
};

const ARRANGEMENTS = {
  individual: words('én til én', 'éin til éin', 'one to one'),
  group: words('gruppe', 'gruppe', 'group'),
  voluntary: words('frivillig tilbud', 'frivillig tilbod', 'voluntary offer'),
  arrangement: words('tilbudsform', 'tilbodsform', 'arrangement'),
  form: words('antall og lengde på treff', 'talet på treff og lengda på dei', 'number and length of sessions'),
  offer: words('tilbud', 'tilbod', 'offer'),
  'not-a-group-leader': words('leder ikke grupper', 'leier ikkje grupper', 'does not lead groups'),
};

const HOUSING = {
  home: words('eget hjem', 'eigen heim', 'own home'),
  institution: words('institusjon', 'institusjon', 'institution'),
  'staffed-24h': words('døgnbemannet bolig', 'døgnbemanna bustad', 'housing with staff round the clock'),
};

const REASONS = {
  interview: words('intervju', 'intervju', 'interview'),
  certificate: words('politiattest', 'politiattest', 'police certificate'),
  place: words('adressen er ikke registrert', 'adressa er ikkje registrert', 'the address is not recorded'),
  'certificate-refused': words(
    'politiattesten er ikke godkjent',
    'politiattesten er ikkje godkjend',
    'certificate refused',
  ),
  'certificate-purpose': words(
    'politiattesten har et annet formål',
    'politiattesten har eit anna føremål',
    'the police certificate is for another purpose',
  ),
  'contract-ended': words('avtalen er avsluttet', 'avtalen er avslutta', 'the contract has ended'),
  'contract-scope': words(
    'avtalen gjelder ikke denne tilbudsformen',
    'avtalen gjeld ikkje denne tilbodsforma',
    'the contract does not cover this arrangement',
  ),
  'no-contract': words('ingen avtale denne datoen', 'ingen avtale denne datoen', 'no contract on this date'),
  'confidentiality-unsigned': words(
    'taushetserklæringen er ikke underskrevet',
    'teieplikterklæringa er ikkje underskriven',
    'the confidentiality declaration is not signed',
  ),
  'decision-revoked': words('vedtaket er trukket tilbake', 'vedtaket er trekt tilbake', 'the decision is revoked'),
  'not-resident': words(
    'brukeren bor ikke i kommunen',
    'brukaren bur ikkje i kommunen',
    'the recipient does not live in the municipality',
  ),
  'manual-handling': words('må behandles manuelt', 'må handsamast manuelt', 'needs manual handling'),
  'contact-not-qualified': words(
    'støttekontakten har ikke kvalifikasjonen',
    'støttekontakten har ikkje kvalifikasjonen',
    'the contact does not have the qualification',
  ),
  'one-to-one-only': words('bare én til én', 'berre éin til éin', 'one to one only'),
  protected: words('skjermet', 'skjerma', 'protected'),
  'not-screened': words(
    'ikke kontrollert mot adressebeskyttelse',
    'ikkje kontrollert mot adressevern',
    'not screened for protected addresses',
  ),
  'not-named': words('planen sier ikke hvorfor', 'planen seier ikkje kvifor', 'the plan does not say why'),
  forbidden: words('en fast regel er til hinder', 'ein fast regel er til hinder', 'a hard rule stands in the way'),
  'not-forbidden': words(
    'regelen som planen viser til, er ikke til hinder',
    'regelen som planen viser til, er ikkje til hinder',
    'the rule that the plan names does not stand in the way',
  ),
};

const HOLIDAYS = {
  'new-years-day': words('første nyttårsdag', 'første nyttårsdag', "New Year's Day"),
  'maundy-thursday': words('skjærtorsdag', 'skjærtorsdag', 'Maundy Thursday'),
  'good-friday': words('langfredag', 'langfredag', 'Good Friday'),
  'easter-sunday': words('første påskedag', 'første påskedag', 'Easter Sunday'),
  'easter-monday': words('andre påskedag', 'andre påskedag', 'Easter Monday'),
  'labour-day': words('1. mai', '1. mai', 'Labour Day'),
  'constitution-day': words('17. mai', '17. mai', 'Constitution Day'),
  'ascension-day': words('Kristi himmelfartsdag', 'Kristi himmelfartsdag', 'Ascension Day'),
  'whit-sunday': words('første pinsedag', 'første pinsedag', 'Whit Sunday'),
  'whit-monday': words('andre pinsedag', 'andre pinsedag', 'Whit Monday'),
  'christmas-day': words('første juledag', 'første juledag', 'Christmas Day'),
  'boxing-day': words('andre juledag', 'andre juledag', 'Boxing Day'),
};

const WORDS: ReadonlyMap<string, Localized> = new Map(
  [COUNTED, PEOPLE, RELATIONS, REQUIREMENTS, LANGUAGES, PURPOSES, ARRANGEMENTS, HOUSING, REASONS, HOLIDAYS].flatMap(
    (table) => Object.entries<Localized>(table),
  ),
);

/** Whether a code has words of its own. */
export const hasWord = (code: string): boolean => WORDS.has(code);

/** The words for a code; a code without words is shown as it is. */
export const word = (code: string, locale: Locale): string => WORDS.get(code)?.[locale] ?? code;
