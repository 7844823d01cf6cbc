// What the commands of the service say to whoever operates it.
import { type Localized, phrase } from '../src/schema/locale.ts';

export const SERVICE_PHRASES = {
  migrated: phrase(
    'Databasen ({place}) er brakt til siste versjon: {names}.',
    'Databasen ({place}) er bringa til siste versjon: {names}.',
    'The database ({place}) was brought to the newest version: {names}.',
  ),
  migratedNone: phrase(
    'Databasen ({place}) har siste versjon allerede.',
    'Databasen ({place}) har siste versjon alt.',
    'The database ({place}) has the newest version already.',
  ),
  noDatabase: phrase(
    'Databasen ({place}) svarer ikke, eller sier nei ({code}). Ingenting er endret.',
    'Databasen ({place}) svarar ikkje, eller seier nei ({code}). Ingenting er endra.',
    'The database ({place}) does not answer, or refuses ({code}). Nothing was changed.',
  ),
  databaseNewer: phrase(
    'Databasen ({place}) er laget av et nyere program: {names}. Ingenting er endret.',
    'Databasen ({place}) er laga av eit nyare program: {names}. Ingenting er endra.',
    'The database ({place}) was made by a newer program: {names}. Nothing was changed.',
  ),
  databaseNewerAdvice: phrase(
    'Oppdater programmet, eller hent fram en sikkerhetskopi fra før databasen ble oppdatert.',
    'Oppdater programmet, eller hent fram ein tryggingskopi frå før databasen vart oppdatert.',
    'Update the program, or restore a backup from before the database was brought to its version.',
  ),
  databaseOther: phrase(
    'Databasen ({place}) har en annen versjon enn programmet: {names}.',
    'Databasen ({place}) har ein annan versjon enn programmet: {names}.',
    'The database ({place}) has another version than the program: {names}.',
  ),
  imported: phrase(
    'Kommune {municipality}: {written} poster er nye eller endret, {removed} er fjernet.',
    'Kommune {municipality}: {written} postar er nye eller endra, {removed} er fjerna.',
    'Municipality {municipality}: {written} entries are new or changed, {removed} are removed.',
  ),
  published: phrase(
    'Kommune {municipality}: plan {planId} gjelder nå, publisert av {by}.',
    'Kommune {municipality}: plan {planId} gjeld no, publisert av {by}.',
    'Municipality {municipality}: plan {planId} is in force now, published by {by}.',
  ),
  nothingToPublish: phrase(
    'Kommune {municipality} har ikke noe slikt forslag til plan.',
    'Kommune {municipality} har ikkje noko slikt framlegg til plan.',
    'Municipality {municipality} has no such proposed plan.',
  ),
  nothingToPublishAdvice: phrase(
    'Be om et med kobling nightly, eller se om planen alt er publisert.',
    'Be om eit med kobling nightly, eller sjå om planen alt er publisert.',
    'Ask for one with kobling nightly, or see whether the plan is published already.',
  ),
  night: phrase(
    'Natten til {runDate}: {done} kommuner er planlagt, {failed} mislyktes, {left} gjenstår. {seconds} s.',
    'Natta til {runDate}: {done} kommunar er planlagde, {failed} mislukkast, {left} står att. {seconds} s.',
    'The night of {runDate}: {done} municipalities are planned, {failed} failed, {left} are left. {seconds} s.',
  ),
  cannotListen: phrase(
    'Tjenesten kan ikke lytte på {host}, port {port} ({code}).',
    'Tenesta kan ikkje lytte på {host}, port {port} ({code}).',
    'The service cannot listen on {host}, port {port} ({code}).',
  ),
  cannotListenAdvice: phrase(
    'Kanskje kjører den allerede, eller noe annet bruker porten. Velg en annen med --port, eller 0 for en ledig.',
    'Kanskje køyrer ho alt, eller noko anna bruker porten. Vel ein annan med --port, eller 0 for ein ledig.',
    'Maybe it runs already, or something else uses the port. Choose another with --port, or 0 for a free one.',
  ),
  'doctorStatus-ok': phrase('i orden', 'i orden', 'ok'),
  'doctorStatus-failed': phrase('feil', 'feil', 'failed'),
  'doctorStatus-not-asked': phrase('ikke spurt', 'ikkje spurt', 'not asked'),
  'doctorCheck-solver': phrase('løser', 'løysar', 'solver'),
  'doctorCheck-database': phrase('database', 'database', 'database'),
  'doctorCheck-migrations': phrase('databasens versjon', 'versjonen til databasen', 'version of the database'),
  'doctorCheck-row-security': phrase('skille mellom kommuner', 'skilje mellom kommunar', 'municipalities kept apart'),
  'doctorCheck-jobs': phrase(
    'jobber: venter / ingen har ringt / forlatt',
    'jobbar: ventar / ingen har ringt / forlatne',
    'jobs: waiting / not rung / deserted',
  ),
  'doctorCheck-canary': phrase('en jobb hele veien', 'ein jobb heile vegen', 'a job all the way'),
  doctorSound: phrase('Alt virker.', 'Alt verkar.', 'Everything works.'),
  'doctorAdvice-none': phrase(
    'Det finnes ingen database ennå. Lag en i mappen {data} med kobling migrate, eller oppgi DATABASE_URL.',
    'Det finst ingen database enno. Lag ein i mappa {data} med kobling migrate, eller oppgi DATABASE_URL.',
    'There is no database yet. Make one in the folder {data} with kobling migrate, or set DATABASE_URL.',
  ),
  'doctorAdvice-solver': phrase(
    'Kanskje er installasjonen ufullstendig; kjør npm ci på nytt.',
    'Kanskje er installasjonen ufullstendig; køyr npm ci på nytt.',
    'Maybe the installation is incomplete; run npm ci again.',
  ),
  'doctorAdvice-database': phrase(
    'Kanskje kjører ikke databasen, eller adressen, brukeren eller passordet i DATABASE_URL er feil.',
    'Kanskje køyrer ikkje databasen, eller adressa, brukaren eller passordet i DATABASE_URL er feil.',
    'Maybe the database does not run, or the address, user or password in DATABASE_URL is wrong.',
  ),
  'doctorAdvice-migrations': phrase(
    'Kjør kobling migrate. Sier den at databasen er nyere, må programmet oppdateres.',
    'Køyr kobling migrate. Seier han at databasen er nyare, må programmet oppdaterast.',
    'Run kobling migrate. If that says that the database is newer, the program must be updated.',
  ),
  'doctorAdvice-row-security': phrase(
    'Noen har endret rettigheter i databasen. Ikke bruk tjenesten før det er rettet.',
    'Nokon har endra rettar i databasen. Ikkje bruk tenesta før det er retta.',
    'Somebody has changed rights in the database. Do not use the service until that is mended.',
  ),
  'doctorAdvice-jobs': phrase(
    'Jobber blir liggende. Kanskje kjører ingen arbeider, eller den når ikke køen.',
    'Jobbar blir liggjande. Kanskje køyrer ingen arbeidar, eller han når ikkje køen.',
    'Jobs are left lying. Maybe no worker runs, or it does not reach the queue.',
  ),
  'doctorAdvice-canary': phrase(
    'Databasen og løseren svarer hver for seg. Kanskje er maskinen overbelastet; prøv igjen, og se i loggen.',
    'Databasen og løysaren svarar kvar for seg. Kanskje er maskina overbelasta; prøv igjen, og sjå i loggen.',
    'Database and solver answer by themselves. Maybe the machine is overloaded; try again, and look into the log.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
