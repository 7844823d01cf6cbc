// `kobling publish`: a proposed plan becomes what a municipality goes by, in somebody's name.
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import {
  type ByOption,
  type DataOption,
  type JsonOption,
  type LocaleOption,
  withBy,
  withData,
  withJson,
  withLocale,
} from '../options.ts';
import { say } from '../phrases.ts';

type Options = DataOption & LocaleOption & JsonOption & ByOption & { readonly plan?: string };

export function addPublish(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('publish')
    .description("make a proposed plan what a municipality goes by: its sessions are published, in somebody's name")
    .argument('<municipality>', 'id of the municipality')
    .option('--plan <id>', 'the plan (default: the newest that is proposed)');
  for (const add of [withBy, withData, withLocale, withJson]) add(command);
  command.action(async (municipality: string, { by, plan, data, locale, json }: Options) => {
    const { publish } = await import('../service/municipality.ts');
    const planId = await publish(io, { municipality, planId: plan, by, data, locale });
    io.out(
      json === true
        ? `${JSON.stringify({ municipality, planId, by }, undefined, 2)}\n`
        : `${say('published', locale, { municipality, planId, by })}\n`,
    );
    finish(EXIT.ok);
  });
}
