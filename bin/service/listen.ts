// An HTTP server of loopback, or of another address where the operator says so; it ends once its requests are answered.
import { createServer, type RequestListener } from 'node:http';

export type Listening = {
  readonly url: string;
  /** Takes no more requests, answers those under way, and ends; what takes longer than two seconds is cut off. */
  close(): Promise<void>;
};

const CLOSE_MILLISECONDS = 2_000;

/** Listens; rejects with the system's error where the port is taken or not allowed. Port 0: any free one. */
export function listen(
  handler: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  return new Promise((done, fail) => {
    const server = createServer(handler);
    server.once('error', fail);
    server.listen(port, host, () => {
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
