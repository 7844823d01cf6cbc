// Findings about a certificate in words: what is wrong with it, and what to do. Their pointers point into the certificate.
import type { CertificateProblem } from '../src/check/index.ts';
import { type Localized, phrase } from '../src/schema/locale.ts';

/** What is wrong with a certificate: fact `problem` of rule `certificate`. */
export const CERTIFICATE_TEXTS: Readonly<Record<CertificateProblem, Localized>> = {
  'unknown-portion': phrase(
    'Delen av vedtaket finnes ikke. Kanskje hører beviset til en annen fil: lag planen og beviset på nytt.',
    'Delen av vedtaket finst ikkje. Kanskje høyrer beviset til ei anna fil: lag planen og beviset på nytt.',
    'The part does not exist. Maybe the certificate belongs to another file: make plan and certificate again.',
  ),
  'unknown-contact': phrase(
    'Støttekontakten finnes ikke. Kanskje hører beviset til en annen fil: lag planen og beviset på nytt.',
    'Støttekontakten finst ikkje. Kanskje høyrer beviset til ei anna fil: lag planen og beviset på nytt.',
    'The contact does not exist. Maybe the certificate belongs to another file: make plan and certificate again.',
  ),
  'unknown-gathering': phrase(
    'Gruppa eller tilbudet finnes ikke. Kanskje hører beviset til en annen fil: lag planen og beviset på nytt.',
    'Gruppa eller tilbodet finst ikkje. Kanskje høyrer beviset til ei anna fil: lag planen og beviset på nytt.',
    'The group or offer does not exist. Maybe the certificate belongs to another file: make both again.',
  ),
  'unknown-recipient': phrase(
    'Brukeren finnes ikke. Kanskje hører beviset til en annen fil: lag planen og beviset på nytt.',
    'Brukaren finst ikkje. Kanskje høyrer beviset til ei anna fil: lag planen og beviset på nytt.',
    'The recipient does not exist. Maybe the certificate belongs to another file: make plan and certificate again.',
  ),
  'unknown-pin': phrase(
    'Koblingen eller låsen finnes ikke. Fjern den fra beviset.',
    'Koplinga eller låsen finst ikkje. Fjern ho frå beviset.',
    'The pairing or lock does not exist. Take it out of the certificate.',
  ),
  'unknown-rule': phrase(
    'Ingen regel om mengder heter dette. Fjern raden fra beviset.',
    'Ingen regel om mengder heiter dette. Fjern rada frå beviset.',
    'No limit has this id. Take the row out of the certificate.',
  ),
  'unknown-bucket': phrase(
    'Ingen av brukerens mulige treff teller i {bucket} ({rule}). Raden er ikke regnet med: fjern den fra beviset.',
    'Ingen av dei moglege treffa til brukaren tel i {bucket} ({rule}). Rada er ikkje rekna med: fjern ho frå beviset.',
    'No session that the recipient could have counts in {bucket} ({rule}). The row was left out: take it out, too.',
  ),
  'repeated-price': phrase(
    'Prisen er oppgitt to ganger. La den ene stå.',
    'Prisen er oppgitt to gonger. Lat den eine stå.',
    'The price is given twice. Leave one of them.',
  ),
  'repeated-pin': phrase(
    'Koblingen eller låsen er nevnt to ganger. La den stå ett sted.',
    'Koplinga eller låsen er nemnd to gonger. Lat ho stå éin stad.',
    'The pairing or lock is named twice. Leave it in one place.',
  ),
  'repeated-plan': phrase(
    'Støttekontakten, gruppa eller tilbudet har to planer i beviset. La den beste stå.',
    'Støttekontakten, gruppa eller tilbodet har to planar i beviset. Lat den beste stå.',
    'The contact, group or offer has two plans in the certificate. Leave the better one.',
  ),
  'repeated-member': phrase(
    'Det samme står to ganger i lista. La det stå én gang.',
    'Det same står to gonger i lista. Lat det stå éin gong.',
    'The same stands twice in the list. Leave it once.',
  ),
  'negative-price': phrase(
    'Prisen ({price}) må være 0 eller mer: ellers beviser den ingenting. Sett den til 0.',
    'Prisen ({price}) må vere 0 eller meir: elles prover han ingenting. Set han til 0.',
    'The price ({price}) must be 0 or more, or it proves nothing. Set it to 0.',
  ),
  'prices-differ': phrase(
    'Det er {prices} priser for {pins} koblinger og låser. Oppgi én pris for hver.',
    'Det er {prices} prisar for {pins} koplingar og låsar. Oppgi éin pris for kvar.',
    'There are {prices} prices for {pins} pairings and locks. Give one price for each.',
  ),
  'foreign-portion': phrase(
    'Delen av vedtaket hører til en annen bruker enn raden. Fjern den fra raden.',
    'Delen av vedtaket høyrer til ein annan brukar enn rada. Fjern han frå rada.',
    'The part belongs to another recipient than the row. Take it out of the row.',
  ),
  'not-exclusive': phrase(
    'Brukeren kan ha begge treffene ({first} og {second}), så raden gjelder ikke. Fjern ett av dem fra raden.',
    'Brukaren kan ha begge treffa ({first} og {second}), så rada gjeld ikkje. Fjern eitt av dei frå rada.',
    'The recipient can have both sessions ({first} and {second}), so the row does not hold. Take one out of the row.',
  ),
  'wrong-kind-of-bucket': phrase(
    '{bucket} ({rule}) teller på en annen måte enn raden, eller har ingen øvre grense. Fjern raden fra beviset.',
    '{bucket} ({rule}) tel på ein annan måte enn rada, eller har inga øvre grense. Fjern rada frå beviset.',
    '{bucket} ({rule}) counts in another way than the row, or has no most. Take the row out of the certificate.',
  ),
  'too-large': phrase(
    'Tallene blir for store til å regnes helt nøyaktig. Lag beviset med lavere scaleBits.',
    'Tala blir for store til å reknast heilt nøyaktig. Lag beviset med lågare scaleBits.',
    'The numbers are too large for exact sums. Make the certificate with fewer scaleBits.',
  ),
  'pin-not-holdable': phrase(
    'Ingen plan kan holde dette sammen med resten av det beviset regner som fast. Flytt det til mayBreak.',
    'Ingen plan kan halde dette saman med resten av det beviset reknar som fast. Flytt det til mayBreak.',
    'No plan can hold this together with all else that the certificate takes as settled. Move it to mayBreak.',
  ),
  'shared-term': phrase(
    'Regelen {rule} gir poeng på tvers av støttekontakter, og slike bevis kan ikke dekke det. Bruk grensen i planen.',
    'Regelen {rule} gir poeng på tvers av støttekontaktar, og slike bevis kan ikkje dekkje det. Bruk grensa i planen.',
    'Rule {rule} gives points across contacts, which such a certificate cannot cover. Use the bound of the plan.',
  ),
  'no-such-engagement': phrase(
    'Støttekontakten kan ikke møte brukeren slik: paret, omfanget eller tidene er ikke mulige. Lag beviset på nytt.',
    'Støttekontakten kan ikkje møte brukaren slik: paret, omfanget eller tidene er ikkje moglege. Lag beviset på nytt.',
    'The contact cannot meet the recipient like this: pair, form or times are not possible. Make it again.',
  ),
  'no-such-lead': phrase(
    'Støttekontakten kan ikke lede gruppa eller følge til tilbudet, eller den som skal følge, mangler. Lag beviset på nytt.',
    'Støttekontakten kan ikkje leie gruppa eller følgje til tilbodet, eller den som skal følgje, manglar. Lag det på nytt.',
    'The contact cannot lead the group or accompany the offer, or whoever accompanies it is missing. Make it again.',
  ),
  'no-such-seat': phrase(
    'Brukeren kan ikke ha denne plassen i gruppa eller tilbudet. Lag beviset på nytt.',
    'Brukaren kan ikkje ha denne plassen i gruppa eller tilbodet. Lag beviset på nytt.',
    'The recipient cannot have this place in the group or offer. Make the certificate again.',
  ),
  'plan-without-pin': phrase(
    'Delplanen mangler noe som beviset regner som fast. Lag beviset på nytt.',
    'Delplanen manglar noko som beviset reknar som fast. Lag beviset på nytt.',
    'The plan lacks something that the certificate takes as settled. Make the certificate again.',
  ),
  'plan-breaks-rule': phrase(
    'Delplanen bryter regelen {rule}. Lag beviset på nytt.',
    'Delplanen bryt regelen {rule}. Lag beviset på nytt.',
    'The plan breaks rule {rule}. Make the certificate again.',
  ),
};

