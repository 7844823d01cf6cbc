// Whether a contact fulfils a requirement of a recipient: hard in rule musts, soft in term wishes.
import type { Contact, Requirement } from '../schema/caseload.ts';
import { ageOn } from './time.ts';

/** `unknown`: nothing is recorded of it; ages are counted on a date. */
export function fulfils(requirement: Requirement, contact: Contact, date: string): 'met' | 'broken' | 'unknown' {
  switch (requirement.attribute) {
    case 'language':
      return contact.languages.includes(requirement.value) ? 'met' : 'broken';
    case 'gender':
      return contact.gender === undefined ? 'unknown' : contact.gender === requirement.value ? 'met' : 'broken';
    case 'age-range': {
      const age = ageOn(contact.bornOn, date);
      return requirement.from <= age && age < requirement.to ? 'met' : 'broken';
    }
    case 'trait': {
      const has = Object.hasOwn(contact.traits, requirement.value) ? contact.traits[requirement.value] : undefined;
      return has === undefined ? 'unknown' : has ? 'met' : 'broken';
    }
  }
}
