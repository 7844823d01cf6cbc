// Mutations of branching: what is branched on, what decisions forbid and demand, and which columns keep to them.
import { type Mutation, mutationsOf } from './mutation.ts';

export const BRANCHING: readonly Mutation[] = [
  ...mutationsOf('branches.ts', [
    {
      name: 'leads are branched on',
      from: "if (lead !== undefined) return both({ kind: 'lead', lead, yes: true });",
      to: '',
      noticed: 'branching tiny 1',
    },
    {
      name: 'the other contacts after yes',
      from: 'else if (isOwn !== yes) contacts.optionOut[option] = 1;',
      to: 'else if (isOwn) contacts.optionOut[option] = 1;',
      equivalent:
        'Whoever is demanded follows only plans that serve the portion, so the row of the portion leaves nothing for others.',
    },
    {
      name: 'gatherings told apart',
      from: 'gatherings.gathering[decision.gathering] = decision.yes ? 1 : 2;',
      to: 'gatherings.gathering[decision.gathering] = 2;',
      noticed: 'branching crowded 10',
    },
    {
      name: 'the worthiest of whole columns',
      from: 'column.plan.points > known.plan.points',
      to: 'column.plan.points < known.plan.points',
      noticed: 'branching crowded 11',
    },
    {
      name: 'gatherings are branched on',
      from: "if (gathering !== undefined) return both({ kind: 'gathering', gathering, yes: true });",
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'contacts are branched on',
      from: "if (pair !== undefined) return both({ kind: 'contact', portion: pair.portion, contact: pair.contact, yes: true });",
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'seats are branched on',
      from: "if (seat !== undefined) return both({ kind: 'seat', seat, yes: true });",
      to: '',
      noticed: 'branching crowded 26',
    },
    {
      name: 'options are branched on',
      from: "if (option !== undefined) return both({ kind: 'option', option, yes: true });",
      to: '',
      equivalent:
        'Plans that agree in portions, leads and session times are one and the same to every row, so where these are whole the worthiest plan of each is a solution worth no less, whatever the forms.',
    },
    {
      name: 'times are branched on',
      from: "if (tau !== undefined) return both({ kind: 'time', tau, yes: true });",
      to: '',
      noticed: 'branching mixed 47',
    },
    {
      name: 'lead yes and no: contacts',
      from: '(decision.yes ? contacts.leadMust : contacts.leadOut)[decision.lead] = 1;',
      to: '',
      equivalent: 'The row lead carries the decision to the other side of the link, so the relaxation is the same.',
    },
    {
      name: 'lead yes and no: gatherings',
      from: '(decision.yes ? gatherings.linkMust : gatherings.linkOut)[link] = 1;',
      to: '',
      equivalent: 'The row lead carries the decision to the other side of the link, so the relaxation is the same.',
    },
    {
      name: 'contact yes: own options',
      from: 'if (isOwn && yes) contacts.optionMust[option] = 1;',
      to: 'if (isOwn && yes) continue;',
      noticed: 'branching crowded 10',
    },
    {
      name: 'contact yes: seats',
      from: 'if (yes) for (const seat of compiled.seatsOfPortion(portion)) gatherings.seatOut[seat] = 1;',
      to: '',
      equivalent:
        'Whoever is demanded follows only plans that serve the portion, so the row of the portion leaves nothing for others.',
    },
    {
      name: 'seat no',
      from: '        if (!yes) {\n          gatherings.seatOut[seat] = 1;',
      to: '        if (!yes) {',
      noticed: 'branching crowded 10',
    },
    { name: 'seat yes', from: 'gatherings.seatMust[seat] = 1;', to: '', noticed: 'branching crowded 10' },
    {
      name: 'seat yes: other seats',
      from: 'if (other !== seat) gatherings.seatOut[other] = 1;',
      to: '',
      equivalent:
        'Whoever is demanded follows only plans that serve the portion, so the row of the portion leaves nothing for others.',
    },
    {
      name: 'seat yes: options',
      from: 'for (const option of compiled.optionsOfPortion(portion)) contacts.optionOut[option] = 1;',
      to: '',
      equivalent:
        'Whoever is demanded follows only plans that serve the portion, so the row of the portion leaves nothing for others.',
    },
    {
      name: 'option no',
      from: '        if (!yes) {\n          contacts.optionOut[option] = 1;',
      to: '        if (!yes) {',
      noticed: 'branching mixed 1',
    },
    {
      name: 'option yes',
      from: '        contacts.optionMust[option] = 1;\n        for',
      to: '        for',
      noticed: 'branching crowded 10',
    },
    {
      name: 'option yes: other options',
      from: 'if (other !== option) contacts.optionOut[other] = 1;',
      to: '',
      noticed: 'branching crowded 11',
    },
    {
      name: 'option yes: seats',
      from: "for (const seat of compiled.seatsOfPortion(portion)) gatherings.seatOut[seat] = 1;\n        break;\n      }\n      case 'time'",
      to: "break;\n      }\n      case 'time'",
      equivalent:
        'Whoever is demanded follows only plans that serve the portion, so the row of the portion leaves nothing for others.',
    },
    {
      name: 'time yes',
      from: 'if (yes) contacts.tauMust[compiled.tauPortion[tau] as number] = tau;',
      to: 'if (yes) continue;',
      noticed: 'branching crowded 12',
    },
    { name: 'time no', from: 'else contacts.tauOut[tau] = 1;', to: '', noticed: 'branching crowded 12' },
    {
      name: 'filter: gatherings that must not run',
      from: 'gatherings.gathering[gathering] !== 2 &&',
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'filter: seats forbidden',
      from: 'seats.every((s) => gatherings.seatOut[s] === 0) &&',
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'filter: leaders forbidden',
      from: 'links.every((l) => gatherings.linkOut[l] === 0) &&',
      to: '',
      equivalent: 'The row lead carries the decision to the other side of the link, so the relaxation is the same.',
    },
    {
      name: 'filter: seats demanded',
      from: '(demandedSeats[gathering] ?? []).every((s) => seats.includes(s)) &&',
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'filter: leaders demanded',
      from: ' &&\n          (demandedLinks[gathering] ?? []).every((l) => links.includes(l))',
      to: '',
      equivalent: 'The row lead carries the decision to the other side of the link, so the relaxation is the same.',
    },
    {
      name: 'filter: options and leads forbidden',
      from: 'if (options.some((o) => contacts.optionOut[o] === 1) || leads.some((l) => contacts.leadOut[l] === 1))\n        return false;',
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'filter: portions demanded',
      from: 'if ((demandedPortions[contact] ?? []).some((p) => !portions.includes(p))) return false;',
      to: '',
      noticed: 'branching crowded 10',
    },
    {
      name: 'filter: leads demanded',
      from: 'if ((demandedLeads[contact] ?? []).some((l) => !leads.includes(l))) return false;',
      to: '',
      noticed: 'lagrange crowded 0',
    },
    {
      name: 'filter: times forbidden',
      from: 'if (taus.some((tau) => tau >= 0 && contacts.tauOut[tau] === 1)) return false;',
      to: '',
      noticed: 'branching crowded 12',
    },
    {
      name: 'filter: times demanded',
      from: 'return must < 0 || taus.includes(must);',
      to: 'return must < 0 || taus.length > 0;',
      noticed: 'branching crowded 12',
    },
    {
      name: 'demands: contacts',
      from: 'demandedPortions[c] !== undefined || demandedLeads[c] !== undefined',
      to: 'demandedLeads[c] !== undefined',
      noticed: 'branching crowded 10',
    },
    {
      name: 'demands: gatherings told to run',
      from: 'gatherings.gathering[g] === 1 || demandedSeats',
      to: 'demandedSeats',
      noticed: 'branching crowded 10',
    },
  ]),
];
