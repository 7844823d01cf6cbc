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
  noNight: phrase(
    'Kommune {municipality} har ingen plan fra natten til {runDate}.',
    'Kommune {municipality} har ingen plan frå natta til {runDate}.',
    'Municipality {municipality} has no plan of the night of {runDate}.',
  ),
  noNightAdvice: phrase(
    'Oppgi en annen dato med --date, eller planlegg nå med kobling nightly.',
    'Oppgi ein annan dato med --date, eller planlegg no med kobling nightly.',
    'Give another date with --date, or plan now with kobling nightly.',
  ),
  night: phrase(
    'Natten til {runDate}: {done} kommuner er planlagt, {failed} mislyktes, {left} gjenstår. {seconds} s.',
    'Natta til {runDate}: {done} kommunar er planlagde, {failed} mislukkast, {left} står att. {seconds} s.',
    'The night of {runDate}: {done} municipalities are planned, {failed} failed, {left} are left. {seconds} s.',
  ),
  halfProvider: phrase(
    'Både KOBLING_OIDC_ISSUER og KOBLING_OIDC_AUDIENCE må være satt, eller ingen av dem.',
    'Både KOBLING_OIDC_ISSUER og KOBLING_OIDC_AUDIENCE må vere sette, eller ingen av dei.',
    'Both KOBLING_OIDC_ISSUER and KOBLING_OIDC_AUDIENCE must be set, or neither.',
  ),
  halfProviderAdvice: phrase(
    'Sett den som mangler til det identitetsleverandøren kaller seg selv og oss.',
    'Set den som manglar til det identitetsleverandøren kallar seg sjølv og oss.',
    'Set the missing one to what the identity provider calls itself, and us.',
  ),
  halfSignIn: phrase(
    'Skal folk logge inn, må alle disse være satt, og KOBLING_SESSION_SECRET ha minst 32 tegn: {names}.',
    'Skal folk logge inn, må alle desse vere sette, og KOBLING_SESSION_SECRET ha minst 32 teikn: {names}.',
    'For people to sign in, all of these must be set, and KOBLING_SESSION_SECRET have 32 characters at least: {names}.',
  ),
  halfSignInAdvice: phrase(
    'Se docs/operations.md, eller la alle være borte.',
    'Sjå docs/operations.md, eller lat alle vere borte.',
    'See docs/operations.md, or leave all of them out.',
  ),
  notLocal: phrase(
    'Uten innlogging (--local) må adressen være bare for denne maskinen, og ikke i drift.',
    'Utan innlogging (--local) må adressa vere berre for denne maskina, og ikkje i drift.',
    'Without sign-in (--local) the address must be of this machine alone, and not in production.',
  ),
  notLocalAdvice: phrase(
    'La --local være borte og gi folk roller med kobling account, eller lytt på 127.0.0.1 uten NODE_ENV=production og KOBLING_OIDC_ISSUER.',
    'Lat --local vere borte og gi folk roller med kobling account, eller lytt på 127.0.0.1 utan NODE_ENV=production og KOBLING_OIDC_ISSUER.',
    'Leave --local out and give people roles with kobling account, or listen on 127.0.0.1 without NODE_ENV=production and KOBLING_OIDC_ISSUER.',
  ),
  started: phrase(
    'Kobling svarer på {url} for den som sitter ved denne maskinen, og ingen andre. Ctrl-C avslutter.',
    'Kobling svarar på {url} for den som sit ved denne maskina, og ingen andre. Ctrl-C avsluttar.',
    'Kobling answers at {url} to whoever sits at this machine, and nobody else. Ctrl-C ends it.',
  ),
  startedDemo: phrase(
    'Kommunen {municipality} er en oppdiktet demokommune med {recipients} brukere og {contacts} støttekontakter.',
    'Kommunen {municipality} er ein oppdikta demokommune med {recipients} brukarar og {contacts} støttekontaktar.',
    'Municipality {municipality} is a made-up one with {recipients} recipients and {contacts} contacts.',
  ),
  startedTry: phrase('Prøv:', 'Prøv:', 'Try:'),
  accountSet: phrase(
    '{subject} har nå rollene {roles} i {municipality}.',
    '{subject} har no rollene {roles} i {municipality}.',
    '{subject} has the roles {roles} in {municipality} now.',
  ),
  accountEnded: phrase(
    '{subject} er ikke lenger kjent i {municipality}.',
    '{subject} er ikkje lenger kjend i {municipality}.',
    '{subject} is no longer known in {municipality}.',
  ),
  accountNone: phrase(
    '{municipality} har ingen {subject}.',
    '{municipality} har ingen {subject}.',
    '{municipality} has no {subject}.',
  ),
  accountNoneAdvice: phrase('Se kobling account --help.', 'Sjå kobling account --help.', 'See kobling account --help.'),
  keyMade: phrase(
    'Nøkkelen vises bare nå; den er gyldig i {days} dager:',
    'Nøkkelen blir vist berre no; han er gyldig i {days} dagar:',
    'The key is shown this once; it is valid for {days} days:',
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
  backupWritten: phrase(
    'Sikkerhetskopien {path} er skrevet, slik alt var {at} UTC. Kommuner: {municipalities}. Rader: {rows}. Størrelse: {size} kB.',
    'Tryggingskopien {path} er skriven, slik alt var {at} UTC. Kommunar: {municipalities}. Rader: {rows}. Storleik: {size} kB.',
    'The backup {path} was written, as all was at {at} UTC. Municipalities: {municipalities}. Rows: {rows}. Size: {size} kB.',
  ),
  backupPersonal: phrase(
    'Den holder personopplysninger, ukryptert: legg den der bare de kommer til som har ansvar for databasen. Prøv om den kan hentes fram:',
    'Han held personopplysningar, ukryptert: legg han der berre dei kjem til som har ansvar for databasen. Prøv om han kan hentast fram:',
    'It holds personal data, unencrypted: keep it where only those come who are in charge of the database. Try whether it can be restored:',
  ),
  backupExists: phrase(
    'Filen {path} finnes allerede. Ingenting er skrevet.',
    'Fila {path} finst alt. Ingenting er skrive.',
    'The file {path} exists already. Nothing was written.',
  ),
  backupExistsAdvice: phrase(
    'Velg et annet navn, for eksempel med dato: en sikkerhetskopi skrives aldri over en annen.',
    'Vel eit anna namn, til dømes med dato: ein tryggingskopi vert aldri skriven over ein annan.',
    'Choose another name, such as one with the date: a backup is never written over another.',
  ),
  backupNothing: phrase(
    'Det er ingenting å ta sikkerhetskopi av ({place}).',
    'Det er ingenting å ta tryggingskopi av ({place}).',
    'There is nothing to back up ({place}).',
  ),
  backupStopped: phrase(
    'Sikkerhetskopien ble avbrutt. Ingenting er skrevet.',
    'Tryggingskopien vart avbroten. Ingenting er skrive.',
    'The backup was interrupted. Nothing was written.',
  ),
  backupStoppedAdvice: phrase('Kjør den på nytt.', 'Køyr han på nytt.', 'Run it again.'),
  backupOtherProgramAdvice: phrase(
    'Oppdater programmet, eller bruk det programmet som laget den.',
    'Oppdater programmet, eller bruk det programmet som laga han.',
    'Update the program, or use the one that made it.',
  ),
  'backup-no-backup': phrase(
    'Filen {path} er ingen sikkerhetskopi fra Kobling. Ingenting er endret.',
    'Fila {path} er ingen tryggingskopi frå Kobling. Ingenting er endra.',
    'The file {path} is no backup by Kobling. Nothing was changed.',
  ),
  'backup-other-format': phrase(
    'Sikkerhetskopien {path} har et format som dette programmet ikke leser. Ingenting er endret.',
    'Tryggingskopien {path} har eit format som dette programmet ikkje les. Ingenting er endra.',
    'The backup {path} is of a format that this program does not read. Nothing was changed.',
  ),
  'backup-truncated': phrase(
    'Sikkerhetskopien {path} slutter før den er ferdig. Ingenting er endret.',
    'Tryggingskopien {path} sluttar før han er ferdig. Ingenting er endra.',
    'The backup {path} ends before it is complete. Nothing was changed.',
  ),
  'backup-changed': phrase(
    'Sikkerhetskopien {path} er ikke slik den ble skrevet: noe i den er endret eller skadet. Ingenting er endret i databasen.',
    'Tryggingskopien {path} er ikkje slik han vart skriven: noko i han er endra eller skadd. Ingenting er endra i databasen.',
    'The backup {path} is not as it was written: something in it was changed or damaged. Nothing was changed in the database.',
  ),
  'backupAdvice-bad': phrase(
    'Kanskje ble filen kopiert bare delvis; hent den på nytt derfra den kom, eller bruk en tidligere sikkerhetskopi.',
    'Kanskje vart fila kopiert berre delvis; hent ho på nytt derfrå ho kom, eller bruk ein tidlegare tryggingskopi.',
    'Maybe the file was copied only in part; fetch it again from where it came, or use an earlier backup.',
  ),
  backupNewer: phrase(
    'Sikkerhetskopien {path} er laget av et nyere program: {names}. Ingenting er endret.',
    'Tryggingskopien {path} er laga av eit nyare program: {names}. Ingenting er endra.',
    'The backup {path} was made by a newer program: {names}. Nothing was changed.',
  ),
  restored: phrase(
    'Databasen ({place}) er hentet fram slik alt var {at} UTC; det som ble skrevet, er lest tilbake og likt. Kommuner: {municipalities}. Rader: {rows}.',
    'Databasen ({place}) er henta fram slik alt var {at} UTC; det som vart skrive, er lese tilbake og likt. Kommunar: {municipalities}. Rader: {rows}.',
    'The database ({place}) was restored as all was at {at} UTC; what was written was read back, and is equal. Municipalities: {municipalities}. Rows: {rows}.',
  ),
  restoredNext: phrase(
    'Spør kobling doctor om alt virker, og start kobling worker: jobber som ventet eller kjørte, tas opp igjen.',
    'Spør kobling doctor om alt verkar, og start kobling worker: jobbar som venta eller køyrde, vert tekne opp att.',
    'Ask kobling doctor whether everything works, and start kobling worker: jobs that waited or ran are taken up again.',
  ),
  restoreNotEmpty: phrase(
    'Databasen ({place}) har kommuner allerede. Ingenting er endret.',
    'Databasen ({place}) har kommunar alt. Ingenting er endra.',
    'The database ({place}) has municipalities already. Nothing was changed.',
  ),
  restoreDatabaseNewer: phrase(
    'Databasen ({place}) er nyere enn sikkerhetskopien: {names}. Ingenting er endret.',
    'Databasen ({place}) er nyare enn tryggingskopien: {names}. Ingenting er endra.',
    'The database ({place}) is newer than the backup: {names}. Nothing was changed.',
  ),
  restoreOtherTables: phrase(
    'Tabellene i databasen ({place}) er ikke de som sikkerhetskopien ble tatt av. Ingen rader er skrevet.',
    'Tabellane i databasen ({place}) er ikkje dei som tryggingskopien vart teken av. Ingen rader er skrivne.',
    'The tables of the database ({place}) are not those that the backup was made of. No row was written.',
  ),
  restoreElsewhereAdvice: phrase(
    'Hent den fram i en ny, tom database: en annen mappe med --data, eller en annen database i DATABASE_URL. Den trenger ingen kobling migrate først.',
    'Hent han fram i ein ny, tom database: ei anna mappe med --data, eller ein annan database i DATABASE_URL. Han treng ingen kobling migrate først.',
    'Restore it into a new, empty database: another folder with --data, or another database in DATABASE_URL. It needs no kobling migrate first.',
  ),
  restoreRefused: phrase(
    'Databasen tar ikke imot det som står i sikkerhetskopien ({code}). Ingen rader er skrevet.',
    'Databasen tek ikkje imot det som står i tryggingskopien ({code}). Ingen rader er skrivne.',
    'The database refuses what the backup holds ({code}). No row was written.',
  ),
  restoreDiffers: phrase(
    'Det som ble skrevet, er ikke det som står i sikkerhetskopien: {tables}. Alt er tatt tilbake.',
    'Det som vart skrive, er ikkje det som står i tryggingskopien: {tables}. Alt er teke tilbake.',
    'What was written is not what the backup holds: {tables}. All of it was taken back.',
  ),
  restoreDiffersAdvice: phrase(
    'Ta vare på filen, prøv en tidligere sikkerhetskopi, og meld feilen.',
    'Ta vare på fila, prøv ein tidlegare tryggingskopi, og meld feilen.',
    'Keep the file, try an earlier backup, and report it.',
  ),
  restoreUnfinished: phrase(
    'Alle rader er hentet fram i databasen ({place}), men den er ikke brakt til siste versjon ({code}).',
    'Alle rader er henta fram i databasen ({place}), men han er ikkje bringa til siste versjon ({code}).',
    'All rows were restored into the database ({place}), but it was not brought to the newest version ({code}).',
  ),
  restoreUnfinishedAdvice: phrase(
    'Kjør kobling migrate, som gjør resten, før tjenesten tas i bruk.',
    'Køyr kobling migrate, som gjer resten, før tenesta vert teken i bruk.',
    'Run kobling migrate, which does the rest, before the service is used.',
  ),
  drillStopped: phrase(
    'Øvelsen ble avbrutt. Databasen som ble laget for den, er fjernet.',
    'Øvinga vart avbroten. Databasen som vart laga for ho, er fjerna.',
    'The drill was interrupted. The database that was made for it is gone.',
  ),
  drillStoppedAdvice: phrase('Kjør den på nytt.', 'Køyr ho på nytt.', 'Run it again.'),
  drilled: phrase(
    'Sikkerhetskopien av {at} UTC (versjon {version}). Kommuner: {municipalities}. Rader: {rows}.',
    'Tryggingskopien av {at} UTC (versjon {version}). Kommunar: {municipalities}. Rader: {rows}.',
    'The backup of {at} UTC (version {version}). Municipalities: {municipalities}. Rows: {rows}.',
  ),
  'drillCheck-file': phrase(
    'hel, hver byte som skrevet',
    'heil, kvar byte som skriven',
    'whole, every byte as written',
  ),
  'drillCheck-rows': phrase(
    'hentet fram; alle tabeller like etterpå',
    'henta fram; alle tabellar like etterpå',
    'restored; all tables equal afterwards',
  ),
  'drillCheck-row-security': phrase('skille mellom kommuner', 'skilje mellom kommunar', 'municipalities kept apart'),
  'drillCheck-canary': phrase('en jobb hele veien', 'ein jobb heile vegen', 'a job all the way'),
  'drillCheck-time': phrase(
    '{seconds} s av høyst {goal} s (15 min)',
    '{seconds} s av høgst {goal} s (15 min)',
    '{seconds} s of at most {goal} s (15 min)',
  ),
  drillSound: phrase(
    'Sikkerhetskopien kan brukes. Databasen som ble laget for øvelsen, er fjernet; ingenting annet er rørt.',
    'Tryggingskopien kan brukast. Databasen som vart laga for øvinga, er fjerna; ingenting anna er rørt.',
    'The backup can be used. The database made for the drill is gone; nothing else was touched.',
  ),
  drillFailed: phrase(
    'Ikke stol på denne sikkerhetskopien eller denne maskinen før det er rettet. Databasen som ble laget for øvelsen, er fjernet.',
    'Ikkje stol på denne tryggingskopien eller denne maskina før det er retta. Databasen som vart laga for øvinga, er fjerna.',
    'Do not rely on this backup, or on this machine, until that is mended. The database made for the drill is gone.',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
