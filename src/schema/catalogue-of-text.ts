// Problems of the text itself, found before it is known what it says: limits, JSON syntax, keys, numbers, CSV rows.
import type { CatalogueEntry } from './problem-catalogue.ts';

export const TEXT_PROBLEMS = {
  'document-too-large': {
    message: {
      nb: 'Filen er på {bytes} byte; den kan være på høyst {most}.',
      nn: 'Fila er på {bytes} byte; ho kan vere på høgst {most}.',
      en: 'The file has {bytes} bytes; it must have at most {most}.',
    },
    fix: {
      nb: 'Kanskje gjelder filen flere kommuner eller distrikter; del den.',
      nn: 'Kanskje gjeld fila fleire kommunar eller distrikt; del ho.',
      en: 'Maybe the file holds several municipalities or districts; split it.',
    },
  },
  'too-deep': {
    message: {
      nb: 'Lister og objekter kan ligge høyst {most} nivåer inni hverandre (linje {line}, kolonne {column}).',
      nn: 'Lister og objekt kan liggje høgst {most} nivå inni kvarandre (linje {line}, kolonne {column}).',
      en: 'Lists and objects must be nested at most {most} levels deep (line {line}, column {column}).',
    },
    fix: {
      nb: 'Kanskje er dette en annen fil enn den du mente å lese.',
      nn: 'Kanskje er dette ei anna fil enn den du meinte å lese.',
      en: 'Maybe this is another file than the one you meant to read.',
    },
  },
  'too-many-entries': {
    message: {
      nb: '{thing} kan ha høyst {most} oppføringer.',
      nn: '{thing} kan ha høgst {most} oppføringar.',
      en: 'The {thing} of {owner} must have at most {most} entries.',
    },
    fix: {
      nb: 'Kanskje er oppføringer gjentatt, eller filen hører til flere kommuner; del den.',
      nn: 'Kanskje er oppføringar tekne med fleire gonger, eller fila høyrer til fleire kommunar; del ho.',
      en: 'Maybe entries are repeated, or the file holds several municipalities; split it.',
    },
  },
  'not-json': {
    message: {
      nb: 'Teksten er ikke gyldig JSON på linje {line}, kolonne {column} ({value}): der må det stå {expected}.',
      nn: 'Teksten er ikkje gyldig JSON på linje {line}, kolonne {column} ({value}): der må det stå {expected}.',
      en: 'The text ({value}) at line {line}, column {column} must be valid JSON: {expected} was expected.',
    },
    fix: {
      nb: 'Kanskje mangler et komma eller et anførselstegn like foran, eller filen er avkortet.',
      nn: 'Kanskje manglar eit komma eller eit hermeteikn like framfor, eller fila er avkorta.',
      en: 'Maybe a comma or a quotation mark is missing just before, or the file was cut off.',
    },
  },
  'duplicate-key': {
    message: {
      nb: 'Nøkkelen {value} i {owner} står flere ganger i samme objekt; den kan stå én gang.',
      nn: 'Nøkkelen {value} i {owner} står fleire gonger i same objekt; han kan stå éin gong.',
      en: 'The key {value} of {owner} must stand once in its object; it stands more than once.',
    },
    fix: {
      nb: 'Kanskje mangler en klammeparentes mellom to oppføringer; slett ellers den ene.',
      nn: 'Kanskje manglar ein klammeparentes mellom to oppføringar; slett elles den eine.',
      en: 'Maybe a brace is missing between two entries; otherwise delete one of them.',
    },
  },
  'forbidden-key': {
    message: {
      nb: 'Nøkkelen {value} i {owner} kan ikke brukes.',
      nn: 'Nøkkelen {value} i {owner} kan ikkje brukast.',
      en: 'The key {value} of {owner} must not be used.',
    },
    fix: {
      nb: 'Kanskje var noe annet ment; slett nøkkelen, den har en annen betydning i programmer.',
      nn: 'Kanskje var noko anna meint; slett nøkkelen, han tyder noko anna i program.',
      en: 'Maybe another word was meant; remove the key, it has a meaning of its own to programs.',
    },
  },
  'not-finite': {
    message: {
      nb: '{thing} ({value}) hos {owner} er for stort til å være et tall.',
      nn: '{thing} ({value}) hos {owner} er for stort til å vere eit tal.',
      en: 'The {thing} ({value}) of {owner} must be a number that can be represented.',
    },
    fix: {
      nb: 'Kanskje er eksponenten feil.',
      nn: 'Kanskje er eksponenten feil.',
      en: 'Maybe the exponent is wrong.',
    },
  },
  'negative-zero': {
    message: {
      nb: '{thing} ({value}) hos {owner} kan ikke være minus null.',
      nn: '{thing} ({value}) hos {owner} kan ikkje vere minus null.',
      en: 'The {thing} ({value}) of {owner} must not be minus zero.',
    },
    fix: { nb: 'Kanskje var 0 ment.', nn: 'Kanskje var 0 meint.', en: 'Maybe 0 was meant.' },
  },
  'too-many-problems': {
    message: {
      nb: 'Dokumentet har {count} feil i alt; bare de første {listed} er tatt med her.',
      nn: 'Dokumentet har {count} feil i alt; berre dei første {listed} er tekne med her.',
      en: 'The document must be free of problems; it has {count} in all, of which the first {listed} are listed.',
    },
    fix: {
      nb: 'Kanskje er det samme feil i hver oppføring; rett den og les på nytt.',
      nn: 'Kanskje er det same feilen i kvar oppføring; rett han og les på nytt.',
      en: 'Maybe every entry has the same fault; mend it and read again.',
    },
  },
  'csv-header': {
    message: {
      nb: 'Første linje ({value}) må ha kolonnene postcode, lat og lon.',
      nn: 'Første linje ({value}) må ha kolonnane postcode, lat og lon.',
      en: 'The first line ({value}) must have the columns postcode, lat and lon.',
    },
    fix: {
      nb: 'Kanskje mangler linjen med kolonnenavn, eller skilletegnet er et annet enn komma eller semikolon.',
      nn: 'Kanskje manglar linja med kolonnenamn, eller skiljeteiknet er eit anna enn komma eller semikolon.',
      en: 'Maybe the line of column names is missing, or the separator is neither a comma nor a semicolon.',
    },
  },
  'csv-columns': {
    message: {
      nb: 'Linje {line} har {count} felt; den må ha {expected}, som første linje.',
      nn: 'Linje {line} har {count} felt; ho må ha {expected}, som første linje.',
      en: 'Line {line} has {count} fields; it must have {expected}, as the first line has.',
    },
    fix: {
      nb: 'Kanskje er desimaltegnet et komma i en fil som også har komma mellom feltene.',
      nn: 'Kanskje er desimalteiknet eit komma i ei fil som også har komma mellom felta.',
      en: 'Maybe numbers have a decimal comma in a file that separates fields by commas too.',
    },
  },
  'csv-postal-code': {
    message: {
      nb: 'Postnummeret ({value}) på linje {line} må ha fire sifre.',
      nn: 'Postnummeret ({value}) på linje {line} må ha fire siffer.',
      en: 'The postal code ({value}) of line {line} must have four digits.',
    },
    fix: {
      nb: 'Kanskje har regnearket fjernet nuller foran; lagre kolonnen som tekst.',
      nn: 'Kanskje har reknearket fjerna nullar framfor; lagre kolonna som tekst.',
      en: 'Maybe a spreadsheet dropped leading zeros; save the column as text.',
    },
  },
  'csv-number': {
    message: {
      nb: '{name} ({value}) på linje {line} må være et tall fra {least} til {most}.',
      nn: '{name} ({value}) på linje {line} må vere eit tal frå {least} til {most}.',
      en: 'The {name} ({value}) of line {line} must be a number from {least} to {most}.',
    },
    fix: {
      nb: 'Kanskje er bredde og lengde byttet om, eller koordinatene er ikke i grader (WGS84).',
      nn: 'Kanskje er breidd og lengd bytte om, eller koordinatane er ikkje i gradar (WGS84).',
      en: 'Maybe latitude and longitude are swapped, or the coordinates are not in degrees (WGS84).',
    },
  },
  'csv-duplicate': {
    message: {
      nb: 'Postnummeret ({value}) på linje {line} står også på linje {first}; det kan stå én gang.',
      nn: 'Postnummeret ({value}) på linje {line} står også på linje {first}; det kan stå éin gong.',
      en: 'The postal code ({value}) of line {line} must stand once; it is on line {first} too.',
    },
    fix: {
      nb: 'Kanskje har filen flere punkter for hvert postnummer; behold ett.',
      nn: 'Kanskje har fila fleire punkt for kvart postnummer; behald eitt.',
      en: 'Maybe the file has several points for each postal code; keep one.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
