// What may be asked of a job beside its kind. Kept with the job, in the database alone: it may name a person by an id.
import { z } from 'zod';
import { date, id } from './scalars.ts';

export const jobParams = z
  .strictObject({
    today: date.optional().meta({ description: 'The day it is made on; absent: the day it starts.' }),
    from: date.optional().meta({ description: 'First planned day; absent: the first Monday on or after today.' }),
    weeks: z.int().min(1).max(106).default(4).meta({ description: 'Planned weeks.' }),
    seconds: z
      .number()
      .min(0.1)
      .max(86_400)
      .optional()
      .meta({ description: "Seconds for the search; absent: the worker's limit, which is also the most." }),
    scope: z
      .strictObject({ kind: z.enum(['recipient', 'contact']), id })
      .optional()
      .meta({ description: 'One person alone, everything else as published; absent: everyone.' }),
  })
  .meta({ title: 'kobling/job@1' });

export type JobParams = z.output<typeof jobParams>;
/** What is asked before defaults are filled in. */
export type JobParamsInput = z.input<typeof jobParams>;
