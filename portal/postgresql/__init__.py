"""The connection to PostgreSQL: how long anybody waits for it."""

CONNECT_SECONDS = 3
WAIT_SECONDS = 5  # for one of the pool
# What a connection is opened with. A machine that vanished is noticed before the reader has gone.
OPTIONS = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
