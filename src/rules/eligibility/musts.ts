// What the recipient's assessment says must hold of the contact: language, gender, age, car, no pets …
import { fulfils } from '../../domain/requirements.ts';
import type { Requirement } from '../../schema/caseload.ts';
import { changeContact, changeRecipient, joinGroup } from '../example-edits.ts';
import { PAIRING_NOT_POSSIBLE } from '../neutral.ts';
import { broken, type EligibilityRule, MET, unknown } from '../rule.ts';

/** The requirement for texts: its attribute and what is asked; an age range by its youngest and oldest year. */
const factsOf = (requirement: Requirement) => ({
  attribute: requirement.attribute,
  value: requirement.attribute === 'age-range' ? `${requirement.from}-${requirement.to - 1}` : requirement.value,
});

export const musts: EligibilityRule = {
  kind: 'eligibility',
  id: 'musts',
  sources: [
    { name: 'PUB', reference: 'the assessment names what the contact must be or have' },
    { name: 'H-QS', reference: 'user participation' },
  ],
  inForce: { from: '2016-01-01' },
  settings: [],
  texts: {
    title: { nb: 'Krav til støttekontakten', nn: 'Krav til støttekontakten', en: 'Musts' },
    demand: {
      nb: 'Støttekontakten oppfyller alt som må være oppfylt for brukeren.',
      nn: 'Støttekontakten oppfyller alt som må vere oppfylt for brukaren.',
      en: 'The contact meets everything that must hold for the recipient.',
    },
    broken: {
      nb: 'Støttekontakten oppfyller ikke et krav fra brukeren ({attribute}: {value}).',
      nn: 'Støttekontakten oppfyller ikkje eit krav frå brukaren ({attribute}: {value}).',
      en: 'The contact does not meet a requirement of the recipient ({attribute}: {value}).',
    },
    unknown: {
      nb: 'Det er ikke kjent om støttekontakten oppfyller et krav fra brukeren ({attribute}: {value}).',
      nn: 'Det er ikkje kjent om støttekontakten oppfyller eit krav frå brukaren ({attribute}: {value}).',
      en: 'It is not known whether the contact meets a requirement of the recipient ({attribute}: {value}).',
    },
    advice: {
      nb: 'Velg en annen støttekontakt, spør om det som ikke er registrert, eller gå gjennom kravet med brukeren.',
      nn: 'Vel ein annan støttekontakt, spør om det som ikkje er registrert, eller gå gjennom kravet med brukaren.',
      en: 'Choose another contact, ask about what is not recorded, or go through the requirement with the recipient.',
    },
    neutral: PAIRING_NOT_POSSIBLE,
  },
  checks: {
    pair(world, { recipient }, contact) {
      let open: Requirement | undefined;
      for (const requirement of recipient.requirements) {
        if (requirement.strength !== 'must') continue;
        const status = fulfils(requirement, contact, world.horizon.from);
        // A requirement that is not met settles it, whatever else is not recorded.
        if (status === 'broken') return broken(factsOf(requirement));
        if (status === 'unknown') open ??= requirement;
      }
      return open === undefined ? MET : unknown(factsOf(open));
    },
  },
  examples: [
    { title: 'no requirements', outcome: 'met', edit: () => {} },
    {
      title: 'a contact who speaks the language',
      outcome: 'met',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'language', value: 'sma', strength: 'must' }] });
        changeContact(draft, { languages: ['nb', 'sma'] });
      },
    },
    {
      title: 'a contact who does not speak the language',
      outcome: 'broken',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'language', value: 'sma', strength: 'must' }] });
        changeContact(draft, { languages: ['nb'] });
      },
    },
    {
      title: 'the same language as a wish only',
      outcome: 'met',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'language', value: 'sma', strength: 'wish' }] }),
    },
    {
      title: 'a contact of the required gender',
      outcome: 'met',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'gender', value: 'female', strength: 'must' }] });
        changeContact(draft, { gender: 'female' });
      },
    },
    {
      title: 'a contact of another gender',
      outcome: 'broken',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'gender', value: 'female', strength: 'must' }] });
        changeContact(draft, { gender: 'male' });
      },
    },
    {
      title: "the contact's gender is not recorded",
      outcome: 'unknown',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'gender', value: 'female', strength: 'must' }] }),
    },
    {
      title: 'at least 46, and the contact is 46',
      outcome: 'met',
      bound: 'on',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'age-range', from: 46, to: 60, strength: 'must' }] }),
    },
    {
      title: 'at least 47, and the contact is 46',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'age-range', from: 47, to: 60, strength: 'must' }] }),
    },
    {
      title: 'below 47, and the contact is 46',
      outcome: 'met',
      bound: 'on',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'age-range', from: 20, to: 47, strength: 'must' }] }),
    },
    {
      title: 'below 46, and the contact is 46',
      outcome: 'broken',
      bound: 'over',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'age-range', from: 20, to: 46, strength: 'must' }] }),
    },
    {
      title: 'a contact with the required trait',
      outcome: 'met',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'trait', value: 'no-pets', strength: 'must' }] });
        changeContact(draft, { traits: { 'no-pets': true } });
      },
    },
    {
      title: 'a contact without the required trait',
      outcome: 'broken',
      edit(draft) {
        changeRecipient(draft, { requirements: [{ attribute: 'trait', value: 'no-pets', strength: 'must' }] });
        changeContact(draft, { traits: { 'no-pets': false } });
      },
    },
    {
      title: 'nothing is recorded of the required trait',
      outcome: 'unknown',
      edit: (draft) =>
        changeRecipient(draft, { requirements: [{ attribute: 'trait', value: 'no-pets', strength: 'must' }] }),
    },
    {
      title: 'one requirement not known and another not met: not met counts',
      outcome: 'broken',
      edit(draft) {
        changeRecipient(draft, {
          requirements: [
            { attribute: 'trait', value: 'no-pets', strength: 'must' },
            { attribute: 'trait', value: 'car', strength: 'must' },
          ],
        });
        changeContact(draft, { traits: { car: false } });
      },
    },
    {
      title: 'the leader of the group does not meet a requirement',
      outcome: 'broken',
      edit(draft) {
        joinGroup(draft);
        changeRecipient(draft, { requirements: [{ attribute: 'trait', value: 'no-smoking', strength: 'must' }] });
        changeContact(draft, { traits: { 'no-smoking': false } });
      },
    },
  ],
};
