// `kobling account`: who may do what in a municipality, and the API keys of its integrations.
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  type ByOption,
  type DataOption,
  type LocaleOption,
  wholeNumber,
  withBy,
  withData,
  withLocale,
} from '../options.ts';
import { say } from '../phrases.ts';

const ROLES = ['coordinator', 'leader', 'integration', 'auditor', 'contact'] as const;
type Options = DataOption &
  LocaleOption &
  ByOption & {
    readonly role?: readonly (typeof ROLES)[number][];
    readonly cleared?: true;
    readonly contact?: string;
    readonly key?: true;
    readonly days: number;
    readonly end?: true;
  };

export function addAccount(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('account')
    .description('say what somebody may do in a municipality, or make an API key for an integration')
    .argument('<municipality>', 'id of the municipality')
    .argument('<subject>', "who: the subject (sub) of the identity provider's tokens, or a name for a key")
    .addOption(new Option('--role <roles...>', 'what they may do').choices(ROLES))
    .option('--cleared', 'people with a protected address exist for them')
    .option('--contact <id>', 'whom somebody with the role contact speaks for')
    .option('--key', 'make an API key, shown once; a key made before is void')
    .addOption(new Option('--days <n>', 'days until it ends').argParser(wholeNumber(1, 3_650)).default(365))
    .option('--end', 'end it now');
  for (const add of [withBy, withData, withLocale]) add(command);
  command.action(async (municipality: string, subject: string, options: Options) => {
    const { role = [], cleared, contact, key, days, end, by, data, locale } = options;
    const { setAccount } = await import('../service/accounts.ts');
    const made = await setAccount(io, {
      data,
      locale,
      municipality,
      subject,
      by,
      days,
      roles:
        contact === undefined ? (key === true && role.length === 0 ? ['integration'] : role) : [...role, 'contact'],
      isCleared: cleared === true,
      contactId: contact ?? null,
      isKey: key === true,
      isEnding: end === true,
    });
    const facts = { subject, municipality, roles: made.roles.join(', ') };
    io.out(`${say(end === true ? 'accountEnded' : 'accountSet', locale, facts)}\n`);
    if (made.key !== undefined) io.out(`${say('keyMade', locale, { days })}\n${made.key}\n`);
    finish(EXIT.ok);
  });
}