/** Other findings about a certificate, by rule. */
export const BOUND_TEXTS: Readonly<Record<string, Localized>> = {
  'certificate-value': phrase(
    'Beviset gir delplanen verdien {stated}; med prisene der er den {actual}. Lag beviset på nytt.',
    'Beviset gir delplanen verdien {stated}; med prisane der er han {actual}. Lag beviset på nytt.',
    'The certificate gives the plan a value of {stated}; at its prices it is {actual}. Make the certificate again.',
  ),
  'certificate-contradiction': phrase(
    'Delplanen er verdt {listed}, mer enn kontrollen selv fant ({found}). Det er en feil i kontrollen: meld fra om den.',
    'Delplanen er verd {listed}, meir enn kontrollen sjølv fann ({found}). Det er ein feil i kontrollen: meld frå om han.',
    'The plan is worth {listed}, more than the check itself found ({found}). That is a fault of the check: report it.',
  ),
  'certificate-bound': phrase(
    'Beviset oppgir grensen {stated}; prisene beviser {proven}. Regn med {proven}.',
    'Beviset oppgir grensa {stated}; prisane prover {proven}. Rekn med {proven}.',
    'The certificate states a bound of {stated}; its prices prove {proven}. Go by {proven}.',
  ),
  'certificate-horizon': phrase(
    'Beviset er laget for {weeks} uker fra {from}, per {today}; planen for andre dager. Oppgi dagen med --today.',
    'Beviset er laga for {weeks} veker frå {from}, per {today}; planen for andre dagar. Oppgi dagen med --today.',
    'The certificate is for {weeks} weeks from {from}, as of {today}; the plan for others. Give the day with --today.',
  ),
  'certificate-fingerprint caseload': phrase(
    'Beviset er laget av en annen utgave av brukere og støttekontakter enn denne filen. Lag det på nytt.',
    'Beviset er laga av ei anna utgåve av brukarar og støttekontaktar enn denne fila. Lag det på nytt.',
    'The certificate was made from another caseload than this file. Make it again.',
  ),
  'certificate-fingerprint ruleset': phrase(
    'Beviset er laget med andre regler enn de som gjelder nå. Lag det på nytt.',
    'Beviset er laga med andre reglar enn dei som gjeld no. Lag det på nytt.',
    'The certificate was made under other rules than those of today. Make it again.',
  ),
  'certificate-pins': phrase(
    'Planen holder ikke {broken}, som beviset regner som fast: grensen gjelder ikke for den. Lag et bevis for denne planen.',
    'Planen held ikkje {broken}, som beviset reknar som fast: grensa gjeld ikkje for han. Lag eit bevis for denne planen.',
    'The plan does not hold {broken}, which the certificate takes as settled: its bound is not about this plan.',
  ),
  'recorded-bound': phrase(
    'Planen oppgir grensen {recorded}, men beviset viser bare at ingen plan er bedre enn {proven}. Regn med {proven}.',
    'Planen oppgir grensa {recorded}, men beviset viser berre at ingen plan er betre enn {proven}. Rekn med {proven}.',
    'The plan records a bound of {recorded}, but all that is proven is that none is better than {proven}. Go by that.',
  ),
};

export const CERTIFICATE_TITLES: Readonly<Record<string, Localized>> = {
  certificate: phrase('Beviset holder ikke', 'Beviset held ikkje', 'The certificate does not hold'),
  'certificate-value': phrase('Oppgitt verdi i beviset', 'Oppgitt verdi i beviset', 'Stated value in the certificate'),
  'certificate-contradiction': phrase(
    'Kontrollen motsier seg selv',
    'Kontrollen motseier seg sjølv',
    'The check contradicts itself',
  ),
  'certificate-bound': phrase('Grensen i beviset', 'Grensa i beviset', 'The bound of the certificate'),
  'certificate-horizon': phrase('Beviset er for andre dager', 'Beviset er for andre dagar', 'Made for other days'),
  'certificate-fingerprint': phrase(
    'Beviset har annet grunnlag',
    'Beviset har anna grunnlag',
    'Made from something else',
  ),
  'certificate-pins': phrase('Beviset gjelder andre planer', 'Beviset gjeld andre planar', 'About other plans'),
  'recorded-bound': phrase('Oppgitt grense', 'Oppgitt grense', 'Recorded bound'),
};
