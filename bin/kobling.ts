#!/usr/bin/env node
// Starts the command line in this process: streams, signals and the last net under errors nobody foresaw.
import { EXIT } from './exit.ts';
import { processIo } from './io.ts';
import { main, unforeseen } from './main.ts';

// A reader that has seen enough (`kobling rules | head`) is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? EXIT.ok) : EXIT.broken);
  });
const fail = (error: unknown): never => {
  const { message, advice } = unforeseen(error, 'nb');
  process.stderr.write(`${message}\n${advice}\n`);
  process.exit(EXIT.broken);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

process.exitCode = await main(process.argv.slice(2), processIo());
