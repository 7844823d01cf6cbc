// An HTTP server of loopback, or of another address where the operator says so; it ends once its requests are answered.
import { createServer, type RequestListener } from 'node:http';

export type Listening = {
  readonly url: string;
  /** Takes no more requests, answers those under way, and ends; what takes longer than two seconds is cut off. */
  close(): Promise<void>;
};

const CLOSE_MILLISECONDS = 2_000;
/** How long a request may take to arrive: a caseload of 64 megabytes too, from the proxy in front. */
const REQUEST_MILLISECONDS = 60_000;
/**
 * How long a connection is kept for its next request: longer than a proxy keeps one (nginx a minute), so that it is the other side that
 * ends it. Ended from here, a request that is on its way just then gets no answer.
 */
const IDLE_MILLISECONDS = 75_000;

/** Listens; rejects with the system's error where the port is taken or not allowed. Port 0: any free one. */
export function listen(
  handler: RequestListener,
  {
    host,
    port,
    onError = () => {},
  }: {
    readonly host: string;
    readonly port: number;
    /** Hears of connections that could not be taken. */
    readonly onError?: ((error: Error) => void) | undefined;
  },
): Promise<Listening> {
  return new Promise((done, fail) => {
    const server = createServer({ requestTimeout: REQUEST_MILLISECONDS, keepAliveTimeout: IDLE_MILLISECONDS }, handler);
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail).on('error', onError);
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
