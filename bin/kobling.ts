#!/usr/bin/env node
// Starts the command line in this process: streams, signals and the last net under errors nobody foresaw.
import { EXIT } from './exit.ts';
import { processIo } from './io.ts';
import { main, unforeseen } from './main.ts';

// A reader that has seen enough (`kobling rules | head`) is no error; the command still ends with its own code.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(EXIT.broken);
  });
const fail = (error: unknown): never => {
  const { message, advice } = unforeseen(error, 'nb');
  process.stderr.write(`${message}\n${advice}\n`);
  process.exit(EXIT.broken);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

// Set first: a process that runs out of work before its command has ended has failed.
process.exitCode = EXIT.broken;
const start = async (): Promise<void> => {
  process.exitCode = await main(process.argv.slice(2), processIo());
};
void start();
