// What `kobling serve` does: takes in jobs over HTTP and tells of them, until it is told to go. It solves nothing itself.
import { createApp } from '../../src/http/app.ts';
import { jobsRouter } from '../../src/http/jobs.ts';
import { isAway } from '../../src/store/away.ts';
import { errorCode, EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';
import { say } from '../phrases.ts';
import { jobPorts } from './api-jobs.ts';
import { listen } from './listen.ts';
import { operationsOf, type ServiceOptions, withService } from './service.ts';

export type ServeOptions = ServiceOptions & { readonly host: string; readonly port: number };

/** Throws a failure with an advice where it cannot listen. */
export async function serve(io: Io, options: ServeOptions): Promise<void> {
  const told = io.untilTold();
  const { host, port, locale } = options;
  await withService(io, 'api', options, async (service) => {
    const { database, telemetry, onError } = service;
    const app = createApp({
      routers: [operationsOf(service), jobsRouter(jobPorts(database.app, telemetry.tracing))],
      isAway,
      onError,
      elapsed: io.elapsed,
      onRequest: telemetry.metrics.requestEnded,
    });
    const listening = await listen(app, { host, port }).catch((error: unknown) => {
      const code = errorCode(error) ?? 'unknown';
      throw new Failure(
        EXIT.broken,
        say('cannotListen', locale, { host, port, code }),
        say('cannotListenAdvice', locale),
      );
    });
    telemetry.log.info('ready', { url: listening.url, database: database.place });
    await told;
    await listening.close();
    telemetry.log.info('stopped');
  });
}
