// An HTTP server of loopback, or of another address where the operator says so; it ends once its requests are answered.
import type { Server } from 'node:http';
import type { Express } from 'express';

export type Listening = {
  readonly url: string;
  /** Takes no more requests, answers those under way, and ends; what takes longer than two seconds is cut off. */
  close(): Promise<void>;
};

const CLOSE_MILLISECONDS = 2_000;

/** Listens; rejects with the system's error where the port is taken or not allowed. Port 0: any free one. */
export function listen(
  app: Express,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  return new Promise((done, fail) => {
    const server: Server = app.listen(port, host, (error?: Error) => {
      if (error !== undefined) return fail(error);
      const address = server.address();
      const own = typeof address === 'object' && address !== null ? address.port : port;
      done({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
        close: () =>
          new Promise((closed) => {
            const cut = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS);
            server.close(() => {
              clearTimeout(cut);
              closed();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
}
