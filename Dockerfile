# Not run where the project is developed (no Docker engine there); written after the same steps as the README.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production SEED=none
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /app/build build
COPY app app
COPY migrations migrations
COPY rules rules
COPY workflows workflows
COPY portal-themes portal-themes
RUN useradd --system --home /app lotline && mkdir -p /data && chown lotline /data
USER lotline
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--heap-growing-percent=100", "--disable-warning=ExperimentalWarning", "app/server.ts"]
