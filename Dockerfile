# canal-lint without Node on the machine: docker run --rm -v "$PWD:/work:ro" ghcr.io/canal-lint/canal-lint deploy
# Base images are named by their tags: a digest would keep the security fixes of a release out of the next one.

# On the machine that builds: what it makes is JavaScript, the same for every platform, and needs no emulation.
FROM --platform=$BUILDPLATFORM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci && npm pack --ignore-scripts --workspace packages/cli --pack-destination /tmp \
  && mkdir /app && tar -xzf /tmp/canal-lint-*.tgz -C /app --strip-components=1

# Nothing is run here: for another platform than the builder's, nothing could.
FROM gcr.io/distroless/nodejs24-debian13:nonroot
LABEL org.opencontainers.image.source=https://github.com/canal-lint/canal-lint org.opencontainers.image.licenses=Apache-2.0
COPY --from=build /app /app
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/bin/canal-lint.cjs"]
