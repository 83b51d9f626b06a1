# One image for the API and the workers; docker-compose.yml says which command runs.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

# ---- build: all dependencies, src → dist and the workflow bundle
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY scripts scripts
COPY src src
COPY console console
RUN npm run build

# ---- dependencies: only what runs in production
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# ---- the image
FROM ${NODE_IMAGE}
# The Temporal SDK's native part reads the system's root certificates (TLS to Temporal Cloud or a cluster).
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data
WORKDIR /app
ENV NODE_ENV=production DISPATCH_DATA=/data
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
# `docker compose exec api dispatch …`
RUN chmod +x bin/dispatch.mjs && ln -s /app/bin/dispatch.mjs /usr/local/bin/dispatch
USER node
VOLUME /data
EXPOSE 8080
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/server.js"]
