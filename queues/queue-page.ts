// BullMQ's own page of its queues, for whoever operates the service: to look, not to touch. What is in a queue are ids; what is
// lost of it is rung again from the database, so nothing need ever be repaired here.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import { openBackend, type QueuePlace } from './backends.ts';
import { QUEUE_NAME } from './doorbell.ts';

export type QueuePage = {
  /** Answers below the path that the page was opened for; whoever asks is let in by whoever hands requests on. */
  readonly handler: RequestHandler;
  close(): Promise<void>;
};

/** Its own scripts, styles and pictures; letters from elsewhere, which it would ask for, are not fetched. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Opens the page of the queues at a place, to be served at a path such as `/queues`; nothing need be there yet. */
export function openQueuePage(place: QueuePlace, path: string, onError: (error: Error) => void): QueuePage {
  const backed = openBackend(place, QUEUE_NAME, onError);
  const { queue, nights, flows } = backed.senders();
  for (const each of [queue, nights, flows]) each.on('error', onError);
  const board = new ExpressAdapter().setBasePath(path);
  createBullBoard({
    // Of either backend they are queues of BullMQ.
    queues: [queue, nights].map((each) => new BullMQAdapter(each as unknown as Queue, { readOnlyMode: true })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Kobling', hideDocsLink: true } },
  });
  // What went wrong is told to us, and not to whoever looks.
  board.setErrorHandler((error) => {
    onError(error);
    return { status: 500, body: { error: 'The queue did not answer.' } };
  });
  const application = board.getRouter() as RequestHandler;
  return {
    handler: (request, response, next) => {
      if (request.method !== 'GET') return next();
      response.setHeader('Content-Security-Policy', POLICY);
      application(request, response, next);
    },
    close: async () => {
      await Promise.allSettled([queue, nights, flows].map((each) => each.close()));
      backed.close();
    },
  };
}
