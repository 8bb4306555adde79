# Guildhall in a container: docker build --tag guildhall . && docker run --publish 3000:3000 --volume guildhall:/data guildhall

FROM rust:1-trixie AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /guildhall
COPY . .
RUN make build

FROM debian:trixie-slim
RUN useradd --system --home-dir /data --create-home guildhall
COPY --from=build /guildhall/target/release/guildhall /usr/local/bin/guildhall
USER guildhall
WORKDIR /data
VOLUME /data
# PostgreSQL instead: --env DATABASE_URL=postgres://…
ENV DATABASE_URL=sqlite:///data/guildhall.db GUILDHALL_LISTEN=0.0.0.0:3000
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["guildhall"]
CMD ["serve"]
