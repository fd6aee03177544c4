#pragma once
#include <libpq-fe.h>

/// Keeps a server's notices ("table does not exist, skipping") off standard error.
static inline void tiaowen_ignore_notice(void *argument, const char *message) {
    (void)argument;
    (void)message;
}

static inline void tiaowen_silence_notices(PGconn *connection) {
    PQsetNoticeProcessor(connection, tiaowen_ignore_notice, 0);
}
